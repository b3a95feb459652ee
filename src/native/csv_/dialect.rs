//! `_csv.Dialect`: how fields are separated and quoted.

use super::registered;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, OwnDict, Py, Slot, Str, Value, payload};
use crate::protocol::{self, attribute};
use crate::text::wtf8;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int::Number;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_csv",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots { new: Some(new), ..Slots::EMPTY },
    methods: &[
        NativeDef::any("__reduce__", |vm, this, _| Err(no_pickle(vm, this))),
        NativeDef::any("__reduce_ex__", |vm, this, _| Err(no_pickle(vm, this))),
    ],
    getset: &[
        GetSet::read_only("skipinitialspace", |_, this| Ok(Value::bool(this.expect::<CsvDialect>().skips_space)))
            .member(),
        GetSet::read_only("doublequote", |_, this| Ok(Value::bool(this.expect::<CsvDialect>().doubles_quotes)))
            .member(),
        GetSet::read_only("strict", |_, this| Ok(Value::bool(this.expect::<CsvDialect>().is_strict))).member(),
        GetSet::read_only("delimiter", |vm, this| Ok(character(vm, Some(this.expect::<CsvDialect>().delimiter)))),
        GetSet::read_only("escapechar", |vm, this| Ok(character(vm, this.expect::<CsvDialect>().escape))),
        GetSet::read_only("lineterminator", |_, this| Ok(this.expect::<CsvDialect>().line_end.to_value())),
        GetSet::read_only("quotechar", |vm, this| Ok(character(vm, this.expect::<CsvDialect>().quote))),
        GetSet::read_only("quoting", |_, this| Ok(Value::index(this.expect::<CsvDialect>().quoting as usize))),
    ],
    ..ClassSpec::new("Dialect", Layout::of::<CsvDialect>())
});

/// Which fields are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quoting {
    Minimal,
    All,
    NonNumeric,
    None,
    Strings,
    NotNull,
}

impl Quoting {
    /// The names of the numbers, from 0 on.
    pub const NAMES: [(&str, Quoting); 6] = [
        ("QUOTE_MINIMAL", Quoting::Minimal),
        ("QUOTE_ALL", Quoting::All),
        ("QUOTE_NONNUMERIC", Quoting::NonNumeric),
        ("QUOTE_NONE", Quoting::None),
        ("QUOTE_STRINGS", Quoting::Strings),
        ("QUOTE_NOTNULL", Quoting::NotNull),
    ];
}

/// A dialect.
pub struct CsvDialect {
    pub delimiter: u32,
    pub escape: Option<u32>,
    pub quote: Option<u32>,
    pub line_end: Py<Str>,
    pub quoting: Quoting,
    pub doubles_quotes: bool,
    pub skips_space: bool,
    pub is_strict: bool,
}

payload! { CsvDialect: AtBirth, size 48, own_dict OwnDict::ClassLast;
    references { line_end = .lineterminator }
}

#[cold]
fn no_pickle(vm: &mut Vm, this: &Value) -> Raised {
    let name = vm.class_own_name(this);
    vm.type_error(format!("cannot pickle '{name}' instances"))
}

fn character(vm: &mut Vm, code: Option<u32>) -> Value {
    let Some(code) = code else { return Value::NONE };
    let mut buffer = [0; 4];
    let text = wtf8::encode(code, &mut buffer).to_vec();
    vm.new_str_bytes(&text).into_value()
}

/// The parameters.
const NAMES: [&str; 9] = [
    "dialect",
    "delimiter",
    "doublequote",
    "escapechar",
    "lineterminator",
    "quotechar",
    "quoting",
    "skipinitialspace",
    "strict",
];

/// TypeError "this function got an unexpected keyword argument 'x'".
fn bind(vm: &mut Vm, given: Arguments<'_>) -> PyResult<[Slot; 9]> {
    let mut bound = [const { None }; 9];
    if given.values.len() > bound.len() {
        let count = given.values.len();
        return Err(vm.type_error(format!("function takes at most 9 arguments ({count} given)")));
    }
    for (place, value) in bound.iter_mut().zip(given.positional()) {
        *place = Some(value.clone());
    }
    for (name, value) in given.keywords() {
        let text = name.cast::<Str>().map_or(&b""[..], |name| name.as_bytes());
        match NAMES.iter().position(|known| known.as_bytes() == text) {
            Some(index) if bound[index].is_none() => bound[index] = Some(value.clone()),
            Some(index) => {
                let (name, position) = (NAMES[index], index + 1);
                let text = format!("argument for function given by name ('{name}') and position ({position})");
                return Err(vm.type_error(text));
            }
            None => {
                let name = String::from_utf8_lossy(text).into_owned();
                return Err(vm.type_error(format!("this function got an unexpected keyword argument '{name}'")));
            }
        }
    }
    Ok(bound)
}

/// `Dialect(dialect=None, **parameters)`: a dialect itself if nothing is changed.
pub fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let mut bound = bind(vm, given)?;
    if let Some(base) = bound[0].take().filter(|base| !base.is_none()) {
        let base = if base.has::<Str>() { registered(vm, &base)? } else { base };
        if base.has::<CsvDialect>() && bound.iter().all(Option::is_none) {
            return Ok(base);
        }
        for (place, name) in bound.iter_mut().zip(NAMES).skip(1).filter(|(place, _)| place.is_none()) {
            let name = vm.intern(name);
            let found = attribute::get_optional(vm, &base, &name);
            // Whatever goes wrong, the dialect does not say.
            *place = found.unwrap_or_else(|raised| {
                drop(vm.take_raised(raised));
                None
            });
        }
    }
    let [_, delimiter, doubles, escape, line_end, quote, quoting, skips, strict] = bound;
    let delimiter = match &delimiter {
        Some(given) => one_character(vm, "delimiter", given, "a unicode character")?,
        None => u32::from(b','),
    };
    let doubles_quotes = doubles.map_or(Ok(true), |given| protocol::is_true(vm, &given))?;
    let escape = optional_character(vm, "escapechar", escape.as_ref())?;
    let line_end = match line_end {
        None => vm.intern("\r\n"),
        Some(given) => match given.cast_into::<Str>() {
            Ok(text) => text,
            Err(other) => {
                let name = vm.class_name(&other);
                return Err(vm.type_error(format!("\"lineterminator\" must be a string, not {name}")));
            }
        },
    };
    let has_no_quote = quote.as_ref().is_some_and(Value::is_none);
    let quote = match &quote {
        None => Some(u32::from(b'"')),
        given => optional_character(vm, "quotechar", given.as_ref())?,
    };
    let chosen = quoting_argument(vm, quoting.as_ref())?;
    let skips_space = skips.map_or(Ok(false), |given| protocol::is_true(vm, &given))?;
    let is_strict = strict.map_or(Ok(false), |given| protocol::is_true(vm, &given))?;
    let quoting = match chosen {
        None if has_no_quote => Quoting::None,
        chosen => chosen.unwrap_or(Quoting::Minimal),
    };
    if quoting != Quoting::None && quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    let dialect = CsvDialect { delimiter, escape, quote, line_end, quoting, doubles_quotes, skips_space, is_strict };
    check(vm, &dialect)?;
    Ok(vm.heap.alloc(class, dialect).into_value())
}

/// ValueError "bad delimiter or quotechar value" and its like.
fn check(vm: &mut Vm, dialect: &CsvDialect) -> PyResult<()> {
    let (delimiter, escape, quote) = (Some(dialect.delimiter), dialect.escape, dialect.quote);
    let (space, line_end) = (u32::from(b' '), dialect.line_end.as_bytes());
    for (name, code) in [("delimiter", delimiter), ("escapechar", escape), ("quotechar", quote)] {
        let Some(code) = code else { continue };
        let is_line_end = code == u32::from(b'\r') || code == u32::from(b'\n');
        if is_line_end || (code == space && dialect.skips_space && name != "delimiter") {
            return Err(vm.value_error(format!("bad {name} value")));
        }
        if wtf8::code_points(line_end).any(|other| other == code) {
            return Err(vm.value_error(format!("bad {name} or lineterminator value")));
        }
    }
    let pairs = [
        ("delimiter or escapechar", delimiter, escape),
        ("delimiter or quotechar", delimiter, quote),
        ("escapechar or quotechar", escape, quote),
    ];
    for (names, one, other) in pairs {
        if one.is_some() && one == other {
            return Err(vm.value_error(format!("bad {names} value")));
        }
    }
    Ok(())
}

/// TypeError "\"delimiter\" must be a unicode character, not int".
fn one_character(vm: &mut Vm, name: &str, given: &Value, wanted: &str) -> PyResult<u32> {
    let shown = match given.cast::<Str>() {
        Some(text) if text.len() == 1 => return Ok(wtf8::decode_first(text.as_bytes()).map_or(0, |(code, _)| code)),
        Some(text) => format!("a string of length {}", text.len()),
        None => vm.class_name(given),
    };
    Err(vm.type_error(format!("\"{name}\" must be {wanted}, not {shown}")))
}

fn optional_character(vm: &mut Vm, name: &str, given: Option<&Value>) -> PyResult<Option<u32>> {
    match given {
        Some(given) if !given.is_none() => one_character(vm, name, given, "a unicode character or None").map(Some),
        _ => Ok(None),
    }
}

fn quoting_argument(vm: &mut Vm, given: Option<&Value>) -> PyResult<Option<Quoting>> {
    let Some(given) = given else { return Ok(None) };
    if !vm.is_exactly(given, &vm.types.int) {
        let name = vm.class_name(given);
        return Err(vm.type_error(format!("\"quoting\" must be an integer, not {name}")));
    }
    let number = Number::of(given).and_then(Number::to_i64).and_then(|number| usize::try_from(number).ok());
    match number.and_then(|number| Quoting::NAMES.get(number)) {
        Some((_, quoting)) => Ok(Some(*quoting)),
        None => Err(vm.type_error("bad \"quoting\" value")),
    }
}
