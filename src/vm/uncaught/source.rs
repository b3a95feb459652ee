//! The source lines of running code: read from its file, or remembered when the text came from elsewhere.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use ouropy_compiler::code::{CodeUnit, Constant};
use ouropy_grammar::source::{Origin, Source};

use crate::vm::Vm;
use crate::vm::hooks::LibrarySource;

/// What identifies the code of a text that is no file: file name, qualified name, first line. Code of another text
/// with the same three is taken for the same, as in CPython.
type CodeKey = (String, String, u32);

thread_local! {
    static REMEMBERED: RefCell<HashMap<CodeKey, Rc<Source>>> = RefCell::default();
}

/// Remembers the text of code that is in no file (`-c`, interactive input), for tracebacks.
pub fn remember(unit: &CodeUnit, text: &str) {
    let source = Rc::new(Source::from_text(text));
    REMEMBERED.with_borrow_mut(|remembered| {
        let mut units = vec![unit];
        while let Some(unit) = units.pop() {
            let key = (unit.filename.to_string(), unit.qualname.to_string(), unit.first_line);
            remembered.insert(key, Rc::clone(&source));
            units.extend(unit.constants.iter().filter_map(|constant| match constant {
                Constant::Code(unit) => Some(&**unit),
                _ => None,
            }));
        }
    });
}

/// Line `number` of a file, with its newline.
pub fn file_line(vm: &Vm, filename: &str, number: u32) -> Option<String> {
    let line = read(filename, &[], vm.hooks.library_source)?.line(number).to_owned();
    (!line.is_empty()).then_some(line)
}

/// The source texts one report needs, each read once.
pub(super) struct Sources {
    library: LibrarySource,
    files: HashMap<String, Option<Rc<Source>>>,
    /// Directories where a relative name is looked for (`sys.path`).
    pub search: Vec<String>,
    /// Files can be read no more: the interpreter is shutting down.
    pub closed: bool,
}

impl Sources {
    /// Nothing has been read yet.
    pub(super) fn new(library: LibrarySource) -> Sources {
        Sources { library, files: HashMap::new(), search: Vec::new(), closed: false }
    }

    /// Line `number` of a file, without trailing whitespace; empty when there is none.
    pub(super) fn line(&mut self, filename: &str, number: u32) -> String {
        if self.closed {
            return String::new();
        }
        let (search, library) = (&self.search, self.library);
        let file = self.files.entry(filename.to_owned()).or_insert_with(|| read(filename, search, library));
        file.as_ref().map_or_else(String::new, |source| source.line(number).trim_end().to_owned())
    }

    /// As [`Sources::line`], for code that may be from a remembered text.
    pub(super) fn line_of_code(&mut self, filename: &str, qualname: &str, first_line: u32, number: u32) -> String {
        let line = self.line(filename, number);
        if !line.is_empty() || !filename.starts_with('<') {
            return line;
        }
        let key = (filename.to_owned(), qualname.to_owned(), first_line);
        REMEMBERED.with_borrow(|remembered| {
            remembered.get(&key).map_or_else(String::new, |source| source.line(number).trim_end().to_owned())
        })
    }
}

fn read(filename: &str, search: &[String], library: LibrarySource) -> Option<Rc<Source>> {
    if filename.starts_with('<') && filename.ends_with('>') {
        return None;
    }
    if let Some(embedded) = library(filename) {
        return Some(Rc::new(Source::from_text(&embedded)));
    }
    let bytes = std::fs::read(filename).ok().or_else(|| {
        let relative = !filename.starts_with('/');
        let base = filename.rsplit('/').next().unwrap_or(filename);
        search.iter().filter(|_| relative).find_map(|folder| std::fs::read(format!("{folder}/{base}")).ok())
    })?;
    Source::from_bytes(&bytes, Origin::File(filename)).ok().map(Rc::new)
}
