//! What the documents claim about the repository and the interpreter, checked: files and names exist, figures are those
//! of the source, pictures show what was recorded.
//!
//! The arrows between folders and the home of `unsafe` are the subject of `architecture.rs`; the table of opcodes that of
//! the compiler's tests.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// Folders that hold what the documents speak of.
const FOLDERS: &[&str] = &[".ci", "benches", "compiler", "docs", "examples", "grammar", "src", "tests/conformance"];

/// Names in the documents that stand in no source text: CPython's own, and what is absent.
const NOT_OURS: &[&str] = &[
    "PYTHON_BASIC_REPL",
    "_pyrepl",
    "c_make_encoder",
    "c_scanstring",
    "cfg_select",
    "colorize",
    "ctypes",
    "datetime",
    "dis",
    "gen_dealloc",
    "incompatible_msrv",
    "logging",
    "marshal",
    "tp_del",
    "tp_version_tag",
];

/// A constant as it stands in some source file, a page, and what the page says of it.
const FIGURES: &[(&str, &str, &str)] = &[
    ("const LARGEST: usize = 512;", "docs/objects.md", "Blocks up to 512 bytes"),
    ("const GRAIN: usize = 16;", "docs/objects.md", "one for each multiple of 16 bytes"),
    ("const CHUNK: usize = 32 * 1024 + 11 * 64;", "docs/objects.md", "33 kB of it, for one size class"),
    ("const DEPTH_LIMIT: u32 = 9948;", "docs/objects.md", "10,000, less the two units"),
    ("const HEADROOM: u32 = 50;", "docs/objects.md", "When fifty levels have been unwound"),
    ("const SMALL_LOG2: u8 = 3;", "docs/objects.md", "An index of eight positions"),
    ("const TUPLES: u16 = 2000;", "docs/gc.md", "2000 tuples of each length from 1 to 20"),
    ("const LONGEST_TUPLE: usize = 20;", "docs/gc.md", "2000 tuples of each length from 1 to 20"),
    ("const CONTAINERS: u16 = 80;", "docs/gc.md", "up to 80 lists, 80 dicts, one slice"),
    ("const STARTUP_COLLECTIONS: i32 = 3;", "docs/gc.md", "after three collections of generation 0"),
    ("const REGISTERS: usize = 1 << 24;", "docs/frames.md", "2²⁴ registers, 2²⁰ activations"),
    ("const ACTIVATIONS: usize = 1 << 20;", "docs/frames.md", "2²⁴ registers, 2²⁰ activations"),
    ("const MISS_LIMIT: u16 = 16;", "docs/performance.md", "after 16 failures it stays general"),
    ("const PAUSE: u16 = 63;", "docs/performance.md", "it looks only once in 64 times"),
    ("const INTERRUPTED: i32 = 130;", "docs/exceptions.md", "Ctrl-C gives 130"),
    ("const SHOWN_IN_A_ROW: usize = 3;", "docs/exceptions.md", "More than three equal entries in a row"),
    ("const MAX_BRACKETS: usize = 200;", "docs/grammar.md", "Brackets nest at most 200 deep, blocks 99"),
    ("const MAX_DEPTH: u32 = 600;", "docs/grammar.md", "It gives up at 600 levels"),
    ("const MAX_FSTRINGS: usize = 149;", "docs/divergences.md", "| f-strings in replacement fields | 149 |"),
    ("const MAX_DEPTH: u32 = 5000;", "docs/grammar.md", "at 5000 levels of its own walk"),
];

#[test]
fn figures_are_those_of_the_source() {
    let repository = Repository::read();
    let sources: Vec<String> =
        repository.files.iter().filter(|file| has_suffix(file, "rs")).map(|file| read(file)).collect();
    let mut wrong = Vec::new();
    for (constant, page, claim) in FIGURES {
        if !sources.iter().any(|text| text.lines().any(|line| line.ends_with(constant))) {
            wrong.push(format!("no source file has `{constant}`; {page} says \"{claim}\""));
        }
        if !one_line(page).contains(claim) {
            wrong.push(format!("{page} does not say \"{claim}\" any more"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(run(&["-c", "import gc; print(gc.get_threshold())"]).out, "(2000, 10, 10)\n", "docs/gc.md, \"When\"");
}

#[test]
fn named_files_exist() {
    let repository = Repository::read();
    let mut wrong = Vec::new();
    for page in &repository.pages {
        for path in page.spans().filter(|span| looks_like_a_path(span)).flat_map(alternatives) {
            if !repository.has(&path) {
                wrong.push(format!("{}: no file `{path}`", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_exist() {
    let repository = Repository::read();
    let mut wrong = Vec::new();
    for page in &repository.pages {
        for name in page.spans().filter(|span| looks_like_a_name(span)).flat_map(words) {
            if !repository.words.contains(name) && !NOT_OURS.contains(&name) {
                wrong.push(format!("{}: `{name}` stands in no source text", page.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_fit() {
    let mut wrong = Vec::new();
    for page in Repository::read().pages.iter().filter(|page| page.path != "docs/bytecode.md") {
        for (index, line) in page.text.lines().enumerate() {
            if line.chars().count() > 120 && !line.starts_with('|') {
                wrong.push(format!("{}:{}: more than 120 columns", page.path, index + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first type to read is the shortest file of a type that declares a payload.
#[test]
fn the_smallest_type_is_named() {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(root().join("src/types")).expect("the types are there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if entry.path().is_dir() { format!("src/types/{name}/mod.rs") } else { format!("src/types/{name}") };
        let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
        let has_payload = text.contains("impl Payload for ") || text.contains("payload! {");
        if has_payload && text.contains("pub const SPEC: ClassSpec") && has_suffix(&name, "rs") {
            sizes.push((text.lines().count(), name));
        }
    }
    let (_, smallest) = sizes.iter().min().expect("there are types");
    assert!(read("docs/architecture.md").contains(&format!("`{smallest}` is the smallest")), "it is {smallest}");
}

/// Sizes of native stacks are those of the constants.
#[test]
fn stack_sizes_are_those_of_the_source() {
    let stack = megabytes(&read("src/cli/mod.rs"), "const STACK_SIZE: usize = ", " << 20;");
    let tree = "so a walk with 10 kB of stack for each level fits in";
    assert!(one_line("docs/grammar.md").contains(&format!("{tree} a quarter of the {stack} MB")), "stack: {stack} MB");
    let boot = read("src/vm/boot.rs");
    let recursion = megabytes(&boot, "{ 24 << 20 } else { ", " << 20 }");
    assert!(read("docs/divergences.md").contains(&format!("| {recursion} MB of the native stack |")), "{recursion} MB");
}

/// The limits of the parser and the compiler that `docs/divergences.md` states.
#[test]
fn limits_are_those_of_the_compiler() {
    const PROGRAM: &str = r#"
def raises(text):
    try:
        compile(text, "limit", "exec" if "\n" in text else "eval")
    except (SyntaxError, MemoryError, RecursionError) as error:
        return type(error).__name__

for limit, make in [
    (4999, lambda n: "-" * n + "a"),
    (4998, lambda n: "a" + " if a else a" * n),
    (2984, lambda n: "lambda:" * n + "1"),
    (2984, lambda n: "1" + "**1" * n),
    (5967, lambda n: "if a: b\n" + "elif a: b\n" * n),
    (4999, lambda n: "1" + "+1" * n),
    (4999, lambda n: "a" + ".b" * n),
    (200, lambda n: "(" * n + "1" + ")" * n),
    (99, lambda n: "".join(" " * i + "if a:\n" for i in range(n)) + " " * n + "b\n"),
    (21, lambda n: "".join(" " * i + "while a:\n" for i in range(n)) + " " * n + "b\n"),
]:
    print(limit, raises(make(limit)), raises(make(limit + 1)))
"#;
    let printed = run(&["-c", PROGRAM]).out;
    let divergences = read("docs/divergences.md");
    let rows: Vec<&str> = divergences.lines().filter(|line| line.starts_with('|')).collect();
    for line in printed.lines() {
        let [limit, within, beyond] = words(line).collect::<Vec<_>>()[..] else { panic!("{line}") };
        assert_eq!(within, "None", "{line}");
        assert!(rows.iter().any(|row| row.contains(limit) && row.contains(beyond)), "no row says {line}");
    }
    assert_eq!(printed.lines().count(), 10);
}

/// `excluded.txt` leaves out what `docs/divergences.md` leaves out, and nothing that would run.
#[test]
fn excluded_scripts_need_what_is_left_out() {
    let divergences = read("docs/divergences.md");
    let listed: BTreeSet<&str> = code_spans(&divergences).collect();
    for line in read("tests/conformance/excluded.txt").lines().filter(|line| !line.starts_with('#')) {
        let (script, reason) = line.split_once(": ").expect("a reason follows the script");
        let needed = code_spans(reason).next().expect("the reason names what is missing, in backticks");
        assert!(listed.contains(needed), "{script}: `{needed}` is not in docs/divergences.md");
        let path = root().join("tests/conformance").join(format!("{script}.py"));
        let run = run(&[&path.to_string_lossy()]);
        let refused = run.err.contains("is not supported yet") || run.err.contains("ModuleNotFoundError: ");
        assert!(refused, "{script} does not fail for want of `{needed}`:\n{}", run.err);
    }
}

/// The picture in the README is a run of the example, as recorded.
#[test]
fn the_picture_shows_the_recording() {
    let picture = read("docs/leak.svg");
    let shown: Vec<String> = picture
        .split("</text>")
        .filter_map(|part| part.rsplit_once("<text"))
        .filter_map(|(_, element)| element.split_once('>'))
        .map(|(_, text)| masked(&text.replace("&lt;", "<").replace("&gt;", ">")))
        .collect();
    let (command, rest) = shown.split_first().expect("the picture has text");
    assert_eq!(command, "$ ouropy examples/leak.py");
    let (prompt, shown) = rest.split_last().expect("a prompt ends it");
    assert_eq!(prompt, "$");
    let recorded = |suffix| read(&format!("tests/conformance/examples/leak.{suffix}"));
    let (out, err) = (recorded("out"), recorded("err"));
    let of = |text: &str| -> Vec<String> {
        shown.iter().filter(|line| text.lines().any(|known| known == *line)).cloned().collect()
    };
    assert_eq!(of(&out), out.lines().collect::<Vec<_>>());
    assert_eq!(of(&err), err.lines().collect::<Vec<_>>());
    assert_eq!(shown.len(), out.lines().count() + err.lines().count());
}

#[test]
fn the_readme_shows_the_example() {
    assert!(read("README.md").contains(&read("examples/leak.py")), "examples/leak.py is not quoted as it is");
}

/// Modules of the embedded library have a loader, and no others have one.
#[test]
fn loaders_are_as_described() {
    let program = "import sys, json, _abc, _probe\n\
                   print(sys.meta_path, sys.path_hooks, type(json.__spec__.loader).__name__, \
                   _abc.__spec__.loader, _probe.__spec__.loader)";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs_loader");
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join("_probe.py"), "").expect("a file can be written");
    fs::write(folder.join("main.py"), program).expect("a file can be written");
    let run = run(&[&folder.join("main.py").to_string_lossy()]);
    assert_eq!(run.out, "[] [] StandardLibraryLoader None None\n", "{}", run.err);
    for page in ["docs/architecture.md", "docs/divergences.md"] {
        assert!(read(page).contains("`StandardLibraryLoader`"), "{page} does not name the loader");
    }
}

/// The rules in `src/stdlib/lib/README.md` that can be seen from outside.
#[test]
fn the_library_keeps_its_rules() {
    let page = one_line("src/stdlib/lib/README.md");
    let lazy = "`__getattr__` (`collections`, `weakref`, `functools`, `os`)";
    assert!(page.contains(lazy), "the rule about module attributes has other words now");
    for name in ["collections/__init__", "weakref", "functools", "os"] {
        assert!(read(&format!("src/stdlib/lib/{name}.py")).contains("\ndef __getattr__("), "{name}");
    }
    let mut modules: Vec<String> = Vec::new();
    files_below(&root().join("src/stdlib/lib"), &mut modules);
    modules.retain(|path| has_suffix(path, "py"));
    for path in modules {
        let (_, module) = path.split_once("src/stdlib/lib/").expect("found below it");
        let module = module.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".");
        let program = format!("import gc; gc.collect(); gc.disable()\nimport {module}\nprint(gc.collect())");
        let expected = if module == "types" { "7\n" } else { "0\n" };
        assert_eq!(run(&["-c", &program]).out, expected, "garbage left by importing {module}");
    }
}

/// Modules that the pages call present can be imported, and those they call missing cannot.
#[test]
fn modules_are_there_or_missing() {
    let readme = one_line("README.md");
    let mut lists = readme.split("- the modules ").skip(1).map(|rest| rest.split(", and ").next().unwrap_or(rest));
    let (present, missing) = (lists.next().unwrap_or_default(), lists.next().unwrap_or_default());
    let divergences = one_line("docs/divergences.md");
    let (_, also_missing) = divergences.split_once("these are missing: ").expect("the page lists modules");
    let (also_missing, _) = also_missing.split_once(". ").expect("the sentence ends");
    for (list, expected) in [(present, ""), (missing, "ModuleNotFoundError"), (also_missing, "ModuleNotFoundError")] {
        let modules: Vec<&str> = code_spans(list).collect();
        assert!(modules.len() > 5, "{list}");
        for module in modules {
            let run = run(&["-c", &format!("import {module}")]);
            assert!(run.err.contains(expected) && (run.err.is_empty() == expected.is_empty()), "{module}: {}", run.err);
        }
    }
}

/// The licence of the derived library goes wherever the library goes.
#[test]
fn licences_are_named() {
    let (manifest, notice) = (read("Cargo.toml"), read("NOTICE"));
    assert!(manifest.contains("license = \"(MIT OR Apache-2.0) AND PSF-2.0\""));
    let psf = one_line("LICENSE-PSF");
    let copyright = "Copyright (c) 2001-2024 Python Software Foundation; All Rights Reserved";
    assert!(psf.contains(copyright) && notice.contains(copyright));
}

/// Every crate can go to the registry.
#[test]
fn crates_are_described() {
    for folder in ["", "grammar/", "compiler/"] {
        let manifest = read(&format!("{folder}Cargo.toml"));
        for key in ["description", "readme", "keywords", "categories", "exclude", "rust-version", "license"] {
            assert!(manifest.contains(&format!("\n{key}")), "{folder}Cargo.toml: no {key}");
        }
        for line in manifest.lines().filter(|line| line.contains("path = \"") && line.starts_with("ouropy-")) {
            assert!(line.contains("version = \""), "{folder}Cargo.toml: a registry needs a version in {line}");
        }
        for file in ["README.md", "LICENSE-MIT", "LICENSE-APACHE"] {
            assert!(!read(&format!("{folder}{file}")).is_empty(), "{folder}{file}");
        }
    }
}

/// The oldest compiler is the same everywhere.
#[test]
fn the_oldest_compiler_is_named() {
    let manifest = read("Cargo.toml");
    let (_, rest) = manifest.split_once("\nrust-version = \"").expect("the workspace says so");
    let (version, _) = rest.split_once('"').expect("the string ends");
    assert!(read("README.md").contains(&format!("Rust {version} or later")));
    let contributing = one_line("CONTRIBUTING.md");
    assert!(contributing.contains(&format!("Rust {version} or later")));
    assert!(contributing.contains(&format!("cargo +{version}.0 check")));
}

/// A document, its path relative to the repository.
struct Page {
    path: String,
    text: String,
}

impl Page {
    /// What stands between backticks.
    fn spans(&self) -> impl Iterator<Item = &str> {
        code_spans(&self.text)
    }
}

/// What the documents can speak of.
struct Repository {
    /// Every file, its path relative to the root with `/` between the parts.
    files: Vec<String>,
    /// Every word of every source text and of every path.
    words: BTreeSet<String>,
    pages: Vec<Page>,
}

impl Repository {
    fn read() -> Repository {
        let mut files = Vec::new();
        for entry in fs::read_dir(root()).expect("the root is there").flatten() {
            if entry.path().is_file() {
                files.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
        for folder in FOLDERS {
            files_below(&root().join(folder), &mut files);
        }
        for entry in fs::read_dir(root().join("tests")).expect("the tests are there").flatten() {
            if entry.path().is_file() {
                files.push(format!("tests/{}", entry.file_name().to_string_lossy()));
            }
        }
        let (mut words_found, mut pages) = (BTreeSet::new(), Vec::new());
        for path in &files {
            // Recordings of bytes are no text.
            let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
            if has_suffix(path, "md") {
                pages.push(Page { path: path.clone(), text });
            } else {
                // Of this file only what it declares: the exceptions above are no source for themselves.
                let itself = path == "tests/docs.rs";
                let lines = text.lines().filter(|line| !itself || line.contains("fn "));
                words_found.extend(lines.flat_map(words).map(str::to_owned));
            }
            words_found.extend(words(path).map(str::to_owned));
        }
        pages.retain(|page| page.path != "tests/conformance/cycles/INDEX.md");
        Repository { files, words: words_found, pages }
    }

    /// Whether a file or folder has this path, from the root or from some folder: pages name files by what is behind
    /// the folder they speak of.
    fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        self.files.iter().any(|file| {
            let parts = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
            let wanted = parts(path);
            parts(file).windows(wanted.len()).any(|window| window.iter().zip(&wanted).all(|(a, b)| fits(a, b)))
        })
    }
}

/// Whether a name is what a pattern with at most one `*` says.
fn fits(name: &str, pattern: &str) -> bool {
    match pattern.split_once('*') {
        Some((before, behind)) => name.starts_with(before) && name.ends_with(behind),
        None => name == pattern,
    }
}

fn has_suffix(path: &str, suffix: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == suffix)
}

/// What stands between backticks in the running text; listings are no prose.
fn code_spans(text: &str) -> impl Iterator<Item = &str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|part| part.split('`').skip(1).step_by(2)).filter(|span| !span.contains('\n'))
}

fn looks_like_a_path(span: &str) -> bool {
    let plain = span.chars().all(|c| c.is_alphanumeric() || "_./{},*-".contains(c));
    let suffixes = ["rs", "py", "md", "txt", "toml", "lalrpop", "svg", "cases", "tsv"];
    let suffixed = span.rsplit_once('.').is_some_and(|(stem, suffix)| !stem.is_empty() && suffixes.contains(&suffix));
    // Capitals stand for a name to be chosen.
    let placeholder = span.contains("NAME") || span.contains("MODULE") || span.contains("FOLDER");
    plain && !placeholder && !span.starts_with('/') && !span.starts_with("target/") && (span.contains('/') || suffixed)
}

fn looks_like_a_name(span: &str) -> bool {
    let name = span.trim_end_matches("()").trim_end_matches('!');
    !name.is_empty() && name.split("::").all(|part| part.chars().all(|c| c.is_alphanumeric() || c == '_'))
}

/// `a/{b,c}.rs` is `a/b.rs` and `a/c.rs`.
fn alternatives(span: &str) -> Vec<String> {
    match span.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?))) {
        Some((before, (inner, behind))) => inner.split(',').map(|one| format!("{before}{one}{behind}")).collect(),
        None => vec![span.to_owned()],
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// The number that stands between two texts.
fn megabytes(source: &str, before: &str, behind: &str) -> u32 {
    let (_, rest) = source.split_once(before).expect("the constant is there");
    let (number, _) = rest.split_once(behind).expect("the constant ends so");
    number.parse().expect("a number")
}

/// Addresses as the recordings have them.
fn masked(line: &str) -> String {
    match line.split_once("0x") {
        Some((before, digits)) => {
            format!("{before}0x...{}", digits.trim_start_matches(|c: char| c.is_ascii_hexdigit()))
        }
        None => line.to_owned(),
    }
}

/// A page with its lines joined, so that a sentence can be looked for.
fn one_line(path: &str) -> String {
    read(path).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder, relative to the root.
fn files_below(folder: &Path, files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, files);
        } else {
            let relative = path.strip_prefix(root()).expect("found below the root");
            files.push(relative.to_string_lossy().into_owned());
        }
    }
}

/// What a run printed.
struct Run {
    out: String,
    err: String,
}

fn run(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("PYTHONHASHSEED", "0")
        .stdin(Stdio::null())
        .output()
        .expect("the command starts");
    Run {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
