//! The methods of `memoryview`.

use super::view::MemoryView;
use super::{checked, construct, item, item_at, managed};
use crate::object::{Slot, Str, Value};
use crate::protocol::{self, number, sequence};
use crate::text::room::{Room, gathered, owned, with_room};
use crate::types::bytes;
use crate::types::class::NativeDef;
use crate::types::generic_alias;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::none("release", release),
    NativeDef::keywords("tobytes", "order='C'", to_bytes),
    NativeDef::keywords("hex", "sep=None, bytes_per_sep=1", |vm, this, bound| {
        let [separator, group] = bound else { return Ok(Value::NONE) };
        let group = match group {
            Some(group) => i64::from(number::int_argument(vm, group)?),
            None => 1,
        };
        checked(vm, this)?;
        bytes::hex_grouped(vm, this, separator.as_ref(), group)
    }),
    NativeDef::none("tolist", to_list),
    NativeDef::keywords("cast", "format, shape=None", construct::cast),
    NativeDef::none("toreadonly", construct::to_read_only),
    NativeDef::keywords("_from_flags", "object, flags", construct::from_flags).class_method(),
    NativeDef::one("count", count),
    NativeDef::positional("index", 1, 3, index),
    NativeDef::none("__enter__", |vm, this| checked(vm, this).map(|_| this.clone())),
    NativeDef::parsed("__exit__", 0, usize::MAX, |vm, this, _| release(vm, this)),
    generic_alias::CLASS_GETITEM,
];

fn release(vm: &mut Vm, this: &Value) -> PyResult {
    let view = this.expect::<MemoryView>().clone();
    let exports = view.exports.get();
    if exports > 0 && !view.released.get() {
        let plural = if exports == 1 { "" } else { "s" };
        return Err(vm.buffer_error(format!("memoryview has {exports} exported buffer{plural}")));
    }
    managed::release(vm, &view);
    Ok(Value::NONE)
}

/// `view.tobytes(order)`: 'F' lets the first dimension run fastest, 'A' does if the view does.
fn to_bytes(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let order = match bound.first().and_then(Option::as_ref) {
        None => b"C".to_vec(),
        Some(order) if order.is_none() => b"C".to_vec(),
        Some(order) => match order.cast::<Str>() {
            Some(order) => order.as_bytes().to_vec(),
            None => {
                let class = vm.class_name(order);
                return Err(vm.type_error(format!("tobytes() argument 'order' must be str or None, not {class}")));
            }
        },
    };
    let view = checked(vm, this)?;
    let is_reversed = match &order[..] {
        b"C" => false,
        b"F" => true,
        b"A" => view.shape.is_f_contiguous(),
        _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
    };
    let data = if is_reversed {
        let mut shape = view.shape.clone();
        shape.dimensions.reverse();
        let (size, whole) = (shape.format.size(), view.whole(&vm.heap).unwrap_or_default());
        gathered(shape.offsets().filter_map(|at| whole.get(at..at + size)).flatten().copied())
    } else {
        owned(view.bytes(&vm.heap).unwrap_or_default())
    };
    Ok(bytes::new(vm, data))
}

fn to_list(vm: &mut Vm, this: &Value) -> PyResult {
    let view = checked(vm, this)?;
    let (format, data) = (view.shape.format, owned(view.bytes(&vm.heap).unwrap_or_default()));
    item::check_supported(vm, format)?;
    let lengths: Vec<usize> = view.shape.dimensions.iter().map(|dimension| dimension.length).collect();
    let mut values: Vec<Value> = with_room(data.len() / format.size());
    for item in data.chunks(format.size()) {
        values.put(item::unpack(vm, format, item));
        vm.check_memory()?;
    }
    if lengths.is_empty() {
        return Ok(values.pop().unwrap_or(Value::NONE));
    }
    // From the innermost lists outwards.
    for (number, &length) in lengths.iter().enumerate().skip(1).rev() {
        let outer: usize = lengths[..number].iter().product();
        let mut rest = values.into_iter();
        values = (0..outer)
            .map(|_| {
                let items = rest.by_ref().take(length).collect();
                List::create(vm, items).into_value()
            })
            .collect();
    }
    Ok(List::create(vm, values).into_value())
}

fn count(vm: &mut Vm, this: &Value, wanted: &Value) -> PyResult {
    let iterator = protocol::iterate::iter(vm, this)?;
    let mut found = 0;
    while let Some(item) = protocol::iterate::next(vm, &iterator)? {
        found += usize::from(protocol::is_equal(vm, &item, wanted)?);
    }
    Ok(sequence::int(vm, found))
}

fn index(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let start = arguments.get(1).map(|start| sequence::bound_argument(vm, start)).transpose()?;
    let stop = arguments.get(2).map(|stop| sequence::bound_argument(vm, stop)).transpose()?;
    let length = match &*checked(vm, this)?.shape.dimensions {
        [only] => only.length,
        [] => return Err(vm.type_error("invalid lookup on 0-dim memory")),
        _ => return Err(vm.not_implemented_error("multi-dimensional lookup is not implemented")),
    };
    let start = start.map_or(0, |start| sequence::from_end(start, length));
    let stop = stop.map_or(length, |stop| sequence::from_end(stop, length));
    for at in start..stop.min(length) {
        let view = checked(vm, this)?;
        let item = item_at(vm, view, view.shape.offset([at]))?;
        if protocol::is_equal(vm, &item, &arguments[0])? {
            return Ok(sequence::int(vm, at));
        }
    }
    Err(vm.value_error("memoryview.index(x): x not found"))
}
