//! `ContextVar`.

use super::context::Context;
use super::token::{self, Token};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Tuple, Value, payload};
use crate::protocol;
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::{generic_alias, object};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_contextvars",
    flags: ClassFlags::empty(),
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        hash: Some(|_, this| Ok(this.expect::<ContextVar>().hash)),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::positional("get", 0, 1, get),
        NativeDef::one("set", set),
        NativeDef::one("reset", |vm, this, token| reset(vm, this.expect::<ContextVar>(), token)),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
    ],
    getset: &[GetSet::read_only("name", |_, this| Ok(this.expect::<ContextVar>().name.to_value())).member()],
    ..ClassSpec::new("ContextVar", Layout::of::<ContextVar>())
});

/// A variable.
pub struct ContextVar {
    name: Py<Str>,
    default: Slot,
    hash: i64,
}

payload! { ContextVar: Lazy, size 64;
    references { name = .name, default }
}

impl ContextVar {
    /// Its name.
    pub fn name(&self) -> String {
        self.name.to_string_lossy().into_owned()
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let (all, positional) = (given.values.len(), given.positional().len());
    if positional != 1 || all > 2 {
        let message = match (positional, all) {
            (_, 3..) if positional <= 1 => format!("ContextVar() takes at most 2 arguments ({all} given)"),
            (0, _) => "ContextVar() takes exactly 1 positional argument (0 given)".to_owned(),
            _ if all > 2 => format!("ContextVar() takes at most 2 arguments ({all} given)"),
            _ => format!("ContextVar() takes at most 1 positional argument ({positional} given)"),
        };
        return Err(vm.type_error(message));
    }
    let bound = arguments::bind(vm, "ContextVar", "name, /, *, default=None", given)?;
    let name = bound[0].clone().unwrap_or(Value::NONE);
    let Some(name) = name.cast::<Str>() else { return Err(vm.type_error("context variable name must be a str")) };
    let default = bound[1].clone();
    let is_container = default.as_ref().is_some_and(can_be_in_cycle);
    let hash = protocol::hash(vm, name.as_value())?;
    let payload = ContextVar { name: name.clone(), default, hash };
    let variable = vm.heap.alloc(class, payload);
    if is_container {
        vm.heap.track(variable.header());
    }
    Ok(variable.into_value())
}

/// A variable without a default.
pub fn create(vm: &mut Vm, name: &str) -> Value {
    let class = CLASS.of(vm);
    let name = vm.intern(name);
    let hash = protocol::hash_str(vm, &name);
    vm.heap.alloc(&class, ContextVar { name, default: None, hash }).into_value()
}

/// Whether the collector may have to look at an object: a tuple only if it is tracked.
fn can_be_in_cycle(value: &Value) -> bool {
    value.header().is_some_and(|header| header.is_tracked() || (header.is_container() && !value.has::<Tuple>()))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let variable = this.expect::<ContextVar>().clone();
    let mut text = b"<ContextVar name=".to_vec();
    protocol::sequence::push_repr(vm, &mut text, variable.name.as_value())?;
    if let Some(default) = &variable.default {
        text.put_all(b" default=");
        protocol::sequence::push_repr(vm, &mut text, default)?;
    }
    text.put_all(format!(" at 0x{:x}>", object::address(this)).as_bytes());
    Ok(vm.new_str_bytes(&text).into_value())
}

fn get(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let variable = this.expect::<ContextVar>();
    if let Some(value) = Context::value(vm, variable) {
        return Ok(value);
    }
    match arguments.first().or(variable.default.as_ref()) {
        Some(default) => Ok(default.clone()),
        None => Err(vm.raise_with(|types| &types.lookup_error, vec![this.clone()])),
    }
}

fn set(vm: &mut Vm, this: &Value, value: &Value) -> PyResult {
    let variable = this.expect::<ContextVar>();
    let context = Context::current(vm);
    let old = context.get(vm, variable);
    let token = Token::create(vm, &context, variable, old);
    context.set(vm, variable, value);
    Ok(token)
}

/// Gives a variable the value back that it had before the token was made.
pub fn reset(vm: &mut Vm, variable: &Py<ContextVar>, token: &Value) -> PyResult {
    let Some(given) = token.cast::<Token>() else {
        let shown = protocol::repr(vm, token)?.to_string_lossy().into_owned();
        return Err(vm.type_error(format!("expected an instance of Token, got {shown}")));
    };
    if given.is_used() {
        let shown = token::shown(vm, token)?;
        return Err(vm.runtime_error(format!("{shown} has already been used once")));
    }
    if !given.variable().is(variable) {
        let shown = token::shown(vm, token)?;
        return Err(vm.value_error(format!("{shown} was created by a different ContextVar")));
    }
    let context = Context::current(vm);
    if !given.context().is(&context) {
        let shown = token::shown(vm, token)?;
        return Err(vm.value_error(format!("{shown} was created in a different Context")));
    }
    given.use_up();
    match given.old() {
        Some(old) => context.set(vm, variable, &old.clone()),
        None => context.remove(vm, variable),
    }
    Ok(Value::NONE)
}
