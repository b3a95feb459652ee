//! Claims about what the interpreter does: programs are run.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::repository::{code_spans, one_line, read, root, words};

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
        let differs = run.out != fs::read_to_string(path.with_extension("out")).unwrap_or_default();
        assert!(refused || differs, "{script} would pass, whatever `{needed}` is:\n{}", run.err);
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

/// Native modules have no loader before the machinery is there, modules of the library one of their own.
#[test]
fn loaders_are_as_described() {
    let program = "import sys, _abc\n\
                   print(_abc.__spec__.loader, '_frozen_importlib' in sys.modules)\n\
                   import json, os, _probe\n\
                   print(json.__file__, type(json.__spec__.loader).__name__)\n\
                   print(type(_probe.__spec__.loader).__name__, _probe.__cached__.endswith('.ouropy-314.pyc'))\n\
                   import linecache\n\
                   print('def walk(' in ''.join(linecache.getlines(os.__file__)), os.__spec__.loader.get_source('os'))";
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs_loader");
    fs::create_dir_all(&folder).expect("a folder can be made");
    fs::write(folder.join("_probe.py"), "").expect("a file can be written");
    fs::write(folder.join("main.py"), program).expect("a file can be written");
    let run = run(&[&folder.join("main.py").to_string_lossy()]);
    let expected = "None False\n<stdlib>/json/__init__.py EmbeddedLoader\nSourceFileLoader True\nTrue None\n";
    assert_eq!(run.out, expected, "{}", run.err);
    for page in ["docs/architecture.md", "docs/divergences.md"] {
        assert!(read(page).contains("EmbeddedLoader") || read(page).contains("_embedded_library"), "{page}");
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

/// The table of the library lists every module of it, and says truly which can be imported.
#[test]
fn the_table_of_the_library_is_true() {
    let page = read("docs/library.md");
    let rows = page.lines().filter_map(|line| {
        let (name, rest) = line.strip_prefix("| `")?.split_once("` | ")?;
        Some((name, rest.split(' ').next()?))
    });
    let rows = rows.filter(|(_, state)| matches!(*state, "yes" | "no" | "part"));
    let rows: Vec<_> = rows.collect();
    // Two that talk to whoever imports them.
    let program = "import contextlib, io, sys\n\
                   for name in sorted(sys.stdlib_module_names):\n\
                   \x20   if name.startswith('_') or name in ('antigravity', 'this'): continue\n\
                   \x20   try: __import__(name)\n\
                   \x20   except ImportError: print(name, 'no')\n\
                   \x20   else: print(name, 'yes')";
    let run = run(&["-c", program]);
    let told = rows.iter().filter(|(name, _)| !matches!(*name, "antigravity" | "this"));
    let told: Vec<_> = told.map(|(name, state)| format!("{name} {}", state.replace("part", "yes"))).collect();
    assert_eq!(run.out.lines().collect::<Vec<_>>(), told, "{}", run.err);
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

/// What a run printed.
pub struct Run {
    pub out: String,
    pub err: String,
}

pub fn run(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_ouropy"))
        .args(arguments)
        .env("LC_ALL", "C.UTF-8")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .env("PYTHONHASHSEED", "0")
        .env("PYTHONUSERBASE", "/no/such/folder")
        .env_remove("VIRTUAL_ENV")
        .stdin(Stdio::null())
        .output()
        .expect("the command starts");
    Run {
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}
