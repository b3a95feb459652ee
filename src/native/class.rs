//! Classes that native modules bring.

use crate::object::{Py, Value};
use crate::types::Types;
use crate::types::class::{Class, ClassSpec, create};
use crate::vm::Vm;

/// A class of a native module: its declaration and its base. An interpreter makes it when the module is imported, or
/// when native code first needs it.
pub struct NativeClass {
    spec: ClassSpec,
    base: Base,
    /// Whether its module has it as an attribute.
    pub is_exported: bool,
}

/// Where the base of a class comes from.
#[derive(Clone, Copy)]
enum Base {
    BuiltIn(fn(&Types) -> &Py<Class>),
    Native(&'static NativeClass),
}

impl NativeClass {
    /// A class derived from `object`.
    #[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
    pub const fn new(spec: ClassSpec) -> NativeClass {
        NativeClass { spec: spec.documented(), base: Base::BuiltIn(|types| &types.object), is_exported: true }
    }

    /// A class derived from a built-in one.
    #[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
    pub const fn derived(base: fn(&Types) -> &Py<Class>, spec: ClassSpec) -> NativeClass {
        NativeClass { spec: spec.documented(), base: Base::BuiltIn(base), is_exported: true }
    }

    /// A class derived from another native one.
    #[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
    pub const fn below(base: &'static NativeClass, spec: ClassSpec) -> NativeClass {
        NativeClass { spec: spec.documented(), base: Base::Native(base), is_exported: true }
    }

    /// The same as a class that no attribute of the module names.
    pub const fn hidden(self) -> NativeClass {
        NativeClass { is_exported: false, ..self }
    }

    /// Its `__name__`.
    pub const fn name(&self) -> &'static str {
        self.spec.name
    }

    /// The class as `vm` has it.
    #[inline]
    pub fn of(&'static self, vm: &mut Vm) -> Py<Class> {
        match vm.native_classes.get(&self.spec) {
            Some(class) => class.clone(),
            None => self.make(vm),
        }
    }

    /// Whether it is the class of `value`, not a base of it.
    #[inline]
    pub fn is_class_of(&'static self, vm: &Vm, value: &Value) -> bool {
        vm.class_of(value).spec.is_some_and(|spec| std::ptr::eq(spec, &raw const self.spec))
    }

    /// Makes it. What it allocates brings no automatic collection nearer: a script counts on its own allocations.
    #[cold]
    fn make(&'static self, vm: &mut Vm) -> Py<Class> {
        let base = match self.base {
            Base::BuiltIn(base) => base(&vm.types).clone(),
            Base::Native(base) => base.of(vm),
        };
        let counts = vm.heap.gc_counts();
        let class = vm.heap.alloc(&vm.types.type_, create::bare(&self.spec));
        create::finish(vm, &class, &self.spec, Some(&base));
        vm.native_classes.insert(&self.spec, class.clone());
        vm.heap.restore_gc_counts(counts);
        class
    }
}
