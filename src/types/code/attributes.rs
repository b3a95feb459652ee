//! The attributes of code objects.

use ouropy_compiler::code::LocalKind;

use super::{Code, parts};
use crate::object::{Py, Str, Value};
use crate::types::class::GetSet;

pub(super) const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("co_argcount", |_, this| Ok(Value::index(of(this).arg_count as usize))).member(),
    GetSet::read_only("co_posonlyargcount", |_, this| Ok(Value::index(of(this).positional_only_count as usize)))
        .member(),
    GetSet::read_only("co_kwonlyargcount", |_, this| Ok(Value::index(of(this).keyword_only_count as usize))).member(),
    GetSet::read_only("co_stacksize", |_, this| Ok(Value::index(of(this).stack_size()))).member(),
    GetSet::read_only("co_flags", |_, this| Ok(Value::index(of(this).flags.bits() as usize))).member(),
    GetSet::read_only("co_nlocals", |_, this| Ok(Value::index(varnames(of(this)).len()))).member(),
    GetSet::read_only("co_consts", |vm, this| Ok(vm.new_tuple_from(&of(this).constants).into_value())).member(),
    GetSet::read_only("co_names", |vm, this| {
        let names = of(this).names.iter().map(Py::<Str>::to_value).collect();
        Ok(vm.new_tuple(names).into_value())
    })
    .member(),
    GetSet::read_only("co_filename", |_, this| Ok(of(this).filename().into_value())).member(),
    GetSet::read_only("co_name", |_, this| Ok(of(this).name.to_value())).member(),
    GetSet::read_only("co_qualname", |_, this| Ok(of(this).qualname.to_value())).member(),
    GetSet::read_only("co_firstlineno", |_, this| Ok(Value::index(of(this).first_line as usize))).member(),
    GetSet::read_only("co_linetable", parts::line_table).member(),
    GetSet::read_only("co_exceptiontable", parts::exception_table).member(),
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
    GetSet::read_only("co_code", parts::code),
    GetSet::read_only("co_lnotab", parts::line_number_table),
];

pub(super) fn of(this: &Value) -> &Py<Code> {
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
