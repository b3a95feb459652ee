//! The attributes of `memoryview`.

use super::checked;
use super::view::Access;
use crate::object::Value;
use crate::types::class::GetSet;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// The attributes.
pub const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("obj", |vm, this| {
        checked(vm, this).map(|view| view.exporter(&vm.heap).cloned().unwrap_or(Value::NONE))
    }),
    GetSet::read_only("nbytes", |vm, this| checked(vm, this).map(|view| Value::index(view.shape.size()))),
    GetSet::read_only("readonly", |vm, this| {
        checked(vm, this).map(|view| Value::bool(view.shape.access == Access::ReadOnly))
    }),
    GetSet::read_only("itemsize", |vm, this| checked(vm, this).map(|view| Value::index(view.shape.format.size()))),
    GetSet::read_only("format", |vm, this| {
        let text = checked(vm, this)?.shape.format.text();
        Ok(vm.new_str(text).into_value())
    }),
    GetSet::read_only("ndim", |vm, this| checked(vm, this).map(|view| Value::index(view.shape.dimensions.len()))),
    GetSet::read_only("shape", shape),
    GetSet::read_only("strides", strides),
    GetSet::read_only("suboffsets", |vm, this| {
        checked(vm, this)?;
        Ok(vm.empty_tuple.to_value())
    }),
    GetSet::read_only("c_contiguous", |vm, this| {
        checked(vm, this).map(|view| Value::bool(view.shape.is_c_contiguous()))
    }),
    GetSet::read_only("f_contiguous", |vm, this| {
        checked(vm, this).map(|view| Value::bool(view.shape.is_f_contiguous()))
    }),
    GetSet::read_only("contiguous", |vm, this| {
        checked(vm, this).map(|view| Value::bool(view.shape.is_c_contiguous() || view.shape.is_f_contiguous()))
    }),
];

fn shape(vm: &mut Vm, this: &Value) -> PyResult {
    let lengths = checked(vm, this)?.shape.dimensions.iter().map(|dimension| Value::index(dimension.length)).collect();
    Ok(vm.new_tuple(lengths).into_value())
}

fn strides(vm: &mut Vm, this: &Value) -> PyResult {
    let dimensions = checked(vm, this)?.shape.dimensions.clone();
    let strides = dimensions.iter().map(|dimension| int::from_i64(vm, dimension.stride)).collect();
    Ok(vm.new_tuple(strides).into_value())
}
