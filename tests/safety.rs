//! `docs/safety.md` lists every public item of the memory layer with its contract, and the listed items are all there
//! are; an item is listed as unsafe exactly when it is. The examples of what the compiler refuses come in pairs.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Contract {
    Safe,
    Unsafe,
}

#[test]
fn every_public_item_of_the_memory_layer_is_listed() {
    let text = fs::read_to_string(root().join("docs/safety.md")).expect("the document is there");
    let declared = declared();
    let listed = listed(&text);
    assert!(declared.len() > 150, "the sources have been read");
    let missing: Vec<_> = declared.iter().filter(|(name, contract)| listed.get(*name) != Some(contract)).collect();
    let gone: Vec<_> = listed.keys().filter(|name| !declared.contains_key(*name)).collect();
    assert!(missing.is_empty(), "docs/safety.md does not list these, or not so: {missing:?}");
    assert!(gone.is_empty(), "docs/safety.md lists what is not there: {gone:?}");
}

#[test]
fn every_file_of_the_machine_with_unsafe_code_is_listed() {
    let text = fs::read_to_string(root().join("docs/safety.md")).expect("the document is there");
    let (_, section) = text.split_once("\n## In the virtual machine").expect("the section is there");
    let rows = section.lines().skip(4).map_while(|line| line.strip_prefix('|')?.split_once('|'));
    let mut listed: Vec<&str> = rows.flat_map(|(files, _)| files.split('`').skip(1).step_by(2)).collect();
    listed.sort_unstable();
    let home = root().join("src/vm");
    let mut found: Vec<String> = Vec::new();
    for path in sources(&home) {
        // The lint for an expectation that is not met makes this exact.
        if fs::read_to_string(&path).expect("a readable file").contains("[expect(unsafe_code") {
            found.push(path.strip_prefix(&home).expect("below the folder").to_string_lossy().into_owned());
        }
    }
    found.sort_unstable();
    assert_eq!(listed, found);
}

/// An example that must not compile is followed by its twin, which does and differs in one line: so the error comes from
/// that line.
#[test]
fn what_the_compiler_refuses_has_a_twin_that_it_takes() {
    let text = fs::read_to_string(root().join("src/object/cell.rs")).expect("the file is there");
    let mut blocks: Vec<(String, Vec<&str>)> = Vec::new();
    let mut inside = false;
    for line in
        text.lines().filter_map(|line| line.strip_prefix("//!")).map(|line| line.strip_prefix(' ').unwrap_or(line))
    {
        match line.strip_prefix("```") {
            Some(language) if !inside => blocks.push((language.to_owned(), Vec::new())),
            Some(_) => {}
            None if inside => blocks.last_mut().expect("a block has begun").1.push(line),
            None => {}
        }
        inside ^= line.starts_with("```");
    }
    blocks.retain(|(language, _)| language != "text");
    assert!(blocks.len() >= 10 && blocks.len().is_multiple_of(2), "{} blocks", blocks.len());
    for pair in blocks.chunks(2) {
        let [(refused, wrong), (taken, right)] = pair else { unreachable!("chunks of two") };
        assert!(refused.starts_with("compile_fail,E0"), "names its error: {refused}");
        assert!(taken.is_empty(), "compiles: {taken}");
        let differing = wrong.iter().zip(right).filter(|(a, b)| a != b).count();
        assert_eq!((wrong.len(), differing), (right.len(), 1), "one line differs:\n{}", wrong.join("\n"));
    }
}

/// The public items of `src/object`: `Type::method`, `Type::field` or a name alone.
fn declared() -> BTreeMap<String, Contract> {
    let mut items = BTreeMap::new();
    for path in sources(&root().join("src/object")) {
        let text = fs::read_to_string(&path).expect("a readable file");
        let mut owner = String::new();
        for line in text.lines() {
            if line.starts_with('}') {
                owner.clear();
            } else if let Some(of) = line.trim_start().strip_prefix("impl").and_then(implemented) {
                owner = of;
            }
            let Some((rest, contract)) = public(line.trim_start()) else { continue };
            let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let at_top = !line.starts_with(' ');
            if at_top && line.contains(" struct ") && line.ends_with('{') {
                owner.clone_from(&name);
            }
            let item = if at_top || owner.is_empty() { name } else { format!("{owner}::{name}") };
            items.insert(item, contract);
        }
    }
    items
}

/// What follows the keywords of a public item, and whether they say `unsafe`.
fn public(line: &str) -> Option<(&str, Contract)> {
    let mut rest = line.strip_prefix("pub ")?;
    if rest.starts_with("use ") || rest.starts_with("mod ") {
        return None;
    }
    let mut contract = Contract::Safe;
    while let Some((word, after)) = rest.split_once(' ') {
        match word {
            "unsafe" => contract = Contract::Unsafe,
            "const" | "fn" | "struct" | "enum" | "trait" | "type" | "static" => {}
            _ => break,
        }
        rest = after;
    }
    Some((rest, contract))
}

/// The type that an `impl` is for: `Heap`, `Py`, `Py<Str>`.
fn implemented(rest: &str) -> Option<String> {
    let rest = match rest.strip_prefix('<') {
        Some(generic) => &generic[generic.find("> ")? + 1..],
        None => rest,
    };
    let subject = rest.rsplit_once(" for ").map_or(rest, |(_, subject)| subject).trim().trim_end_matches('{').trim();
    let generic = ["<T>", "<'a>", "<'_>"].iter().find_map(|end| subject.strip_suffix(end));
    Some(generic.unwrap_or(subject).to_owned())
}

/// The items in the first column of the tables under "Public items of the memory layer": `` `Type::{a, b}` `` is two.
fn listed(text: &str) -> BTreeMap<String, Contract> {
    let (_, section) = text.split_once("## Public items of the memory layer").expect("the section is there");
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let mut items = BTreeMap::new();
    let mut contract = Contract::Safe;
    for line in section.lines() {
        if line.starts_with("### ") {
            contract = if line.contains("Unsafe") { Contract::Unsafe } else { Contract::Safe };
        }
        let Some((names, _)) = line.strip_prefix('|').and_then(|row| row.split_once('|')) else { continue };
        for name in names.split('`').skip(1).step_by(2) {
            let (owner, members) = name.split_once("::{").unwrap_or(("", name));
            for member in members.trim_end_matches('}').split(", ") {
                let item = if owner.is_empty() { member.to_owned() } else { format!("{owner}::{member}") };
                assert!(items.insert(item, contract).is_none(), "{member} is listed twice");
            }
        }
    }
    items
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a readable folder") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() && !path.ends_with("tests") {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
