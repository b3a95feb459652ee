//! The methods of code objects.

use super::attributes::of;
use super::replace;
use crate::object::Value;
use crate::protocol::iterate;
use crate::types::class::NativeDef;
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
    let positions = of(this).positions.clone();
    let number = |line: u32, number: u32| match line {
        0 => Value::NONE,
        _ if number == u32::MAX => Value::NONE,
        _ => Value::index(number as usize),
    };
    let mut all = Vec::with_capacity(positions.len());
    for p in &positions {
        let row = vec![
            number(p.line, p.line),
            number(p.line, p.end_line),
            number(p.line, p.column),
            number(p.line, p.end_column),
        ];
        all.push(vm.new_tuple(row).into_value());
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

fn co_lines(vm: &mut Vm, this: &Value) -> PyResult {
    let positions = of(this).positions.clone();
    let mut rows: Vec<(usize, usize, u32)> = Vec::new();
    for (index, position) in positions.iter().enumerate() {
        match rows.last_mut() {
            Some((_, end, line)) if *line == position.line => *end = index * 2 + 2,
            _ => rows.push((index * 2, index * 2 + 2, position.line)),
        }
    }
    let mut all = Vec::with_capacity(rows.len());
    for (start, end, line) in rows {
        let line = if line == 0 { Value::NONE } else { Value::index(line as usize) };
        all.push(vm.new_tuple(vec![Value::index(start), Value::index(end), line]).into_value());
    }
    let all = vm.new_tuple(all).into_value();
    iterate::iter(vm, &all)
}
