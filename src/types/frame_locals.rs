//! `FrameLocalsProxy`: PEP 667's write-through view of a function's variables.

use crate::object::{ClassFlags, Kind, Layout, Payload, Py, Slot, Str, Tracer, Tracking, Value};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::dict::Dict;
use crate::types::frame::{Frame, attributes};
use crate::vm::{PyResult, Vm};

/// The declaration of `FrameLocalsProxy`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::empty(),
    slots: Slots {
        repr: Some(repr),
        length: Some(|vm, this| snapshot(vm, this).map(|dict| dict.len(&vm.heap))),
        getitem: Some(get_item),
        setitem: Some(set_item),
        contains: Some(|vm, this, key| {
            let dict = snapshot(vm, this)?;
            Ok(dict.get(vm, key)?.is_some())
        }),
        iter: Some(|vm, this| {
            let dict = snapshot(vm, this)?;
            protocol::iterate::iter(vm, dict.as_value())
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::none("keys", |vm, this| delegate(vm, this, "keys", &[])),
        NativeDef::none("values", |vm, this| delegate(vm, this, "values", &[])),
        NativeDef::none("items", |vm, this| delegate(vm, this, "items", &[])),
        NativeDef::none("copy", |vm, this| snapshot(vm, this).map(Py::into_value)),
        NativeDef::positional("get", 1, 2, |vm, this, values| delegate(vm, this, "get", values)),
        NativeDef::positional("setdefault", 1, 2, set_default),
        NativeDef::one("update", update),
        NativeDef::none("__reversed__", |vm, this| delegate(vm, this, "__reversed__", &[])),
    ],
    ..ClassSpec::new("FrameLocalsProxy", Layout::of::<FrameLocals>())
};

/// The proxy: a reference to its frame.
pub struct FrameLocals {
    frame: Py<Frame>,
}

impl Payload for FrameLocals {
    const KIND: Kind = Kind::FrameLocals;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.pointer(&self.frame);
    }

    fn size_of(&self, _heap: &crate::object::Heap) -> usize {
        24
    }
}

/// `frame.f_locals`.
pub fn of_frame(vm: &mut Vm, frame: &Py<Frame>) -> PyResult {
    if !attributes::is_optimized(frame) {
        return Ok(attributes::namespace(vm, frame).unwrap_or_else(|| attributes::globals(vm, frame)));
    }
    let frame = frame.clone();
    Ok(vm.heap.alloc(&vm.types.frame_locals, FrameLocals { frame }).into_value())
}

fn snapshot(vm: &mut Vm, this: &Value) -> PyResult<Py<Dict>> {
    let frame = this.expect::<FrameLocals>().frame.clone();
    attributes::snapshot(vm, &frame)
}

fn delegate(vm: &mut Vm, this: &Value, method: &str, values: &[Value]) -> PyResult {
    let dict = snapshot(vm, this)?;
    let name = vm.intern(method);
    protocol::call_method(vm, dict.as_value(), &name, values)
}

fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> PyResult {
    let dict = snapshot(vm, this)?;
    match dict.get(vm, key)? {
        Some(value) => Ok(value),
        None => {
            let name = protocol::repr::repr(vm, key)?.to_string_lossy().into_owned();
            Err(vm.raise_message(|types| &types.key_error, &format!("local variable {name} is not defined")))
        }
    }
}

fn set_item(vm: &mut Vm, this: &Value, key: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else {
        return Err(vm.value_error("cannot remove variables from FrameLocalsProxy"));
    };
    let frame = this.expect::<FrameLocals>().frame.clone();
    if let Some(name) = key.cast::<Str>() {
        let known = frame.code.locals.iter().position(|(local, _)| local.as_bytes() == name.as_bytes());
        if let Some(index) = known {
            attributes::set_variable(vm, &frame, index, Some(new));
            return Ok(());
        }
    }
    let extra = match frame.extra_locals.get(&vm.heap).clone() {
        Some(extra) => extra,
        None => {
            let extra = vm.new_dict();
            frame.extra_locals.set(&mut vm.heap, Some(extra.clone()));
            extra
        }
    };
    let old = extra.set(vm, key.clone(), new)?;
    drop(old);
    Ok(())
}

fn set_default(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let dict = snapshot(vm, this)?;
    if let Some(known) = dict.get(vm, &values[0])? {
        return Ok(known);
    }
    let default = values.get(1).cloned().unwrap_or(Value::NONE);
    set_item(vm, this, &values[0], Some(default.clone()))?;
    Ok(default)
}

fn update(vm: &mut Vm, this: &Value, other: &Value) -> PyResult {
    let dict = vm.new_dict();
    let name = vm.intern("update");
    protocol::call_method(vm, dict.as_value(), &name, std::slice::from_ref(other))?;
    for (key, value) in dict.items(&vm.heap) {
        set_item(vm, this, &key, Some(value))?;
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = snapshot(vm, this)?;
    protocol::repr::repr(vm, dict.as_value()).map(Py::into_value)
}
