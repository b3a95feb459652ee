//! `_sre`: compiled patterns and what they match. The matcher is `crate::text::regex`.

mod matched;
mod pattern;
mod pattern_methods;
mod scanner;
mod state;
mod template;

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::protocol::number;
use crate::text::regex::{MAGIC, MAX_GROUPS, MAX_REPEAT, case};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// Bytes in a code word.
const CODE_SIZE: usize = 4;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_sre",
    functions: &[
        NativeDef::keywords("compile", "pattern, flags, code, groups, groupindex, indexgroup", pattern::compile),
        NativeDef::positional("template", 2, 2, template::template),
        NativeDef::none("getcodesize", |_, _| Ok(Value::index(CODE_SIZE))),
        NativeDef::one("ascii_iscased", |vm, _, code| test(vm, code, case::is_cased_ascii)),
        NativeDef::one("unicode_iscased", |vm, _, code| test(vm, code, case::is_cased_unicode)),
        NativeDef::one("ascii_tolower", |vm, _, code| map(vm, code, case::lower_ascii)),
        NativeDef::one("unicode_tolower", |vm, _, code| map(vm, code, case::lower_unicode)),
    ],
    classes: &[&pattern::CLASS, &matched::CLASS, &scanner::CLASS, &template::CLASS],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let constants =
        [("MAGIC", MAGIC), ("CODESIZE", CODE_SIZE as u32), ("MAXREPEAT", MAX_REPEAT), ("MAXGROUPS", MAX_GROUPS)];
    for (name, value) in constants {
        set(vm, namespace, name, Value::index(value as usize));
    }
    let copyright = vm.new_str(" SRE 2.2.2 Copyright (c) 1997-2002 by Secret Labs AB ");
    set(vm, namespace, "copyright", copyright);
    Ok(())
}

fn test(vm: &mut Vm, code: &Value, test: fn(u32) -> bool) -> PyResult {
    let code = number::int_argument(vm, code)?;
    Ok(Value::bool(test(code.cast_unsigned())))
}

fn map(vm: &mut Vm, code: &Value, map: fn(u32) -> u32) -> PyResult {
    let code = number::int_argument(vm, code)?;
    Ok(int::from_i64(vm, i64::from(map(code.cast_unsigned()).cast_signed())))
}
