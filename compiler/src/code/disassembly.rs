//! Code units as text: one line for each instruction.

use std::fmt::Write;

use super::instruction::Instruction;
use super::opcode::{Opcode, Role};
use super::operand::{ConstantIndex, Distance, NameIndex, Register};
use super::operator::{BinaryOperator, Comparison, Intrinsic};
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

/// How what operands refer to is written.
pub trait Notation {
    /// The instruction of an index, to which another jumps.
    fn target(&self, index: i64) -> String;
    /// A constant.
    fn constant(&self, index: ConstantIndex) -> String;
    /// A number of the program that stands in the instruction.
    fn number(&self, number: i32) -> String;
}

/// That of [`listing`].
struct Plain<'a>(&'a CodeUnit);

impl Notation for Plain<'_> {
    fn target(&self, index: i64) -> String {
        format!("->{index}")
    }

    fn constant(&self, index: ConstantIndex) -> String {
        format!("={}", self.0.constants.get(index.index()).map_or_else(|| "?".to_owned(), show))
    }

    fn number(&self, number: i32) -> String {
        format!("={number}")
    }
}

fn write_unit(unit: &CodeUnit, text: &mut String) {
    let _ = writeln!(text, "{} ({} registers):", unit.qualname, unit.register_count);
    let mut line = 0;
    for (index, &instruction) in unit.instructions.iter().enumerate() {
        let position = unit.position(index);
        if position.line == line {
            let _ = write!(text, "     ");
        } else {
            line = position.line;
            let _ = write!(text, "{line:>5}");
        }
        let name = instruction.opcode.name();
        let operands = operands(unit, index, instruction, &Plain(unit));
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

/// A register's name, with a mark for cells (`&`), free variables (`^`) and hidden locals (`'`); temporaries are numbered.
pub fn register(unit: &CodeUnit, register: Register) -> String {
    match unit.locals.get(register.index()) {
        Some(local) => match local.kind {
            LocalKind::Fast => local.name.to_string(),
            LocalKind::Cell => format!("{}&", local.name),
            LocalKind::Free => format!("{}^", local.name),
            LocalKind::Hidden => format!("{}'", local.name),
        },
        None => format!("${}", register.index() - unit.locals.len()),
    }
}

/// The operands of the instruction at `index`, in the order of its row.
pub fn operands(unit: &CodeUnit, index: usize, instruction: Instruction, notation: &dyn Notation) -> String {
    let Instruction { opcode, k, a, b, c } = instruction;
    let name = |name: NameIndex| unit.names.get(name.index()).map_or_else(|| "?".to_owned(), ToString::to_string);
    let target = |distance: Distance| notation.target(index as i64 + 1 + i64::from(distance.get()));
    let roles = opcode.roles();
    let mut parts = Vec::new();
    for (place, (role, operand)) in roles.into_iter().zip([a, b, c]).enumerate() {
        // Two operands read together are written once, at the first of them.
        if place > 0 && role == roles[place - 1] && matches!(role, Role::LongJump | Role::Constant | Role::WideInt) {
            continue;
        }
        match role {
            Role::Unused | Role::Small => {}
            Role::Source | Role::Kept | Role::Target | Role::Base => parts.push(register(unit, operand.register())),
            Role::Count => parts.push(operand.count().to_string()),
            Role::Int => parts.push(operand.int().to_string()),
            Role::Name => parts.push(name(operand.name())),
            Role::Jump => parts.push(target(operand.distance())),
            Role::LongJump => parts.push(target(instruction.long_distance())),
            Role::WideInt => parts.push(notation.number(instruction.int())),
            Role::Constant => parts.push(notation.constant(instruction.constant())),
            Role::Cache => {
                let cached = unit.caches.get(instruction.cache().index());
                parts.push(cached.map_or_else(String::new, |&index| name(index)));
            }
        }
    }
    if roles[3] == Role::Small {
        parts.extend(small_operand(opcode, k));
    }
    parts.join(" ")
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
        Opcode::CALL_INTRINSIC_1 | Opcode::CALL_INTRINSIC_2 => {
            Some(format!("{:?}", Intrinsic::ALL.get(usize::from(k))?))
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
        Constant::Slice(parts) => format!("slice({})", all(&parts[..])),
        Constant::Code(code) => format!("<code {}>", code.qualname),
    }
}
