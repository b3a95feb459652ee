//! Enforces the dependency arrows, the size of files and the home of `unsafe` that `docs/architecture.md` describes.
//!
//! The check reads source text: every `crate::module` path of the three crates and every path into a member crate,
//! comments and strings left out. It needs no compiler and sees code behind every feature flag.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/scan.rs"]
mod scan;

use std::fs;

use scan::{CRATES, all_sources, code_lines, items_named, named_rooms, room, root, sources, words};

/// What each room may name: the top-level modules of `src/`, the member crates, and `compiler::code`, the bytecode
/// contract, which more may see than the compiler around it. A row missing here is itself a failure.
const ARROWS: &[(&str, &[&str])] = &[
    ("grammar", &[]),
    ("compiler::code", &[]),
    ("compiler", &["grammar", "compiler::code"]),
    ("object", &[]),
    ("text", &["grammar"]),
    ("types", &["object", "compiler::code", "text", "protocol", "vm"]),
    ("protocol", &["object", "compiler::code", "text", "types", "vm"]),
    ("vm", &["grammar", "object", "compiler::code", "text", "types", "protocol"]),
    (
        "import",
        &["object", "compiler::code", "compiler", "text", "types", "protocol", "vm", "native", "program", "stdlib"],
    ),
    (
        "native",
        &[
            "grammar",
            "object",
            "compiler::code",
            "compiler",
            "text",
            "types",
            "protocol",
            "vm",
            "import",
            "program",
            "report",
            "stdlib",
        ],
    ),
    (
        "program",
        &[
            "grammar",
            "object",
            "compiler::code",
            "compiler",
            "text",
            "types",
            "protocol",
            "vm",
            "import",
            "native",
            "stdlib",
        ],
    ),
    ("stdlib", &[]),
    ("report", &["grammar", "object", "compiler::code", "stdlib", "text", "types", "protocol", "vm"]),
    ("cli", &["compiler", "import", "native", "object", "program", "protocol", "report", "types", "vm"]),
    ("embedding", ANY),
    ("lib", ANY),
    ("main", ANY),
];

/// The crate roots and the face for other programs join everything.
const ANY: &[&str] = &["*"];

/// What the protocols may name of `vm`: an operator may run bytecode, but it gets there through the context it is given
/// and the slots, never by calling the loop.
const PROTOCOL_SEES_OF_VM: &[&str] = &["PyResult", "Raised", "Vm"];

/// Where state may stand outside of `Vm`: statics that change, and variables of a thread.
const STATE_HOMES: &[&str] = &[
    "src/native/abc_.rs",
    "src/native/thread.rs",
    "src/object/heap.rs",
    "src/object/pool.rs",
    "src/object/reserve.rs",
    "src/text/hash.rs",
    "src/text/unicode.rs",
    "src/vm/signals/arrival.rs",
];

/// Only files below these may contain `unsafe`.
const UNSAFE_HOMES: &[&str] = &["object", "vm"];

/// A longer file needs a line `// Long because ...` among its first lines.
const LONGEST: usize = 800;

/// A type whose file is longer becomes a folder.
const LONGEST_TYPE: usize = 300;

/// The one function that may have a parameter of type `bool`: it makes one of Python's.
const OF_A_BOOL: &str = "bool";

/// Where that line must stand.
const NEAR_THE_TOP: usize = 30;

#[test]
fn arrows_point_one_way() {
    let mut wrong = Vec::new();
    for file in all_sources() {
        let home = room(&file.path);
        let Some((_, allowed)) = ARROWS.iter().find(|(name, _)| *name == home) else {
            wrong.push(format!("{}: no row for `{home}` in ARROWS", file.path.display()));
            continue;
        };
        for (number, line) in code_lines(&file.text) {
            for target in named_rooms(&line, &home) {
                let known = ARROWS.iter().any(|(name, _)| *name == target);
                if known && target != home && *allowed != ANY && !allowed.contains(&target.as_str()) {
                    wrong.push(format!("{}:{number}: `{home}` may not use `{target}`", file.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_document_has_these_arrows() {
    let text = fs::read_to_string(root().join("docs/architecture.md")).expect("the document is there");
    let (_, rest) = text.split_once("## Dependencies between folders").expect("it has the table");
    let row = |line: &str| -> Option<Vec<(String, String)>> {
        let mut cells = line.strip_prefix('|')?.split('|').map(|cell| cell.replace('`', ""));
        let (who, whom) = (cells.next()?, cells.next()?);
        let whom: Vec<String> = sorted(whom.trim().split(", ").filter(|name| *name != "nothing"));
        Some(who.trim().split(", ").map(|who| (who.to_owned(), whom.join(" "))).collect())
    };
    let mut documented: Vec<_> =
        rest.lines().skip_while(|line| !line.starts_with("|---")).skip(1).map_while(row).flatten().collect();
    documented.sort();
    let drawing = rest.replace("contract", "compiler::code");
    let mut drawn: Vec<_> = drawing
        .lines()
        .filter_map(|line| line.trim().split_once(" --> "))
        .map(|(who, whom)| (who.to_owned(), sorted(whom.split(" & ")).join(" ")))
        .collect();
    drawn.sort();
    let mut enforced: Vec<_> = ARROWS
        .iter()
        .filter(|(_, allowed)| *allowed != ANY)
        .map(|(who, allowed)| ((*who).to_owned(), sorted(allowed.iter().copied()).join(" ")))
        .collect();
    enforced.sort();
    assert_eq!(documented, enforced);
    enforced.retain(|(_, whom)| !whom.is_empty());
    assert_eq!(drawn, enforced);
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn protocols_do_not_call_the_loop() {
    let mut wrong = Vec::new();
    for file in sources("src/protocol") {
        for (number, line) in code_lines(&file.text) {
            for item in items_named(&line, "crate::vm::") {
                if !PROTOCOL_SEES_OF_VM.contains(&item) {
                    wrong.push(format!("{}:{number}: names `vm::{item}`", file.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn state_is_in_the_machine() {
    let changes = ["Atomic", "Cell", "LazyLock", "Mutex", "OnceLock", "RwLock"];
    let holds_state = |line: &str| {
        let declared = line.split_once("static ").and_then(|(_, declared)| declared.split_once(": "));
        let is_static = |name: &str| name.starts_with("mut ") || name.chars().all(|c| !c.is_lowercase());
        line.contains("thread_local!")
            || declared
                .is_some_and(|(name, class)| is_static(name) && changes.iter().any(|known| class.contains(known)))
    };
    let mut homes: Vec<String> = Vec::new();
    for file in all_sources() {
        let is_test = file.path.iter().any(|part| part == "tests");
        if !is_test && code_lines(&file.text).any(|(_, line)| holds_state(&line)) {
            homes.push(file.path.to_string_lossy().into_owned());
        }
    }
    assert_eq!(homes, STATE_HOMES);
}

#[test]
fn member_crates_stand_alone() {
    for (member, allowed) in [("grammar", &[][..]), ("compiler", &["ouropy-grammar"])] {
        let manifest = fs::read_to_string(root().join(member).join("Cargo.toml")).expect("a member has a manifest");
        let dependencies = manifest.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim());
        let ours: Vec<&str> = dependencies.filter(|name| name.starts_with("ouropy")).collect();
        assert_eq!(ours, allowed, "what `{member}` depends on");
    }
}

#[test]
fn unsafe_stays_at_home() {
    let mut wrong = Vec::new();
    for file in all_sources() {
        if UNSAFE_HOMES.contains(&room(&file.path).as_str()) {
            continue;
        }
        for (number, line) in code_lines(&file.text) {
            if words(&line).any(|word| word == "unsafe") {
                wrong.push(format!("{}:{number}: `unsafe` outside {UNSAFE_HOMES:?}", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_type_has_one_layout() {
    let types = root().join("src/types");
    let mut wrong = Vec::new();
    for entry in fs::read_dir(&types).expect("the folder is there").flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if path.is_file() {
            let lines = fs::read_to_string(&path).expect("source is UTF-8").lines().count();
            if name != "mod.rs" && lines > LONGEST_TYPE {
                wrong.push(format!("types/{name}: {lines} lines, so it becomes a folder"));
            }
            continue;
        }
        if fs::read_dir(&path).expect("a folder").count() < 2 {
            wrong.push(format!("types/{name}: a folder for one file"));
        }
        assert!(path.join("mod.rs").is_file(), "types/{name}: a folder has a mod.rs");
        let text = fs::read_to_string(path.join("declaration.rs")).unwrap_or_default();
        if !text.contains("pub const SPEC: ClassSpec") {
            // A room of several types: each has its tables beside its declaration.
            continue;
        }
        for (field, home) in [("methods: ", "methods::"), ("getset: ", "attributes::")] {
            let declared = text.lines().filter_map(|line| line.trim_start().strip_prefix(field));
            for table in declared.filter(|table| !table.starts_with(home)) {
                wrong.push(format!(
                    "types/{name}/declaration.rs: the table `{field}{table}` belongs in a file `{home}`"
                ));
            }
        }
        for file in sources(&format!("src/types/{name}")) {
            let is_iterator = file.path.file_stem().is_some_and(|stem| stem == "iterator");
            if !is_iterator && file.text.contains("ITERATOR: ClassSpec") {
                wrong.push(format!("{}: declares an iterator", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn calls_say_what_a_flag_means() {
    let mut wrong = Vec::new();
    for file in all_sources() {
        // Tests read recorded values, bools among them.
        if file.path.iter().any(|part| part == "tests") {
            continue;
        }
        let code: Vec<String> = code_lines(&file.text).map(|(_, line)| line).collect();
        for name in functions_of_flags(&code.join(" ")).into_iter().filter(|name| *name != OF_A_BOOL) {
            wrong.push(format!("{}: `{name}` takes a bool: make it an enum or two functions", file.path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn long_files_say_why() {
    let mut wrong = Vec::new();
    for folder in CRATES.iter().copied().chain(["tests", "grammar/tests", "compiler/tests"]) {
        for file in sources(folder) {
            let lines = file.text.lines().count();
            let reason = file.text.lines().take(NEAR_THE_TOP).any(|line| line.starts_with("// Long because "));
            if lines > LONGEST && !reason {
                wrong.push(format!("{}: {lines} lines and no `// Long because` line", file.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lint_exceptions_are_expected() {
    let mut wrong = Vec::new();
    for file in all_sources() {
        for (number, line) in code_lines(&file.text) {
            let attribute = line.trim_start();
            if attribute.starts_with("#[allow") || attribute.starts_with("#![allow") {
                // The generated parser's module is the one place that cannot use `expect`.
                let generated = file.text.contains("lalrpop_mod!");
                if !generated {
                    wrong.push(format!("{}:{number}: use `#[expect(.., reason = ..)]`", file.path.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The functions in a text without comments and strings that have a parameter of type `bool`.
fn functions_of_flags(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let whole_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let signature = &code[at + 3..];
        let Some(name) = words(signature).next().filter(|name| whole_word && signature.starts_with(name)) else {
            continue;
        };
        if parameters(&signature[name.len()..]).iter().any(|parameter| is_flag(parameter)) {
            found.push(name);
        }
    }
    found
}

/// Whether a parameter is a bool, a reference to one, or one that may be left out.
fn is_flag(parameter: &str) -> bool {
    let class = parameter.rsplit_once(": ").map_or("", |(_, class)| class.trim());
    let class = class.strip_prefix('&').unwrap_or(class);
    matches!(class.strip_prefix("mut ").unwrap_or(class), "bool" | "Option<bool>")
}

/// What stands between the parentheses behind a function's name and its generics, split at the commas.
fn parameters(signature: &str) -> Vec<&str> {
    let mut brackets = 0_u32;
    let mut open = None;
    let mut parameters = Vec::new();
    let mut before = ' ';
    for (at, character) in signature.char_indices() {
        match character {
            '(' | '[' | '<' => {
                brackets += 1;
                if character == '(' && brackets == 1 {
                    open = Some(at + 1);
                }
            }
            '>' if before == '-' || before == '=' => {}
            ')' | ']' | '>' => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        if let Some(start) = open {
            let ends = brackets == 0;
            if ends || (character == ',' && brackets == 1) {
                parameters.push(&signature[start..at]);
                open = Some(at + 1);
            }
            if ends {
                break;
            }
        }
        before = character;
    }
    parameters
}

#[test]
fn the_scanner_reads_paths() {
    assert_eq!(named_rooms("use crate::object::Value;", "vm"), ["object"]);
    assert_eq!(named_rooms("use crate::{object::{Value, Heap}, vm};", "vm"), ["object", "vm"]);
    assert_eq!(named_rooms("use crate::code::Opcode;", "compiler"), ["compiler::code"]);
    assert_eq!(named_rooms("use ouropy_compiler::{Mode, code::Opcode};", "vm"), ["compiler", "compiler::code"]);
    assert_eq!(named_rooms("use ouropy_grammar::ast;", "vm"), ["grammar"]);
    assert_eq!(items_named("use crate::vm::{PyResult, raise::Raised};", "crate::vm::"), ["PyResult", "raise"]);
    assert_eq!(items_named("crate::vm::call::enter()", "crate::vm::"), ["call"]);
    let lines: Vec<_> = code_lines("a \"unsafe // b\" c // crate::vm").collect();
    assert_eq!(lines, [(1, "a \"\" c ".replace('"', ""))]);
}

#[test]
fn the_scanner_reads_signatures() {
    assert_eq!(functions_of_flags("fn a(x: bool) {}  pub fn b( y: u8, mut z: bool, ) -> bool {}"), ["a", "b"]);
    assert_eq!(
        functions_of_flags("fn c<F: Fn(bool) -> bool>(f: F, g: fn(bool) -> bool) -> bool { x(y: bool) }"),
        [""; 0]
    );
    assert_eq!(functions_of_flags("fn d<'a>(&self, pair: (u8, bool), on: bool)"), ["d"]);
    assert_eq!(functions_of_flags("fn e(on: &mut bool) {} fn f(on: Option<bool>) {} fn g(on: &[bool]) {}"), ["e", "f"]);
}
