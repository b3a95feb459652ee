//! What a code object shows of its instructions as bytes, and how `types.CodeType` finds the instructions again.
//!
//! The bytes are ours: they can be compared, hashed and handed to `types.CodeType`, and mean nothing to anybody else.
//! New instructions cannot be made of them, for the interpreter relies on what the compiler and the verifier know.

use std::collections::HashMap;
use std::rc::{Rc, Weak};

use ouropy_compiler::code::CodeUnit;

use super::attributes::of;
use crate::object::{Py, Value};
use crate::types::bytes;
use crate::types::code::Code;
use crate::vm::{PyResult, Vm};

/// The units whose instructions a script has seen, by their bytes.
#[derive(Default)]
struct Shown(HashMap<Vec<u8>, Vec<Weak<CodeUnit>>>);

/// `co_code`
pub(super) fn code(vm: &mut Vm, this: &Value) -> PyResult {
    let code = of(this);
    if let Some(known) = code.shown.get() {
        return Ok(known.clone());
    }
    let unit = Rc::clone(&code.unit);
    let data = instructions(&unit);
    let units = vm.states.get_or_default::<Shown>().0.entry(data.clone()).or_default();
    units.retain(|known| known.strong_count() > 0);
    units.push(Rc::downgrade(&unit));
    let shown = bytes::new(vm, data);
    Ok(of(this).shown.get_or_init(|| shown).clone())
}

/// `co_linetable`
pub(super) fn line_table(vm: &mut Vm, this: &Value) -> PyResult {
    let data = lines(&of(this).unit);
    Ok(bytes::new(vm, data))
}

/// `co_exceptiontable`
pub(super) fn exception_table(vm: &mut Vm, this: &Value) -> PyResult {
    let data = handlers(&of(this).unit);
    Ok(bytes::new(vm, data))
}

/// A code object of those instructions and tables, if one that is alive has shown them.
pub(super) fn find(vm: &mut Vm, code: &[u8], line_table: &[u8], exception_table: &[u8]) -> Option<Py<Code>> {
    let units = vm.states.get_or_default::<Shown>().0.get(code)?;
    let fits = |unit: &Rc<CodeUnit>| lines(unit) == line_table && handlers(unit) == exception_table;
    let unit = units.iter().filter_map(Weak::upgrade).find(fits)?;
    Some(Code::create(vm, &unit))
}

fn instructions(unit: &CodeUnit) -> Vec<u8> {
    let mut data = Vec::with_capacity(unit.instructions.len() * 8);
    for instruction in &unit.instructions {
        data.extend([instruction.opcode as u8, instruction.k]);
        for operand in [instruction.a, instruction.b, instruction.c] {
            data.extend((operand.register().index() as u16).to_le_bytes());
        }
    }
    data
}

fn lines(unit: &CodeUnit) -> Vec<u8> {
    let numbers = unit.positions.iter().flat_map(|at| [at.line, at.end_line, at.column, at.end_column]);
    numbers.flat_map(u32::to_le_bytes).collect()
}

fn handlers(unit: &CodeUnit) -> Vec<u8> {
    let numbers = unit.handlers.iter().flat_map(|row| [row.start, row.end, row.target, row.register.index() as u32]);
    numbers.flat_map(u32::to_le_bytes).collect()
}
