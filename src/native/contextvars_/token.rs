//! `Token`: what a variable was before it was set.

use std::cell::Cell;

use super::Kept;
use super::context::Context;
use super::variable::{self, ContextVar};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::{ClassSpec, GetSet, NativeDef, Slots};
use crate::types::{generic_alias, object};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_contextvars",
    flags: ClassFlags::empty(),
    is_unhashable: true,
    slots: Slots {
        new: Some(|vm, _, _| Err(vm.runtime_error("Tokens can only be created by ContextVars"))),
        repr: Some(|vm, this| {
            let text = shown(vm, this)?;
            Ok(vm.new_str(text).into_value())
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
        NativeDef::none("__enter__", |_, this| Ok(this.clone())),
        NativeDef::positional("__exit__", 3, 3, |vm, this, _| {
            let variable = this.expect::<Token>().variable.clone();
            variable::reset(vm, &variable, this)
        }),
    ],
    getset: &[
        GetSet::read_only("var", |_, this| Ok(this.expect::<Token>().variable.to_value())),
        GetSet::read_only("old_value", |vm, this| match &this.expect::<Token>().old {
            Some(old) => Ok(old.clone()),
            None => Ok(missing(vm)),
        }),
    ],
    ..ClassSpec::new("Token", Layout::of::<Token>())
});

/// The class of `Token.MISSING`.
pub static MISSING: NativeClass = NativeClass::new(ClassSpec {
    flags: ClassFlags::empty(),
    slots: Slots { repr: Some(|vm, _| Ok(vm.new_str("<Token.MISSING>").into_value())), ..Slots::EMPTY },
    ..ClassSpec::new("Token.MISSING", Layout::of::<MissingToken>())
})
.hidden();

/// What stands for a value that there was not.
pub struct MissingToken;

payload! { MissingToken: Atom, size 16; }

/// `Token.MISSING`.
pub fn missing(vm: &mut Vm) -> Value {
    if let Some(missing) = &vm.states.get_or_default::<Kept>().missing {
        return missing.clone();
    }
    let class = MISSING.of(vm);
    let made = vm.heap.alloc(&class, MissingToken).into_value();
    vm.states.get_or_default::<Kept>().missing = Some(made.clone());
    made
}

/// What `ContextVar.set` returns.
pub struct Token {
    context: Py<Context>,
    variable: Py<ContextVar>,
    old: Slot,
    used: Cell<bool>,
}

payload! { Token: AtBirth, size 48;
    references { context, variable = .var, old }
}

impl Token {
    /// Of a variable that had the value in a context.
    pub fn create(vm: &mut Vm, context: &Py<Context>, variable: &Py<ContextVar>, old: Slot) -> Value {
        let class = CLASS.of(vm);
        let payload = Token { context: context.clone(), variable: variable.clone(), old, used: Cell::new(false) };
        vm.heap.alloc(&class, payload).into_value()
    }

    /// Whether the variable has been reset by it.
    pub fn is_used(&self) -> bool {
        self.used.get()
    }

    /// Notes that it has been.
    pub fn use_up(&self) {
        self.used.set(true);
    }

    /// The variable.
    pub fn variable(&self) -> &Py<ContextVar> {
        &self.variable
    }

    /// Where it was set.
    pub fn context(&self) -> &Py<Context> {
        &self.context
    }

    /// What it was before.
    pub fn old(&self) -> Option<&Value> {
        self.old.as_ref()
    }
}

/// Its repr.
pub fn shown(vm: &mut Vm, this: &Value) -> PyResult<String> {
    let token = this.expect::<Token>().clone();
    let variable = protocol::repr(vm, token.variable.as_value())?;
    let used = if token.used.get() { " used" } else { "" };
    Ok(format!("<Token{used} var={} at 0x{:x}>", variable.to_string_lossy(), object::address(this)))
}
