//! Native functions as Python objects: `builtin_function_or_method`, `method_descriptor`, `classmethod_descriptor`,
//! `getset_descriptor`, `member_descriptor`, `wrapper_descriptor`, `method-wrapper`.

pub mod declaration;
mod descriptor;
pub mod documentation;
mod function;
pub mod slot_wrapper;

use crate::object::{HeapCell, Py, Slot, Str, Value, payload};
use crate::types::class::{Class, GetSet, NativeDef};
use crate::types::iterators;
use crate::vm::{PyResult, Vm};

/// `__reduce__` of a method or descriptor: `getattr`, what has it, and its name.
fn reduced(vm: &mut Vm, owner: Value, name: &str) -> PyResult {
    let function = iterators::builtin(vm, "getattr")?;
    let name = vm.intern(name).into_value();
    Ok(iterators::recipe(vm, function, vec![owner, name], None))
}

/// A native function, or a native method bound to its receiver.
pub struct NativeFunction {
    /// The declaration.
    pub def: &'static NativeDef,
    /// `__self__`: the receiver, the class, or the module.
    pub receiver: HeapCell<Slot>,
    /// `__module__`: the module's name.
    pub module: HeapCell<Slot>,
}

payload! { NativeFunction: AtBirth, size 56;
    references { receiver = .__self__, module = .__module__ }
}

/// A native method in a class's namespace.
pub struct MethodDescriptor {
    /// The declaration.
    pub def: &'static NativeDef,
    /// `__objclass__`.
    pub class: Py<Class>,
}

payload! { MethodDescriptor: AtBirth, size 56;
    references { class = .__objclass__ }
}

/// A native class method in a class's namespace.
pub struct ClassMethodDescriptor {
    /// The declaration.
    pub def: &'static NativeDef,
    /// `__objclass__`.
    pub class: Py<Class>,
}

payload! { ClassMethodDescriptor: AtBirth, size 56;
    references { class = .__objclass__ }
}

/// What a `getset_descriptor` or `member_descriptor` reaches.
pub enum Accessor {
    /// A built-in type's attribute.
    Native(&'static GetSet),
    /// A word of `__slots__`: its name and its index among the instance's slot words.
    Member(Py<Str>, u16),
}

/// A computed attribute in a class's namespace.
pub struct GetSetDescriptor {
    /// What it reaches.
    pub accessor: Accessor,
    /// `__objclass__`.
    pub class: Py<Class>,
}

payload! { GetSetDescriptor: AtBirth, size 48;
    references { class = .__objclass__ }
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
}

impl ClassMethodDescriptor {
    /// A class method for a class's namespace.
    pub fn create(vm: &mut Vm, class: &Py<Class>, def: &'static NativeDef) -> Value {
        let payload = ClassMethodDescriptor { def, class: class.clone() };
        vm.heap.alloc(&vm.types.classmethod_descriptor, payload).into_value()
    }
}

impl GetSetDescriptor {
    /// An attribute for a class's namespace.
    pub fn create(vm: &mut Vm, class: &Py<Class>, def: &'static GetSet) -> Value {
        let payload = GetSetDescriptor { accessor: Accessor::Native(def), class: class.clone() };
        let own = if def.member { &vm.types.member_descriptor } else { &vm.types.getset_descriptor };
        vm.heap.alloc(own, payload).into_value()
    }

    /// The descriptor of a `__slots__` word.
    pub fn create_member(vm: &mut Vm, class: &Py<Class>, name: &Py<Str>, index: u16) -> Value {
        let payload = GetSetDescriptor { accessor: Accessor::Member(name.clone(), index), class: class.clone() };
        vm.heap.alloc(&vm.types.member_descriptor, payload).into_value()
    }

    /// The index of the `__slots__` word behind it, for inline caches.
    #[inline]
    pub fn member_index(&self) -> Option<usize> {
        match self.accessor {
            Accessor::Member(_, index) => Some(usize::from(index)),
            Accessor::Native(_) => None,
        }
    }

    /// The attribute's name.
    pub fn name(&self) -> &[u8] {
        match &self.accessor {
            Accessor::Member(name, _) => name.as_bytes(),
            Accessor::Native(def) => def.name.as_bytes(),
        }
    }
}

/// `__qualname__` of what is in a class's namespace.
fn qualname(vm: &mut Vm, class: &Class, name: &str) -> Value {
    let owner = class.qualname(&vm.heap).to_string_lossy().into_owned();
    vm.new_str(format!("{owner}.{name}")).into_value()
}

/// TypeError unless the receiver is an instance of the class that a descriptor is for.
fn check_receiver(vm: &mut Vm, class: &Py<Class>, name: &str, receiver: &Value) -> PyResult<()> {
    if vm.is_instance_of(receiver, class) {
        return Ok(());
    }
    let (owner, other) = (vm.full_name(class), vm.class_name(receiver));
    Err(vm.type_error(format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{other}' object")))
}
