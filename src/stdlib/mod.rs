//! The standard library modules written in Python, embedded in the binary and compiled when first imported.

/// Relative path with `/` between its parts, and text; sorted by path.
static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/stdlib.rs"));

/// What the file names of embedded modules begin with, as in "<stdlib>/functools.py".
pub const PREFIX: &str = "<stdlib>/";

/// The text of an embedded file, by its path relative to the library.
fn text(path: &str) -> Option<&'static str> {
    FILES.binary_search_by(|(known, _)| (*known).cmp(path)).ok().map(|at| FILES[at].1)
}

/// The text behind a code object's file name, if that is an embedded file: what tracebacks show lines of.
pub fn source(filename: &str) -> Option<&'static str> {
    text(filename.strip_prefix(PREFIX)?)
}

/// An embedded module.
pub struct Embedded {
    /// Its file name, beginning with [`PREFIX`].
    pub filename: String,
    /// Its text.
    pub source: &'static str,
    /// Whether it is a package.
    pub package: bool,
}

/// The embedded module of a dotted name.
pub fn find(name: &str) -> Option<Embedded> {
    let path = name.replace('.', "/");
    let file = format!("{path}.py");
    if let Some(source) = text(&file) {
        return Some(Embedded { filename: format!("{PREFIX}{file}"), source, package: false });
    }
    let file = format!("{path}/__init__.py");
    let source = text(&file)?;
    Some(Embedded { filename: format!("{PREFIX}{file}"), source, package: true })
}

/// The names of all embedded top-level modules.
pub fn names() -> impl Iterator<Item = &'static str> {
    FILES.iter().filter_map(|(path, _)| match path.split_once('/') {
        None => path.strip_suffix(".py"),
        Some((package, "__init__.py")) => Some(package),
        Some(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_packages_are_found_by_name() {
        assert!(find("functools").is_some_and(|module| !module.package && module.filename == "<stdlib>/functools.py"));
        assert!(find("collections").is_some_and(|module| module.package));
        assert!(find("collections.abc").is_some_and(|module| !module.package));
        assert!(find("no_such_module").is_none());
        assert!(source("<stdlib>/functools.py").is_some() && source("functools.py").is_none());
        assert!(names().any(|name| name == "json"));
    }
}
