//! `grp`: the database of groups.

use super::pwd::{decoded, encoded, number};
use super::{ModuleSpec, NativeClass};
use crate::native::posix::arguments::argument;
use crate::native::posix::paths::identity;
use crate::object::{ClassFlags, Slot, Str, Value};
use crate::protocol;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::list::List;
use crate::types::struct_sequence::{self, class, field};
use crate::vm::accounts::{self, Group};
use crate::vm::{PyResult, Vm};

/// The declaration of `grp`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "grp",
    functions: &[
        NativeDef::keywords("getgrgid", "id", by_number),
        NativeDef::keywords("getgrnam", "name", by_name),
        NativeDef::none("getgrall", |vm, _| {
            let mut all = Vec::new();
            for group in accounts::groups() {
                all.push(shown(vm, group)?);
            }
            Ok(List::create(vm, all).into_value())
        }),
    ],
    classes: &[&STRUCT_GROUP],
    init: None,
};

static STRUCT_GROUP: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec { flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE), ..class("grp", "struct_group", FIELDS) },
);

const FIELDS: &[GetSet] = &[field::<0>("gr_name"), field::<1>("gr_passwd"), field::<2>("gr_gid"), field::<3>("gr_mem")];

fn shown(vm: &mut Vm, group: Group) -> PyResult {
    let mut members = Vec::new();
    for member in group.members {
        members.push(decoded(vm, Some(member))?);
    }
    let mut values = Vec::new();
    for text in group.name {
        values.push(decoded(vm, text)?);
    }
    values.push(number(vm, group.number));
    values.push(List::create(vm, members).into_value());
    let class = STRUCT_GROUP.of(vm);
    Ok(struct_sequence::create(vm, &class, values))
}

fn by_number(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let wanted = identity(vm, "gid", &argument(bound, 0))?;
    match accounts::group_of_number(wanted) {
        Some(group) => shown(vm, group),
        None => {
            let wanted = if wanted == u32::MAX { "-1".to_owned() } else { wanted.to_string() };
            let text = vm.new_str(format!("getgrgid(): gid not found: {wanted}")).into_value();
            Err(vm.key_error(&text))
        }
    }
}

fn by_name(vm: &mut Vm, _: &Value, bound: &[Slot]) -> PyResult {
    let name = argument(bound, 0);
    if !name.has::<Str>() {
        let class = vm.class_name(&name);
        return Err(vm.type_error(format!("getgrnam() argument 'name' must be str, not {class}")));
    }
    let wanted = encoded(vm, &name)?;
    match accounts::group_of_name(&wanted) {
        Some(group) => shown(vm, group),
        None => {
            let name = protocol::repr(vm, &name)?.to_string_lossy().into_owned();
            let text = vm.new_str(format!("getgrnam(): name not found: {name}")).into_value();
            Err(vm.key_error(&text))
        }
    }
}
