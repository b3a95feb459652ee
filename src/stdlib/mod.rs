//! The standard library modules written in Python: CPython's own, embedded in the binary by `build/library.rs`.

mod frozen;
pub mod names;

use flate2::{Decompress, FlushDecompress, Status};

/// One file.
struct Entry {
    /// Where its path begins in [`PATHS`].
    path: u32,
    /// Where that ends.
    path_end: u32,
    /// Where its text begins in [`BLOB`], deflated.
    text: u32,
    /// Bytes of the text itself.
    text_size: u32,
    /// Where the image of its code unit begins there, compressed by LZ4, behind the text.
    code: u32,
    /// Bytes of the image itself.
    code_size: u32,
    /// Where that ends.
    end: u32,
}

/// Sorted by path.
#[expect(clippy::unreadable_literal, reason = "made by the build script")]
static FILES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/library.rs"));
/// Paths relative to the library, with `/` between their parts, one behind the other.
static PATHS: &str = include_str!(concat!(env!("OUT_DIR"), "/library_paths.txt"));
static BLOB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.bin"));

pub use frozen::FROZEN;

/// The entry of `sys.path` that stands for the embedded library.
pub const FOLDER: &str = "<stdlib>";

/// What the file names of embedded modules begin with, as in "<stdlib>/functools.py".
pub const PREFIX: &str = "<stdlib>/";

impl Entry {
    fn path(&self) -> &'static str {
        &PATHS[self.path as usize..self.path_end as usize]
    }

    /// The file's text.
    ///
    /// # Panics
    /// When the binary does not hold what its build put there.
    fn text(&self) -> String {
        let packed = &BLOB[self.text as usize..self.code as usize];
        let mut text = Vec::with_capacity(self.text_size as usize);
        let status = Decompress::new(false).decompress_vec(packed, &mut text, FlushDecompress::Finish);
        assert!(matches!(status, Ok(Status::StreamEnd)), "the embedded {} is damaged", self.path());
        String::from_utf8(text).expect("the library is UTF-8")
    }

    /// The image of its code unit.
    ///
    /// # Panics
    /// When the binary does not hold what its build put there.
    fn code(&self) -> Vec<u8> {
        let packed = &BLOB[self.code as usize..self.end as usize];
        let code = lz4_flex::decompress(packed, self.code_size as usize);
        code.unwrap_or_else(|error| panic!("the embedded {} is damaged: {error}", self.path()))
    }
}

/// The embedded file of a path relative to the library.
fn file(path: &str) -> Option<&'static Entry> {
    FILES.binary_search_by(|entry| entry.path().cmp(path)).ok().map(|at| &FILES[at])
}

/// The text behind a code object's file name, if that is an embedded file: what tracebacks show lines of.
pub fn source(filename: &str) -> Option<String> {
    if let Some(name) = filename.strip_prefix("<frozen ").and_then(|name| name.strip_suffix('>')) {
        return find(name).map(|module| module.source());
    }
    Some(file(filename.strip_prefix(PREFIX)?)?.text())
}

/// An embedded module.
pub struct Embedded {
    /// Its file name, beginning with [`PREFIX`].
    pub filename: String,
    /// Whether it is a package.
    pub package: bool,
    entry: &'static Entry,
}

impl Embedded {
    /// Its text.
    pub fn source(&self) -> String {
        self.entry.text()
    }

    /// The file name that its code shows.
    pub fn code_filename(&self) -> String {
        frozen::code_filename(self.entry.path())
    }

    /// The image of its code unit, compiled without `-O`.
    pub fn code(&self) -> Vec<u8> {
        self.entry.code()
    }
}

/// The embedded module of a dotted name.
pub fn find(name: &str) -> Option<Embedded> {
    let path = name.replace('.', "/");
    for (suffix, package) in [("/__init__.py", true), (".py", false)] {
        let path = format!("{path}{suffix}");
        if let Some(entry) = file(&path) {
            return Some(Embedded { filename: format!("{PREFIX}{path}"), package, entry });
        }
    }
    None
}

/// The modules in a folder ("", "json"): their last names and whether they are packages.
pub fn names_in(folder: &str) -> impl Iterator<Item = (&'static str, bool)> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    FILES.iter().filter_map(move |entry| match entry.path().strip_prefix(&prefix)?.split_once('/') {
        None => {
            Some((entry.path()[prefix.len()..].strip_suffix(".py")?, false)).filter(|(name, _)| *name != "__init__")
        }
        Some((package, "__init__.py")) => Some((package, true)),
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
        assert!(find("json.decoder").is_some_and(|module| !module.package));
        assert!(find("no_such_module").is_none());
        assert!(source("<stdlib>/functools.py").is_some() && source("functools.py").is_none());
        assert!(names::contains("json") && !names::contains("jso"));
    }
}
