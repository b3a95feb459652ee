//! Claims about the source: figures, sizes, licences, what the manifests say.

use std::fs;

use crate::behaviour::run;
use crate::repository::{Repository, has_suffix, one_line, read, root};

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

/// The examples in `docs/adding.md` name files that are there and files that are not there yet, in folders that are.
#[test]
fn recipes_name_files() {
    let page = read("docs/adding.md");
    let rows: Vec<(&str, &str)> = page
        .split("```")
        .skip(1)
        .step_by(2)
        .flat_map(str::lines)
        .filter_map(|line| line.split_once(char::is_whitespace))
        .filter_map(|(word, rest)| Some((word, rest.split_whitespace().next()?)))
        .collect();
    assert!(!rows.is_empty());
    let mut wrong = Vec::new();
    for (word, path) in rows {
        let there = root().join(path).exists();
        // A new file may stand in a new folder.
        let above = path.rsplitn(3, '/').last().is_some_and(|folder| root().join(folder).is_dir());
        let right = if word == "new" { !there && above } else { there && matches!(word, "changed" | "made") };
        if !right {
            wrong.push(format!("{word} {path}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first type to read is the shortest file of a type that declares a payload and its struct.
#[test]
fn the_smallest_type_is_named() {
    let mut sizes = Vec::new();
    for entry in fs::read_dir(root().join("src/types")).expect("the types are there").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if entry.path().is_dir() { format!("src/types/{name}/mod.rs") } else { format!("src/types/{name}") };
        let Ok(text) = fs::read_to_string(root().join(path)) else { continue };
        let has_payload = text.contains("payload! {") && text.contains("\npub struct ");
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

/// The number that stands between two texts.
fn megabytes(source: &str, before: &str, behind: &str) -> u32 {
    let (_, rest) = source.split_once(before).expect("the constant is there");
    let (number, _) = rest.split_once(behind).expect("the constant ends so");
    number.parse().expect("a number")
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
