//! Native functions as Python objects: `builtin_function_or_method`, `method_descriptor`, `classmethod_descriptor`,
//! `getset_descriptor`, `member_descriptor`, `wrapper_descriptor`, `method-wrapper`.

pub mod bind;
pub mod slot_wrapper;

use crate::object::{ClassFlags, Heap, HeapCell, Kind, Layout, Payload, Py, Slot, Tracer, Tracking, Value};
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of `builtin_function_or_method`.
pub const FUNCTION: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots { call: Some(call_function), ..Slots::EMPTY },
    ..ClassSpec::new("builtin_function_or_method", Layout::of::<NativeFunction>())
};

/// The declaration of `method_descriptor`.
pub const METHOD: ClassSpec = ClassSpec {
    slots: Slots { call: Some(call_method), descr_get: Some(bind_method), ..Slots::EMPTY },
    ..ClassSpec::new("method_descriptor", Layout::of::<MethodDescriptor>())
};

/// The declaration of `classmethod_descriptor`.
pub const CLASS_METHOD: ClassSpec = ClassSpec {
    slots: Slots { call: Some(call_method), descr_get: Some(bind_class_method), ..Slots::EMPTY },
    ..ClassSpec::new("classmethod_descriptor", Layout::of::<MethodDescriptor>())
};

/// The declaration of `getset_descriptor`.
pub const GETSET: ClassSpec = ClassSpec {
    slots: Slots { descr_get: Some(get_attribute), descr_set: Some(set_attribute), ..Slots::EMPTY },
    ..ClassSpec::new("getset_descriptor", Layout::of::<GetSetDescriptor>())
};

/// The declaration of `member_descriptor`.
pub const MEMBER: ClassSpec = ClassSpec {
    slots: Slots { descr_get: Some(get_attribute), descr_set: Some(set_attribute), ..Slots::EMPTY },
    ..ClassSpec::new("member_descriptor", Layout::of::<GetSetDescriptor>())
};

/// A native function, or a native method bound to its receiver.
pub struct NativeFunction {
    /// The declaration.
    pub def: &'static NativeDef,
    /// `__self__`: the receiver, the class, or the module.
    pub receiver: HeapCell<Slot>,
    /// `__module__`: the module's name.
    pub module: HeapCell<Slot>,
}

impl Payload for NativeFunction {
    const KIND: Kind = Kind::NativeFunction;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        let heap = tracer.heap();
        tracer.slot(self.receiver.get(heap));
        tracer.slot(self.module.get(heap));
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        56
    }
}

/// A native method in a class's namespace.
pub struct MethodDescriptor {
    /// The declaration.
    pub def: &'static NativeDef,
    /// `__objclass__`.
    pub class: Py<Class>,
}

impl Payload for MethodDescriptor {
    const KIND: Kind = Kind::MethodDescriptor;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.pointer(&self.class);
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        56
    }
}

/// A computed attribute in a class's namespace.
pub struct GetSetDescriptor {
    /// The declaration.
    pub def: &'static GetSet,
    /// `__objclass__`.
    pub class: Py<Class>,
}

impl Payload for GetSetDescriptor {
    const KIND: Kind = Kind::GetSet;
    const TRACKING: Tracking = Tracking::AtBirth;

    fn trace(&self, tracer: &mut Tracer<'_>) {
        tracer.pointer(&self.class);
    }

    fn size_of(&self, _heap: &Heap) -> usize {
        48
    }
}

impl NativeFunction {
    /// A native function with its receiver and the name of its module.
    pub fn create(vm: &mut Vm, def: &'static NativeDef, receiver: Slot, module: Slot) -> Value {
        let payload = NativeFunction { def, receiver: HeapCell::new(receiver), module: HeapCell::new(module) };
        vm.heap.alloc(&vm.types.builtin_function, payload).into_value()
    }

    /// A static method for a class's namespace.
    pub fn create_static_method(vm: &mut Vm, class: &Py<Class>, def: &'static NativeDef) -> Value {
        NativeFunction::create(vm, def, Some(class.to_value()), None)
    }
}

impl MethodDescriptor {
    /// A method for a class's namespace.
    pub fn create(vm: &mut Vm, class: &Py<Class>, def: &'static NativeDef) -> Value {
        let payload = MethodDescriptor { def, class: class.clone() };
        vm.heap.alloc(&vm.types.method_descriptor, payload).into_value()
    }

    /// A class method for a class's namespace.
    pub fn create_class_method(vm: &mut Vm, class: &Py<Class>, def: &'static NativeDef) -> Value {
        let payload = MethodDescriptor { def, class: class.clone() };
        vm.heap.alloc(&vm.types.classmethod_descriptor, payload).into_value()
    }
}

impl GetSetDescriptor {
    /// An attribute for a class's namespace.
    pub fn create(vm: &mut Vm, class: &Py<Class>, def: &'static GetSet) -> Value {
        let payload = GetSetDescriptor { def, class: class.clone() };
        let own = if def.member { &vm.types.member_descriptor } else { &vm.types.getset_descriptor };
        vm.heap.alloc(own, payload).into_value()
    }
}

fn call_function(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<NativeFunction>();
    let receiver = this.receiver.get(&vm.heap).clone().unwrap_or(Value::NONE);
    bind::invoke(vm, this.def, None, &receiver, arguments)
}

fn call_method(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<MethodDescriptor>();
    let (name, class) = (this.def.name, this.class.clone());
    let Some((receiver, values)) = arguments.positional().split_first() else {
        let owner = class.name(&vm.heap).to_string_lossy().into_owned();
        return Err(vm.type_error(format!("unbound method {owner}.{name}() needs an argument")));
    };
    let rest = &arguments.values[arguments.values.len() - arguments.names.len() - values.len()..];
    if !vm.is_instance_of(receiver, &class) {
        let (owner, other) = (class.name(&vm.heap).to_string_lossy().into_owned(), vm.class_name(receiver));
        return Err(
            vm.type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{other}' object"))
        );
    }
    bind::invoke(vm, this.def, Some(&class), receiver, Arguments { values: rest, names: arguments.names })
}

fn bind_method(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance else { return Ok(this.clone()) };
    let def = this.expect::<MethodDescriptor>().def;
    Ok(NativeFunction::create(vm, def, Some(instance.clone()), None))
}

fn bind_class_method(vm: &mut Vm, this: &Value, _instance: Option<&Value>, owner: &Value) -> PyResult {
    let def = this.expect::<MethodDescriptor>().def;
    Ok(NativeFunction::create(vm, def, Some(owner.clone()), None))
}

fn get_attribute(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance else { return Ok(this.clone()) };
    let this = this.expect::<GetSetDescriptor>();
    check_receiver(vm, this, instance)?;
    (this.def.get)(vm, instance)
}

fn set_attribute(vm: &mut Vm, this: &Value, instance: &Value, new: Slot) -> PyResult<()> {
    let this = this.expect::<GetSetDescriptor>();
    check_receiver(vm, this, instance)?;
    match this.def.set {
        Some(set) => set(vm, instance, new),
        None => {
            let (owner, name) = (this.class.name(&vm.heap).to_string_lossy().into_owned(), this.def.name);
            Err(if this.def.member {
                vm.attribute_error("readonly attribute")
            } else {
                vm.attribute_error(format!("attribute '{name}' of '{owner}' objects is not writable"))
            })
        }
    }
}

fn check_receiver(vm: &mut Vm, this: &Py<GetSetDescriptor>, instance: &Value) -> PyResult<()> {
    if vm.is_instance_of(instance, &this.class) {
        return Ok(());
    }
    let (owner, other) = (this.class.name(&vm.heap).to_string_lossy().into_owned(), vm.class_name(instance));
    let name = this.def.name;
    Err(vm.type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{other}' object")))
}
