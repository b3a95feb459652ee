//! How arrays are pickled: as bytes whose form is told by a number, so that other machines can read them.

use num_bigint::BigInt;

use super::{class, item, methods};
use crate::object::{Str, Value};
use crate::protocol::{self, attribute, number};
use crate::text::room::copied;
use crate::text::struct_format::{Order, read};
use crate::types::array::Array;
use crate::types::bytes::{self, Bytes};
use crate::types::class::Class;
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::types::memoryview::format;
use crate::types::{codec, float};
use crate::vm::{PyResult, Raised, Vm};

/// What bytes stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    Unsigned,
    Signed,
    Float,
    Text,
}

/// Content and size by number; from 2 on each stands for two numbers, the lowest byte first and last.
const FORMS: [(Content, usize); 12] = [
    (Content::Unsigned, 1),
    (Content::Signed, 1),
    (Content::Unsigned, 2),
    (Content::Signed, 2),
    (Content::Unsigned, 4),
    (Content::Signed, 4),
    (Content::Unsigned, 8),
    (Content::Signed, 8),
    (Content::Float, 4),
    (Content::Float, 8),
    (Content::Text, 2),
    (Content::Text, 4),
];

/// The numbers of single bytes.
const OF_BYTES: usize = 2;

/// How many numbers there are.
const NUMBERS: usize = 2 * FORMS.len() - OF_BYTES;

/// Content, size and order of bytes.
fn form(number: usize) -> (Content, usize, Order) {
    if number < OF_BYTES {
        return (FORMS[number].0, 1, Order::Little);
    }
    let (content, size) = FORMS[number / 2 + OF_BYTES / 2];
    (content, size, if number % 2 == 1 { Order::Big } else { Order::Little })
}

/// Content and size of a typecode's items.
fn form_of_code(code: u8) -> (Content, usize) {
    let content = match code {
        b'u' | b'w' => Content::Text,
        b'f' | b'd' => Content::Float,
        b'b' | b'h' | b'i' | b'l' | b'q' => Content::Signed,
        _ => Content::Unsigned,
    };
    (content, format::size_of_code(code).unwrap_or(1))
}

/// The number of a typecode on this machine.
fn number_of_code(code: u8) -> usize {
    let wanted = form_of_code(code);
    let own = if cfg!(target_endian = "big") { Order::Big } else { Order::Little };
    let found = (0..NUMBERS).find(|&number| {
        let (content, size, order) = form(number);
        (content, size) == wanted && (number < OF_BYTES || order == own)
    });
    found.unwrap_or(0)
}

/// `array.__reduce_ex__(protocol)`: below protocol 3 the items are given as a list.
pub fn reduce(vm: &mut Vm, this: &Value, version: &Value) -> PyResult {
    if Number::of(version).is_none() {
        return Err(vm.type_error("__reduce_ex__ argument should be an integer"));
    }
    let version = number::ssize_argument(vm, version)?;
    let array = this.expect::<Array>().clone();
    let name = vm.names.dict.clone();
    let attributes = attribute::get_optional(vm, this, &name)?.unwrap_or(Value::NONE);
    let class = vm.class_of(this).to_value();
    let code = vm.new_str_ascii(&[array.code]).into_value();
    let (callable, arguments) = if version < 3 {
        (class, vec![code, methods::to_list(vm, this)?])
    } else {
        let function = crate::native::attribute_of_module(vm, "array", "_array_reconstructor")?;
        let data = copied(array.data.get(&vm.heap));
        (function, vec![class, code, Value::index(number_of_code(array.code)), bytes::new(vm, data)])
    };
    let arguments = vm.new_tuple(arguments).into_value();
    Ok(vm.new_tuple(vec![callable, arguments, attributes]).into_value())
}

/// `_array_reconstructor(arraytype, typecode, mformat_code, items)`
pub fn reconstruct(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [class, code, number, items] = values else { return Ok(Value::NONE) };
    let code = code_argument(vm, code)?;
    let number = number::int_argument(vm, number)?;
    let own = class::CLASS.of(vm);
    let Some(type_) = class.cast::<Class>() else {
        let name = vm.class_name(class);
        return Err(vm.type_error(format!("first argument must be a type object, not {name}")));
    };
    if !type_.is(&own) && !type_.is_subclass_of(&vm.heap, &own) {
        let (name, own) = (vm.full_name(type_), vm.full_name(&own));
        return Err(vm.type_error(format!("{name} is not a subtype of {own}")));
    }
    let Some(code) = code.filter(|code| item::CODES.contains(code)) else {
        return Err(vm.value_error("second argument must be a valid type code"));
    };
    let Some(number) = usize::try_from(number).ok().filter(|&number| number < NUMBERS) else {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    };
    let Some(data) = items.cast::<Bytes>() else {
        let name = vm.class_name(items);
        return Err(vm.type_error(format!("fourth argument should be bytes, not {name}")));
    };
    if number == number_of_code(code) {
        return make(vm, class, code, items.clone());
    }
    let (content, size, order) = form(number);
    // CPython's table gives text the size of a pair of characters.
    let unit = if content == Content::Text { 2 * size } else { size };
    if !data.data.len().is_multiple_of(unit) {
        return Err(vm.value_error("string length not a multiple of item size"));
    }
    match content {
        Content::Text => {
            let encoding = format!("utf-{}-{}", 8 * size, if order == Order::Big { "be" } else { "le" });
            let text = codec::decode(vm, items, &data.data, Some(&encoding), None)?.into_value();
            make(vm, class, code, text)
        }
        Content::Float => {
            let items = data.data.chunks(size).map(|item| float_of(vm, item, order)).collect();
            let items = List::create(vm, items).into_value();
            make(vm, class, code, items)
        }
        Content::Signed | Content::Unsigned => {
            // A typecode of the same form is taken, if this machine has one: the last of those.
            let fitting = item::CODES.iter().copied().rfind(|&code| form_of_code(code) == (content, size));
            let items = data.data.chunks(size).map(|item| integer(vm, item, content, order)).collect();
            let items = List::create(vm, items).into_value();
            make(vm, class, fitting.unwrap_or(code), items)
        }
    }
}

fn float_of(vm: &mut Vm, item: &[u8], order: Order) -> Value {
    let bits = read(item, order);
    let number = if item.len() == 4 { f64::from(f32::from_bits(bits as u32)) } else { f64::from_bits(bits) };
    float::new(vm, number)
}

fn integer(vm: &mut Vm, item: &[u8], content: Content, order: Order) -> Value {
    let mut item = item.to_vec();
    if order == Order::Big {
        item.reverse();
    }
    if content == Content::Unsigned {
        item.push(0);
    }
    int::from_big(vm, BigInt::from_signed_bytes_le(&item))
}

/// The typecode; none if it is no ASCII. TypeError "_array_reconstructor() argument 2 must be a unicode character, not int".
fn code_argument(vm: &mut Vm, code: &Value) -> PyResult<Option<u8>> {
    let given = match code.cast::<Str>() {
        Some(text) if text.len() == 1 => return Ok(text.as_bytes().first().copied().filter(u8::is_ascii)),
        Some(text) => format!("a string of length {}", text.len()),
        None => vm.class_name(code),
    };
    Err(no_character(vm, &given))
}

#[cold]
fn no_character(vm: &mut Vm, given: &str) -> Raised {
    vm.type_error(format!("_array_reconstructor() argument 2 must be a unicode character, not {given}"))
}

fn make(vm: &mut Vm, class: &Value, code: u8, items: Value) -> PyResult {
    let code = vm.new_str_ascii(&[code]).into_value();
    protocol::call(vm, class, &[code, items])
}
