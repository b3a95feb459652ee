//! `_opcode`: what the opcodes are, and the instructions of code objects as `dis` shows them.

use ouropy_compiler::code::{
    self as bytecode, BinaryOperator, CodeUnit, ConstantIndex, Instruction, Intrinsic, Notation, Opcode, Role,
};

use super::{ModuleSpec, set};
use crate::object::{Py, Slot, Value};
use crate::protocol::{self, number};
use crate::types::class::NativeDef;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_opcode",
    functions: &[
        NativeDef::positional("_instructions", 2, 2, instructions),
        NativeDef::one("_handlers", handlers),
        NativeDef::none("_names", |vm, _| {
            let names: Vec<_> = Opcode::ALL.iter().map(|opcode| opcode.name()).collect();
            Ok(texts(vm, &names))
        }),
        NativeDef::keywords("get_executor", "*, code, offset", |vm, _, _| {
            Err(vm.runtime_error("Executors are not available in this build"))
        }),
        NativeDef::none("get_intrinsic1_descs", intrinsics),
        NativeDef::none("get_intrinsic2_descs", intrinsics),
        NativeDef::none("get_nb_ops", binary_operators),
        NativeDef::none("get_special_method_names", |vm, _| {
            Ok(texts(vm, &["__enter__", "__exit__", "__aenter__", "__aexit__"]))
        }),
        NativeDef::none("get_specialization_stats", |_, _| Ok(Value::NONE)),
        NativeDef::keywords("has_arg", "opcode", |vm, _, bound| {
            has(vm, bound, |opcode| opcode.roles().iter().any(|role| *role != Role::Unused))
        }),
        NativeDef::keywords("has_const", "opcode", |vm, _, bound| has_role(vm, bound, &[Role::Constant])),
        NativeDef::keywords("has_exc", "opcode", |vm, _, bound| has(vm, bound, |_| false)),
        NativeDef::keywords("has_free", "opcode", |vm, _, bound| {
            has(vm, bound, |opcode| opcode.name().ends_with("_DEREF") || opcode == Opcode::MAKE_CELL)
        }),
        NativeDef::keywords("has_jump", "opcode", |vm, _, bound| has_role(vm, bound, &[Role::Jump, Role::LongJump])),
        NativeDef::keywords("has_local", "opcode", |vm, _, bound| {
            has(vm, bound, |opcode| opcode.roles().into_iter().any(Role::is_register))
        }),
        NativeDef::keywords("has_name", "opcode", |vm, _, bound| has_role(vm, bound, &[Role::Name, Role::Cache])),
        NativeDef::keywords("is_valid", "opcode", |vm, _, bound| has(vm, bound, |_| true)),
        NativeDef::keywords("stack_effect", "opcode, oparg=None, /, *, jump=None", |vm, _, _| {
            Err(vm.raise_message(|types| &types.not_implemented_error, "the instructions of ouropy use no stack"))
        }),
    ],
    classes: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    set(vm, namespace, "ENABLE_SPECIALIZATION", Value::TRUE);
    set(vm, namespace, "ENABLE_SPECIALIZATION_FT", Value::TRUE);
    Ok(())
}

fn texts(vm: &mut Vm, texts: &[&str]) -> Value {
    let texts = texts.iter().map(|text| vm.new_str(*text).into_value()).collect();
    List::create(vm, texts).into_value()
}

fn intrinsics(vm: &mut Vm, _module: &Value) -> PyResult {
    let names: Vec<_> = Intrinsic::ALL.iter().map(|intrinsic| format!("{intrinsic:?}")).collect();
    Ok(texts(vm, &names.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Their enum names in CPython and their symbols; those in place are the same numbers further on.
fn binary_operators(vm: &mut Vm, _module: &Value) -> PyResult {
    const NAMES: &[&str] = &[
        "ADD",
        "AND",
        "FLOOR_DIVIDE",
        "LSHIFT",
        "MATRIX_MULTIPLY",
        "MULTIPLY",
        "REMAINDER",
        "OR",
        "POWER",
        "RSHIFT",
        "SUBTRACT",
        "TRUE_DIVIDE",
        "XOR",
    ];
    let mut rows = Vec::new();
    for (prefix, suffix) in [("NB_", ""), ("NB_INPLACE_", "=")] {
        for (name, operator) in NAMES.iter().zip(BinaryOperator::ALL) {
            let name = vm.new_str(format!("{prefix}{name}")).into_value();
            let symbol = vm.new_str(format!("{}{suffix}", operator.symbol())).into_value();
            rows.push(vm.new_tuple(vec![name, symbol]).into_value());
        }
    }
    Ok(List::create(vm, rows).into_value())
}

/// Whether a number is that of an opcode for which `test` holds.
fn has(vm: &mut Vm, bound: &[Slot], test: impl Fn(Opcode) -> bool) -> PyResult {
    let [Some(number)] = bound else { return Ok(Value::NONE) };
    let number = number::int_argument(vm, number)?;
    let opcode = usize::try_from(number).ok().and_then(|number| Opcode::ALL.get(number));
    Ok(Value::bool(opcode.is_some_and(|opcode| test(*opcode))))
}

fn has_role(vm: &mut Vm, bound: &[Slot], wanted: &[Role]) -> PyResult {
    has(vm, bound, |opcode| opcode.roles().iter().any(|role| wanted.contains(role)))
}

fn code_argument(vm: &mut Vm, value: &Value) -> PyResult<Py<Code>> {
    match value.cast::<Code>() {
        Some(code) => Ok(code.clone()),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("expected a code object, not {class}")))
        }
    }
}

/// The indices of instructions that something leads to, sorted: where jumps go, where protected ranges begin and end, and
/// their handlers. The first of them has label 1.
fn labels(unit: &CodeUnit) -> Vec<i64> {
    let jumps = unit.instructions.iter().enumerate().filter_map(|(index, instruction)| target(index, *instruction));
    let ranges = unit.handlers.iter().flat_map(|row| [row.start, row.end, row.target].map(i64::from));
    let mut labels: Vec<i64> = jumps.chain(ranges).collect();
    labels.sort_unstable();
    labels.dedup();
    labels
}

fn target(index: usize, instruction: Instruction) -> Option<i64> {
    Some(index as i64 + 1 + i64::from(instruction.distance()?.get()))
}

/// Jumps as labels, constants as `repr()` shows them.
struct Shown {
    labels: Vec<i64>,
    constants: Vec<String>,
}

impl Notation for Shown {
    fn target(&self, index: i64) -> String {
        self.labels.binary_search(&index).map_or_else(|_| format!("to {index}"), |label| format!("to L{}", label + 1))
    }

    fn constant(&self, index: ConstantIndex) -> String {
        self.constants.get(index.index()).cloned().unwrap_or_else(|| "?".to_owned())
    }

    fn number(&self, number: i32) -> String {
        number.to_string()
    }
}

/// `_instructions(code, adaptive)`: a tuple for each: offset, opcode, its operands as one number, what it is about (a constant, a
/// name, the offset that it jumps to, a number) or None, all its operands as text, its label or None.
fn instructions(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let [code, adaptive] = values else { return Ok(Value::NONE) };
    let code = code_argument(vm, code)?;
    let adaptive = protocol::is_true(vm, adaptive)?;
    let mut constants = Vec::with_capacity(code.constants.len());
    for constant in &code.constants {
        constants.push(protocol::repr::repr(vm, constant)?.to_string_lossy().into_owned());
    }
    let unit = &code.unit;
    let notation = Shown { labels: labels(unit), constants };
    let mut rows = Vec::with_capacity(unit.instructions.len());
    for (index, instruction) in unit.instructions.iter().enumerate() {
        let opcode = if adaptive { code.instructions[index].get().opcode } else { instruction.opcode };
        let text = bytecode::operands(unit, index, *instruction, &notation);
        let label = notation.labels.binary_search(&(index as i64)).ok();
        let row = vec![
            Value::index(code.places().offset(index as u32) as usize),
            Value::index(opcode as usize),
            crate::types::int::from_u64(vm, instruction.word() >> 8),
            subject(vm, &code, index, *instruction),
            vm.new_str(text).into_value(),
            label.map_or(Value::NONE, |label| Value::index(label + 1)),
        ];
        rows.push(vm.new_tuple(row).into_value());
    }
    Ok(List::create(vm, rows).into_value())
}

/// What an instruction is about.
fn subject(vm: &mut Vm, code: &Py<Code>, index: usize, instruction: Instruction) -> Value {
    let unit = &code.unit;
    let operands = [instruction.a, instruction.b, instruction.c];
    let mut local = Value::NONE;
    for (role, operand) in instruction.opcode.roles().into_iter().zip(operands) {
        match role {
            Role::Constant => return code.constants[instruction.constant().index()].clone(),
            Role::Name => return code.names[operand.name().index()].to_value(),
            Role::Cache => return code.names[unit.caches[instruction.cache().index()].index()].to_value(),
            Role::Jump | Role::LongJump => {
                let to = target(index, instruction).and_then(|to| u32::try_from(to).ok());
                return to.map_or(Value::NONE, |to| Value::index(code.places().offset(to) as usize));
            }
            Role::WideInt => return crate::types::int::from_i64(vm, i64::from(instruction.int())),
            _ if role.is_register() && local.is_none() => {
                if let Some((name, _)) = code.locals.get(operand.register().index()) {
                    local = name.to_value();
                }
            }
            _ => {}
        }
    }
    local
}

/// `_handlers(code)`: a tuple for each row of the exception table, inner ones first: the labels of start, end and handler,
/// and the register that gets the exception.
fn handlers(vm: &mut Vm, _module: &Value, code: &Value) -> PyResult {
    let code = code_argument(vm, code)?;
    let unit = &code.unit;
    let labels = labels(unit);
    let mut rows = Vec::with_capacity(unit.handlers.len());
    for handler in &unit.handlers {
        let label = |index: u32| labels.binary_search(&i64::from(index)).map_or(0, |label| label + 1);
        let mut row: Vec<_> = [handler.start, handler.end, handler.target].map(|at| Value::index(label(at))).into();
        row.push(vm.new_str(bytecode::register_name(unit, handler.register)).into_value());
        rows.push(vm.new_tuple(row).into_value());
    }
    Ok(List::create(vm, rows).into_value())
}
