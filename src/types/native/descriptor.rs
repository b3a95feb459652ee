//! The operations of `method_descriptor`, `classmethod_descriptor`, `getset_descriptor` and `member_descriptor`.

use super::{Accessor, ClassMethodDescriptor, GetSetDescriptor, MethodDescriptor, NativeFunction, documentation};
use crate::object::{Py, Value};
use crate::protocol;
use crate::types::class::{Arguments, Class, GetSet, NativeDef};
use crate::vm::{PyResult, Vm, arguments};

macro_rules! method_attributes {
    ($(#[$doc:meta])* $name:ident: $payload:ty) => {
        $(#[$doc])*
        pub const $name: &[GetSet] = &[
            GetSet::read_only("__objclass__", |_, this| Ok(this.expect::<$payload>().class.to_value())).member(),
            GetSet::read_only("__name__", |vm, this| Ok(vm.intern(this.expect::<$payload>().def.name).into_value()))
                .member(),
            GetSet::read_only("__doc__", |vm, this| {
 let this = this.expect::<$payload>();
 let entry = documentation::of_method(&this.class, this.def);
 documentation::shown(vm, entry.doc)}),
            GetSet::read_only("__qualname__", |vm, this| {
                let this = this.expect::<$payload>();
                Ok(super::qualname(vm, &this.class, this.def.name))
            }),
            GetSet::read_only("__text_signature__", |vm, this| {
                let this = this.expect::<$payload>();
 let entry = documentation::of_method(&this.class, this.def);
 documentation::shown(vm, entry.signature)
            }),
        ];
    };
}

method_attributes! {
    /// The attributes of method descriptors.
    METHOD_ATTRIBUTES: MethodDescriptor
}

method_attributes! {
    /// The attributes of class method descriptors.
    CLASS_METHOD_ATTRIBUTES: ClassMethodDescriptor
}

/// The attributes of getset and member descriptors.
pub const GETSET_ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("__objclass__", |_, this| Ok(this.expect::<GetSetDescriptor>().class.to_value())).member(),
    GetSet::read_only("__name__", |vm, this| {
        let text = String::from_utf8_lossy(this.expect::<GetSetDescriptor>().name()).into_owned();
        Ok(vm.intern(&text).into_value())
    })
    .member(),
    GetSet::read_only("__doc__", |vm, this| {
        let this = this.expect::<GetSetDescriptor>();
        let name = String::from_utf8_lossy(this.name());
        let doc = documentation::of_attribute(&this.class, &name);
        documentation::shown(vm, doc)
    }),
    GetSet::read_only("__qualname__", |vm, this| {
        let this = this.expect::<GetSetDescriptor>();
        Ok(super::qualname(vm, &this.class, &String::from_utf8_lossy(this.name())))
    }),
];

/// `__reduce__` of method descriptors.
pub const METHOD_METHODS: &[NativeDef] = &[NativeDef::none("__reduce__", |vm, this| {
    let this = this.expect::<MethodDescriptor>();
    super::reduced(vm, this.class.to_value(), this.def.name)
})];

fn owner_name(vm: &Vm, class: &Py<Class>) -> String {
    vm.full_name(class)
}

/// `descriptor(instance, ...)`.
pub fn call_method(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<MethodDescriptor>();
    let (name, class) = (this.def.name, this.class.clone());
    let Some((receiver, _)) = arguments.positional().split_first() else {
        let owner = class.name(&vm.heap).to_string_lossy().into_owned();
        return Err(vm.type_error(format!("unbound method {owner}.{name}() needs an argument")));
    };
    super::check_receiver(vm, &class, name, receiver)?;
    let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
    arguments::invoke(vm, this.def, Some(&class), receiver, rest)
}

/// `descriptor(class, ...)` of a class method.
pub fn call_class_method(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let descriptor = this.expect::<ClassMethodDescriptor>();
    let (name, class) = (descriptor.def.name, descriptor.class.clone());
    let Some((owner, _)) = arguments.positional().split_first() else {
        let owner = owner_name(vm, &class);
        return Err(vm.type_error(format!("descriptor '{name}' of '{owner}' object needs an argument")));
    };
    let bound = bind_class_method(vm, this, None, owner)?;
    let rest = Arguments { values: &arguments.values[1..], names: arguments.names };
    protocol::call_args(vm, &bound, rest)
}

/// `descriptor.__get__(instance, owner)`: the method bound to the instance.
pub fn bind_method(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance else { return Ok(this.clone()) };
    let descriptor = this.expect::<MethodDescriptor>();
    let def = descriptor.def;
    super::check_receiver(vm, &descriptor.class, def.name, instance)?;
    Ok(NativeFunction::create(vm, def, Some(instance.clone()), None))
}

/// `descriptor.__get__(instance, owner)` of a class method: the function bound to the class.
pub fn bind_class_method(vm: &mut Vm, this: &Value, instance: Option<&Value>, owner: &Value) -> PyResult {
    let descriptor = this.expect::<ClassMethodDescriptor>();
    let (def, class) = (descriptor.def, descriptor.class.clone());
    let owner = match instance {
        Some(instance) if owner.is_none() => vm.class_of(instance).to_value(),
        _ => owner.clone(),
    };
    let Some(wanted) = owner.cast::<Class>() else {
        let (own, other) = (owner_name(vm, &class), vm.class_name(&owner));
        let name = def.name;
        return Err(
            vm.type_error(format!("descriptor '{name}' for type '{own}' needs a type, not a '{other}' as arg 2"))
        );
    };
    if !wanted.is_subclass_of(&vm.heap, &class) {
        let (own, other) = (owner_name(vm, &class), owner_name(vm, wanted));
        let name = def.name;
        return Err(vm.type_error(format!("descriptor '{name}' requires a subtype of '{own}' but received '{other}'")));
    }
    Ok(NativeFunction::create(vm, def, Some(owner), None))
}

/// "<method 'append' of 'list' objects>".
pub fn repr_method(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<MethodDescriptor>();
    Ok(shown(vm, &this.class, this.def.name))
}

/// "<method 'fromkeys' of 'dict' objects>".
pub fn repr_class_method(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<ClassMethodDescriptor>();
    Ok(shown(vm, &this.class, this.def.name))
}

fn shown(vm: &mut Vm, class: &Py<Class>, name: &str) -> Value {
    let owner = owner_name(vm, class);
    vm.new_str(format!("<method '{name}' of '{owner}' objects>")).into_value()
}

/// "<attribute 'real' of 'int' objects>", or "<member 'a' of 'C' objects>".
pub fn repr_getset(vm: &mut Vm, this: &Value) -> PyResult {
    let descriptor = this.expect::<GetSetDescriptor>();
    let what = match descriptor.accessor {
        Accessor::Native(def) if !def.member => "attribute",
        _ => "member",
    };
    let owner = owner_name(vm, &descriptor.class);
    let name = String::from_utf8_lossy(descriptor.name()).into_owned();
    Ok(vm.new_str(format!("<{what} '{name}' of '{owner}' objects>")).into_value())
}

/// `descriptor.__get__(instance, owner)`: the attribute's value.
pub fn get_attribute(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance else { return Ok(this.clone()) };
    let descriptor = this.expect::<GetSetDescriptor>();
    check_receiver(vm, descriptor, instance)?;
    match &descriptor.accessor {
        Accessor::Native(def) => (def.get)(vm, instance),
        Accessor::Member(name, index) => match vm.heap.member(instance, usize::from(*index)) {
            Some(value) => Ok(value.clone()),
            None => Err(protocol::attribute::no_member(vm, instance, name)),
        },
    }
}

/// `descriptor.__set__(instance, value)` and `__delete__`.
pub fn set_attribute(vm: &mut Vm, this: &Value, instance: &Value, new: Option<&Value>) -> PyResult<()> {
    let descriptor = this.expect::<GetSetDescriptor>();
    check_receiver(vm, descriptor, instance)?;
    let def = match &descriptor.accessor {
        Accessor::Native(def) => *def,
        Accessor::Member(name, index) => {
            let deletes = new.is_none();
            let old = vm.heap.set_member(instance, usize::from(*index), new.cloned());
            if deletes && old.is_none() {
                let name = name.to_string_lossy().into_owned();
                return Err(vm.attribute_error(name));
            }
            drop(old);
            return Ok(());
        }
    };
    if let Some(set) = def.set {
        return set(vm, instance, new.cloned());
    }
    let (owner, name) = (owner_name(vm, &descriptor.class), def.name);
    Err(if def.member {
        vm.attribute_error("readonly attribute")
    } else {
        vm.attribute_error(format!("attribute '{name}' of '{owner}' objects is not writable"))
    })
}

fn check_receiver(vm: &mut Vm, descriptor: &GetSetDescriptor, instance: &Value) -> PyResult<()> {
    super::check_receiver(vm, &descriptor.class, &String::from_utf8_lossy(descriptor.name()), instance)
}
