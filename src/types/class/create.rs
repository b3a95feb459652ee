//! Built-in classes from their declarations.

use super::slots::SlotId;
use super::spec::{Binding, ClassSpec, NewFrom};
use super::{Class, Origin, Origins};
use crate::object::{ClassFlags, ClassHead, Face, HeapCell, Phantom, Py, Tracking, Value, WeakRef};
use crate::types::exception::Family;
use crate::types::{native, static_method, struct_sequence};
use crate::vm::Vm;
use std::cell::{Cell, RefCell};
use std::collections::HashSet;

/// The payload of a class that has its layout and nothing else yet.
pub fn bare(spec: &'static ClassSpec) -> Class {
    let mut flags = spec.flags;
    flags.set(ClassFlags::CONTAINER, spec.layout.tracking != Tracking::Atom);
    Class {
        head: ClassHead::new(spec.layout, flags),
        slots: HeapCell::new(spec.slots),
        name: HeapCell::new(None),
        qualname: HeapCell::new(None),
        base: HeapCell::new(None),
        bases: HeapCell::new(None),
        mro: HeapCell::new(None),
        namespace: HeapCell::new(None),
        version: Cell::new(0),
        origins: Origins::absent(),
        subclasses: RefCell::default(),
        family: Cell::new(spec.family.unwrap_or(Family::Base)),
        spec: Some(spec),
    }
}

/// Names, base, MRO, inherited slots and namespace of a built-in class made by [`bare`].
pub fn finish(vm: &mut Vm, class: &Py<Class>, spec: &'static ClassSpec, base: Option<&Py<Class>>) {
    let name = vm.intern(spec.name);
    class.name.set(&mut vm.heap, Some(name.clone()));
    class.qualname.set(&mut vm.heap, Some(name));
    let namespace = vm.new_dict();
    class.namespace.set(&mut vm.heap, Some(namespace.clone()));
    if !class.head.has(ClassFlags::HEAP_TYPE) {
        class.header().report_as_immortal();
        vm.heap.untrack(class.header());
    }
    let mut mro = vec![class.to_value()];
    let mut bases = Vec::new();
    let declared = spec.slots.present();
    if let Some(base) = base {
        vm.last_origin = vm.last_origin.next();
        class.origins.declare(&base.origins, declared, vm.last_origin);
        mro.extend_from_slice(base.mro(&vm.heap));
        bases.push(base.to_value());
        let inherited = *base.slots.get(&vm.heap);
        let slots = class.slots.get_mut(&mut vm.heap);
        if declared == 0 {
            *slots = inherited;
        } else {
            slots.inherit_from(&inherited);
        }
        let is_base = base.is(&vm.types.object) && spec.new_from != NewFrom::Object;
        if spec.slots.new.is_none() && (is_base || spec.visible.is_some()) {
            // Only what makes its own instances can be called.
            class.slots.get_mut(&mut vm.heap).new = None;
            class.origins.set(SlotId::new, Origin::ABSENT);
        }
        let mut inherited =
            ClassFlags::EXCEPTION | ClassFlags::METACLASS | ClassFlags::HAS_DICT | ClassFlags::WEAK_REFERENCEABLE;
        inherited |= ClassFlags::MATCHES_SELF;
        if !(class.head.has(ClassFlags::SEQUENCE) || class.head.has(ClassFlags::MAPPING)) {
            inherited |= ClassFlags::SEQUENCE | ClassFlags::MAPPING;
        }
        inherited.set(ClassFlags::PLAIN_GETATTR, spec.slots.getattro.is_none());
        inherited.set(ClassFlags::PLAIN_SETATTR, spec.slots.setattro.is_none());
        let kept = base.head.flags() & inherited;
        class.head.change(|flags| flags.insert(kept));
        Class::add_subclass(vm, base, class);
        class.family.set(spec.family.unwrap_or(base.family.get()));
    } else {
        class.origins.declare(&Origins::absent(), declared, Origin::OBJECT);
    }
    let (mro, bases) = (vm.new_tuple(mro), vm.new_tuple(bases));
    class.mro.set(&mut vm.heap, Some(mro));
    class.bases.set(&mut vm.heap, Some(bases));
    class.base.set(&mut vm.heap, base.cloned());
    native::slot_wrapper::add_wrappers(vm, class, &namespace, spec, declared);
    for def in spec.methods {
        let name = vm.intern(def.name);
        let value = match def.binding {
            Binding::Instance => native::MethodDescriptor::create(vm, class, def),
            Binding::Class => native::ClassMethodDescriptor::create(vm, class, def),
            Binding::Static => {
                let function = native::NativeFunction::create_static_method(vm, class, def);
                static_method::create(vm, function)
            }
        };
        namespace.set_str(vm, &name, value);
    }
    for attribute in spec.getset {
        let name = vm.intern(attribute.name);
        let value = native::GetSetDescriptor::create(vm, class, attribute);
        namespace.set_str(vm, &name, value);
    }
    let name = vm.names.doc.clone();
    if namespace.get_str(&vm.heap, &name).is_none() {
        let doc = spec.doc.map_or(Value::NONE, |doc| vm.new_str(doc).into_value());
        namespace.set_str(vm, &name, doc);
    }
    native::slot_wrapper::add_missing_hash(vm, class, &namespace);
    if class.head.has(ClassFlags::HEAP_TYPE) {
        let (name, module) = (vm.names.module.clone(), vm.intern(spec.module).into_value());
        namespace.set_str(vm, &name, module);
    }
    struct_sequence::describe(vm, &namespace, spec);
    if class.head.has(ClassFlags::HEAP_TYPE) || spec.lists_module {
        let (name, module) = (vm.names.module.clone(), vm.intern(spec.module).into_value());
        namespace.set_str(vm, &name, module);
    }
    if class.head.stores_inline() {
        class.head.open_shared_keys();
    }
    namespace.is_class_namespace.set(true);
}

impl Class {
    /// Notes that `class` is derived from `base`, by the weak reference that everyone who asks for a plain one gets.
    pub fn add_subclass(vm: &mut Vm, base: &Py<Class>, class: &Py<Class>) {
        let known = vm.heap.shared_weak_reference(class.as_value(), Face::Reference);
        let reference = known.or_else(|| {
            let kind = vm.types.weak_reference.clone();
            vm.heap.new_weak_reference(&kind, class.as_value(), None, Face::Reference)
        });
        if base.subclasses.borrow().is_empty() {
            // CPython's class has a dict of them.
            vm.heap.phantom_made(Phantom::Dict);
        }
        base.subclasses.borrow_mut().extend(reference);
    }

    /// The direct subclasses that are alive.
    pub fn live_subclasses(&self) -> Vec<Py<Class>> {
        let known = self.subclasses.borrow();
        known.iter().filter_map(|reference| reference.upgrade()?.cast_into().ok()).collect()
    }

    /// The class and all that are derived from it and reached through classes that `passes` lets through: each once,
    /// and before those below it. A metaclass's `mro()` can hide a base, so that a class is below itself.
    pub fn descendants(class: &Py<Class>, mut passes: impl FnMut(&Class) -> bool) -> Vec<Py<Class>> {
        let mut found = vec![class.clone()];
        let mut waiting = class.live_subclasses();
        if waiting.is_empty() {
            return found;
        }
        let mut known = HashSet::from([class.address()]);
        waiting.reverse();
        while let Some(class) = waiting.pop() {
            if passes(&class) && known.insert(class.address()) {
                waiting.extend(class.live_subclasses().into_iter().rev());
                found.push(class);
            }
        }
        found
    }

    /// Takes some out of the list of subclasses.
    pub(super) fn forget_subclasses(&self, is_gone: impl Fn(&Py<WeakRef>) -> bool) {
        let mut subclasses = self.subclasses.borrow_mut();
        let had_some = !subclasses.is_empty();
        subclasses.retain(|known| !is_gone(known));
        if had_some && subclasses.is_empty() {
            // CPython's dict of them goes with the last one.
            Phantom::Dict.freed();
        }
    }

    /// Takes the class, which dies, out of its bases' lists of subclasses.
    pub(super) fn leave_bases(&mut self) {
        // CPython's class keeps the names of its slots in a tuple.
        Phantom::Tuple(self.head.own_slots()).freed();
        if let Some(base) = self.bases.take_in_drop() {
            for base in base.items() {
                if let Some(base) = base.cast::<Class>() {
                    base.forget_subclasses(|known| known.is_dead());
                }
            }
        }
    }
}
