//! Which files import each other in a circle.
//!
//! Every path a file names, in a `use` or in its code, is followed through `pub use` to the file it leads to. Files
//! that reach each other that way form a circle: a strongly connected component of the graph.

use std::collections::HashMap;

use super::scan::{Source, code_lines, room, sources};

/// The folders that have to know each other: an operator may run bytecode, and the machine knows the types it handles
/// fast. And the family of modules: a module is imported by `import`, made by `native`, run by `program`.
const FAMILIES: &[&[&str]] = &[&["types", "protocol", "vm"], &["import", "native", "program"]];

/// Files in the largest circle, the knot of types, protocols and machine. A larger number needs a reason: a file that was
/// split or a type that an instruction makes, tools that the loop tells, what it records, not another knot.
const LARGEST: usize = 156;

#[test]
fn circles_stay_in_their_family() {
    let graph = Graph::read();
    let mut wrong = Vec::new();
    for circle in graph.circles() {
        let mut homes: Vec<String> = circle.iter().map(|&file| room(&graph.files[file].path)).collect();
        homes.sort();
        homes.dedup();
        let is_family = |family: &&[&str]| homes.iter().all(|home| family.contains(&home.as_str()));
        if homes.len() > 1 && !FAMILIES.iter().any(is_family) {
            wrong.push(format!("a circle through {}: {}", homes.join(", "), graph.names(&circle)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_largest_circle_does_not_grow() {
    let graph = Graph::read();
    let largest = graph.circles().into_iter().max_by_key(Vec::len).unwrap_or_default();
    let count = largest.len();
    assert!(count <= LARGEST, "{count} files in a circle, {LARGEST} before: {}", graph.names(&largest));
    assert!(count == LARGEST, "{count} files in the largest circle, {LARGEST} before: write the new number down");
}

/// The files of `src/`, and which of them each one names.
struct Graph {
    files: Vec<Source>,
    edges: Vec<Vec<usize>>,
}

/// A path's parts, `crate` left out.
type Path = Vec<String>;

/// What a file imports: the name it uses, the path, and whether others may import it from here.
struct Import {
    name: String,
    path: Path,
    is_public: bool,
}

impl Graph {
    fn read() -> Graph {
        let files: Vec<Source> =
            sources("src").into_iter().filter(|file| !file.path.iter().any(|part| part == "tests")).collect();
        let modules: Vec<Path> = files.iter().map(module_of).collect();
        let by_module: HashMap<&[String], usize> =
            modules.iter().enumerate().map(|(index, module)| (module.as_slice(), index)).collect();
        let texts: Vec<String> = files.iter().map(|file| without_tests(&file.text)).collect();
        let tokens: Vec<Vec<&str>> = texts.iter().map(|text| tokens(text)).collect();
        let imports: Vec<Vec<Import>> =
            tokens.iter().zip(&modules).map(|(tokens, module)| imports(tokens, module, &by_module)).collect();
        let resolve = |path: &[String]| resolve(path, &by_module, &imports, 0);
        let mut edges = Vec::new();
        for (index, module) in modules.iter().enumerate() {
            let used = paths(&tokens[index], module, &imports[index]);
            let named = imports[index].iter().map(|import| &import.path).chain(&used);
            let mut found: Vec<usize> =
                named.filter_map(|path| resolve(path)).filter(|&target| target != index).collect();
            found.sort_unstable();
            found.dedup();
            edges.push(found);
        }
        Graph { files, edges }
    }

    /// The strongly connected components of more than one file: those a file reaches that reach it.
    fn circles(&self) -> Vec<Vec<usize>> {
        let mut backwards = vec![Vec::new(); self.edges.len()];
        for (from, targets) in self.edges.iter().enumerate() {
            for &target in targets {
                backwards[target].push(from);
            }
        }
        let mut known = vec![false; self.edges.len()];
        let mut circles = Vec::new();
        for start in 0..self.edges.len() {
            if known[start] {
                continue;
            }
            let (ahead, behind) = (reached(&self.edges, start), reached(&backwards, start));
            let circle: Vec<usize> = (0..known.len()).filter(|&file| ahead[file] && behind[file]).collect();
            for &file in &circle {
                known[file] = true;
            }
            if circle.len() > 1 {
                circles.push(circle);
            }
        }
        circles
    }

    fn names(&self, circle: &[usize]) -> String {
        let names: Vec<_> = circle.iter().map(|&file| self.files[file].path.display().to_string()).collect();
        names.join(" ")
    }
}

fn reached(edges: &[Vec<usize>], start: usize) -> Vec<bool> {
    let mut reached = vec![false; edges.len()];
    let mut open = vec![start];
    while let Some(file) = open.pop() {
        if !std::mem::replace(&mut reached[file], true) {
            open.extend(&edges[file]);
        }
    }
    reached
}

/// `["types", "dict"]` for `src/types/dict/mod.rs`.
fn module_of(file: &Source) -> Path {
    let mut parts: Path = file.path.iter().skip(1).map(|part| part.to_string_lossy().replace(".rs", "")).collect();
    if parts.last().is_some_and(|last| last == "mod") || parts == ["lib"] {
        parts.pop();
    }
    parts
}

/// The code of a file, its module of tests left out, which stands at the end.
fn without_tests(text: &str) -> String {
    let (text, _) = text.split_once("#[cfg(test)]\nmod tests {").unwrap_or((text, ""));
    code_lines(text).map(|(_, line)| line + "\n").collect()
}

/// Identifiers, `::` and single characters.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            ':' if rest.starts_with("::") => 2,
            c => c.len_utf8(),
        };
        tokens.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Every `use` of a file that leads into this crate.
fn imports(tokens: &[&str], module: &[String], by_module: &HashMap<&[String], usize>) -> Vec<Import> {
    let mut imports = Vec::new();
    for (index, _) in tokens.iter().enumerate().filter(|(_, token)| **token == "use") {
        // `impl Sized + use<>` imports nothing.
        if tokens.get(index + 1) == Some(&"<") {
            continue;
        }
        let is_public = index > 0 && matches!(tokens[index - 1], "pub" | ")");
        let tree = &tokens[index + 1..];
        let end = tree.iter().position(|token| *token == ";").unwrap_or(tree.len());
        let mut leaves = Vec::new();
        expand(&tree[..end], &[], &mut leaves);
        for (name, path) in leaves {
            if let Some(path) = absolute(&path, module, by_module) {
                imports.push(Import { name, path, is_public });
            }
        }
    }
    imports
}

/// The paths of a `use` tree, each with the name it is known by.
fn expand(tree: &[&str], prefix: &[&str], leaves: &mut Vec<(String, Path)>) {
    let mut path = prefix.to_vec();
    for (index, token) in tree.iter().enumerate() {
        match *token {
            "::" => {}
            "{" => {
                for branch in branches(&tree[index + 1..]) {
                    expand(branch, &path, leaves);
                }
                return;
            }
            "as" => {
                leaves.push((tree[index + 1].to_owned(), owned(&path)));
                return;
            }
            "self" if !path.is_empty() => {}
            part => path.push(part),
        }
    }
    if let Some(name) = path.last() {
        leaves.push(((*name).to_owned(), owned(&path)));
    }
}

/// The trees between the commas of a group, up to its closing brace.
fn branches<'a>(group: &'a [&'a str]) -> Vec<&'a [&'a str]> {
    let (mut branches, mut depth, mut start) = (Vec::new(), 0, 0);
    for (index, token) in group.iter().enumerate() {
        match *token {
            "{" => depth += 1,
            "}" if depth > 0 => depth -= 1,
            "," if depth == 0 => {
                branches.push(&group[start..index]);
                start = index + 1;
            }
            "}" => {
                branches.push(&group[start..index]);
                break;
            }
            _ => {}
        }
    }
    branches
}

fn owned(path: &[&str]) -> Path {
    path.iter().map(|part| (*part).to_owned()).collect()
}

/// The path from the crate's root; `None` when it leads into another crate.
fn absolute(path: &[String], module: &[String], by_module: &HashMap<&[String], usize>) -> Option<Path> {
    let first = path.first()?.as_str();
    let above = path.iter().take_while(|part| *part == "super").count();
    let (base, rest) = match first {
        "crate" => (&[][..], &path[1..]),
        "self" => (module, &path[1..]),
        "super" => (&module[..module.len().saturating_sub(above)], &path[above..]),
        _ => (module, path),
    };
    let whole = [base, rest].concat();
    let is_known = matches!(first, "crate" | "self" | "super") || by_module.contains_key(&whole[..=base.len()]);
    is_known.then_some(whole)
}

/// The paths that stand in the code itself: from `crate`, `super`, `self`, or from a name that was imported.
fn paths(tokens: &[&str], module: &[String], imports: &[Import]) -> Vec<Path> {
    let mut paths = Vec::new();
    for index in 0..tokens.len() {
        let begins = index == 0 || tokens[index - 1] != "::";
        if !begins || tokens.get(index + 1) != Some(&"::") {
            continue;
        }
        let mut rest = Vec::new();
        let mut at = index;
        while tokens.get(at + 1) == Some(&"::") && tokens.get(at + 2).is_some_and(|part| part.starts_with(is_word)) {
            rest.push(tokens[at + 2].to_owned());
            at += 2;
        }
        let base = match tokens[index] {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module[..module.len().saturating_sub(1)].to_vec(),
            name => match imports.iter().find(|import| import.name == name) {
                Some(import) => import.path.clone(),
                None => continue,
            },
        };
        paths.push([base, rest].concat());
    }
    paths
}

/// The file a path leads to.
fn resolve(
    path: &[String],
    by_module: &HashMap<&[String], usize>,
    imports: &[Vec<Import>],
    depth: usize,
) -> Option<usize> {
    let (length, file) =
        (1..=path.len()).rev().find_map(|length| by_module.get(&path[..length]).map(|&file| (length, file)))?;
    if depth < 8
        && let Some(item) = path.get(length)
        && let Some(import) = imports[file].iter().find(|import| import.is_public && import.name == *item)
    {
        return resolve(&[&import.path[..], &path[length + 1..]].concat(), by_module, imports, depth + 1);
    }
    Some(file)
}
