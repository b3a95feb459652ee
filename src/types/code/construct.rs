//! `types.CodeType(…)`: a code object of the parts of one that is there.

use ouropy_compiler::code::CodeFlags;

use super::{parts, replace};
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::number;
use crate::types::bytes::Bytes;
use crate::types::class::{Arguments, Class};
use crate::types::exception;
use crate::vm::{PyResult, Vm};

/// The parameters that are ints, in front; `co_firstlineno` comes later.
const COUNTS: usize = 6;
const CODE: usize = 6;
const NAMES: usize = 8;
const VARNAMES: usize = 9;
const FIRST_LINE: usize = 13;
const LINE_TABLE: usize = 14;
const EXCEPTION_TABLE: usize = 15;
const FREE: usize = 16;
const CELLS: usize = 17;

/// The parameters in their order.
const PARAMETERS: [&str; 18] = [
    "co_argcount",
    "co_posonlyargcount",
    "co_kwonlyargcount",
    "co_nlocals",
    "co_stacksize",
    "co_flags",
    "co_code",
    "co_consts",
    "co_names",
    "co_varnames",
    "co_filename",
    "co_name",
    "co_qualname",
    "co_firstlineno",
    "co_linetable",
    "co_exceptiontable",
    "co_freevars",
    "co_cellvars",
];

/// `code.__new__`: the instructions and tables have to be those of a code object; the other parts may differ from that
/// one's as in `replace`. NotImplementedError for instructions of one's own; errors else as CPython's.
pub(super) fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("code() takes no keyword arguments"));
    }
    let given = arguments.positional();
    if !(16..=18).contains(&given.len()) {
        let (bound, limit) = if given.len() < 16 { ("least", 16) } else { ("most", 18) };
        let given = given.len();
        return Err(vm.type_error(format!("code expected at {bound} {limit} arguments, got {given}")));
    }
    let counts = check_kinds(vm, given)?;
    check_values(vm, given, &counts)?;
    let data = |index: usize| given[index].expect::<Bytes>().data.clone();
    let Some(old) = parts::find(vm, &data(CODE), &data(LINE_TABLE), &data(EXCEPTION_TABLE)) else {
        let class = vm.types.not_implemented_error.clone();
        let text = "the instructions of a code object have to be those of another one";
        let text = vm.new_str(text).into_value();
        let error = exception::new(vm, &class, vec![text]);
        return Err(vm.raise(error));
    };
    let mut parts: Vec<(String, Value)> =
        PARAMETERS.iter().zip(given).map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    for name in &PARAMETERS[given.len()..] {
        parts.push(((*name).to_owned(), vm.empty_tuple.to_value()));
    }
    replace::with_parts(vm, &old, parts)
}

/// Checks the classes of the arguments, from the first to the last; gives the ints in front.
fn check_kinds(vm: &mut Vm, given: &[Value]) -> PyResult<Vec<i32>> {
    let mut counts = Vec::with_capacity(COUNTS);
    for (index, value) in given.iter().enumerate() {
        let wanted = match index {
            0..COUNTS => {
                counts.push(number::int_argument(vm, value)?);
                continue;
            }
            FIRST_LINE => {
                number::int_argument(vm, value)?;
                continue;
            }
            CODE | LINE_TABLE | EXCEPTION_TABLE if value.has::<Bytes>() => continue,
            CODE | LINE_TABLE | EXCEPTION_TABLE => "bytes",
            10..=12 if value.has::<Str>() => continue,
            10..=12 => "str",
            _ if value.has::<Tuple>() => continue,
            _ => "tuple",
        };
        let other = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
        return Err(vm.type_error(format!("code() argument {} must be {wanted}, not {other}", index + 1)));
    }
    Ok(counts)
}

fn check_values(vm: &mut Vm, given: &[Value], counts: &[i32]) -> PyResult<()> {
    for (name, &count) in ["argcount", "posonlyargcount", "kwonlyargcount", "nlocals"].iter().zip(counts) {
        if count < 0 {
            return Err(vm.value_error(format!("code: {name} must not be negative")));
        }
    }
    for index in [NAMES, VARNAMES, FREE, CELLS] {
        let names = given.get(index).and_then(|names| names.cast::<Tuple>());
        if let Some(odd) = names.and_then(|names| names.items().iter().find(|name| !name.has::<Str>())) {
            let class = vm.class_name(odd);
            return Err(vm.type_error(format!("name tuples must contain only strings, not '{class}'")));
        }
    }
    let &[positional, positional_only, keyword_only, locals, stack, flags] = counts else { return Ok(()) };
    if stack < 0 || flags < 0 || positional < positional_only {
        return Err(vm.system_error("bad argument to internal function"));
    }
    if !given[CODE].expect::<Bytes>().data.len().is_multiple_of(2) {
        return Err(vm.value_error("code: co_code is malformed"));
    }
    let flags = CodeFlags::from_bits_retain(flags as u32);
    let rest = [CodeFlags::VARARGS, CodeFlags::VARKEYWORDS].into_iter().filter(|&flag| flags.contains(flag)).count();
    let variables = given[VARNAMES].expect::<Tuple>().len();
    if variables < positional as usize + keyword_only as usize + rest {
        return Err(vm.value_error("code: co_varnames is too small"));
    }
    if variables != locals as usize {
        return Err(vm.value_error("code: co_nlocals != len(co_varnames)"));
    }
    Ok(())
}
