//! Golden listings: each Python file below `tests/bytecode` is compiled and its listing compared with the `.txt` beside
//! it. `statements/` and `expressions/` have one for each kind of node that the compiler supports.
//! `OUROPY_RECORD=1 cargo test -p ouropy-compiler` writes the listings anew. Every unit is checked for its structural invariants;
//! so is every Python file under the folder that `OUROPY_CHECK` names, if it is set.

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};
use ouropy_compiler::code::{
    CacheIndex, CodeUnit, Constant, ConstantIndex, Distance, Instruction, Opcode, Register, Role, listing, op,
    verify_all,
};
use ouropy_compiler::{Mode, Options, compile, image};

fn main() {
    let arguments = Arguments::from_args();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bytecode");
    let mut trials = Vec::new();
    for group in ["", "statements", "expressions"] {
        for path in python_files(&folder.join(group)) {
            let name = Path::new(group).join(path.file_stem().unwrap_or_default());
            trials.push(Trial::test(name.to_string_lossy(), move || golden(&path)));
        }
    }
    let statements = folder.join("statements");
    trials.push(Trial::test("statement kinds", move || kinds("StmtKind", &statements, REFUSED_STATEMENTS)));
    let expressions = folder.join("expressions");
    trials.push(Trial::test("expression kinds", move || kinds("ExprKind", &expressions, REFUSED_EXPRESSIONS)));
    trials.push(Trial::test("errors", move || errors(&folder.join("errors.tsv"))));
    trials.push(Trial::test("document", document));
    trials.push(Trial::test("defects", defects));
    trials.push(Trial::test("large", || on_a_large_stack(large)));
    trials.push(Trial::test("deep", || on_a_large_stack(deep)));
    if let Some(folder) = std::env::var_os("OUROPY_CHECK") {
        trials.push(Trial::test("invariants", move || on_a_large_stack(move || every_file(Path::new(&folder)))));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The Python files directly in a folder, by name.
fn python_files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|entry| entry.path()).collect())
        .unwrap_or_default();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "py"));
    files.sort();
    files
}

/// A unit's image gives the same unit, and parts or other bytes give an error or a unit, but no panic.
fn comes_back(unit: &CodeUnit) -> Result<(), Failed> {
    let image = image::write(unit);
    let read = image::read(&image)?;
    if listing(&read) != listing(unit) || image::write(&read) != image {
        return Err("another unit comes back from its image".into());
    }
    for end in 0..image.len() {
        if image::read(&image[..end]).is_ok() {
            return Err(format!("{end} bytes of {} are taken for a unit", image.len()).into());
        }
    }
    let mut changed = image;
    for at in 0..changed.len() {
        for difference in [1, 0x80, 0xff] {
            changed[at] ^= difference;
            let _ = image::read(&changed);
            changed[at] ^= difference;
        }
    }
    Ok(())
}

/// Kinds of statement that the compiler refuses, each with one.
const REFUSED_STATEMENTS: &[(&str, &str)] = &[];

/// Kinds of expression that the compiler refuses, each with one.
const REFUSED_EXPRESSIONS: &[(&str, &str)] = &[];

/// Each kind of node is refused, or has a listing of its own in `folder` in which it occurs. The kinds are read from the
/// source of the syntax tree, where each variant of the enum begins a line.
fn kinds(enumeration: &str, folder: &Path, refused: &[(&str, &str)]) -> Result<(), Failed> {
    let tree = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../grammar/src/ast.rs"))?;
    let (_, variants) = tree.split_once(&format!("pub enum {enumeration} {{\n")).ok_or("no such enum")?;
    let (variants, _) = variants.split_once("\n}\n").ok_or("the enum does not end")?;
    let variants = variants.lines().filter_map(|line| line.strip_prefix("    "));
    let names = variants.filter(|line| line.starts_with(char::is_uppercase));
    let names: Vec<&str> = names.filter_map(|line| line.split([' ', '(', ',', '{']).next()).collect();
    let mut failures = Vec::new();
    for &name in &names {
        let (source, is_refused) = match refused.iter().find(|(kind, _)| *kind == name) {
            Some((_, source)) => ((*source).to_owned(), true),
            None => {
                let path = folder.join(snake_case(name)).with_extension("py");
                (std::fs::read_to_string(&path).map_err(|_| format!("{name}: no listing {}", path.display()))?, false)
            }
        };
        let parsed =
            ouropy_grammar::parse(&source, ouropy_grammar::Mode::File).map_err(|refused| refused.error.to_string())?;
        let shown = format!("{:?}", parsed.ast);
        let occurs =
            shown.split(&format!("kind: {name}")).skip(1).any(|after| !after.starts_with(char::is_alphanumeric));
        if !occurs {
            failures.push(format!("{name}: does not occur in its listing"));
        }
        if is_refused && compile(&parsed.ast, "kinds.py", Mode::File, Options::default()).is_ok() {
            failures.push(format!("{name}: supported now, so it needs a listing"));
        }
    }
    if names.is_empty() {
        failures.push(format!("no variants of {enumeration} found"));
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}

/// `AugAssign` as `aug_assign`.
fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for (index, character) in name.char_indices() {
        if character.is_uppercase() && index > 0 {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

fn golden(path: &Path) -> Result<(), Failed> {
    let source = std::fs::read_to_string(path)?;
    let parsed =
        ouropy_grammar::parse(&source, ouropy_grammar::Mode::File).map_err(|refused| refused.error.to_string())?;
    let unit = compile(&parsed.ast, "golden.py", Mode::File, Options::default()).map_err(|error| error.to_string())?;
    verify_all(&unit)?;
    comes_back(&unit)?;
    let found = listing(&unit);
    let golden = path.with_extension("txt");
    if std::env::var_os("OUROPY_RECORD").is_some() {
        std::fs::write(&golden, found)?;
        return Ok(());
    }
    let expected = std::fs::read_to_string(&golden)?;
    if expected != found {
        return Err(format!("expected:\n{expected}\nfound:\n{found}").into());
    }
    Ok(())
}

/// The verifier refuses a unit with any of these defects.
fn defects() -> Result<(), Failed> {
    type Spoil = fn(&mut CodeUnit);
    fn find(unit: &mut CodeUnit, opcode: Opcode) -> &mut Instruction {
        unit.instructions.iter_mut().find(|instruction| instruction.opcode == opcode).expect("the source needs one")
    }
    // The same instruction with its first operand the register before.
    fn lower_target(unit: &mut CodeUnit) {
        let instruction = find(unit, Opcode::GET_ITER);
        *instruction = op::GET_ITER(instruction.a.register().minus(1), instruction.b.register());
    }
    let spoils: &[(&str, Spoil)] = &[
        ("a local not proved bound", |unit| *find(unit, Opcode::LOAD_FAST_CHECK) = op::NOP()),
        ("no cell", |unit| *find(unit, Opcode::MAKE_CELL) = op::NOP()),
        ("a temporary never written", |unit| *find(unit, Opcode::LOAD_GLOBAL) = op::NOP()),
        ("a temporary never consumed", |unit| *find(unit, Opcode::STORE_DEREF) = op::NOP()),
        ("a temporary written twice", lower_target),
        ("a constant out of range", |unit| {
            *find(unit, Opcode::LOAD_CONST) = op::LOAD_CONST(Register::at(0), ConstantIndex::at(1000));
        }),
        ("a cache out of range", |unit| {
            *find(unit, Opcode::LOAD_GLOBAL) = op::LOAD_GLOBAL(Register::at(0), CacheIndex::at(1000));
        }),
        ("a register out of range", |unit| unit.register_count -= 1),
        ("a jump out of the code", |unit| {
            let each = find(unit, Opcode::FOR_ITER);
            *each = each.leading(Distance::of(1000));
        }),
        ("a loop nothing can interrupt", |unit| find(unit, Opcode::JUMP_BACKWARD).opcode = Opcode::JUMP),
        ("no end", |unit| find(unit, Opcode::RETURN_VALUE).opcode = Opcode::POP_TOP),
        ("a handler outside", |unit| unit.handlers[0].target += 1000),
        ("a handler that keeps too little", |unit| {
            unit.handlers[0].register = unit.handlers[0].register.minus(1);
        }),
        ("a handler that takes a local", |unit| unit.handlers[0].register = Register::at(0)),
        ("a position too few", |unit| unit.positions.truncate(1)),
    ];
    let source = "def f(a):\n    if a: b = 1\n    try: c = (b, [a.x for x in (lambda: c)], print('text'))\n    \
                  except KeyError as e: pass\n    for d in a:\n        d(b'')\n    return a\n";
    let parsed =
        ouropy_grammar::parse(source, ouropy_grammar::Mode::File).map_err(|refused| refused.error.to_string())?;
    let module = compile(&parsed.ast, "defects.py", Mode::File, Options::default()).map_err(|e| e.to_string())?;
    let function = module.constants.iter().find_map(|constant| match constant {
        Constant::Code(unit) => Some(unit),
        _ => None,
    });
    let function = function.expect("a function was compiled");
    verify_all(function)?;
    for (name, spoil) in spoils {
        let mut unit = (**function).clone();
        spoil(&mut unit);
        if verify_all(&unit).is_ok() {
            return Err(format!("{name}: not refused\n{}", listing(&unit)).into());
        }
    }
    Ok(())
}

/// Every line of the table: a source text, then what CPython says of it (message, line, column, end line, end
/// column; nothing if it compiles).
fn errors(table: &Path) -> Result<(), Failed> {
    let mut failures = Vec::new();
    for line in std::fs::read_to_string(table)?.lines() {
        let Some((source, expected)) = line.split_once('\t') else { continue };
        let source = source.replace("\\n", "\n");
        let found = match ouropy_grammar::parse(&source, ouropy_grammar::Mode::File) {
            Err(refused) => Err(refused.error),
            Ok(parsed) => compile(&parsed.ast, "errors.py", Mode::File, Options::default()),
        };
        let found = match found {
            Ok(_) => "\t\t\t\t".to_owned(),
            Err(error) => {
                let span = error.span().unwrap_or_default();
                let (column, end_column) = (span.column + 1, span.end_column + 1);
                format!("{}\t{}\t{column}\t{}\t{end_column}", error.message(), span.line, span.end_line)
            }
        };
        if found != expected {
            failures.push(format!("{source:?}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}

/// Runs `inside` on a stack as large as the interpreter's.
fn on_a_large_stack(inside: impl FnOnce() -> Result<(), Failed> + Send + 'static) -> Result<(), Failed> {
    let thread = std::thread::Builder::new().stack_size(256 << 20).spawn(inside)?;
    thread.join().map_err(|_| Failed::from("the compiler panicked"))?
}

/// Compiles and checks every Python file under a folder that the parser takes.
fn every_file(folder: &Path) -> Result<(), Failed> {
    let mut folders = vec![folder.to_path_buf()];
    let mut failures = Vec::new();
    let (mut compiled, mut refused) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder)?.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            if path.extension().is_none_or(|extension| extension != "py") {
                continue;
            }
            let Ok(source) = std::fs::read_to_string(&path) else { continue };
            let Ok(parsed) = ouropy_grammar::parse(&source, ouropy_grammar::Mode::File) else {
                refused += 1;
                continue;
            };
            let name = path.display().to_string();
            match compile(&parsed.ast, &name, Mode::File, Options::default()) {
                Ok(unit) => {
                    compiled += 1;
                    failures.extend(verify_all(&unit).err());
                }
                Err(error) if error.message().ends_with("is not supported yet") => refused += 1,
                Err(error) => failures.push(format!("{name}: {error} {:?}", error.span())),
            }
        }
    }
    println!("{compiled} files compiled, {refused} refused");
    if failures.is_empty() { Ok(()) } else { Err(failures.join("\n").into()) }
}

/// `docs/bytecode.md`, made of the opcode table.
fn bytecode_document() -> String {
    use std::fmt::Write;
    let mut text = String::from(
        "# Bytecode\n\n\
         This page is made from the table in `compiler/src/code/opcode.rs`; \
         `OUROPY_RECORD=1 cargo test -p ouropy-compiler` writes it anew.\n\n\
         An instruction is 64 bits: opcode (8), small operand `k` (8), operands `a`, `b` and `c` (16 each). Registers \
         are numbered within the frame's window: locals, then cells and free variables, then temporaries. A local \
         operand is borrowed, a temporary one is consumed, unless it is *kept*. A result written to a register drops \
         what the register held.\n\n\
         | opcode | a | b | c | k | what it does |\n|---|---|---|---|---|---|\n",
    );
    for opcode in Opcode::ALL {
        let _ = write!(text, "| `{}`", opcode.name());
        for role in opcode.roles() {
            let word = match role {
                Role::Unused => "",
                Role::Source => "source",
                Role::Kept => "kept",
                Role::Target => "target",
                Role::Base => "first of several",
                Role::Count | Role::Small => "number",
                Role::Int => "int",
                Role::Name => "name",
                Role::Jump => "jump",
                Role::LongJump => "long jump",
                Role::Constant => "constant",
                Role::WideInt => "long int",
                Role::Cache => "cache",
            };
            let _ = write!(text, " | {word}");
        }
        let _ = writeln!(text, " | {} |", opcode.sentence().trim());
    }
    text.push_str(
        "\nA *constant*, *long int* or *long jump* is 32 bits, its low half in `c`, its high half in `b`; a *cache* is the \
         24-bit index of an inline cache, its low 8 bits in `k`, the others in `c`.\n",
    );
    text
}

/// The document is what the table says.
fn document() -> Result<(), Failed> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/bytecode.md");
    let text = bytecode_document();
    if std::env::var_os("OUROPY_RECORD").is_some() {
        std::fs::create_dir_all(path.parent().unwrap_or(&path))?;
        std::fs::write(&path, text)?;
        return Ok(());
    }
    if std::fs::read_to_string(&path)? == text { Ok(()) } else { Err("docs/bytecode.md is out of date".into()) }
}

fn compiled(source: &str) -> Result<std::rc::Rc<CodeUnit>, Failed> {
    let parsed =
        ouropy_grammar::parse(source, ouropy_grammar::Mode::File).map_err(|refused| refused.error.to_string())?;
    let unit = compile(&parsed.ast, "large.py", Mode::File, Options::default()).map_err(|error| error.to_string())?;
    verify_all(&unit)?;
    Ok(unit)
}

/// One text after the other.
fn numbered(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect::<Vec<_>>().concat()
}

/// Code that outgrows 16-bit jumps, and displays and calls that outgrow what is built at once.
fn large() -> Result<(), Failed> {
    let body = "        a = b + c\n".repeat(40_000);
    compiled(&format!("def f(a, b, c):\n    while a < b:\n{body}        if a: continue\n"))?;
    compiled(&format!("def f(a, b, c):\n    for d in a:\n{body}        if a: break\n    else:\n        b = 1\n"))?;
    compiled(&format!("def f(a, b, c):\n    if a == 3:\n{body}    else:\n        b = 1\n"))?;
    let items = "x, ".repeat(70_000);
    compiled(&format!("[{items}]\n({items})\n{{{items}}}\nf({items})\nf(*y, {items} a=1, **z)\n"))?;
    let pairs = numbered(70_000, |index| format!("{index}: x, "));
    compiled(&format!("{{{pairs}}}\n"))?;
    let names = numbered(70_000, |index| format!("x{index} = 1\n"));
    if compiled(&names).is_ok() {
        return Err("70,000 names fit 16 bits".into());
    }
    Ok(())
}

/// Trees as deep as the parser allows, and chains that are long but not deep.
fn deep() -> Result<(), Failed> {
    let chain = numbered(20_000, |index| format!("elif x == {index}: pass\n"));
    for source in [
        format!("x{}\n", " + x".repeat(4_000)),
        format!("x{}\n", " and x".repeat(20_000)),
        format!("{}x\n", "not ".repeat(4_000)),
        format!("x{}\n", ".x".repeat(4_000)),
        format!("x = {}x\n", "lambda: ".repeat(150)),
        format!("if x: pass\n{chain}"),
    ] {
        // Refusing is fine, crashing is not.
        if let Err(failed) = compiled(&source) {
            println!("{}: {:?}", source.chars().take(20).collect::<String>(), failed.message());
        }
    }
    Ok(())
}
