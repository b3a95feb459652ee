//! Code units as text: one line for each instruction.

use std::fmt::Write;

use super::instruction::Instruction;
use super::opcode::{BinaryOperator, Comparison, Opcode, Operand};
use super::unit::{CodeUnit, Constant, LocalKind};

/// The listing of a code unit and those nested in it.
///
/// A line has the source line where it changes, the instruction's index, its name and its operands: `x` for a named
/// register, `$0` for the first temporary, `->12` for a jump.
pub fn listing(unit: &CodeUnit) -> String {
    let mut text = String::new();
    write_unit(unit, &mut text);
    text
}

fn write_unit(unit: &CodeUnit, text: &mut String) {
    let _ = writeln!(text, "{} ({} registers):", unit.qualname, unit.register_count);
    let mut line = 0;
    for (index, &instruction) in unit.instructions.iter().enumerate() {
        let position = unit.positions[index];
        if position.line == line {
            let _ = write!(text, "     ");
        } else {
            line = position.line;
            let _ = write!(text, "{line:>5}");
        }
        let name = instruction.opcode.name();
        let operands = operands(unit, index, instruction);
        let _ = writeln!(text, "{}", format!("{index:>6} {name:<24} {operands}").trim_end());
    }
    for handler in &unit.handlers {
        let register = register(unit, handler.register);
        let _ = writeln!(text, "  handler {}..{} -> {} in {register}", handler.start, handler.end, handler.target);
    }
    for constant in &unit.constants {
        if let Constant::Code(code) = constant {
            text.push('\n');
            write_unit(code, text);
        }
    }
}

fn register(unit: &CodeUnit, number: u16) -> String {
    match unit.locals.get(usize::from(number)) {
        Some(local) => match local.kind {
            LocalKind::Fast => local.name.to_string(),
            LocalKind::Cell => format!("{}&", local.name),
            LocalKind::Free => format!("{}^", local.name),
            LocalKind::Hidden => format!("{}'", local.name),
        },
        None => format!("${}", usize::from(number) - unit.locals.len()),
    }
}

fn operands(unit: &CodeUnit, index: usize, instruction: Instruction) -> String {
    let Instruction { opcode, k, a, b, c } = instruction;
    let kinds = opcode.operands();
    let next = index as i64 + 1;
    let name = |index: usize| unit.names.get(index).map_or_else(|| "?".to_owned(), ToString::to_string);
    let mut parts = Vec::new();
    for (position, (kind, field)) in kinds.into_iter().zip([Some(a), Some(b), Some(c), None]).enumerate() {
        let number = field.unwrap_or(u16::from(k));
        match kind {
            Operand::Unused => {}
            Operand::Source | Operand::Kept | Operand::Target | Operand::Base => {
                parts.push(register(unit, number));
            }
            Operand::Number if field.is_some() => parts.push(number.to_string()),
            Operand::Number => parts.extend(small_operand(opcode, k)),
            Operand::Signed => parts.push((number as i16).to_string()),
            Operand::Name => parts.push(name(usize::from(number))),
            Operand::Jump => parts.push(format!("->{}", next + i64::from(c as i16))),
            // Two fields read together are written once, at the first of them.
            Operand::LongJump if position == 1 => {
                parts.push(format!("->{}", next + i64::from(instruction.operand())));
            }
            Operand::Wide if position == 1 => parts.push(wide(unit, instruction)),
            Operand::Cache if position == 2 => {
                parts
                    .push(unit.caches.get(instruction.cache()).map_or_else(String::new, |&index| name(index as usize)));
            }
            Operand::LongJump | Operand::Wide | Operand::Cache => {}
        }
    }
    parts.join(" ")
}

fn wide(unit: &CodeUnit, instruction: Instruction) -> String {
    let operand = instruction.operand();
    if instruction.opcode == Opcode::LOAD_INT {
        return format!("={operand}");
    }
    unit.constants.get(operand as usize).map_or_else(|| "=?".to_owned(), |constant| format!("={}", show(constant)))
}

/// The small operand of an instruction, if it says something.
fn small_operand(opcode: Opcode, k: u8) -> Option<String> {
    match opcode {
        Opcode::BINARY_OP | Opcode::BINARY_OP_INT => {
            let in_place = usize::from(k) >= BinaryOperator::ALL.len();
            let operator = BinaryOperator::ALL.get(usize::from(k) % BinaryOperator::ALL.len())?;
            Some(format!("{}{}", operator.symbol(), if in_place { "=" } else { "" }))
        }
        Opcode::COMPARE_OP | Opcode::COMPARE_JUMP | Opcode::COMPARE_INT_JUMP => {
            let comparison = Comparison::of_operand(k);
            Some(format!("{}{}", if k & 0x80 == 0 { "" } else { "not " }, comparison.symbol()))
        }
        _ if k == 0 => None,
        _ => Some(format!("#{k}")),
    }
}

/// A constant in short.
fn show(constant: &Constant) -> String {
    let all = |items: &[Constant]| items.iter().map(show).collect::<Vec<_>>().join(", ");
    match constant {
        Constant::None => "None".to_owned(),
        Constant::Bool(value) => if *value { "True" } else { "False" }.to_owned(),
        Constant::Ellipsis => "...".to_owned(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(value) => value.to_string(),
        Constant::Float(value) => format!("{value:?}"),
        Constant::Complex(real, imaginary) => format!("({real:?}, {imaginary:?}j)"),
        Constant::Str(value) => format!("{:?}", String::from_utf8_lossy(value)),
        Constant::Bytes(value) => format!("b{:?}", String::from_utf8_lossy(value)),
        Constant::Tuple(items) => format!("({})", all(items)),
        Constant::FrozenSet(items) => format!("frozenset({})", all(items)),
        Constant::Code(code) => format!("<code {}>", code.qualname),
    }
}
