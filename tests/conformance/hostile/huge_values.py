# Values that are too large fail with the right error.
for text in ("[0] * (1 << 62)", "'a' * (1 << 62)", "b'a' * (1 << 62)", "(0,) * (1 << 62)", "[1, 2] * (1 << 63)", "'ab' * (1 << 64)", "1 << (1 << 62)", "int('9' * 5000)", "str(10 ** 5000)", "range(1 << 70)[1 << 69] > 0", "len(range(1 << 70))", "'%' + '%d' % 1 and '{:1000000000000000000000}'.format(1)", "'x'.ljust(1 << 62)", "'a'.replace('a', 'b' * 10) * (1 << 62)", "bytes(1 << 62)", "[None] * -5", "chr(1 << 40)", "round(1.5, 1 << 70)", "(1).to_bytes(1 << 62, 'big')", "'abc'[1 << 70]", "pow(2, 1 << 30, 7)", "1.5 * (10 ** 400)", "hash(10 ** 1000) == hash(10 ** 1000)", "'%.*f' % (1 << 40, 1.0)", "f'{1:{1 << 40}}'"):
    try:
        v = eval(text)
        print(text, "->", v if not hasattr(v, "__len__") or len(v) < 50 else "long")
    except Exception as error:
        print(text, "->", type(error).__name__, error)
