//! `_csv.writer`: from rows to lines.

use super::dialect::{CsvDialect, Quoting};
use super::{error, with_dialect};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, OwnDict, Py, Str, Value, payload};
use crate::protocol::{self, attribute, iterate};
use crate::text::room::{Room, with_room};
use crate::text::wtf8;
use crate::types::class::{Arguments, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int::Number;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_csv",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots::EMPTY,
    methods: &[
        NativeDef::one("writerow", write_row),
        NativeDef::one("writerows", |vm, this, rows| {
            let rows = iterate::iter(vm, rows)?;
            while let Some(row) = iterate::next(vm, &rows)? {
                drop(write_row(vm, this, &row)?);
            }
            Ok(Value::NONE)
        }),
    ],
    getset: &[GetSet::read_only("dialect", |_, this| Ok(this.expect::<CsvWriter>().dialect.to_value())).member()],
    ..ClassSpec::new("writer", Layout::of::<CsvWriter>())
})
.hidden();

/// A writer.
pub struct CsvWriter {
    dialect: Py<CsvDialect>,
    write: Value,
    error: Value,
}

payload! { CsvWriter: AtBirth, size 72, own_dict OwnDict::ClassLast;
    references { dialect = .dialect, write, error }
}

/// `writer(fileobj, dialect='excel', **parameters)`
pub fn create(vm: &mut Vm, _module: &Value, given: Arguments<'_>) -> PyResult {
    let (file, dialect) = with_dialect(vm, "writer", given)?;
    let name = vm.intern("write");
    let write = attribute::get_optional(vm, file, &name)?;
    let write = write.filter(|write| vm.class_of(write).slots(&vm.heap).call.is_some());
    let Some(write) = write else { return Err(vm.type_error("argument 1 must have a \"write\" method")) };
    let error = crate::native::exception_of(vm, "_csv", "Error").map_or(Value::NONE, Py::into_value);
    let (class, dialect) = (CLASS.of(vm), dialect.expect::<CsvDialect>().clone());
    Ok(vm.heap.alloc(&class, CsvWriter { dialect, write, error }).into_value())
}

fn write_row(vm: &mut Vm, this: &Value, row: &Value) -> PyResult {
    let this = this.expect::<CsvWriter>().clone();
    let fields = match iterate::iter(vm, row) {
        Ok(fields) => fields,
        Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
            drop(vm.take_raised(raised));
            let name = vm.class_name(row);
            return Err(error(vm, &format!("iterable expected, not {name}")));
        }
        Err(raised) => return Err(raised),
    };
    let mut line = Line { dialect: &this.dialect, text: Vec::new(), fields: 0 };
    let mut last = None;
    while let Some(field) = iterate::next(vm, &fields)? {
        let marks = match this.dialect.quoting {
            Quoting::NonNumeric => !is_number(vm, &field),
            Quoting::All => true,
            Quoting::Strings => field.has::<Str>(),
            Quoting::NotNull => !field.is_none(),
            Quoting::Minimal | Quoting::None => false,
        };
        let marks = if marks { Marks::Wanted } else { Marks::AsNeeded };
        if field.is_none() {
            line.push(vm, None, marks)?;
            last = None;
        } else {
            let text = protocol::str(vm, &field)?;
            line.push(vm, Some(text.as_bytes()), marks)?;
            last = Some(&b""[..]);
        }
    }
    drop(fields);
    if line.fields > 0 && line.text.is_empty() {
        if line.cannot_quote_empty(last) {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        line.fields -= 1;
        line.push(vm, None, Marks::Wanted)?;
    }
    line.text.put_all(this.dialect.line_end.as_bytes());
    let text = vm.new_str_bytes(&line.text).into_value();
    drop(line);
    protocol::call(vm, &this.write, &[text])
}

/// As CPython's PyNumber_Check.
fn is_number(vm: &Vm, value: &Value) -> bool {
    let slots = vm.class_of(value).slots(&vm.heap);
    Number::of(value).is_some()
        || slots.int.is_some()
        || slots.float.is_some()
        || slots.index.is_some()
        || crate::types::complex::value_of(value).is_some()
}

/// Whether a field gets quotation marks.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Marks {
    AsNeeded,
    Wanted,
}

/// A row that is being written.
struct Line<'a> {
    dialect: &'a CsvDialect,
    text: Vec<u8>,
    fields: usize,
}

impl Line<'_> {
    /// Whether an empty field, none standing for None, has to be quoted and must not be.
    fn cannot_quote_empty(&self, field: Option<&[u8]>) -> bool {
        match self.dialect.quoting {
            Quoting::None => true,
            Quoting::Strings | Quoting::NotNull => field.is_none(),
            _ => false,
        }
    }

    fn push(&mut self, vm: &mut Vm, field: Option<&[u8]>, marks: Marks) -> PyResult<()> {
        let dialect = self.dialect;
        let text = field.unwrap_or_default();
        let mut quoted = marks == Marks::Wanted;
        if text.is_empty() && dialect.delimiter == u32::from(b' ') && dialect.skips_space {
            if self.cannot_quote_empty(field) {
                let message = "empty field must be quoted if delimiter is a space and skipinitialspace is true";
                return Err(error(vm, message));
            }
            quoted = true;
        }
        let mut written = with_room(text.len() + 2);
        for code in wtf8::code_points(text) {
            let (is_quote, is_escape) = (Some(code) == dialect.quote, Some(code) == dialect.escape);
            let is_special = is_quote
                || is_escape
                || code == dialect.delimiter
                || code == u32::from(b'\n')
                || code == u32::from(b'\r')
                || wtf8::code_points(dialect.line_end.as_bytes()).any(|other| other == code);
            if is_special {
                let is_doubled = is_quote && dialect.doubles_quotes && dialect.quoting != Quoting::None;
                let is_escaped = !is_doubled && (is_quote || is_escape || dialect.quoting == Quoting::None);
                if is_escaped {
                    let Some(escape) = dialect.escape else {
                        return Err(error(vm, "need to escape, but no escapechar set"));
                    };
                    wtf8::push(&mut written, escape);
                } else {
                    quoted = true;
                }
                if is_doubled {
                    wtf8::push(&mut written, code);
                }
            }
            wtf8::push(&mut written, code);
        }
        if self.fields > 0 {
            wtf8::push(&mut self.text, dialect.delimiter);
        }
        let mark = dialect.quote.filter(|_| quoted);
        if let Some(mark) = mark {
            wtf8::push(&mut self.text, mark);
        }
        self.text.put_all(&written);
        if let Some(mark) = mark {
            wtf8::push(&mut self.text, mark);
        }
        self.fields += 1;
        Ok(())
    }
}
