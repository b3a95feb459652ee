//! `Context`.

use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use super::Kept;
use super::items::{self, ContextItems};
use super::table::ContextTable;
use super::variable::ContextVar;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_contextvars",
    flags: ClassFlags::WEAK_REFERENCEABLE,
    is_unhashable: true,
    slots: Slots {
        new: Some(new),
        richcompare: Some(compare),
        iter: Some(|vm, this| Ok(ContextItems::create(vm, this.expect::<Context>(), &items::KEYS))),
        length: Some(|vm, this| Ok(this.expect::<Context>().table(vm).pairs().len())),
        getitem: Some(|vm, this, key| {
            let (context, key) = (this.expect::<Context>(), variable(vm, key)?);
            match context.get(vm, key) {
                Some(value) => Ok(value),
                None => Err(vm.key_error(key.as_value())),
            }
        }),
        contains: Some(|vm, this, key| {
            let (context, key) = (this.expect::<Context>(), variable(vm, key)?);
            Ok(context.get(vm, key).is_some())
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::positional("get", 1, 2, |vm, this, values| {
            let (context, key) = (this.expect::<Context>(), variable(vm, &values[0])?);
            Ok(context.get(vm, key).or_else(|| values.get(1).cloned()).unwrap_or(Value::NONE))
        }),
        NativeDef::none("items", |vm, this| Ok(ContextItems::create(vm, this.expect::<Context>(), &items::ITEMS))),
        NativeDef::none("keys", |vm, this| Ok(ContextItems::create(vm, this.expect::<Context>(), &items::KEYS))),
        NativeDef::none("values", |vm, this| Ok(ContextItems::create(vm, this.expect::<Context>(), &items::VALUES))),
        NativeDef::none("copy", |vm, this| Ok(this.expect::<Context>().copy(vm).into_value())),
        NativeDef::any("run", run),
    ],
    ..ClassSpec::new("Context", Layout::of::<Context>())
});

/// A context.
pub struct Context {
    /// The one that was left when this one was entered.
    previous: HeapCell<Option<Py<Context>>>,
    vars: HeapCell<Option<Py<ContextTable>>>,
    entered: Cell<bool>,
}

payload! { Context: AtBirth, size 48;
    references { previous, vars }
    clear { previous, vars }
}

fn new(vm: &mut Vm, _: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.values.is_empty() {
        return Err(vm.type_error("Context() does not accept any arguments"));
    }
    let table = ContextTable::empty(vm);
    Ok(Context::create(vm, table).into_value())
}

/// TypeError "a ContextVar key was expected, got 5".
fn variable<'a>(vm: &mut Vm, key: &'a Value) -> PyResult<&'a Py<ContextVar>> {
    if let Some(variable) = key.cast::<ContextVar>() {
        return Ok(variable);
    }
    let shown = protocol::repr(vm, key)?.to_string_lossy().into_owned();
    Err(vm.type_error(format!("a ContextVar key was expected, got {shown}")))
}

impl Context {
    fn create(vm: &mut Vm, table: Py<ContextTable>) -> Py<Context> {
        let class = CLASS.of(vm);
        let payload =
            Context { previous: HeapCell::new(None), vars: HeapCell::new(Some(table)), entered: Cell::new(false) };
        vm.heap.alloc(&class, payload)
    }

    /// The context in which the program is; made when it is first asked for.
    pub fn current(vm: &mut Vm) -> Py<Context> {
        if let Some(current) = &vm.states.get_or_default::<Kept>().current {
            return current.clone();
        }
        let table = ContextTable::empty(vm);
        let made = Context::create(vm, table);
        made.entered.set(true);
        vm.states.get_or_default::<Kept>().current = Some(made.clone());
        made
    }

    /// The value of a variable in the current context.
    pub fn value(vm: &mut Vm, variable: &Py<ContextVar>) -> Slot {
        let current = vm.states.get::<Kept>()?.current.clone()?;
        current.get(vm, variable)
    }
}

impl Py<Context> {
    /// The variables.
    pub fn table(&self, vm: &mut Vm) -> Py<ContextTable> {
        match self.vars.get(&vm.heap) {
            Some(table) => table.clone(),
            None => ContextTable::empty(vm),
        }
    }

    /// A context with the same variables.
    pub fn copy(&self, vm: &mut Vm) -> Py<Context> {
        let table = self.table(vm);
        Context::create(vm, table)
    }

    /// The value of a variable.
    pub fn get(&self, vm: &Vm, variable: &Py<ContextVar>) -> Slot {
        self.vars.get(&vm.heap).as_ref()?.get(variable).cloned()
    }

    /// Sets it.
    pub fn set(&self, vm: &mut Vm, variable: &Py<ContextVar>, value: &Value) {
        let table = self.table(vm).with(vm, variable, value);
        drop(self.vars.replace(&mut vm.heap, Some(table)));
    }

    /// Takes it out.
    pub fn remove(&self, vm: &mut Vm, variable: &Py<ContextVar>) {
        let table = self.table(vm).without(vm, variable);
        drop(self.vars.replace(&mut vm.heap, Some(table)));
    }
}

/// Calls a function in the context. RuntimeError "cannot enter context: … is already entered".
fn run(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if arguments.positional().is_empty() {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    }
    let context = this.expect::<Context>().clone();
    if context.entered.get() {
        let shown = protocol::repr(vm, this)?.to_string_lossy().into_owned();
        return Err(vm.runtime_error(format!("cannot enter context: {shown} is already entered")));
    }
    let left = vm.states.get_or_default::<Kept>().current.replace(context.clone());
    context.previous.set(&mut vm.heap, left);
    context.entered.set(true);
    let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
    let result = protocol::call_args(vm, &arguments.values[0], rest);
    let left = context.previous.replace(&mut vm.heap, None);
    context.entered.set(false);
    let current = std::mem::replace(&mut vm.states.get_or_default::<Kept>().current, left);
    drop(current);
    result
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(a), Some(b)) = (left.cast::<Context>(), right.cast::<Context>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (first, second) = (a.table(vm), b.table(vm));
    let mut equal = first.pairs().len() == second.pairs().len();
    for (variable, value) in first.pairs() {
        equal = equal
            && match second.get(variable) {
                Some(other) => protocol::is_equal(vm, value, other)?,
                None => false,
            };
    }
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}
