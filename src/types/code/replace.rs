//! `code.replace()`: a copy with other names, lines or constants.
//!
//! What decides how the code runs cannot be replaced: the instructions are ours, not CPython's, and the interpreter
//! relies on what the compiler and the verifier know about them.

use std::cell::RefCell;
use std::rc::Rc;

use ouropy_compiler::code::{CodeFlags, CodeUnit, Constant, Local, LocalKind};

use super::places::Stop;
use super::{Code, location, parts};
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol;
use crate::types::bytes::Bytes;
use crate::types::class::Arguments;
use crate::vm::{PyResult, Raised, Vm};

/// The parts CPython's `replace` takes.
const PARTS: [&str; 18] = [
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_stacksize",
    "co_flags",
    "co_firstlineno",
    "co_code",
    "co_consts",
    "co_names",
    "co_varnames",
    "co_freevars",
    "co_cellvars",
    "co_filename",
    "co_name",
    "co_qualname",
    "co_linetable",
    "co_exceptiontable",
];

/// `code.replace(**parts)`: what [`with_parts`] can make different. Errors else as CPython's.
pub(super) fn replace(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if !arguments.positional().is_empty() {
        return Err(vm.type_error("replace() takes no positional arguments"));
    }
    let named = |part: &Value| part.expect::<Str>().to_string_lossy().into_owned();
    let parts = arguments.keywords().map(|(part, value)| (named(part), value.clone())).collect();
    with_parts(vm, &this.expect::<Code>().clone(), parts)
}

/// A copy with other parts: `co_name`, `co_qualname`, `co_filename` and `co_firstlineno`; `co_names`, `co_varnames`,
/// `co_freevars`, `co_cellvars` and `co_consts` item by item; `co_linetable`; a larger `co_stacksize`; the mark of `types.coroutine` in
/// `co_flags`. Any other part must be what it is (ValueError).
pub(super) fn with_parts(vm: &mut Vm, old: &Py<Code>, parts: Vec<(String, Value)>) -> PyResult {
    let mut unit = CodeUnit::clone(&old.unit);
    let mut constants: Box<[Value]> = old.constants.clone();
    let mut line_table = old.places().line_table.clone();
    let (mut name, mut qualname, mut filename) = (old.name.clone(), old.qualname.clone(), old.filename());
    for (part, value) in &parts {
        match part.as_str() {
            "co_name" => name = text(vm, part, value)?,
            "co_qualname" => qualname = text(vm, part, value)?,
            "co_filename" => filename = text(vm, part, value)?,
            "co_firstlineno" => move_lines(vm, &mut unit, value)?,
            "co_names" => rename_globals(vm, &mut unit, value)?,
            "co_varnames" => rename(vm, old, &mut unit, value)?,
            "co_freevars" => rename_kind(vm, &mut unit, LocalKind::Free, part, value)?,
            "co_cellvars" => rename_kind(vm, &mut unit, LocalKind::Cell, part, value)?,
            "co_stacksize" => grow(vm, old, &mut unit, value)?,
            "co_flags" => unit.flags = marked(vm, old.as_value(), value)?,
            "co_consts" => constants = other_constants(vm, old, value)?,
            "co_linetable" => line_table = other_lines(vm, old, &mut unit, value)?,
            known if PARTS.contains(&known) => check_same(vm, old.as_value(), known, value)?,
            other => {
                return Err(vm.type_error(format!("replace() got an unexpected keyword argument '{other}'")));
            }
        }
    }
    let mut code = Code::make(vm, &Rc::new(unit));
    (code.name, code.qualname, code.constants) = (name, qualname, constants);
    code.filename = RefCell::new(filename);
    let code = code.with_line_table(line_table);
    Ok(vm.heap.alloc(&vm.types.code, code).into_value())
}

fn text(vm: &mut Vm, part: &str, value: &Value) -> PyResult<Py<Str>> {
    match value.cast::<Str>() {
        Some(text) => Ok(text.clone()),
        None => Err(wrong_class(vm, part, "str", value)),
    }
}

fn tuple<'a>(vm: &mut Vm, part: &str, value: &'a Value) -> PyResult<&'a Py<Tuple>> {
    match value.cast::<Tuple>() {
        Some(items) => Ok(items),
        None => Err(wrong_class(vm, part, "tuple", value)),
    }
}

fn wrong_class(vm: &mut Vm, part: &str, wanted: &str, value: &Value) -> Raised {
    let class = vm.class_name(value);
    vm.type_error(format!("replace() argument '{part}' must be {wanted}, not {class}"))
}

/// All lines move with the first.
fn move_lines(vm: &mut Vm, unit: &mut CodeUnit, value: &Value) -> PyResult<()> {
    let line = protocol::number::int_argument(vm, value)?;
    let Ok(first) = u32::try_from(line) else {
        return Err(vm.value_error("co_firstlineno must be a positive integer"));
    };
    let old = unit.first_line;
    let moved = |line: u32| if line == 0 { 0 } else { line.wrapping_sub(old).wrapping_add(first) };
    for position in &mut unit.positions {
        (position.line, position.end_line) = (moved(position.line), moved(position.end_line));
    }
    for passed in &mut unit.passed_lines {
        passed.line = moved(passed.line);
    }
    unit.first_line = first;
    Ok(())
}

/// Other names for the plain locals and the parameters.
fn rename(vm: &mut Vm, old: &Py<Code>, unit: &mut CodeUnit, value: &Value) -> PyResult<()> {
    let names = tuple(vm, "co_varnames", value)?;
    let parameters = old.parameter_count();
    let variables: Vec<&mut Local> = unit
        .locals
        .iter_mut()
        .enumerate()
        .filter(|(index, local)| local.kind == LocalKind::Fast || *index < parameters)
        .map(|(_, local)| local)
        .collect();
    if variables.len() != names.len() {
        let few = names.len() < parameters;
        let text = if few { "code: co_varnames is too small" } else { "code: co_nlocals != len(co_varnames)" };
        return Err(vm.value_error(text));
    }
    for (variable, name) in variables.into_iter().zip(names.items()) {
        variable.name = name_in(vm, name)?;
    }
    Ok(())
}

fn name_in(vm: &mut Vm, name: &Value) -> PyResult<Rc<str>> {
    match name.cast::<Str>() {
        Some(name) => Ok(name.to_string_lossy().into()),
        None => Err(vm.system_error("non-string found in code slot")),
    }
}

/// Other names for globals and attributes, as many as there are.
fn rename_globals(vm: &mut Vm, unit: &mut CodeUnit, value: &Value) -> PyResult<()> {
    let names = tuple(vm, "co_names", value)?;
    let names = names.items().iter().map(|name| name_in(vm, name)).collect::<PyResult<Vec<Rc<str>>>>()?;
    if names.len() != unit.names.len() {
        return Err(item_by_item(vm, "co_names"));
    }
    unit.names = names;
    Ok(())
}

/// Other names for the free variables or the cells, as many as there are.
fn rename_kind(vm: &mut Vm, unit: &mut CodeUnit, kind: LocalKind, part: &str, value: &Value) -> PyResult<()> {
    let names = tuple(vm, part, value)?;
    let names = names.items().iter().map(|name| name_in(vm, name)).collect::<PyResult<Vec<Rc<str>>>>()?;
    let variables: Vec<&mut Local> = unit.locals.iter_mut().filter(|local| local.kind == kind).collect();
    if names.len() != variables.len() {
        return Err(item_by_item(vm, part));
    }
    for (variable, name) in variables.into_iter().zip(names) {
        variable.name = name;
    }
    Ok(())
}

#[cold]
fn item_by_item(vm: &mut Vm, part: &str) -> Raised {
    vm.value_error(format!("{part} of a code object can only be replaced item by item"))
}

/// More room for temporaries than the code needs does no harm.
fn grow(vm: &mut Vm, old: &Py<Code>, unit: &mut CodeUnit, value: &Value) -> PyResult<()> {
    let wanted = protocol::number::int_argument(vm, value)?;
    let needed = old.register_count - old.first_temporary.index() as u32;
    match u32::try_from(wanted) {
        Ok(wanted) if wanted >= needed && wanted <= MOST_TEMPORARIES => {
            unit.register_count = old.first_temporary.index() as u32 + wanted;
            Ok(())
        }
        Ok(_) => Err(vm.value_error("co_stacksize of a code object can only be made larger")),
        Err(_) => Err(vm.value_error("co_stacksize must be a positive integer")),
    }
}

/// The source ranges of another table; a place that it does not reach has none.
fn other_lines(vm: &mut Vm, old: &Py<Code>, unit: &mut CodeUnit, value: &Value) -> PyResult<Option<Box<[u8]>>> {
    let Some(table) = value.cast::<Bytes>() else { return Err(wrong_class(vm, "co_linetable", "bytes", value)) };
    if parts::line_table_of(old) == *table.data {
        return Ok(old.places().line_table.clone());
    }
    let locations = location::decode(&table.data, unit.first_line);
    for (index, &stop) in old.places().stops().iter().enumerate() {
        let position = locations.get(index).copied().unwrap_or_default().position();
        match stop {
            Stop::Instruction(index) => unit.positions[index as usize] = position,
            Stop::Passed(number) => unit.passed_lines[number].line = position.line,
            Stop::Begin | Stop::Item(_) => {}
        }
    }
    Ok(Some(table.data.clone()))
}

/// As many registers as an operand can name, less those of locals.
const MOST_TEMPORARIES: u32 = 1 << 15;

/// As many constants; code where there was code, of as many free variables; tuples of as many strs where such a one may
/// name a call's keywords: the instructions rely on that.
fn other_constants(vm: &mut Vm, old: &Py<Code>, value: &Value) -> PyResult<Box<[Value]>> {
    let constants = tuple(vm, "co_consts", value)?;
    let is_name = |value: &Value| vm.is_exactly(value, &vm.types.str);
    let serves = |(index, new): (usize, &Value)| match &old.unit.constants[index] {
        Constant::Code(unit) => new.cast::<Code>().is_some_and(|new| free_variables(unit) == free_variables(&new.unit)),
        Constant::Tuple(items) => new.cast::<Tuple>().is_some_and(|new| {
            let names = items.iter().all(|item| matches!(item, Constant::Str(_)));
            vm.is_exactly(new.as_value(), &vm.types.tuple)
                && new.len() == items.len()
                && (!names || new.items().iter().all(is_name))
        }),
        _ => true,
    };
    if constants.len() != old.constants.len() || !constants.items().iter().enumerate().all(serves) {
        return Err(item_by_item(vm, "co_consts"));
    }
    Ok(constants.items().into())
}

fn free_variables(unit: &CodeUnit) -> usize {
    unit.locals.iter().filter(|local| local.kind == LocalKind::Free).count()
}

/// The flags: `types.coroutine` marks the code of a generator. Anything else is as it was.
fn marked(vm: &mut Vm, this: &Value, value: &Value) -> PyResult<CodeFlags> {
    let old = this.expect::<Code>().unit.flags;
    let mark = CodeFlags::ITERABLE_COROUTINE;
    let wanted = protocol::number::int_argument(vm, value)?;
    if old.contains(CodeFlags::GENERATOR)
        && u32::try_from(wanted).is_ok_and(|wanted| (wanted ^ old.bits()) & !mark.bits() == 0)
    {
        return Ok(CodeFlags::from_bits_retain(wanted as u32));
    }
    check_same(vm, this, "co_flags", value)?;
    Ok(old)
}

fn check_same(vm: &mut Vm, this: &Value, part: &str, value: &Value) -> PyResult<()> {
    if matches!(part, "co_code" | "co_exceptiontable") {
        if !value.has::<Bytes>() {
            return Err(wrong_class(vm, part, "bytes", value));
        }
    } else if protocol::number::int_argument(vm, value)? < 0 {
        return Err(vm.value_error(format!("{part} must be a positive integer")));
    }
    let name = vm.intern(part);
    let now = protocol::attribute::get_optional(vm, this, &name)?;
    if let Some(now) = now
        && protocol::is_equal(vm, &now, value)?
    {
        return Ok(());
    }
    if part == "co_nlocals" {
        return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
    }
    Err(vm.value_error(format!("{part} of a code object cannot be replaced")))
}
