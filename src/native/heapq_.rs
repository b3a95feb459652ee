//! `_heapq`: priority queues in lists. Item k is not larger than the items 2k+1 and 2k+2; in the functions for the
//! largest item it is not smaller.

use ouropy_compiler::code::Comparison;

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::list::{self, List};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_heapq",
    functions: &[
        NativeDef::positional("heappush", 2, 2, |vm, _, values| push(vm, "heappush", values, First::Smallest)),
        NativeDef::positional("heappushpop", 2, 2, |vm, _, values| {
            push_pop(vm, "heappushpop", values, First::Smallest)
        }),
        NativeDef::one("heappop", |vm, _, heap| pop(vm, "heappop", heap, First::Smallest)),
        NativeDef::positional("heapreplace", 2, 2, |vm, _, values| replace(vm, "heapreplace", values, First::Smallest)),
        NativeDef::one("heapify", |vm, _, heap| heapify(vm, "heapify", heap, First::Smallest)),
        NativeDef::positional("heappush_max", 2, 2, |vm, _, values| push(vm, "heappush_max", values, First::Largest)),
        NativeDef::positional("heappushpop_max", 2, 2, |vm, _, values| {
            push_pop(vm, "heappushpop_max", values, First::Largest)
        }),
        NativeDef::one("heappop_max", |vm, _, heap| pop(vm, "heappop_max", heap, First::Largest)),
        NativeDef::positional("heapreplace_max", 2, 2, |vm, _, values| {
            replace(vm, "heapreplace_max", values, First::Largest)
        }),
        NativeDef::one("heapify_max", |vm, _, heap| heapify(vm, "heapify_max", heap, First::Largest)),
    ],
    classes: &[],
    init: Some(|vm, namespace: &Py<Dict>| {
        let about = vm.new_str("Heap queues: lists whose first item is always the smallest one, or the largest.\n");
        set(vm, namespace, "__about__", about);
        Ok(())
    }),
};

/// Which item comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum First {
    Smallest,
    Largest,
}

/// Whether `a` has to stand nearer to the front than `b`.
fn precedes(vm: &mut Vm, first: First, a: &Value, b: &Value) -> PyResult<bool> {
    let (left, right) = if first == First::Smallest { (a, b) } else { (b, a) };
    let less = protocol::compare(vm, left, right, Comparison::Less)?;
    protocol::is_true(vm, &less)
}

/// The argument as a list; TypeError "heappush() argument 1 must be list, not tuple".
fn heap<'a>(vm: &mut Vm, function: &str, argument: &str, value: &'a Value) -> PyResult<&'a Py<List>> {
    match value.cast::<List>() {
        Some(list) => Ok(list),
        None => {
            let name = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
            Err(vm.type_error(format!("{function}() {argument} must be list, not {name}")))
        }
    }
}

#[cold]
fn out_of_range(vm: &mut Vm) -> Raised {
    vm.index_error("index out of range")
}

#[cold]
fn changed(vm: &mut Vm) -> Raised {
    vm.runtime_error("list changed size during iteration")
}

fn item(vm: &mut Vm, heap: &Py<List>, at: usize) -> PyResult {
    match heap.items.get(&vm.heap).get(at).cloned() {
        Some(item) => Ok(item),
        None => Err(out_of_range(vm)),
    }
}

fn push(vm: &mut Vm, function: &str, values: &[Value], first: First) -> PyResult {
    let heap = heap(vm, function, "argument 1", &values[0])?;
    let items = heap.items.get_mut(&mut vm.heap);
    let last = items.len();
    if !list::try_push(items, values[1].clone()) {
        return Err(vm.memory_error());
    }
    rise(vm, heap, 0, last, first)?;
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, function: &str, heap_argument: &Value, first: First) -> PyResult {
    let heap = heap(vm, function, "argument", heap_argument)?;
    let items = heap.items.get_mut(&mut vm.heap);
    let Some(last) = items.pop() else { return Err(out_of_range(vm)) };
    list::shrink_or_clear(items);
    match items.first_mut() {
        None => Ok(last),
        Some(front) => {
            let result = std::mem::replace(front, last);
            sink(vm, heap, 0, first)?;
            Ok(result)
        }
    }
}

fn replace(vm: &mut Vm, function: &str, values: &[Value], first: First) -> PyResult {
    let heap = heap(vm, function, "argument 1", &values[0])?;
    let Some(front) = heap.items.get_mut(&mut vm.heap).first_mut() else { return Err(out_of_range(vm)) };
    let result = std::mem::replace(front, values[1].clone());
    sink(vm, heap, 0, first)?;
    Ok(result)
}

fn push_pop(vm: &mut Vm, function: &str, values: &[Value], first: First) -> PyResult {
    let heap = heap(vm, function, "argument 1", &values[0])?;
    let Some(front) = heap.items.get(&vm.heap).first().cloned() else { return Ok(values[1].clone()) };
    if !precedes(vm, first, &front, &values[1])? {
        return Ok(values[1].clone());
    }
    drop(front);
    let Some(front) = heap.items.get_mut(&mut vm.heap).first_mut() else { return Err(out_of_range(vm)) };
    let result = std::mem::replace(front, values[1].clone());
    sink(vm, heap, 0, first)?;
    Ok(result)
}

fn heapify(vm: &mut Vm, function: &str, list: &Value, first: First) -> PyResult {
    let heap = heap(vm, function, "argument", list)?;
    for at in (0..heap.items.get(&vm.heap).len() / 2).rev() {
        sink(vm, heap, at, first)?;
    }
    Ok(Value::NONE)
}

/// Moves an item towards `start`, past the items above it that it precedes. RuntimeError "list changed size during
/// iteration" if a comparison has changed the list.
fn rise(vm: &mut Vm, heap: &Py<List>, start: usize, mut at: usize, first: First) -> PyResult<()> {
    let length = heap.items.get(&vm.heap).len();
    while at > start {
        let above = (at - 1) / 2;
        let (moving, parent) = (item(vm, heap, at)?, item(vm, heap, above)?);
        let rises = precedes(vm, first, &moving, &parent)?;
        drop((moving, parent));
        let items = heap.items.get_mut(&mut vm.heap);
        if items.len() != length {
            return Err(changed(vm));
        }
        if !rises {
            break;
        }
        items.swap(at, above);
        at = above;
    }
    Ok(())
}

/// Moves an item to where it belongs below: all the way down first, then up again. Most belong near the end, so this
/// compares less often than to stop on the way down.
fn sink(vm: &mut Vm, heap: &Py<List>, start: usize, first: First) -> PyResult<()> {
    let length = heap.items.get(&vm.heap).len();
    let mut at = start;
    while at < length / 2 {
        let mut below = 2 * at + 1;
        if below + 1 < length {
            let (left, right) = (item(vm, heap, below)?, item(vm, heap, below + 1)?);
            if !precedes(vm, first, &left, &right)? {
                below += 1;
            }
            drop((left, right));
            if heap.items.get(&vm.heap).len() != length {
                return Err(changed(vm));
            }
        }
        heap.items.get_mut(&mut vm.heap).swap(at, below);
        at = below;
    }
    rise(vm, heap, start, at, first)
}
