//! `array.array`.

use ouropy_compiler::code::Comparison;

use super::{change, item, iterator, methods};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Str, Tuple, Value};
use crate::protocol::{self, iterate, number, sequence};
use crate::text::room::{Room, copied, gathered, joined};
use crate::text::wtf8;
use crate::types::array::Array;
use crate::types::bytearray::ByteArray;
use crate::types::bytes::Bytes;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::types::list::List;
use crate::types::memoryview::format;
use crate::types::{bytes, memoryview};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "array",
    flags: ClassFlags::HEAP_TYPE
        .union(ClassFlags::BASE_TYPE)
        .union(ClassFlags::WEAK_REFERENCEABLE)
        .union(ClassFlags::SEQUENCE),
    slots: Slots {
        getbuffer: Some(memoryview::get_buffer),
        releasebuffer: Some(memoryview::release_buffer),
        new: Some(new),
        repr: Some(repr),
        richcompare: Some(compare),
        iter: Some(iterator::iter),
        length: Some(|vm, this| Ok(item::count(vm, this.expect::<Array>()))),
        getitem: Some(change::get_item),
        setitem: Some(change::set_item),
        contains: Some(|vm, this, wanted| Ok(methods::position(vm, this, wanted, 0, isize::MAX)?.is_some())),
        concat: Some(concat),
        repeat: Some(repeat),
        inplace_concat: Some(change::inplace_concat),
        inplace_repeat: Some(change::inplace_repeat),
        ..Slots::EMPTY
    },
    is_unhashable: true,
    methods: methods::METHODS,
    getset: &[
        GetSet::read_only("typecode", |vm, this| {
            let code = this.expect::<Array>().code;
            Ok(vm.new_str_ascii(&[code]).into_value())
        }),
        GetSet::read_only("itemsize", |_, this| Ok(Value::index(this.expect::<Array>().item_size()))),
    ],
    ..ClassSpec::new("array", Layout::of::<Array>())
});

/// An array of these bytes.
pub fn make(vm: &mut Vm, code: u8, data: Vec<u8>) -> Value {
    let class = CLASS.of(vm);
    vm.heap.alloc(&class, Array::new(code, data)).into_value()
}

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    if !given.names.is_empty() && CLASS.of(vm).is(class) {
        return Err(vm.type_error("array.array() takes no keyword arguments"));
    }
    let (code, initial) = match given.positional() {
        [code] => (code, None),
        [code, initial] => (code, Some(initial)),
        other => {
            let (bound, number) = if other.is_empty() { ("at least", 1) } else { ("at most", 2) };
            let (given, plural) = (other.len(), if number == 1 { "" } else { "s" });
            return Err(vm.type_error(format!("array() takes {bound} {number} argument{plural} ({given} given)")));
        }
    };
    let code = code_argument(vm, code)?;
    if code == u32::from(b'u') {
        let category = vm.types.deprecation_warning.clone();
        (vm.hooks.warn)(vm, &category, "The 'u' type code is deprecated and will be removed in Python 3.16")?;
    }
    let is_text = u8::try_from(code).is_ok_and(item::is_text);
    if let Some(initial) = initial.filter(|_| !is_text) {
        let letter = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        if initial.has::<Str>() {
            let text = format!("cannot use a str to initialize an array with typecode '{letter}'");
            return Err(vm.type_error(text));
        }
        if initial.cast::<Array>().is_some_and(|initial| item::is_text(initial.code)) {
            let text = format!("cannot use a unicode array to initialize an array with typecode '{letter}'");
            return Err(vm.type_error(text));
        }
    }
    let iterator = match initial {
        Some(initial) if !is_direct(initial, code) => Some(iterate::iter(vm, initial)?),
        _ => None,
    };
    let Some(code) = u8::try_from(code).ok().filter(|code| item::CODES.contains(code)) else {
        return Err(vm.value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)"));
    };
    let array = match initial.filter(|_| iterator.is_none()) {
        Some(initial) => from_direct(vm, class, code, initial)?,
        None => vm.heap.alloc(class, Array::new(code, Vec::new())),
    };
    if let Some(iterator) = iterator {
        while let Some(item) = iterate::next(vm, &iterator)? {
            change::append(vm, &array, &item)?;
        }
    }
    Ok(array.into_value())
}

/// TypeError "array() argument 1 must be a unicode character, not int".
fn code_argument(vm: &mut Vm, code: &Value) -> PyResult<u32> {
    let text = code.cast::<Str>();
    let given = match text {
        Some(text) if text.len() == 1 => {
            return Ok(wtf8::decode_first(text.as_bytes()).map_or(0, |(code, _)| code));
        }
        Some(text) => format!("a string of length {}", text.len()),
        None => vm.class_name(code),
    };
    Err(vm.type_error(format!("array() argument 1 must be a unicode character, not {given}")))
}

/// Whether items are taken without an iterator.
fn is_direct(initial: &Value, code: u32) -> bool {
    initial.has::<List>()
        || initial.has::<Tuple>()
        || initial.has::<Bytes>()
        || initial.has::<ByteArray>()
        || (u8::try_from(code).is_ok_and(item::is_text) && initial.has::<Str>())
        || initial.cast::<Array>().is_some_and(|initial| u32::from(initial.code) == code)
}

fn from_direct(vm: &mut Vm, class: &Py<Class>, code: u8, initial: &Value) -> PyResult<Py<Array>> {
    let size = format::size_of_code(code).unwrap_or(1);
    if initial.has::<List>() || initial.has::<Tuple>() {
        let count = sequence::len(vm, initial)?;
        let array = vm.heap.alloc(class, Array::new(code, vec![0; count * size]));
        for index in 0..count {
            let Some(item) = methods::nth(vm, initial, index) else { break };
            change::set(vm, &array, index, &item)?;
        }
        return Ok(array);
    }
    if let Some(text) = initial.cast::<Str>() {
        let data = gathered(wtf8::code_points(text.as_bytes()).flat_map(u32::to_ne_bytes));
        return Ok(vm.heap.alloc(class, Array::new(code, data)));
    }
    if let Some(other) = initial.cast::<Array>() {
        let data = copied(other.data.get(&vm.heap));
        return Ok(vm.heap.alloc(class, Array::new(code, data)));
    }
    let array = vm.heap.alloc(class, Array::new(code, Vec::new()));
    let data = bytes::required(vm, initial)?;
    change::append_bytes(vm, &array, &data)?;
    Ok(array)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let array = this.expect::<Array>().clone();
    let mut text = vm.class_own_name(this).into_bytes();
    text.put_all(&[b'(', b'\'', array.code, b'\'']);
    if item::count(vm, &array) > 0 {
        let items =
            if item::is_text(array.code) { methods::to_unicode(vm, this)? } else { methods::to_list(vm, this)? };
        text.put_all(b", ");
        sequence::push_repr(vm, &mut text, &items)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let Some((first, second)) = left.cast::<Array>().cloned().zip(right.cast::<Array>().cloned()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let lengths = (item::count(vm, &first), item::count(vm, &second));
    if lengths.0 != lengths.1 && matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::bool(op == Comparison::NotEqual));
    }
    let mut index = 0;
    loop {
        let pair = item::get(vm, &first, index)?.zip(item::get(vm, &second, index)?);
        let Some((one, other)) = pair else { break };
        // Numbers of one kind are compared as such: NaN differs from itself.
        let equal = protocol::compare(vm, &one, &other, Comparison::Equal)?;
        if !protocol::is_true(vm, &equal)? {
            return match op {
                Comparison::Equal => Ok(Value::FALSE),
                Comparison::NotEqual => Ok(Value::TRUE),
                _ => protocol::compare(vm, &one, &other, op),
            };
        }
        index += 1;
    }
    let lengths = (item::count(vm, &first), item::count(vm, &second));
    Ok(Value::bool(number::holds(op, lengths.0.cmp(&lengths.1))))
}

fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let Some(first) = left.cast::<Array>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let Some(second) = right.cast::<Array>() else {
        let name = vm.class_name(right);
        return Err(vm.type_error(format!("can only append array (not \"{name}\") to array")));
    };
    if first.code != second.code {
        return Err(change::other_kind(vm));
    }
    let data = joined(&[first.data.get(&vm.heap), second.data.get(&vm.heap)]);
    Ok(make(vm, first.code, data))
}

fn repeat(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let times = number::size_index(vm, count)?;
    let array = this.expect::<Array>().clone();
    let data = change::repeated(vm, &array, usize::try_from(times).unwrap_or(0))?;
    Ok(make(vm, array.code, data))
}
