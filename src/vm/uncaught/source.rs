//! The source lines of code, read from its file.

use std::collections::HashMap;
use std::rc::Rc;

use ouropy_grammar::source::{Origin, Source};

use crate::vm::Vm;
use crate::vm::hooks::LibrarySource;

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
