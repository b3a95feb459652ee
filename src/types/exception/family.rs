//! The families of exception classes: which fields their instances have beside those of BaseException.

/// A built-in exception class with fields of its own, whose declaration names it, and all classes derived from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

macro_rules! fields {
    ($($field:ident: $name:literal,)+) => {
        /// A field of an exception beyond those of BaseException. Exceptions of different families share the fields of
        /// the same name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field { $($field,)+ }

        impl Field {
            /// All fields, each at the index of its discriminant.
            pub(super) const ALL: &[Field] = &[$(Field::$field,)+];

            /// The attribute's name.
            pub const fn name(self) -> &'static str {
                match self { $(Field::$field => $name,)+ }
            }
        }
    };
}

fields! {
    CharactersWritten: "characters_written",
    Code: "code",
    Encoding: "encoding",
    End: "end",
    EndLine: "end_lineno",
    EndOffset: "end_offset",
    Errno: "errno",
    Exceptions: "exceptions",
    ExceptionsText: "exceptions_str",
    Filename: "filename",
    Filename2: "filename2",
    Line: "lineno",
    Message: "message",
    Metadata: "_metadata",
    Msg: "msg",
    Name: "name",
    NameFrom: "name_from",
    Obj: "obj",
    Object: "object",
    Offset: "offset",
    Path: "path",
    PrintFileAndLine: "print_file_and_line",
    Reason: "reason",
    Start: "start",
    Strerror: "strerror",
    Text: "text",
    Value: "value",
}

impl Family {
    /// The index of a field in the family's table; `None` when its exceptions have no such field.
    #[inline]
    pub fn index_of(self, field: Field) -> Option<usize> {
        self.fields().iter().position(|known| *known == field)
    }

    /// The fields, in the order in which CPython's `traverse` and `clear` functions visit them.
    pub const fn fields(self) -> &'static [Field] {
        use Field as F;
        match self {
            Family::Base => &[],
            Family::StopIteration => &[F::Value],
            Family::SystemExit => &[F::Code],
            Family::Import => &[F::Msg, F::Name, F::Path, F::NameFrom],
            Family::Name => &[F::Name],
            Family::Attribute => &[F::Obj, F::Name],
            Family::Os => &[F::Errno, F::Strerror, F::Filename, F::Filename2, F::CharactersWritten],
            Family::Syntax => &[
                F::Msg,
                F::Filename,
                F::Line,
                F::Offset,
                F::EndLine,
                F::EndOffset,
                F::Text,
                F::PrintFileAndLine,
                F::Metadata,
            ],
            Family::UnicodeEncode | Family::UnicodeDecode | Family::UnicodeTranslate => {
                &[F::Encoding, F::Object, F::Reason, F::Start, F::End]
            }
            Family::Group => &[F::Message, F::Exceptions, F::ExceptionsText],
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
