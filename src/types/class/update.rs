//! Which function each slot of a class has: recomputed when the class is made and when a special method is set on it.

use hashbrown::HashMap;
use rustc_hash::FxBuildHasher;

use super::rows::ROWS;
use super::slots::{Origins, SlotFn, SlotId, Slots};
use super::{Class, Origin, convert, dispatch};
use crate::object::{ClassFlags, Heap, Py, Str};
use crate::types::native::NativeFunction;
use crate::types::native::slot_wrapper::SlotWrapper;
use crate::vm::Vm;

/// Computes every slot of a new Python class from the special methods in its MRO.
pub fn all(vm: &mut Vm, class: &Py<Class>) {
    let inherits = inherit(vm, class);
    let mut previous = None;
    for row in ROWS {
        let concerned = !inherits || {
            let name = (row.select)(&vm.names);
            class.namespace(&vm.heap).get_str(&vm.heap, name).is_some()
        };
        if concerned && previous != Some(row.slot) {
            one(vm, class, row.slot, class);
            previous = Some(row.slot);
        }
    }
}

/// The flags that slots decide.
const FLAGS: [ClassFlags; 3] = [ClassFlags::PLAIN_GETATTR, ClassFlags::PLAIN_SETATTR, ClassFlags::HAS_FINALIZER];

/// What a Python class has from one base, and nothing else.
struct Inherited {
    slots: Slots,
    origins: Origins,
    flags: [bool; FLAGS.len()],
}

impl Inherited {
    fn of(vm: &Vm, class: &Py<Class>) -> Inherited {
        let flags = FLAGS.map(|flag| class.head.has(flag));
        Inherited { slots: *class.slots(&vm.heap), origins: class.origins.clone(), flags }
    }

    fn give(&self, heap: &mut Heap, class: &Py<Class>) {
        *class.slots.get_mut(heap) = self.slots;
        class.origins.copy_from(&self.origins);
        for (flag, value) in FLAGS.into_iter().zip(self.flags) {
            class.head.change(|flags| flags.set(flag, value));
        }
    }
}

/// What classes have from built-in ones, by the address of these: none of them ever changes or goes.
#[derive(Default)]
struct FromBuiltIn(HashMap<usize, Inherited, FxBuildHasher>);

/// Gives a class whose MRO is that of a base with itself in front what comes from there: looking all special methods up
/// along the MRO would find the same. Whether it is such a class.
fn inherit(vm: &mut Vm, class: &Py<Class>) -> bool {
    let Some(base) = class.base.get(&vm.heap).clone() else { return false };
    let (own, inherited) = (class.mro(&vm.heap), base.mro(&vm.heap));
    let extends =
        own.len() == inherited.len() + 1 && own.iter().skip(1).zip(inherited).all(|(one, other)| one.is(other));
    if !extends || !own[0].is(class.as_value()) {
        return false;
    }
    if base.spec.is_none() {
        Inherited::of(vm, &base).give(&mut vm.heap, class);
        return true;
    }
    if let Some(known) = vm.states.get_or_default::<FromBuiltIn>().0.get(&base.address()) {
        known.give(&mut vm.heap, class);
        return true;
    }
    let mut previous = None;
    for row in ROWS {
        if previous.replace(row.slot) != Some(row.slot) {
            one(vm, class, row.slot, &base);
        }
    }
    let made = Inherited::of(vm, class);
    vm.states.get_or_default::<FromBuiltIn>().0.insert(base.address(), made);
    true
}

/// Computes the slots of a special method set or deleted on the class, there and in the subclasses that inherit it.
pub fn after_change(vm: &mut Vm, class: &Py<Class>, name: &Py<Str>) {
    if !is_special(name) {
        return;
    }
    let mut slots: Vec<SlotId> = Vec::new();
    for row in ROWS {
        if row.name.as_bytes() == name.as_bytes() && !slots.contains(&row.slot) {
            slots.push(row.slot);
        }
    }
    if slots.is_empty() {
        return;
    }
    let heap = &vm.heap;
    for class in Class::descendants(class, |subclass| subclass.namespace(heap).get_str(heap, name).is_none()) {
        for &slot in &slots {
            one(vm, &class, slot, &class);
        }
    }
}

pub(super) fn is_special(name: &Py<Str>) -> bool {
    let text = name.as_bytes();
    text.len() > 4 && text.starts_with(b"__") && text.ends_with(b"__")
}

/// CPython's `update_one_slot`. Special methods are looked for from the class `from` on: the class itself, or its base
/// if it has none of its own.
fn one(vm: &mut Vm, class: &Py<Class>, slot: SlotId, from: &Py<Class>) {
    let mut specific: Option<(SlotFn, Origin)> = None;
    let mut generic: Option<SlotFn> = None;
    let mut use_generic = false;
    for row in ROWS.iter().filter(|row| row.slot == slot) {
        let name = (row.select)(&vm.names);
        let Some(found) = from.find(&vm.heap, name) else { continue };
        if let Some(wrapper) = found.cast::<SlotWrapper>()
            && wrapper.row.name == row.name
        {
            let applies = class.is_subclass_of(&vm.heap, &wrapper.class);
            if wrapper.row.slot != slot && applies {
                // Another slot of the same method serves the class.
                continue;
            }
            generic = row.generic;
            let origin = wrapper.class.origin(wrapper.row.slot);
            let agrees = specific.is_none_or(|(_, known)| known == origin);
            if agrees && applies && wrapper.row.slot == slot {
                specific = Some((wrapper.function, origin));
            } else {
                use_generic = true;
            }
        } else if slot == SlotId::new && is_native_new(found) {
            specific = class.slots(&vm.heap).get(slot).map(|function| (function, class.origin(slot)));
        } else if found.is_none() && slot == SlotId::hash {
            specific = Some((SlotFn::Hash(dispatch::hash_not_implemented), Origin::ABSENT));
        } else {
            use_generic = true;
            generic = row.generic;
        }
    }
    let (function, origin) = match (specific, generic) {
        (Some((function, origin)), _) if !use_generic => (Some(function), origin),
        (_, Some(generic)) => (Some(generic), Origin::SPECIAL_METHOD),
        (_, None) => (None, Origin::ABSENT),
    };
    class.slots.get_mut(&mut vm.heap).set(slot, function);
    class.origins.set(slot, origin);
    match slot {
        SlotId::getattro => {
            let plain = inherits_plainly(vm, from, std::slice::from_ref(&vm.names.getattribute))
                && from.find(&vm.heap, &vm.names.getattr).is_none();
            class.head.change(|flags| flags.set(ClassFlags::PLAIN_GETATTR, plain));
        }
        SlotId::setattro => {
            let names = [vm.names.setattr.clone(), vm.names.delattr.clone()];
            let plain = inherits_plainly(vm, from, &names);
            class.head.change(|flags| flags.set(ClassFlags::PLAIN_SETATTR, plain));
        }
        SlotId::finalize => {
            class.head.change(|flags| flags.set(ClassFlags::HAS_FINALIZER, function.is_some()));
        }
        _ => {}
    }
}

fn inherits_plainly(vm: &Vm, class: &Py<Class>, names: &[Py<Str>]) -> bool {
    names.iter().all(|name| {
        class.find(&vm.heap, name).is_some_and(|found| convert::is_wrapper_of(vm, found, |types| &types.object))
    })
}

/// Whether the value is the `__new__` of a built-in class.
pub fn is_native_new(value: &crate::object::Value) -> bool {
    value.cast::<NativeFunction>().is_some_and(|function| std::ptr::eq(function.def, &raw const super::call::NEW))
}
