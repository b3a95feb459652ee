//! `_csv.reader`: from lines to rows.

use std::cell::Cell;

use super::dialect::{CsvDialect, Quoting};
use super::{Kept, error, with_dialect};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Py, Str, Value, payload};
use crate::protocol::{iterate, number};
use crate::text::wtf8;
use crate::types::class::{Arguments, ClassSpec, GetSet, Slots};
use crate::types::int;
use crate::types::iterators::itself;
use crate::types::list::{self, List};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_csv",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots { iter: Some(itself), next: Some(next), ..Slots::EMPTY },
    getset: &[
        GetSet::read_only("dialect", |_, this| Ok(this.expect::<CsvReader>().dialect.to_value())).member(),
        GetSet::read_only("line_num", |vm, this| {
            let line = this.expect::<CsvReader>().line.get();
            Ok(int::from_usize(vm, line))
        })
        .member(),
    ],
    ..ClassSpec::new("reader", Layout::of::<CsvReader>())
})
.hidden();

/// A reader.
pub struct CsvReader {
    dialect: Py<CsvDialect>,
    lines: Value,
    /// The fields of a row that is being read.
    fields: HeapCell<Option<Py<List>>>,
    /// How many lines have been read.
    line: Cell<usize>,
}

payload! { CsvReader: AtBirth, size 88, own_dict OwnDict::ClassLast;
    references { dialect = .dialect, lines, fields }
    clear { fields }
}

/// `reader(iterable, dialect='excel', **parameters)`
pub fn create(vm: &mut Vm, _module: &Value, given: Arguments<'_>) -> PyResult {
    if let [first] | [first, _] = given.positional() {
        // What cannot be iterated over is told first.
        let lines = iterate::iter(vm, first)?;
        let (_, dialect) = with_dialect(vm, "reader", given)?;
        let fields = HeapCell::new(Some(List::create(vm, Vec::new())));
        let (class, dialect) = (CLASS.of(vm), dialect.expect::<CsvDialect>().clone());
        let reader = CsvReader { dialect, lines, fields, line: Cell::new(0) };
        return Ok(vm.heap.alloc(&class, reader).into_value());
    }
    with_dialect(vm, "reader", given).map(|_| Value::NONE)
}

/// Where in a row the reader is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuotes,
    EscapedInQuotes,
    QuoteInQuotes,
    LineEnd,
    AfterEscapedLineEnd,
}

/// A row that is being read.
struct Row<'a> {
    dialect: &'a CsvDialect,
    fields: &'a Py<List>,
    field: Vec<u8>,
    /// Characters in it.
    length: isize,
    limit: isize,
    state: State,
    is_unquoted: bool,
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<CsvReader>().clone();
    let fields = List::create(vm, Vec::new());
    drop(this.fields.replace(&mut vm.heap, Some(fields.clone())));
    let limit = vm.states.get_or_default::<Kept>().limit;
    let mut row = Row {
        dialect: &this.dialect,
        fields: &fields,
        field: Vec::new(),
        length: 0,
        limit,
        state: State::StartRecord,
        is_unquoted: false,
    };
    loop {
        let Some(line) = iterate::next(vm, &this.lines)? else {
            if row.length == 0 && row.state != State::InQuotes {
                return Ok(None);
            }
            if this.dialect.is_strict {
                return Err(error(vm, "unexpected end of data"));
            }
            row.save(vm)?;
            break;
        };
        let Some(text) = line.cast::<Str>() else {
            let name = vm.class_name(&line);
            let message =
                format!("iterator should return strings, not {name} (the file should be opened in text mode)");
            return Err(error(vm, &message));
        };
        this.line.set(this.line.get() + 1);
        for code in wtf8::code_points(text.as_bytes()) {
            row.step(vm, Some(code))?;
        }
        row.step(vm, None)?;
        if row.state == State::StartRecord {
            break;
        }
    }
    drop(this.fields.replace(&mut vm.heap, None));
    Ok(Some(fields.into_value()))
}

const NEW_LINE: u32 = b'\n' as u32;
const RETURN: u32 = b'\r' as u32;

impl Row<'_> {
    /// The field is complete.
    fn save(&mut self, vm: &mut Vm) -> PyResult<()> {
        let quoting = self.dialect.quoting;
        let (is_empty, text) = (self.length == 0, std::mem::take(&mut self.field));
        self.length = 0;
        let value = if self.is_unquoted && is_empty && matches!(quoting, Quoting::NotNull | Quoting::Strings) {
            Value::NONE
        } else {
            let text = vm.new_str_bytes(&text).into_value();
            if self.is_unquoted && !is_empty && matches!(quoting, Quoting::NonNumeric | Quoting::Strings) {
                number::float_of(vm, &text)?
            } else {
                text
            }
        };
        list::push(self.fields.items.get_mut(&mut vm.heap), value);
        vm.check_memory()?;
        Ok(())
    }

    fn add(&mut self, vm: &mut Vm, code: u32) -> PyResult<()> {
        if self.length >= self.limit {
            let limit = self.limit;
            return Err(error(vm, &format!("field larger than field limit ({limit})")));
        }
        wtf8::push(&mut self.field, code);
        self.length += 1;
        Ok(())
    }

    /// Saves the field if the sign ends it: that of a line or of the field.
    fn end_of_field(&mut self, vm: &mut Vm, code: Option<u32>) -> PyResult<bool> {
        self.state = match code {
            None => State::StartRecord,
            Some(NEW_LINE | RETURN) => State::LineEnd,
            Some(code) if code == self.dialect.delimiter => State::StartField,
            Some(_) => return Ok(false),
        };
        self.save(vm)?;
        Ok(true)
    }

    /// Goes on by a character, none being the end of the line.
    fn step(&mut self, vm: &mut Vm, code: Option<u32>) -> PyResult<()> {
        let dialect = self.dialect;
        let is_quote = code.is_some() && code == dialect.quote && dialect.quoting != Quoting::None;
        let is_escape = code.is_some() && code == dialect.escape;
        if self.state == State::StartRecord {
            match code {
                None => return Ok(()),
                Some(NEW_LINE | RETURN) => {
                    self.state = State::LineEnd;
                    return Ok(());
                }
                Some(_) => self.state = State::StartField,
            }
        }
        if self.state == State::AfterEscapedLineEnd {
            if code.is_none() {
                return Ok(());
            }
            self.state = State::InField;
        }
        match (self.state, code) {
            (State::StartField, _) => {
                self.is_unquoted = true;
                if is_quote {
                    self.is_unquoted = false;
                    self.state = State::InQuotes;
                } else if is_escape {
                    self.state = State::Escaped;
                } else if code == Some(u32::from(b' ')) && dialect.skips_space {
                    // Left out.
                } else if !self.end_of_field(vm, code)?
                    && let Some(code) = code
                {
                    self.add(vm, code)?;
                    self.state = State::InField;
                }
            }
            (State::Escaped, Some(code @ (NEW_LINE | RETURN))) => {
                self.add(vm, code)?;
                self.state = State::AfterEscapedLineEnd;
            }
            (State::Escaped, code) => {
                self.add(vm, code.unwrap_or(NEW_LINE))?;
                self.state = State::InField;
            }
            (State::InField, _) if is_escape => self.state = State::Escaped,
            (State::InField, _) => {
                if !self.end_of_field(vm, code)?
                    && let Some(code) = code
                {
                    self.add(vm, code)?;
                }
            }
            (State::InQuotes, _) if is_escape => self.state = State::EscapedInQuotes,
            (State::InQuotes, _) if is_quote => {
                self.state = if dialect.doubles_quotes { State::QuoteInQuotes } else { State::InField };
            }
            (State::InQuotes, Some(code)) => self.add(vm, code)?,
            (State::InQuotes, None) => {}
            (State::EscapedInQuotes, code) => {
                self.add(vm, code.unwrap_or(NEW_LINE))?;
                self.state = State::InQuotes;
            }
            (State::QuoteInQuotes, Some(code)) if is_quote => {
                self.add(vm, code)?;
                self.state = State::InQuotes;
            }
            (State::QuoteInQuotes, _) => {
                if !self.end_of_field(vm, code)?
                    && let Some(code) = code
                {
                    if dialect.is_strict {
                        return Err(self.unexpected(vm));
                    }
                    self.add(vm, code)?;
                    self.state = State::InField;
                }
            }
            (State::LineEnd, Some(NEW_LINE | RETURN)) => {}
            (State::LineEnd, None) => self.state = State::StartRecord,
            (State::LineEnd, Some(_)) => {
                let message = "new-line character seen in unquoted field - do you need to open the file with \
                               newline=''?";
                return Err(error(vm, message));
            }
            (State::StartRecord | State::AfterEscapedLineEnd, _) => {}
        }
        Ok(())
    }

    #[cold]
    fn unexpected(&self, vm: &mut Vm) -> crate::vm::Raised {
        let shown = |code: u32| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        let (delimiter, quote) = (shown(self.dialect.delimiter), shown(self.dialect.quote.unwrap_or_default()));
        error(vm, &format!("'{delimiter}' expected after '{quote}'"))
    }
}
