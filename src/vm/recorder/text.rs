//! The text of a program that is in no file: that of `-c`, or of standard input.

use std::collections::HashSet;
use std::rc::Rc;

use ouropy_compiler::code::{CodeUnit, Constant};

/// What stands behind the file's name of code that was made from another text of the same name.
const OF_ANOTHER: &str = " of exec";

/// A text and the code made from it.
pub struct ProgramText {
    /// What stands for a file: `<string>`.
    file: Rc<str>,
    text: Rc<str>,
    /// The program and its parts, by their addresses, which it keeps.
    units: HashSet<*const CodeUnit>,
    _program: Rc<CodeUnit>,
}

impl ProgramText {
    /// The text that `program` was made from.
    pub(super) fn new(program: &Rc<CodeUnit>, text: &str) -> ProgramText {
        let mut units = HashSet::new();
        let mut next = vec![program];
        while let Some(unit) = next.pop() {
            units.insert(Rc::as_ptr(unit));
            next.extend(unit.constants.iter().filter_map(|constant| match constant {
                Constant::Code(unit) => Some(unit),
                _ => None,
            }));
        }
        ProgramText { file: program.filename.clone(), text: text.into(), units, _program: program.clone() }
    }

    /// What the file of some code is called: as it is, but where code of another text has the name of this one.
    pub(super) fn name_of(&self, unit: &Rc<CodeUnit>, file: &str) -> Rc<str> {
        let is_another = *self.file == *file && !self.units.contains(&Rc::as_ptr(unit));
        if is_another { format!("{file}{OF_ANOTHER}").into() } else { file.into() }
    }

    /// The text, if it is called so.
    pub(super) fn of(&self, file: &str) -> Option<&str> {
        (*self.file == *file).then_some(&*self.text)
    }
}
