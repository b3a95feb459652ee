//! `_tokenize`: the tokens of a text, for `tokenize`.

mod rows;

use std::cell::{Cell, RefCell};

use crate::native::{ModuleSpec, NativeClass};
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Str, Value, payload};
use crate::program::source;
use crate::protocol;
use crate::types::bytes::Bytes;
use crate::types::class::{Arguments, Class, ClassSpec, Slots};
use crate::types::{codec, int};
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Raised, Vm, arguments};
use rows::{Extra, Row, Rows, Stop};

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec { name: "_tokenize", functions: &[], classes: &[&CLASS], init: None };

static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_tokenize",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots {
        new: Some(new),
        iter: Some(|_, this| Ok(this.clone())),
        next: Some(next),
        getattro: Some(protocol::attribute::generic_get),
        ..Slots::EMPTY
    },
    ..ClassSpec::new("TokenizerIter", Layout::of::<TokenizerIter>())
});

const PARAMETERS: Signature<'static> = Signature::new("readline, /, *, encoding=None, extra_tokens=False");

/// The tokens of the lines that a function gives. The lines are read when the first token is asked for, all of them.
pub struct TokenizerIter {
    readline: Value,
    encoding: Option<String>,
    extra: Extra,
    /// The tokens, once the lines have been read, and how many have been given.
    rows: RefCell<Option<Rows>>,
    given: Cell<usize>,
    /// The line of the last token: a str that those of the same line share.
    line: HeapCell<Slot>,
    line_number: Cell<u32>,
}

payload! { TokenizerIter: Atom, size 64;
    references { readline, line }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind_to(vm, "tokenizeriter", &PARAMETERS, arguments)?;
    let [readline, encoding, extra] = &bound[..] else { return Err(vm.system_error("one slot for each parameter")) };
    let Some(extra) = extra else {
        return Err(vm.type_error("tokenizeriter() missing required argument 'extra_tokens' (pos 2)"));
    };
    let encoding = match encoding {
        None => None,
        Some(name) => match name.cast::<Str>() {
            Some(name) => Some(name.to_string_lossy().into_owned()),
            None => {
                let class = if name.is_none() { "None".to_owned() } else { vm.class_name(name) };
                return Err(vm.type_error(format!("tokenizeriter() argument 'encoding' must be str, not {class}")));
            }
        },
    };
    let extra = if protocol::is_true(vm, extra)? { Extra::Tokens } else { Extra::None };
    let readline = readline.clone().unwrap_or(Value::NONE);
    let payload = TokenizerIter {
        readline,
        encoding,
        extra,
        rows: RefCell::new(None),
        given: Cell::new(0),
        line: HeapCell::new(None),
        line_number: Cell::new(0),
    };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// All lines, until there is an empty one or StopIteration.
fn read(vm: &mut Vm, this: &TokenizerIter) -> PyResult<String> {
    let mut text = String::new();
    loop {
        let result = protocol::call(vm, &this.readline, &[]);
        let Some(line) = vm.catch(result, |types| &types.stop_iteration)? else { return Ok(text) };
        let line = match &this.encoding {
            Some(encoding) => {
                let Some(bytes) = line.cast::<Bytes>() else {
                    return Err(vm.type_error("readline() returned a non-bytes object"));
                };
                let data = bytes.data.clone();
                codec::decode(vm, &line, &data, Some(encoding), Some("replace"))?.into_value()
            }
            None => line,
        };
        let Some(line) = line.cast::<Str>() else {
            return Err(vm.type_error("readline() returned a non-string object"));
        };
        if line.is_empty() {
            return Ok(text);
        }
        text.push_str(&line.to_string_lossy());
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<TokenizerIter>();
    if this.rows.borrow().is_none() {
        let text = read(vm, this)?;
        *this.rows.borrow_mut() = Some(Rows::new(&text, this.extra));
    }
    let index = this.given.get();
    this.given.set(index + 1);
    let rows = this.rows.borrow();
    let Some(rows) = &*rows else { return Ok(None) };
    match (rows.list.get(index), &rows.stop) {
        (Some(row), _) => Ok(Some(tuple(vm, this, rows, row))),
        (None, Some(stop)) if index == rows.list.len() => Err(raise(vm, rows, stop)),
        _ => Ok(None),
    }
}

fn tuple(vm: &mut Vm, this: &TokenizerIter, rows: &Rows, row: &Row) -> Value {
    let is_alone = row.lines.len() == 1;
    let known = this.line.get(&vm.heap).clone().filter(|_| is_alone && this.line_number.get() == row.lines.start);
    let line = match known {
        Some(line) => line,
        None => vm.new_str(rows.lines(&row.lines)).into_value(),
    };
    if is_alone {
        this.line_number.set(row.lines.start);
        this.line.set(&mut vm.heap, Some(line.clone()));
    }
    let text = vm.new_str(rows.text(row)).into_value();
    let [start, end] = [row.start, row.end].map(|(number, column)| {
        let place = vec![int::from_i64(vm, i64::from(number)), int::from_i64(vm, column)];
        vm.new_tuple(place).into_value()
    });
    let kind = int::from_i64(vm, i64::from(row.kind));
    vm.new_tuple(vec![kind, text, start, end, line]).into_value()
}

#[cold]
fn raise(vm: &mut Vm, rows: &Rows, stop: &Stop) -> Raised {
    let (message, line, column) = match stop {
        Stop::Error(error) => return source::raise_of_tokens(vm, error, &rows.source),
        Stop::Message(message, line, column) => (message, *line, *column),
    };
    let (class, message) = (vm.types.syntax_error.clone(), vm.new_str(*message));
    let error = match protocol::call(vm, class.as_value(), &[message.into_value()]) {
        Ok(error) => error,
        Err(raised) => return raised,
    };
    let number = int::from_i64(vm, i64::from(line));
    let values = [
        ("filename", vm.new_str("<string>").into_value()),
        ("lineno", number.clone()),
        ("end_lineno", number),
        ("offset", int::from_i64(vm, column)),
    ];
    for (name, value) in values {
        let name = vm.intern(name);
        if let Err(raised) = protocol::attribute::set(vm, &error, &name, Some(&value)) {
            return raised;
        }
    }
    vm.raise(error)
}
