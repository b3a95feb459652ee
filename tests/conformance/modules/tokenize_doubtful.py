"""Tokens of doubtful texts, as `tokenize` and as the parser sees them."""

import io
import tokenize

cases = ["(1+2]","(1+2}","{1+2]","1_","1.2_","1e2_","1e+","1e-","\xa0","€","0b12","0b1_2","0b2","0b1_","0b","0o18","0o1_8","0o8","0o1_","0o","0x1_","0x","1_","012","1.2_","1e2_","1e+","'sdfosdg","'sdfosdg\n","'''abc","\"\"\"","(1+2","[1","{", "1__2", "1.x", "1_a", "0_7", "00", "01a", "0xfg", "1jx", "1e5x", "1_000e1_0", ".5_", "1.e_", "x = 2sin(x)", "0o7a", "1.5.5", "1..real", "0b1.1", "0xor 1", "1e", "1ee", "09", "09.5", "09j", "0e0", "1_j", "1_.5", "1._5", "$", "!", "?", "a!b", "f'{a!r:{b}}'", "f'\\N{{SNAKE}}'", "f'\\N{SNAKE}'", "f'\\N{{{{SNAKE}}'", "rf'\\N{x}'", "f'{{'", "f'}'", "f'{'", "f'a{{b}}c{d}e'", "t'\\N{{x}}{y}'", "f'''\\N{{\n}}'''", "f'{x:\\N{{a}}}'", "f'{x:{{y}}}'","f'{x:a{{b}}}'", "\\", "\\\n", "a\\ b", "a\\", "\t x\n  y", "if 1:\n\tx\n        y", " x\n", "  x\n y", "if 1:\n  x\n y", "\x00", "a\x00b", "'\\", "'a\\\n", "0777", "0_", "1 _", "ù", "a·b", "·", "﷐", "\ufeffx", "x\ufeff", "1.__class__", "1L", "0l", "1rf''", "1u8"]
for c in cases:
    for extra in True, False:
        try:
            r = [tuple(t)[:4] for t in tokenize._generate_tokens_from_c_tokenizer(io.StringIO(c).readline, extra_tokens=extra)]
        except Exception as e:
            r = repr(e)
        print(repr(c), extra, r)
    try: r = [tuple(t) for t in tokenize.generate_tokens(io.StringIO(c).readline)]
    except Exception as e: r = repr(e)
    print(repr(c), r)
    try: print(repr(tokenize.untokenize([t[:2] for t in r])), repr(tokenize.untokenize(r)))
    except Exception as e: print(repr(e))
