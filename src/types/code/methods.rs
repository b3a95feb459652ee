//! The methods of code objects.

use ouropy_compiler::code::CodeFlags;

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

/// `co_lines()`. Lines without instructions, which are told of when a program is traced, have rows of no width: that in
/// which a call begins (0 for modules, as CPython has it) and those of statements that only CPython makes a NOP for.
fn co_lines(vm: &mut Vm, this: &Value) -> PyResult {
    let code = of(this);
    let is_module = !code.flags.intersects(CodeFlags::NEWLOCALS) && code.name.as_bytes() == b"<module>";
    let known = |line: u32| (line != 0).then_some(line);
    let first_line = Some(if is_module { 0 } else { code.first_line });
    let mut rows = if code.positions.is_empty() { Vec::new() } else { vec![(0, 0, first_line)] };
    let mut passed = code.unit.passed_lines.iter().peekable();
    let mut add = |from: usize, to: usize, line: Option<u32>| match rows.last_mut() {
        Some((_, end, last)) if *last == line => *end = to,
        _ => rows.push((from, to, line)),
    };
    for (index, position) in code.positions.iter().enumerate() {
        while let Some(line) = passed.next_if(|line| line.at as usize <= index) {
            add(index * 2, index * 2, known(line.line));
        }
        add(index * 2, index * 2 + 2, known(position.line));
    }
    let mut all = Vec::with_capacity(rows.len());
    for (start, end, line) in rows {
        let line = line.map_or(Value::NONE, |line| Value::index(line as usize));
        all.push(vm.new_tuple(vec![Value::index(start), Value::index(end), line]).into_value());
    }
    let all = vm.new_tuple(all).into_value();
    iterate::iter(vm, &all)
}
