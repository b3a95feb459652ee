//! `_bisect`: binary search in sorted sequences.

use ouropy_compiler::code::Comparison;

use super::ModuleSpec;
use crate::object::{Slot, Value};
use crate::protocol::{self, number, sequence};
use crate::types::class::NativeDef;
use crate::types::int;
use crate::types::list::{self, List};
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_bisect",
    functions: &[
        NativeDef::keywords("bisect_right", PARAMETERS, |vm, _, bound| search(vm, bound, Side::Right)),
        NativeDef::keywords("insort_right", PARAMETERS, |vm, _, bound| insert(vm, bound, Side::Right)),
        NativeDef::keywords("bisect_left", PARAMETERS, |vm, _, bound| search(vm, bound, Side::Left)),
        NativeDef::keywords("insort_left", PARAMETERS, |vm, _, bound| insert(vm, bound, Side::Left)),
    ],
    classes: &[],
    init: None,
};

const PARAMETERS: &str = "a, x, lo=0, hi=None, *, key=None";

/// On which side of equal items.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn search(vm: &mut Vm, bound: &[Slot], side: Side) -> PyResult {
    let (items, wanted) = (argument(bound, 0), argument(bound, 1));
    let place = place(vm, &items, &wanted, bound, side)?;
    Ok(int::from_i64(vm, place as i64))
}

fn argument(bound: &[Slot], index: usize) -> Value {
    bound[index].clone().unwrap_or(Value::NONE)
}

fn key(bound: &[Slot]) -> Option<&Value> {
    bound[4].as_ref().filter(|key| !key.is_none())
}

/// Where `wanted` would stand. ValueError "lo must be non-negative".
fn place(vm: &mut Vm, items: &Value, wanted: &Value, bound: &[Slot], side: Side) -> PyResult<isize> {
    let (mut low, high) = bounds(vm, bound)?;
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = match high {
        Some(high) => high,
        None => sequence_length(vm, items)?,
    };
    let Some(get) = vm.class_of(items).slots(&vm.heap).getitem else {
        let name = vm.class_name(items);
        return Err(vm.type_error(format!("'{name}' object does not support indexing")));
    };
    let key = key(bound).cloned();
    while low < high {
        let middle = low + (high - low) / 2;
        let known = items.cast::<List>().filter(|_| vm.is_exactly(items, &vm.types.list));
        let mut item = match known.and_then(|list| list.items.get(&vm.heap).get(middle as usize)) {
            Some(item) => item.clone(),
            None => {
                let index = int::from_i64(vm, middle as i64);
                get(vm, items, &index)?
            }
        };
        if let Some(key) = &key {
            item = protocol::call(vm, key, &[item])?;
        }
        let (left, right) = if side == Side::Right { (wanted, &item) } else { (&item, wanted) };
        let less = protocol::compare(vm, left, right, Comparison::Less)?;
        if protocol::is_true(vm, &less)? == (side == Side::Right) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Ok(low)
}

/// `lo` and `hi`; -1 as well as None is the end.
fn bounds(vm: &mut Vm, bound: &[Slot]) -> PyResult<(isize, Option<isize>)> {
    let low = match &bound[2] {
        Some(low) => number::ssize_argument(vm, low)?,
        None => 0,
    };
    let high = match &bound[3] {
        Some(high) if !high.is_none() => {
            if !number::has_index(vm, high) {
                let name = vm.class_name(high);
                return Err(vm.type_error(format!("argument should be integer or None, not '{name}'")));
            }
            Some(number::ssize_argument(vm, high)?).filter(|&high| high != -1)
        }
        _ => None,
    };
    Ok((low, high))
}

/// The length of what is no mapping. TypeError "dict is not a sequence".
fn sequence_length(vm: &mut Vm, items: &Value) -> PyResult<isize> {
    if vm.class_of(items).slots(&vm.heap).length.is_some() && !sequence::is_sequence(vm, items) {
        let name = vm.class_name(items);
        return Err(vm.type_error(format!("{name} is not a sequence")));
    }
    Ok(sequence::len(vm, items)? as isize)
}

fn insert(vm: &mut Vm, bound: &[Slot], side: Side) -> PyResult {
    let (items, item) = (argument(bound, 0), argument(bound, 1));
    let wanted = match key(bound).cloned() {
        Some(key) => protocol::call(vm, &key, std::slice::from_ref(&item))?,
        None => item.clone(),
    };
    let place = place(vm, &items, &wanted, bound, side)?;
    if let Some(list) = items.cast::<List>().filter(|_| vm.is_exactly(&items, &vm.types.list)) {
        let items = list.items.get_mut(&mut vm.heap);
        if !list::reserve(items, 1) {
            return Err(vm.memory_error());
        }
        let place = (place as usize).min(items.len());
        items.insert(place, item);
        return Ok(Value::NONE);
    }
    let (insert, place) = (vm.intern("insert"), int::from_i64(vm, place as i64));
    protocol::call_method(vm, &items, &insert, &[place, item])?;
    Ok(Value::NONE)
}
