//! `FrameLocalsProxy`: PEP 667's write-through view of the variables in a frame's registers.

use ouropy_compiler::code::{Comparison, LocalKind};

use super::Frame;
use super::variables::{self, Variable};
use super::view;
use crate::object::{ClassFlags, Layout, Phantom, Py, Slot, Str, Value, payload};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `FrameLocalsProxy`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::MAPPING,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        richcompare: Some(compare),
        length: Some(|vm, this| Ok(variables::items(vm, of(this)).len())),
        getitem: Some(get_item),
        setitem: Some(set_item),
        contains: Some(|vm, this, key| Ok(find(vm, this, key)?.is_some())),
        iter: Some(iter),
        or: Some(or),
        inplace_or: Some(inplace_or),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__contains__", |vm, this, key| find(vm, this, key).map(|found| Value::bool(found.is_some()))),
        NativeDef::one("__getitem__", get_item),
        NativeDef::one("update", update),
        NativeDef::none("__reversed__", |vm, this| {
            let keys = keys(vm, this).into_iter().rev().collect();
            Ok(List::create(vm, keys).into_value())
        }),
        NativeDef::none("copy", |vm, this| snapshot(vm, this).map(Py::into_value)),
        NativeDef::none("keys", |vm, this| {
            let keys = keys(vm, this);
            Ok(List::create(vm, keys).into_value())
        }),
        NativeDef::none("values", |vm, this| {
            let values = variables::items(vm, of(this)).into_iter().map(|(_, value)| value).collect();
            Ok(List::create(vm, values).into_value())
        }),
        NativeDef::none("items", items),
        NativeDef::positional("get", 0, usize::MAX, get),
        NativeDef::positional("pop", 1, 2, pop),
        NativeDef::positional("setdefault", 0, usize::MAX, set_default),
    ],
    ..ClassSpec::new("FrameLocalsProxy", Layout::of::<FrameLocals>())
};

/// The proxy: a reference to its frame.
pub struct FrameLocals {
    frame: Py<Frame>,
}

payload! { FrameLocals: AtBirth, size 24;
    references { frame }
}

fn iter(vm: &mut Vm, this: &Value) -> PyResult {
    let keys = keys(vm, this);
    let keys = List::create(vm, keys);
    protocol::iterate::iter(vm, keys.as_value())
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let [frame] = arguments.positional() else {
        let count = arguments.positional().len();
        return Err(vm.type_error(format!("FrameLocalsProxy expected 1 argument, got {count}")));
    };
    let Some(frame) = frame.cast::<Frame>() else {
        let name = vm.class_name(frame);
        return Err(vm.type_error(format!("expect frame, not {name}")));
    };
    if !arguments.names.is_empty() {
        return Err(vm.type_error("FrameLocalsProxy takes no keyword arguments"));
    }
    let frame = frame.clone();
    Ok(vm.heap.alloc(class, FrameLocals { frame }).into_value())
}

/// `frame.f_locals`.
pub fn of_frame(vm: &mut Vm, frame: &Py<Frame>) -> PyResult {
    if !variables::has_register_locals(vm, frame) {
        return Ok(view::namespace(vm, frame).unwrap_or_else(|| view::globals(vm, frame)));
    }
    let frame = frame.clone();
    // The argument of the call that makes it in CPython.
    vm.heap.phantom_passes(Phantom::Tuple(1));
    Ok(vm.heap.alloc(&vm.types.frame_locals, FrameLocals { frame }).into_value())
}

fn of(this: &Value) -> &Py<Frame> {
    &this.expect::<FrameLocals>().frame
}

pub fn snapshot(vm: &mut Vm, this: &Value) -> PyResult<Py<Dict>> {
    variables::snapshot(vm, of(this))
}

fn keys(vm: &Vm, this: &Value) -> Vec<Value> {
    variables::items(vm, of(this)).into_iter().map(|(key, _)| key).collect()
}

fn items(vm: &mut Vm, this: &Value) -> PyResult {
    let mut pairs = Vec::new();
    for (key, value) in variables::items(vm, of(this)) {
        pairs.push(vm.new_tuple(vec![key, value]).into_value());
    }
    Ok(List::create(vm, pairs).into_value())
}

/// The variable a key names. Other keys than strings may equal a name too.
fn variable(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<Option<Variable>> {
    let hash = protocol::hash_key(vm, key)?;
    let exact = vm.is_exactly(key, &vm.types.str);
    for variable in variables::variables(vm, of(this)) {
        if !variables::is_shown(of(this), &variable) {
            continue;
        }
        let name = &variable.name;
        let same = match key.cast::<Str>() {
            Some(key) if exact => key.as_bytes() == name.as_bytes(),
            _ => protocol::hash::hash_str(vm, name) == hash && protocol::is_equal(vm, name.as_value(), key)?,
        };
        if same {
            return Ok(Some(variable));
        }
    }
    Ok(None)
}

/// The value of a key.
fn find(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<Slot> {
    if let Some(variable) = variable(vm, this, key)?
        && let Some(value) = variable.value(vm)
    {
        return Ok(Some(value));
    }
    match of(this).extra_locals.get(&vm.heap).clone() {
        Some(extra) => extra.get(vm, key),
        None => Ok(None),
    }
}

/// The variable that writing a key changes: those of a module's comprehensions are only read.
fn writable(vm: &mut Vm, this: &Value, key: &Value) -> PyResult<Option<Variable>> {
    Ok(variable(vm, this, key)?
        .filter(|variable| variable.kind != LocalKind::Hidden || variables::is_optimized(of(this))))
}

fn not_removed(vm: &mut Vm) -> Raised {
    vm.value_error("cannot remove local variables from FrameLocalsProxy")
}

fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    match find(vm, this, key)? {
        Some(value) => Ok(value),
        None => {
            let name = protocol::repr::repr(vm, key)?.to_string_lossy().into_owned();
            Err(vm.raise_message(|types| &types.key_error, &format!("local variable '{name}' is not defined")))
        }
    }
}

fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Option<&Value>) -> PyResult<()> {
    if let Some(variable) = writable(vm, this, key)? {
        let Some(new) = new else { return Err(not_removed(vm)) };
        variables::set_variable(vm, of(this), variable, new.clone());
        return Ok(());
    }
    let extra = of(this).extra_locals.get(&vm.heap).clone();
    let Some(new) = new else {
        let removed = match extra {
            Some(extra) => extra.remove(vm, key)?,
            None => None,
        };
        return if removed.is_some() { Ok(()) } else { Err(vm.key_error(key)) };
    };
    let extra = match extra {
        Some(extra) => extra,
        None => {
            let extra = vm.new_dict();
            of(this).extra_locals.set(&mut vm.heap, Some(extra.clone()));
            extra
        }
    };
    drop(extra.set(vm, key.clone(), new.clone())?);
    Ok(())
}

/// The arguments of `get` and `setdefault`.
fn key_and_default<'a>(vm: &mut Vm, method: &str, values: &'a [Value]) -> PyResult<(&'a Value, Value)> {
    match values {
        [key] => Ok((key, Value::NONE)),
        [key, default] => Ok((key, default.clone())),
        _ => Err(vm.type_error(format!("{method} expected 1 or 2 arguments"))),
    }
}

fn get(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let (key, default) = key_and_default(vm, "get", values)?;
    Ok(find(vm, this, key)?.unwrap_or(default))
}

fn pop(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let key = &values[0];
    if writable(vm, this, key)?.is_some() {
        return Err(not_removed(vm));
    }
    let removed = match of(this).extra_locals.get(&vm.heap).clone() {
        Some(extra) => extra.remove(vm, key)?,
        None => None,
    };
    match (removed, values.get(1)) {
        (Some(removed), _) => Ok(removed),
        (None, Some(default)) => Ok(default.clone()),
        (None, None) => Err(vm.key_error(key)),
    }
}

fn set_default(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let (key, default) = key_and_default(vm, "setdefault", values)?;
    if let Some(known) = find(vm, this, key)? {
        return Ok(known);
    }
    set_item(vm, this, key, Some(&default))?;
    Ok(default)
}

fn is_mergeable(value: &Value) -> bool {
    value.has::<Dict>() || value.has::<FrameLocals>()
}

/// Writes all items of a dict or another proxy.
fn merge(vm: &mut Vm, this: &Value, other: &Value) -> PyResult<()> {
    let keys = vm.names.keys.clone();
    let keys = protocol::call_method(vm, other, &keys, &[])?;
    for key in protocol::iterate::collect_to_vec(vm, &keys)? {
        let value = protocol::subscript::get(vm, other, &key)?;
        set_item(vm, this, &key, Some(&value))?;
    }
    Ok(())
}

fn update(vm: &mut Vm, this: &Value, other: &Value) -> PyResult {
    if !is_mergeable(other) {
        return Err(vm.type_error("update() argument must be dict or another FrameLocalsProxy"));
    }
    merge(vm, this, other).map(|()| Value::NONE)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    // As in CPython, which operand is the proxy is not asked.
    if !is_mergeable(right) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let dict = vm.new_dict();
    crate::types::dict::merge(vm, dict.as_value(), left)?;
    crate::types::dict::merge(vm, dict.as_value(), right)?;
    Ok(dict.into_value())
}

fn inplace_or(vm: &mut Vm, this: &Value, other: &Value) -> PyResult {
    if !is_mergeable(other) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    merge(vm, this, other)?;
    Ok(this.clone())
}

fn compare(vm: &mut Vm, this: &Value, other: &Value, op: Comparison) -> PyResult {
    if let Some(other) = other.cast::<FrameLocals>() {
        let same = of(this).is(&other.frame);
        return Ok(match op {
            Comparison::Equal => Value::bool(same),
            Comparison::NotEqual => Value::bool(!same),
            _ => Value::NOT_IMPLEMENTED,
        });
    }
    if other.has::<Dict>() {
        let dict = snapshot(vm, this)?;
        return protocol::compare(vm, dict.as_value(), other, op);
    }
    Ok(Value::NOT_IMPLEMENTED)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    protocol::sequence::guarded_repr(vm, this, "{...}", |vm| {
        let dict = snapshot(vm, this)?;
        Ok(protocol::repr::repr(vm, dict.as_value())?.as_bytes().to_vec())
    })
}
