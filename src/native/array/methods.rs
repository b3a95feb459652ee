//! The methods of arrays.

use super::{change, class, item, pickle};
use crate::object::{Str, Tuple, Value};
use crate::protocol::{self, number, sequence};
use crate::text::room::{copied, gathered, with_room};
use crate::text::wtf8;
use crate::types::array::Array;
use crate::types::bytes::{self, Bytes};
use crate::types::class::NativeDef;
use crate::types::generic_alias::class_getitem;
use crate::types::list::List;
use crate::types::{codec, int};
use crate::vm::{PyResult, Vm};

/// Bytes that `tofile` writes at a time.
const BLOCK: usize = 64 << 10;

/// All of them.
pub const METHODS: &[NativeDef] = &[
    NativeDef::one("append", |vm, this, value| {
        change::append(vm, this.expect::<Array>(), value)?;
        Ok(Value::NONE)
    }),
    NativeDef::none("buffer_info", |vm, this| {
        let array = this.expect::<Array>();
        let (address, count) = (array.data.get(&vm.heap).as_ptr() as u64, item::count(vm, array));
        let pair = vec![int::from_u64(vm, address), Value::index(count)];
        Ok(vm.new_tuple(pair).into_value())
    }),
    NativeDef::none("byteswap", |vm, this| {
        let array = this.expect::<Array>();
        let size = array.item_size();
        array.data.get_mut(&mut vm.heap).chunks_mut(size).for_each(<[u8]>::reverse);
        Ok(Value::NONE)
    }),
    NativeDef::none("clear", |vm, this| {
        let array = this.expect::<Array>();
        change::resize(vm, array, 0)?;
        array.data.get_mut(&mut vm.heap).clear();
        Ok(Value::NONE)
    }),
    NativeDef::none("__copy__", copy),
    NativeDef::one("count", |vm, this, wanted| {
        let array = this.expect::<Array>().clone();
        let (mut index, mut found) = (0, 0);
        while let Some(item) = item::get(vm, &array, index)? {
            found += usize::from(protocol::is_equal(vm, &item, wanted)?);
            index += 1;
        }
        Ok(Value::index(found))
    }),
    NativeDef::one("__deepcopy__", |vm, this, _| copy(vm, this)),
    NativeDef::one("extend", |vm, this, more| {
        change::extend(vm, this.expect::<Array>(), more)?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("fromfile", 2, 2, from_file),
    NativeDef::one("fromlist", from_list),
    NativeDef::one("frombytes", change::from_bytes),
    NativeDef::one("fromunicode", from_unicode),
    NativeDef::positional("index", 1, 3, |vm, this, values| {
        let start = values.get(1).map_or(Ok(0), |start| sequence::bound_argument(vm, start))?;
        let stop = values.get(2).map_or(Ok(i64::MAX), |stop| sequence::bound_argument(vm, stop))?;
        match position(vm, this, &values[0], start as isize, stop as isize)? {
            Some(index) => Ok(Value::index(index)),
            None => Err(vm.value_error("array.index(x): x not in array")),
        }
    }),
    NativeDef::positional("insert", 2, 2, |vm, this, values| {
        let index = number::ssize_argument(vm, &values[0])?;
        change::insert(vm, this.expect::<Array>(), index, &values[1])?;
        Ok(Value::NONE)
    }),
    NativeDef::positional("pop", 0, 1, |vm, this, values| {
        let index = values.first().map_or(Ok(-1), |index| number::ssize_argument(vm, index))?;
        let array = this.expect::<Array>().clone();
        let count = item::count(vm, &array);
        if count == 0 {
            return Err(vm.index_error("pop from empty array"));
        }
        let Some(index) = number::resolve_index(index, count) else {
            return Err(vm.index_error("pop index out of range"));
        };
        let item = item::get(vm, &array, index)?.unwrap_or(Value::NONE);
        change::remove(vm, &array, index)?;
        Ok(item)
    }),
    NativeDef::one("__reduce_ex__", pickle::reduce),
    NativeDef::one("remove", |vm, this, wanted| match position(vm, this, wanted, 0, isize::MAX)? {
        Some(index) => {
            let array = this.expect::<Array>();
            if index < item::count(vm, array) {
                change::remove(vm, array, index)?;
            }
            Ok(Value::NONE)
        }
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }),
    NativeDef::none("reverse", |vm, this| {
        let array = this.expect::<Array>();
        let size = array.item_size();
        let data = array.data.get_mut(&mut vm.heap);
        data.reverse();
        data.chunks_mut(size).for_each(<[u8]>::reverse);
        Ok(Value::NONE)
    }),
    NativeDef::one("tofile", |vm, this, file| {
        let array = this.expect::<Array>().clone();
        let (write, mut at) = (vm.intern("write"), 0);
        while at < array.data.get(&vm.heap).len() {
            let rest = &array.data.get(&vm.heap)[at..];
            let block = rest[..rest.len().min(BLOCK)].to_vec();
            at += block.len();
            let block = bytes::new(vm, block);
            drop(protocol::call_method(vm, file, &write, &[block])?);
        }
        Ok(Value::NONE)
    }),
    NativeDef::none("tolist", to_list),
    NativeDef::none("tobytes", |vm, this| {
        let data = copied(this.expect::<Array>().data.get(&vm.heap));
        Ok(bytes::new(vm, data))
    }),
    NativeDef::none("tounicode", to_unicode),
    NativeDef::none("__sizeof__", |vm, this| {
        let size = vm.heap.size_of(this);
        Ok(int::from_usize(vm, size))
    }),
    NativeDef::one("__class_getitem__", class_getitem).class_method(),
];

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let array = this.expect::<Array>();
    let data = copied(array.data.get(&vm.heap));
    Ok(class::make(vm, array.code, data))
}

/// Where the first item is that equals `wanted`, between two bounds that count from the end if they are negative.
pub fn position(vm: &mut Vm, this: &Value, wanted: &Value, start: isize, stop: isize) -> PyResult<Option<usize>> {
    let array = this.expect::<Array>().clone();
    let count = item::count(vm, &array);
    let bound = |bound: isize| if bound < 0 { bound.saturating_add_unsigned(count).max(0) } else { bound };
    let (mut index, stop) = (bound(start).cast_unsigned(), bound(stop).cast_unsigned());
    while index < stop {
        let Some(item) = item::get(vm, &array, index)? else { break };
        if protocol::is_equal(vm, &item, wanted)? {
            return Ok(Some(index));
        }
        index += 1;
    }
    Ok(None)
}

/// The item of a list or a tuple.
pub fn nth(vm: &Vm, value: &Value, index: usize) -> Option<Value> {
    match value.cast::<List>() {
        Some(list) => list.items.get(&vm.heap).get(index).cloned(),
        None => value.cast::<Tuple>().and_then(|tuple| tuple.items().get(index).cloned()),
    }
}

fn from_file(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let count = number::ssize_argument(vm, &values[1])?;
    let array = this.expect::<Array>().clone();
    let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("negative count")) };
    let wanted = count.checked_mul(array.item_size()).filter(|&size| isize::try_from(size).is_ok());
    let Some(wanted) = wanted else { return Err(vm.memory_error()) };
    let (read, size) = (vm.intern("read"), sequence::int(vm, wanted));
    let given = protocol::call_method(vm, &values[0], &read, &[size])?;
    let Some(data) = given.cast::<Bytes>() else { return Err(vm.type_error("read() didn't return bytes")) };
    change::append_bytes(vm, &array, &data.data)?;
    if data.data.len() == wanted {
        return Ok(Value::NONE);
    }
    Err(vm.eof_error("read() didn't return enough bytes"))
}

fn from_list(vm: &mut Vm, this: &Value, list: &Value) -> PyResult {
    let Some(items) = list.cast::<List>() else { return Err(vm.type_error("arg must be list")) };
    let array = this.expect::<Array>().clone();
    let (old, more) = (item::count(vm, &array), items.items.get(&vm.heap).len());
    if more == 0 {
        return Ok(Value::NONE);
    }
    change::resize(vm, &array, old + more)?;
    let size = array.item_size();
    array.data.get_mut(&mut vm.heap).resize((old + more) * size, 0);
    for index in 0..more {
        let Some(item) = nth(vm, list, index) else { break };
        // Counted from the end, which the conversion of an item may have moved.
        let at = (item::count(vm, &array) + index).saturating_sub(more);
        let result = change::set(vm, &array, at, &item).and_then(|()| {
            let is_same = items.items.get(&vm.heap).len() == more;
            if is_same { Ok(()) } else { Err(vm.runtime_error("list changed size during iteration")) }
        });
        if let Err(raised) = result {
            change::resize(vm, &array, old)?;
            array.data.get_mut(&mut vm.heap).resize(old * size, 0);
            return Err(raised);
        }
    }
    Ok(Value::NONE)
}

fn from_unicode(vm: &mut Vm, this: &Value, text: &Value) -> PyResult {
    let Some(text) = text.cast::<Str>() else {
        let name = if text.is_none() { "None".to_owned() } else { vm.class_name(text) };
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {name}")));
    };
    let array = this.expect::<Array>().clone();
    if !item::is_text(array.code) {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let data: Vec<u8> = gathered(wtf8::code_points(text.as_bytes()).flat_map(u32::to_ne_bytes));
    change::append_bytes(vm, &array, &data)?;
    Ok(Value::NONE)
}

/// `array.tolist()`
pub fn to_list(vm: &mut Vm, this: &Value) -> PyResult {
    let array = this.expect::<Array>().clone();
    let count = item::count(vm, &array);
    let mut items = Vec::new();
    if items.try_reserve_exact(count).is_err() {
        return Err(vm.memory_error());
    }
    while let Some(item) = item::get(vm, &array, items.len())? {
        items.push(item);
    }
    Ok(List::create(vm, items).into_value())
}

/// `array.tounicode()`
pub fn to_unicode(vm: &mut Vm, this: &Value) -> PyResult {
    let array = this.expect::<Array>().clone();
    let data = copied(array.data.get(&vm.heap));
    match array.code {
        b'w' => {
            let object = bytes::new(vm, copied(&data));
            let encoding = if cfg!(target_endian = "big") { "utf-32-be" } else { "utf-32-le" };
            Ok(codec::decode(vm, &object, &data, Some(encoding), None)?.into_value())
        }
        b'u' => {
            let mut text = with_room(data.len() / 4);
            for character in data.chunks(4) {
                let character = character.try_into().map_or(0, u32::from_ne_bytes);
                if character > 0x10_ffff {
                    let message = format!("character U+{character:x} is not in range [U+0000; U+10ffff]");
                    return Err(vm.value_error(message));
                }
                wtf8::push(&mut text, character);
            }
            Ok(vm.new_str_bytes(&text).into_value())
        }
        _ => Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')")),
    }
}
