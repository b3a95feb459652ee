//! `operator.methodcaller`.

use super::only_argument;
use crate::object::{Heap, Kind, Layout, Payload, Py, Str, Tracer, Tracking, Value};
use crate::protocol::{self, attribute, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm};

/// The declaration of `operator.methodcaller`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "operator",
    doc: Some("Return a callable object that calls the given method on its operand."),
    slots: Slots { new: Some(new), call: Some(call), repr: Some(repr), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    ..ClassSpec::new("methodcaller", Layout::of::<MethodCaller>())
};

/// A callable that calls a method of its argument.
pub struct MethodCaller {
    name: Py<Str>,
    values: Vec<Value>,
    names: Vec<Value>,
}

impl Payload for MethodCaller {
    const KIND: Kind = Kind::MethodCaller;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.pointer(&self.name);
        tracer.values(&self.values);
        tracer.values(&self.names);
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        64
    }
}

impl MethodCaller {
    fn arguments(&self) -> Arguments<'_> {
        Arguments { values: &self.values, names: &self.names }
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let Some((name, _)) = arguments.positional().split_first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.cast::<Str>() else {
        return Err(vm.type_error("method name must be a string"));
    };
    let name = vm.intern_str(name);
    let payload = MethodCaller { name, values: arguments.values[1..].to_vec(), names: arguments.names.to_vec() };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let object = only_argument(vm, "methodcaller", arguments)?;
    let caller = this.expect::<MethodCaller>().clone();
    let method = attribute::get(vm, object, &caller.name)?;
    protocol::call_args(vm, &method, caller.arguments())
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    if protocol::repr::enter(vm, this) {
        return Ok(vm.new_str("operator.methodcaller(...)").into_value());
    }
    let text = shown(vm, this);
    protocol::repr::leave(vm, this);
    let text = text?;
    Ok(vm.new_str_bytes(&text).into_value())
}

fn shown(vm: &mut Vm, this: &Value) -> PyResult<Vec<u8>> {
    let caller = this.expect::<MethodCaller>().clone();
    let mut text = b"operator.methodcaller(".to_vec();
    sequence::push_repr(vm, &mut text, caller.name.as_value())?;
    for value in caller.arguments().positional() {
        text.extend_from_slice(b", ");
        sequence::push_repr(vm, &mut text, value)?;
    }
    for (name, value) in caller.arguments().keywords() {
        text.extend_from_slice(b", ");
        text.extend_from_slice(sequence::keyword_text(name).as_bytes());
        text.push(b'=');
        sequence::push_repr(vm, &mut text, value)?;
    }
    text.push(b')');
    Ok(text)
}

/// `(type, (name, *args))`; with keywords `(partial(type, name, **keywords), args)`.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let caller = this.expect::<MethodCaller>().clone();
    let class = vm.class_of(this).to_value();
    let (constructor, args) = if caller.names.is_empty() {
        let mut args = vec![caller.name.to_value()];
        args.extend_from_slice(&caller.values);
        (class, args)
    } else {
        let mut values = vec![class, caller.name.to_value()];
        values.extend(caller.arguments().keywords().map(|(_, value)| value.clone()));
        let partial = vm.types.partial.to_value();
        let constructor = protocol::call_args(vm, &partial, Arguments { values: &values, names: &caller.names })?;
        (constructor, caller.arguments().positional().to_vec())
    };
    let args = vm.new_tuple(args).into_value();
    Ok(vm.new_tuple(vec![constructor, args]).into_value())
}
