//! `gc`: the collector as Python sees it.

use super::ModuleSpec;
use crate::object::{Header, Phantom, Py, Slot, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::vm::{PyResult, Vm, collect};

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "gc",
    functions: &[
        NativeDef::none("enable", |vm, _| {
            vm.heap.enable_gc();
            Ok(Value::NONE)
        }),
        NativeDef::none("disable", |vm, _| {
            vm.heap.disable_gc();
            Ok(Value::NONE)
        }),
        NativeDef::none("isenabled", |vm, _| Ok(Value::bool(vm.heap.gc_enabled()))),
        NativeDef::keywords("collect", "generation=2", collect),
        NativeDef::one("set_debug", set_debug),
        NativeDef::none("get_debug", |vm, _| Ok(Value::index(vm.gc_debug as usize))),
        NativeDef::none("get_count", |vm, _| {
            let counts = vm.heap.gc_counts();
            numbers(vm, &counts)
        }),
        NativeDef::positional("set_threshold", 0, usize::MAX, set_threshold),
        NativeDef::none("get_threshold", |vm, _| {
            let thresholds = vm.heap.gc_thresholds();
            numbers(vm, &thresholds)
        }),
        NativeDef::keywords("get_objects", "generation=None", get_objects),
        NativeDef::none("get_stats", get_stats),
        NativeDef::one("is_tracked", |vm, _, object| Ok(Value::bool(vm.heap.is_tracked(object)))),
        NativeDef::one("is_finalized", |vm, _, object| Ok(Value::bool(vm.heap.is_finalized(object)))),
        NativeDef::positional("get_referrers", 0, usize::MAX, |vm, _, values| {
            vm.heap.phantom_passes(Phantom::Tuple(values.len()));
            let referrers = vm.heap.referrers(values, &[]);
            Ok(List::create(vm, referrers).into_value())
        }),
        NativeDef::positional("get_referents", 0, usize::MAX, referents),
        NativeDef::none("freeze", |vm, _| {
            vm.heap.freeze();
            Ok(Value::NONE)
        }),
        NativeDef::none("unfreeze", |vm, _| {
            vm.heap.unfreeze();
            Ok(Value::NONE)
        }),
        NativeDef::none("get_freeze_count", |vm, _| Ok(Value::index(vm.heap.freeze_count()))),
    ],
    classes: &[],
    init: Some(init),
};

fn referents(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    vm.heap.phantom_passes(Phantom::Tuple(values.len()));
    let mut referents = Vec::new();
    for object in values {
        if object.header().is_some_and(Header::is_container) {
            referents.extend(vm.heap.referents(object));
        }
    }
    Ok(List::create(vm, referents).into_value())
}

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let (garbage, callbacks) = (vm.gc_garbage.to_value(), vm.gc_callbacks.to_value());
    super::set(vm, namespace, "garbage", garbage);
    super::set(vm, namespace, "callbacks", callbacks);
    for (name, flag) in [
        ("DEBUG_STATS", collect::DEBUG_STATS),
        ("DEBUG_COLLECTABLE", collect::DEBUG_COLLECTABLE),
        ("DEBUG_UNCOLLECTABLE", collect::DEBUG_UNCOLLECTABLE),
        ("DEBUG_SAVEALL", collect::DEBUG_SAVEALL),
        ("DEBUG_LEAK", collect::DEBUG_LEAK),
    ] {
        super::set(vm, namespace, name, Value::index(flag as usize));
    }
    Ok(())
}

fn numbers(vm: &mut Vm, numbers: &[i32]) -> PyResult {
    let items = numbers.iter().filter_map(|&number| Value::small_int(i64::from(number))).collect();
    Ok(vm.new_tuple(items).into_value())
}

fn int(vm: &mut Vm, value: &Value) -> PyResult<i32> {
    crate::protocol::number::int_argument(vm, value)
}

fn collect(vm: &mut Vm, _module: &Value, arguments: &[Slot]) -> PyResult {
    let generation = match &arguments[0] {
        Some(generation) => int(vm, generation)?,
        None => 2,
    };
    match usize::try_from(generation) {
        Ok(generation) if generation < crate::object::GENERATIONS => Ok(Value::index(vm.collect(Some(generation)))),
        _ => Err(vm.value_error("invalid generation")),
    }
}

fn set_debug(vm: &mut Vm, _module: &Value, flags: &Value) -> PyResult {
    vm.gc_debug = int(vm, flags)? as u32;
    Ok(Value::NONE)
}

fn set_threshold(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    vm.heap.phantom_passes(Phantom::Tuple(values.len()));
    if values.is_empty() || values.len() > crate::object::GENERATIONS {
        return Err(vm.type_error("gc.set_threshold requires 1 to 3 arguments"));
    }
    let mut thresholds = vm.heap.gc_thresholds();
    for (threshold, value) in thresholds.iter_mut().zip(values) {
        *threshold = int(vm, value)?;
    }
    vm.heap.set_gc_thresholds(thresholds);
    Ok(Value::NONE)
}

fn get_objects(vm: &mut Vm, _module: &Value, arguments: &[Slot]) -> PyResult {
    let objects = match arguments[0].as_ref().filter(|generation| !generation.is_none()) {
        None => (0..crate::object::GENERATIONS).flat_map(|generation| vm.heap.generation_objects(generation)).collect(),
        Some(generation) => {
            if !crate::protocol::number::has_index(vm, generation) {
                let class = vm.class_name(generation);
                return Err(vm.type_error(format!("argument should be integer or None, not '{class}'")));
            }
            let generation = int(vm, generation)?;
            match usize::try_from(generation) {
                Err(_) => return Err(vm.value_error("generation parameter cannot be negative")),
                Ok(generation) if generation >= crate::object::GENERATIONS => {
                    let most = crate::object::GENERATIONS;
                    return Err(vm.value_error(format!(
                        "generation parameter must be less than the number of available generations ({most})"
                    )));
                }
                Ok(generation) => vm.heap.generation_objects(generation),
            }
        }
    };
    Ok(List::create(vm, objects).into_value())
}

fn get_stats(vm: &mut Vm, _module: &Value) -> PyResult {
    let mut rows = Vec::new();
    for stats in vm.heap.gc_stats() {
        let row = vm.new_dict();
        for (name, number) in
            [("collections", stats.collections), ("collected", stats.collected), ("uncollectable", stats.uncollectable)]
        {
            super::set(vm, &row, name, Value::index(number as usize));
        }
        rows.push(row.into_value());
    }
    Ok(List::create(vm, rows).into_value())
}
