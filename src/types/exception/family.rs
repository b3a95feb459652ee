//! The families of exception classes: which fields their instances have beside those of BaseException.

use crate::object::Py;
use crate::types::class::Class;
use crate::vm::Vm;

/// A built-in exception class with fields of its own, and all classes derived from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the exception class of the name")]
pub enum Family {
    Base,
    StopIteration,
    SystemExit,
    Import,
    Name,
    Attribute,
    Os,
    Syntax,
    UnicodeEncode,
    UnicodeDecode,
    UnicodeTranslate,
    Group,
}

impl Family {
    /// The family of a class derived from BaseException.
    pub fn of(vm: &Vm, class: &Py<Class>) -> Family {
        let mut class = class;
        loop {
            if let Some(spec) = class.spec
                && let Some(family) = Family::named(spec.name)
            {
                return family;
            }
            match class.base.get(&vm.heap) {
                Some(base) => class = base,
                None => return Family::Base,
            }
        }
    }

    fn named(class: &str) -> Option<Family> {
        Some(match class {
            "Exception" | "BaseException" => Family::Base,
            "StopIteration" => Family::StopIteration,
            "SystemExit" => Family::SystemExit,
            "ImportError" => Family::Import,
            "NameError" => Family::Name,
            "AttributeError" => Family::Attribute,
            "OSError" => Family::Os,
            "SyntaxError" => Family::Syntax,
            "UnicodeEncodeError" => Family::UnicodeEncode,
            "UnicodeDecodeError" => Family::UnicodeDecode,
            "UnicodeTranslateError" => Family::UnicodeTranslate,
            "BaseExceptionGroup" => Family::Group,
            _ => return None,
        })
    }

    /// The names of the fields, in the order in which CPython's `traverse` and `clear` functions visit them.
    pub const fn fields(self) -> &'static [&'static str] {
        match self {
            Family::Base => &[],
            Family::StopIteration => &["value"],
            Family::SystemExit => &["code"],
            Family::Import => &["msg", "name", "path", "name_from"],
            Family::Name => &["name"],
            Family::Attribute => &["obj", "name"],
            Family::Os => &["errno", "strerror", "filename", "filename2", "characters_written"],
            Family::Syntax => {
                &["msg", "filename", "lineno", "offset", "end_lineno", "end_offset", "text", "print_file_and_line"]
            }
            Family::UnicodeEncode | Family::UnicodeDecode | Family::UnicodeTranslate => {
                &["encoding", "object", "reason", "start", "end"]
            }
            Family::Group => &["message", "exceptions"],
        }
    }

    /// How many of the fields, the first ones, are objects in CPython; the rest are C integers.
    pub const fn object_fields(self) -> usize {
        match self {
            Family::Os => 4,
            Family::UnicodeEncode | Family::UnicodeDecode | Family::UnicodeTranslate => 3,
            _ => self.fields().len(),
        }
    }

    /// What the fields add to the size of an instance in CPython.
    pub const fn field_bytes(self) -> usize {
        self.fields().len() * 8
    }
}
