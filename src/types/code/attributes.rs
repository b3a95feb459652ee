//! The attributes and methods of code objects.

use ouropy_compiler::code::{Comparison, LocalKind};

use super::Code;
use crate::object::{Py, Str, Value};
use crate::types::class::{GetSet, NativeDef};
use crate::vm::{PyResult, Vm};

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("co_argcount", |_, this| Ok(Value::index(of(this).arg_count as usize))).member(),
    GetSet::read_only("co_posonlyargcount", |_, this| Ok(Value::index(of(this).positional_only_count as usize)))
        .member(),
    GetSet::read_only("co_kwonlyargcount", |_, this| Ok(Value::index(of(this).keyword_only_count as usize))).member(),
    GetSet::read_only("co_flags", |_, this| Ok(Value::index(of(this).flags.bits() as usize))).member(),
    GetSet::read_only("co_name", |_, this| Ok(of(this).name.to_value())).member(),
    GetSet::read_only("co_qualname", |_, this| Ok(of(this).qualname.to_value())).member(),
    GetSet::read_only("co_filename", |_, this| Ok(of(this).filename.to_value())).member(),
    GetSet::read_only("co_firstlineno", |_, this| Ok(Value::index(of(this).first_line as usize))).member(),
    GetSet::read_only("co_stacksize", |_, this| {
        let code = of(this);
        Ok(Value::index((code.register_count - code.first_temporary) as usize))
    })
    .member(),
    GetSet::read_only("co_nlocals", |vm, this| {
        let names = varnames(of(this));
        let _ = vm;
        Ok(Value::index(names.len()))
    }),
    GetSet::read_only("co_consts", |vm, this| Ok(vm.new_tuple_from(&of(this).constants).into_value())).member(),
    GetSet::read_only("co_names", |vm, this| {
        let names = of(this).names.iter().map(Py::<Str>::to_value).collect();
        Ok(vm.new_tuple(names).into_value())
    })
    .member(),
    GetSet::read_only("co_varnames", |vm, this| {
        let names = varnames(of(this));
        Ok(vm.new_tuple(names).into_value())
    }),
    GetSet::read_only("co_cellvars", |vm, this| {
        let names = of(this).names_of(&[LocalKind::Cell]);
        Ok(vm.new_tuple(names).into_value())
    }),
    GetSet::read_only("co_freevars", |vm, this| {
        let names = of(this).names_of(&[LocalKind::Free]);
        Ok(vm.new_tuple(names).into_value())
    }),
];

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::none("co_positions", co_positions),
    NativeDef::none("co_lines", co_lines),
    NativeDef::any("replace", super::replace::replace),
    NativeDef::any("__replace__", super::replace::replace),
];

fn of(this: &Value) -> &Py<Code> {
    this.expect::<Code>()
}

/// Plain locals, and parameters even when they are cells.
fn varnames(code: &Code) -> Vec<Value> {
    let parameters = code.parameter_count();
    code.locals
        .iter()
        .enumerate()
        .filter(|(index, (_, kind))| *kind == LocalKind::Fast || *index < parameters)
        .map(|(_, (name, _))| name.to_value())
        .collect()
}

fn co_positions(vm: &mut Vm, this: &Value) -> PyResult {
    let positions = of(this).positions.clone();
    let number = |line: u32, column: u32| if line == 0 { Value::NONE } else { Value::index(column as usize) };
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
    crate::protocol::iterate::iter(vm, &all)
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
    crate::protocol::iterate::iter(vm, &all)
}

pub(super) fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let code = of(this);
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        code.name.to_string_lossy(),
        this.bits(),
        code.filename.to_string_lossy(),
        code.first_line
    );
    Ok(vm.new_str(text).into_value())
}

/// Two code objects are equal when they were compiled to the same instructions, names and constants.
pub(super) fn compare(vm: &mut Vm, this: &Value, other: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (this.cast::<Code>(), other.cast::<Code>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let mut equal = left.is(right)
        || (left.name.as_bytes() == right.name.as_bytes()
            && left.first_line == right.first_line
            && left.flags == right.flags
            && left.unit.instructions == right.unit.instructions
            && left.unit.names == right.unit.names
            && left.unit.positions == right.unit.positions
            && left.locals.iter().zip(&right.locals).all(|((x, _), (y, _))| x.as_bytes() == y.as_bytes())
            && format!("{:?}", left.unit.constants) == format!("{:?}", right.unit.constants));
    // They differ from the unit's where `replace` put others.
    for (x, y) in left.constants.iter().zip(&right.constants) {
        equal = equal && (x.is(y) || (vm.class_of(x).is(vm.class_of(y)) && crate::protocol::is_equal(vm, x, y)?));
    }
    Ok(match op {
        Comparison::Equal => Value::bool(equal),
        Comparison::NotEqual => Value::bool(!equal),
        _ => Value::NOT_IMPLEMENTED,
    })
}

pub(super) fn hash(_vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let code = of(this);
    let mut hash = i64::from(code.first_line) ^ i64::from(code.flags.bits()) << 20;
    for byte in code.name.as_bytes() {
        hash = hash.wrapping_mul(1_000_003) ^ i64::from(*byte);
    }
    Ok(if hash == -1 { -2 } else { hash })
}
