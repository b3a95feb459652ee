//! The methods of code objects.

use super::attributes::of;
use super::{parts, replace};
use crate::object::Value;
use crate::protocol::iterate;
use crate::types::class::NativeDef;
use crate::types::int;
use crate::vm::{PyResult, Vm, monitoring};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::none("__sizeof__", |vm, this| Ok(Value::index(vm.heap.size_of(this)))),
    NativeDef::none("co_lines", co_lines),
    NativeDef::none("co_branches", co_branches),
    NativeDef::none("co_positions", co_positions),
    NativeDef::any("replace", replace::replace),
    NativeDef::any("__replace__", replace::replace),
];

fn co_positions(vm: &mut Vm, this: &Value) -> PyResult {
    let mut all = Vec::new();
    for location in parts::locations(of(this)) {
        let row = [location.line, location.end_line, location.column, location.end_column];
        let row = row.map(|part| part.map_or(Value::NONE, |part| int::from_i64(vm, part)));
        all.push(vm.new_tuple(row.to_vec()).into_value());
    }
    let all = vm.new_tuple(all).into_value();
    iterate::iter(vm, &all)
}

fn co_branches(vm: &mut Vm, this: &Value) -> PyResult {
    let mut all = Vec::new();
    for branch in monitoring::branches(of(this)) {
        let ways = branch.map(|offset| Value::index(offset as usize));
        all.push(vm.new_tuple(ways.to_vec()).into_value());
    }
    let all = vm.new_tuple(all).into_value();
    iterate::iter(vm, &all)
}

/// `co_lines()`
fn co_lines(vm: &mut Vm, this: &Value) -> PyResult {
    let locations = parts::locations(of(this));
    let (mut all, mut start) = (Vec::new(), 0);
    for run in locations.chunk_by(|one, other| one.line == other.line) {
        let end = start + run.len() * 2;
        let line = run[0].line.map_or(Value::NONE, |line| int::from_i64(vm, line));
        all.push(vm.new_tuple(vec![Value::index(start), Value::index(end), line]).into_value());
        start = end;
    }
    let all = vm.new_tuple(all).into_value();
    iterate::iter(vm, &all)
}
