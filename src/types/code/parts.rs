//! What a code object shows of its instructions as bytes, and how `types.CodeType` finds the instructions again.
//!
//! The bytes are ours: they can be compared, hashed and handed to `types.CodeType`, and mean nothing to anybody else.
//! New instructions cannot be made of them, for the interpreter relies on what the compiler and the verifier know.

use std::collections::HashMap;
use std::rc::{Rc, Weak};

use ouropy_compiler::code::CodeUnit;

use super::attributes::of;
use super::location::{self, Location};
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
    if let Some(known) = code.places().shown.get() {
        return Ok(known.clone());
    }
    let unit = Rc::clone(&code.unit);
    let data = instructions(&unit);
    let units = vm.states.get_or_default::<Shown>().0.entry(data.clone()).or_default();
    units.retain(|known| known.strong_count() > 0);
    units.push(Rc::downgrade(&unit));
    let shown = bytes::new(vm, data);
    Ok(of(this).places().shown.get_or_init(|| shown).clone())
}

/// `co_linetable`
pub(super) fn line_table(vm: &mut Vm, this: &Value) -> PyResult {
    let data = line_table_of(of(this));
    Ok(bytes::new(vm, data))
}

/// The bytes of `co_linetable`.
pub(super) fn line_table_of(code: &Code) -> Vec<u8> {
    match &code.places().line_table {
        Some(given) => given.to_vec(),
        None => location::encode(&code.locations(), code.first_line),
    }
}

/// The source range of each place, as `co_linetable` tells it.
pub(super) fn locations(code: &Code) -> Vec<Location> {
    match &code.places().line_table {
        Some(given) => location::decode(given, code.first_line),
        None => code.locations(),
    }
}

/// `co_exceptiontable`
pub(super) fn exception_table(vm: &mut Vm, this: &Value) -> PyResult {
    let data = handlers(&of(this).unit);
    Ok(bytes::new(vm, data))
}

/// A code object of those instructions and handlers, if one that is alive has shown them; of those lines if one has.
pub(super) fn find(vm: &mut Vm, code: &[u8], line_table: &[u8], exception_table: &[u8]) -> Option<Py<Code>> {
    let units = vm.states.get_or_default::<Shown>().0.get(code)?;
    let units: Vec<Rc<CodeUnit>> = units.iter().filter_map(Weak::upgrade).collect();
    let mut found = None;
    for unit in units.iter().filter(|unit| handlers(unit) == exception_table) {
        let code = Code::create(vm, unit);
        let has_lines = line_table_of(&code) == line_table;
        found = Some(code);
        if has_lines {
            break;
        }
    }
    found
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

/// `co_lnotab`, which is deprecated: bytes from one line to another and lines between them, in pairs.
pub(super) fn line_number_table(vm: &mut Vm, this: &Value) -> PyResult {
    let category = vm.types.deprecation_warning.clone();
    (vm.hooks.warn)(vm, &category, "co_lnotab is deprecated, use co_lines instead.")?;
    let code = of(this);
    let (mut line, mut from) = (i64::from(code.first_line), 0);
    let mut data = Vec::new();
    for (index, location) in locations(code).into_iter().enumerate() {
        let (now, at) = (location.line.unwrap_or(line), index * 2);
        if now == line {
            continue;
        }
        let (mut bytes, mut lines) = (at - from, now - line);
        while bytes > 255 {
            data.extend([255, 0]);
            bytes -= 255;
        }
        while !(-128..128).contains(&lines) {
            let step = lines.clamp(-128, 127);
            data.extend([bytes as u8, step as i8 as u8]);
            (bytes, lines) = (0, lines - step);
        }
        data.extend([bytes as u8, lines as i8 as u8]);
        (line, from) = (now, at);
    }
    Ok(bytes::new(vm, data))
}

fn handlers(unit: &CodeUnit) -> Vec<u8> {
    let numbers = unit.handlers.iter().flat_map(|row| [row.start, row.end, row.target, row.register.index() as u32]);
    numbers.flat_map(u32::to_le_bytes).collect()
}
