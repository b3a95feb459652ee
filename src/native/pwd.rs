//! `pwd`: the database of users.

use std::ffi::CString;

use super::{ModuleSpec, NativeClass};
use crate::native::posix::paths::identity;
use crate::object::{ClassFlags, Str, Value};
use crate::program::path::{fs_decode, fs_encode};
use crate::protocol;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::int;
use crate::types::list::List;
use crate::types::struct_sequence::{self, class, field};
use crate::vm::accounts::{self, Text, User};
use crate::vm::{PyResult, Vm};

/// The declaration of `pwd`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "pwd",
    functions: &[
        NativeDef::one("getpwuid", by_number),
        NativeDef::one("getpwnam", by_name),
        NativeDef::none("getpwall", |vm, _| {
            let mut all = Vec::new();
            for user in accounts::users() {
                all.push(shown(vm, user)?);
            }
            Ok(List::create(vm, all).into_value())
        }),
    ],
    classes: &[&STRUCT_PASSWD],
    init: None,
};

static STRUCT_PASSWD: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec { flags: ClassFlags::HEAP_TYPE.union(ClassFlags::MUTABLE), ..class("pwd", "struct_passwd", FIELDS) },
);

const FIELDS: &[GetSet] = &[
    field::<0>("pw_name"),
    field::<1>("pw_passwd"),
    field::<2>("pw_uid"),
    field::<3>("pw_gid"),
    field::<4>("pw_gecos"),
    field::<5>("pw_dir"),
    field::<6>("pw_shell"),
];

/// A text as Python has it; None if there is none.
pub fn decoded(vm: &mut Vm, text: Text) -> PyResult {
    match text {
        Some(text) => fs_decode(vm, &text),
        None => Ok(Value::NONE),
    }
}

/// A number as Python has it: the one that means nobody is -1.
pub fn number(vm: &mut Vm, number: u32) -> Value {
    int::from_i64(vm, if number == u32::MAX { -1 } else { i64::from(number) })
}

/// A name as the C library takes it.
pub fn encoded(vm: &mut Vm, name: &Value) -> PyResult<CString> {
    CString::new(fs_encode(vm, name)?.0).map_err(|_| vm.value_error("embedded null byte"))
}

fn shown(vm: &mut Vm, user: User) -> PyResult {
    let mut values = Vec::new();
    for text in user.name {
        values.push(decoded(vm, text)?);
    }
    values.extend(user.numbers.map(|found| number(vm, found)));
    for text in user.rest {
        values.push(decoded(vm, text)?);
    }
    let class = STRUCT_PASSWD.of(vm);
    Ok(struct_sequence::create(vm, &class, values))
}

fn by_number(vm: &mut Vm, _: &Value, value: &Value) -> PyResult {
    let wanted = match identity(vm, "uid", value) {
        Ok(wanted) => wanted,
        Err(raised) if vm.raised_is(&raised, |types| &types.overflow_error) => {
            // Nobody has such a number.
            drop(vm.take_raised(raised));
            let text = vm.new_str("getpwuid(): uid not found").into_value();
            return Err(vm.key_error(&text));
        }
        Err(raised) => return Err(raised),
    };
    match accounts::user_of_number(wanted) {
        Some(user) => shown(vm, user),
        None => {
            let wanted = wanted.cast_signed();
            let wanted = if wanted == -1 { "-1".to_owned() } else { wanted.cast_unsigned().to_string() };
            let text = vm.new_str(format!("getpwuid(): uid not found: {wanted}")).into_value();
            Err(vm.key_error(&text))
        }
    }
}

fn by_name(vm: &mut Vm, _: &Value, name: &Value) -> PyResult {
    if !name.has::<Str>() {
        let class = vm.class_name(name);
        return Err(vm.type_error(format!("getpwnam() argument must be str, not {class}")));
    }
    let wanted = encoded(vm, name)?;
    match accounts::user_of_name(&wanted) {
        Some(user) => shown(vm, user),
        None => {
            let name = protocol::repr(vm, name)?.to_string_lossy().into_owned();
            let text = vm.new_str(format!("getpwnam(): name not found: {name}")).into_value();
            Err(vm.key_error(&text))
        }
    }
}
