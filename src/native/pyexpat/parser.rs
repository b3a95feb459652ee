//! Parsers: how they are made and fed.

use std::cell::{Cell, RefCell};

use super::dispatch::{self, Handler};
use super::{attributes, error, refused, text_argument};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Slot, Str, Value, payload};
use crate::protocol::{self, attribute, number};
use crate::text::xml::{Code, Parser, Piece};
use crate::types::bytearray::ByteArray;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::types::{codec, int};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "pyexpat",
    flags: ClassFlags::HEAP_TYPE,
    methods: &[
        NativeDef::with_class("Parse", "data, isfinal=False, /", parse),
        NativeDef::with_class("ParseFile", "file, /", parse_file),
        NativeDef::one("SetBase", |vm, this, base| {
            let base = text_argument(vm, "SetBase() argument", "str", &Some(base.clone()))?;
            of(this).parser.borrow_mut().base = base.map(|base| base.as_bytes().to_vec());
            Ok(Value::NONE)
        }),
        NativeDef::none("GetBase", |vm, this| {
            let base = of(this).parser.borrow().base.clone();
            Ok(base.map_or(Value::NONE, |base| vm.new_str_bytes(&base).into_value()))
        }),
        NativeDef::none("GetInputContext", |vm, this| {
            if !of(this).is_in_handler.get() {
                return Ok(Value::NONE);
            }
            let context = of(this).parser.borrow().context();
            Ok(bytes::new(vm, context))
        }),
        NativeDef::with_class("ExternalEntityParserCreate", "context, encoding=None, /", create_external),
        NativeDef::one("SetParamEntityParsing", |vm, this, flag| {
            let flag = number::int_argument(vm, flag)?;
            let mut parser = of(this).parser.borrow_mut();
            if parser.is_busy() {
                return Ok(Value::index(0));
            }
            parser.wishes.parameters = u8::try_from(flag).unwrap_or(2).min(2);
            Ok(Value::index(1))
        }),
        NativeDef::with_class("UseForeignDTD", "flag=True, /", |vm, this, bound| {
            let flag = bound[0].as_ref().map_or(Ok(true), |flag| protocol::is_true(vm, flag))?;
            let this = of(this);
            if this.parser.borrow().is_busy() {
                let place = this.parser.borrow().position();
                return Err(refused(vm, Code::CantChangeFeatureOnceParsing, place));
            }
            this.parser.borrow_mut().wishes.foreign = flag;
            Ok(Value::NONE)
        }),
        NativeDef::with_class(
            "SetBillionLaughsAttackProtectionActivationThreshold",
            "threshold, /",
            |vm, this, bound| {
                let threshold = threshold(vm, this, bound)?;
                of(this).parser.borrow_mut().set_limit(Some(threshold), None);
                Ok(Value::NONE)
            },
        ),
        NativeDef::with_class(
            "SetBillionLaughsAttackProtectionMaximumAmplification",
            "max_factor, /",
            |vm, this, bound| {
                let factor = factor(vm, this, bound)?;
                of(this).parser.borrow_mut().set_limit(None, Some(factor));
                Ok(Value::NONE)
            },
        ),
        // What a parser allocates is not counted.
        NativeDef::with_class("SetAllocTrackerActivationThreshold", "threshold, /", |vm, this, bound| {
            threshold(vm, this, bound).map(|_| Value::NONE)
        }),
        NativeDef::with_class("SetAllocTrackerMaximumAmplification", "max_factor, /", |vm, this, bound| {
            factor(vm, this, bound).map(|_| Value::NONE)
        }),
        NativeDef::with_class("SetReparseDeferralEnabled", "enabled, /", |vm, this, bound| {
            let enabled = bound[0].as_ref().map_or(Ok(false), |flag| protocol::is_true(vm, flag))?;
            of(this).parser.borrow_mut().wishes.defers = enabled;
            Ok(Value::NONE)
        }),
        NativeDef::none("GetReparseDeferralEnabled", |_, this| Ok(Value::bool(of(this).parser.borrow().wishes.defers))),
    ],
    getset: attributes::TABLE,
    ..ClassSpec::new("xmlparser", Layout::of::<XmlParser>())
})
.hidden();

/// A parser.
pub struct XmlParser {
    pub(super) parser: RefCell<Parser>,
    /// What is called for events, in the order of [`Handler`].
    pub(super) handlers: Box<[HeapCell<Slot>]>,
    /// Names that were seen, by themselves.
    pub(super) intern: HeapCell<Slot>,
    /// Which of the two handlers of all else was set last.
    pub(super) default: Cell<Option<Handler>>,
    pub(super) is_in_handler: Cell<bool>,
    /// Text that waits for more of it, if it is to be given in one piece.
    pub(super) text: RefCell<Option<Vec<u8>>>,
    pub(super) text_size: Cell<usize>,
    pub(super) has_ordered_attributes: Cell<bool>,
    pub(super) has_specified_attributes: Cell<bool>,
    /// Whether it reads an external entity for another one.
    is_inner: bool,
}

payload! { XmlParser: AtBirth, size 88, own_dict OwnDict::ClassLast;
    traverse { handlers }
    dealloc { handlers, intern }
    clear(this, heap) {
        for handler in &this.handlers {
            drop(handler.take(heap));
        }
        drop(this.intern.take(heap));
    }
}

pub(super) fn of(this: &Value) -> &XmlParser {
    this.expect::<XmlParser>()
}

/// `ParserCreate(encoding=None, namespace_separator=None, intern={})`.
pub fn create(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [encoding, separator, intern] = bound else { return Ok(Value::NONE) };
    let encoding = text_argument(vm, "ParserCreate() argument 'encoding'", "str or None", encoding)?;
    let separator = text_argument(vm, "ParserCreate() argument 'namespace_separator'", "str or None", separator)?;
    let separator = match &separator {
        None => None,
        Some(text) if text.as_bytes().len() > 1 => {
            return Err(vm.value_error("namespace_separator must be at most one character, omitted, or None"));
        }
        Some(text) => Some(text.as_bytes().first().map_or('\0', |&byte| char::from(byte))),
    };
    let intern = match intern {
        None => Some(vm.new_dict().into_value()),
        Some(none) if none.is_none() => None,
        Some(intern) if intern.has::<Dict>() => Some(intern.clone()),
        Some(_) => return Err(vm.type_error("intern must be a dictionary")),
    };
    let parser = Parser::new(encoding.as_ref().map(|encoding| encoding.as_bytes()), separator);
    let payload = XmlParser {
        parser: RefCell::new(parser),
        handlers: Handler::NAMES.iter().map(|_| HeapCell::new(None)).collect(),
        intern: HeapCell::new(intern),
        default: Cell::new(None),
        is_in_handler: Cell::new(false),
        text: RefCell::new(None),
        text_size: Cell::new(8192),
        has_ordered_attributes: Cell::new(false),
        has_specified_attributes: Cell::new(false),
        is_inner: false,
    };
    let class = CLASS.of(vm);
    Ok(vm.heap.alloc(&class, payload).into_value())
}

fn create_external(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [context, encoding] = bound else { return Ok(Value::NONE) };
    let context = text_argument(vm, "ExternalEntityParserCreate() argument 1", "str or None", context)?;
    let encoding = text_argument(vm, "ExternalEntityParserCreate() argument 2", "str", encoding)?;
    let this = of(this);
    let parser = this
        .parser
        .borrow()
        .of_external(context.as_ref().map(|text| text.as_bytes()), encoding.as_ref().map(|text| text.as_bytes()));
    let payload = XmlParser {
        parser: RefCell::new(parser),
        handlers: this.handlers.iter().map(|handler| HeapCell::new(handler.get(&vm.heap).clone())).collect(),
        intern: HeapCell::new(this.intern.get(&vm.heap).clone()),
        default: this.default.clone(),
        is_in_handler: Cell::new(false),
        text: RefCell::new(this.text.borrow().as_ref().map(|_| Vec::new())),
        text_size: this.text_size.clone(),
        has_ordered_attributes: this.has_ordered_attributes.clone(),
        has_specified_attributes: this.has_specified_attributes.clone(),
        is_inner: true,
    };
    let class = CLASS.of(vm);
    Ok(vm.heap.alloc(&class, payload).into_value())
}

fn threshold(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult<u64> {
    let given = bound[0].clone().unwrap_or(Value::NONE);
    let index = number::index(vm, &given)?;
    let threshold = match int::number(&index) {
        int::Number::Small(small) if small < 0 => return Err(vm.value_error("Cannot convert negative int")),
        int::Number::Small(small) => small as u64,
        int::Number::Big(big) if big.sign() == num_bigint::Sign::Minus => {
            return Err(vm.value_error("Cannot convert negative int"));
        }
        int::Number::Big(big) => match u64::try_from(big) {
            Ok(threshold) => threshold,
            Err(_) => return Err(vm.overflow_error("Python int too large for C unsigned long long")),
        },
    };
    root(vm, this)?;
    Ok(threshold)
}

fn factor(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult<f64> {
    let given = bound[0].clone().unwrap_or(Value::NONE);
    let factor = number::as_f64(vm, &given)?;
    root(vm, this)?;
    if factor >= 1.0 {
        return Ok(factor);
    }
    Err(error(vm, "'max_factor' must be at least 1.0"))
}

fn root(vm: &mut Vm, this: &Value) -> PyResult<()> {
    if of(this).is_inner { Err(error(vm, "parser must be a root parser")) } else { Ok(()) }
}

/// RuntimeError "cannot call Parse() from within a handler".
fn outside_handlers(vm: &mut Vm, this: &Value, function: &str) -> PyResult<()> {
    if of(this).is_in_handler.get() {
        return Err(vm.runtime_error(format!("cannot call {function}() from within a handler")));
    }
    Ok(())
}

/// As much as is given to expat at once.
const CHUNK: usize = 1 << 20;

fn parse(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let data = bound[0].clone().unwrap_or(Value::NONE);
    let is_final = bound[1].as_ref().map_or(Ok(false), |flag| protocol::is_true(vm, flag))?;
    outside_handlers(vm, this, "Parse")?;
    let data = match data.cast::<Str>() {
        Some(text) => {
            let data = codec::encode(vm, text, Some("utf-8"), None)?;
            of(this).parser.borrow_mut().set_encoding(b"utf-8");
            data
        }
        None => bytes::required(vm, &data)?,
    };
    let mut rest = &data[..];
    while rest.len() > CHUNK {
        let (part, behind) = rest.split_at(CHUNK);
        feed(vm, this, part, Piece::Inner)?;
        rest = behind;
    }
    feed(vm, this, rest, if is_final { Piece::Last } else { Piece::Inner })?;
    dispatch::flush(vm, this)?;
    Ok(Value::index(1))
}

/// How much of a file is read at once.
const BLOCK: usize = 2048;

fn parse_file(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let file = bound[0].clone().unwrap_or(Value::NONE);
    outside_handlers(vm, this, "ParseFile")?;
    let name = vm.intern("read");
    let Some(read) = attribute::get_optional(vm, &file, &name)? else {
        return Err(vm.type_error("argument must have 'read' attribute"));
    };
    loop {
        let block = protocol::call(vm, &read, &[Value::index(BLOCK)])?;
        if !block.has::<Bytes>() && !block.has::<ByteArray>() {
            let name = vm.class_name(&block);
            return Err(vm.type_error(format!("read() did not return a bytes object (type={name})")));
        }
        let block = bytes::view(vm, &block).unwrap_or_default().into_owned();
        if block.len() > BLOCK {
            let length = block.len();
            return Err(
                vm.value_error(format!("read() returned too much data: {BLOCK} bytes requested, {length} returned"))
            );
        }
        let piece = if block.is_empty() { Piece::Last } else { Piece::Inner };
        feed(vm, this, &block, piece)?;
        if piece == Piece::Last {
            break;
        }
    }
    dispatch::flush(vm, this)?;
    Ok(Value::index(1))
}

/// Gives data to the parser, and its events to the handlers.
fn feed(vm: &mut Vm, this: &Value, data: &[u8], piece: Piece) -> PyResult<()> {
    let fed = of(this).parser.borrow_mut().feed(data, piece);
    if let Err(fault) = fed {
        return Err(dispatch::refuse(vm, this, fault.code));
    }
    dispatch::run(vm, this)
}
