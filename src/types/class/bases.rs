//! Bases of classes: which of them gives the layout, which metaclass wins, and `__bases__ = …`.

use std::collections::HashSet;

use super::mro::Computed;
use super::{Class, mro, update};
use crate::object::{ClassFlags, Kind, Phantom, Py, Slot, Tuple, Value};
use crate::vm::{PyResult, Vm};

/// The class that last added to the layout of instances: a payload or `__slots__`.
pub fn solid_base(vm: &Vm, class: &Py<Class>) -> Py<Class> {
    let mut solid = class.clone();
    let mut at = class.clone();
    while let Some(base) = at.base.get(&vm.heap).clone() {
        if !same_shape(vm, &at, &base) {
            return solid;
        }
        solid = base.clone();
        at = base;
    }
    solid
}

fn same_shape(vm: &Vm, class: &Py<Class>, base: &Py<Class>) -> bool {
    same_payload(vm, class, base) && class.head.slot_words() == base.head.slot_words()
}

/// Exceptions share a payload type, but not the fields in it; so do dicts and what `collections` derives from them.
fn same_payload(vm: &Vm, class: &Py<Class>, other: &Py<Class>) -> bool {
    class.head.payload_type() == other.head.payload_type()
        && match class.head.layout().kind {
            Kind::Exception => class.family == other.family,
            Kind::Dict => built_in(vm, class).is(&built_in(vm, other)),
            _ => true,
        }
}

/// The class itself or the next base that is built in.
fn built_in(vm: &Vm, class: &Py<Class>) -> Py<Class> {
    let mut at = class.clone();
    while at.spec.is_none()
        && let Some(base) = at.base.get(&vm.heap).clone()
    {
        at = base;
    }
    at
}

/// Whether instances have a variable number of items: such classes take no `__slots__`.
pub fn is_variable_size(class: &Class) -> bool {
    matches!(class.head.layout().kind, Kind::Int | Kind::Tuple | Kind::Bytes | Kind::Class)
}

/// The base whose layout the class shares; TypeError "multiple bases have instance lay-out conflict",
/// "type 'bool' is not an acceptable base type", "bases must be types".
pub fn best(vm: &mut Vm, bases: &[Value]) -> PyResult<Py<Class>> {
    let mut best: Option<(Py<Class>, Py<Class>)> = None;
    for base in bases {
        let Some(base) = base.cast::<Class>() else { return Err(vm.type_error("bases must be types")) };
        if !base.head.has(ClassFlags::BASE_TYPE) {
            let name = vm.full_name(base);
            return Err(vm.type_error(format!("type '{name}' is not an acceptable base type")));
        }
        let candidate = solid_base(vm, base);
        best = Some(match best {
            None => (candidate, base.clone()),
            Some((winner, chosen)) if winner.is_subclass_of(&vm.heap, &candidate) => (winner, chosen),
            Some((winner, _)) if candidate.is_subclass_of(&vm.heap, &winner) => (candidate, base.clone()),
            Some(_) => return Err(vm.type_error("multiple bases have instance lay-out conflict")),
        });
    }
    match best {
        Some((_, base)) => Ok(base),
        None => Err(vm.type_error("a new class needs a base")),
    }
}

/// The most derived of the metaclass given and those of the bases; TypeError "metaclass conflict: …".
pub fn metaclass(vm: &mut Vm, given: &Py<Class>, bases: &[Value]) -> PyResult<Py<Class>> {
    let mut winner = given.clone();
    for base in bases {
        let candidate = vm.class_of(base).clone();
        if winner.is_subclass_of(&vm.heap, &candidate) {
            continue;
        }
        if candidate.is_subclass_of(&vm.heap, &winner) {
            winner = candidate;
            continue;
        }
        return Err(vm.type_error(
            "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses \
             of all its bases",
        ));
    }
    Ok(winner)
}

/// Whether instances of the two classes are laid out alike, so that `__class__` and `__bases__` may be changed from
/// one to the other; TypeError "__class__ assignment: 'B' object layout differs from 'A'".
pub fn check_same_layout(vm: &mut Vm, old: &Py<Class>, new: &Py<Class>, attribute: &str) -> PyResult<()> {
    // CPython frees what its collector knows in another way than what it does not know.
    if old.head.is_container() != new.head.is_container() {
        let (old, new) = (old.name(&vm.heap).to_string_lossy(), new.name(&vm.heap).to_string_lossy());
        let text = format!("{attribute} assignment: '{new}' deallocator differs from '{old}'");
        return Err(vm.type_error(text));
    }
    let inline = ClassFlags::INLINE_VALUES | ClassFlags::INLINE_BEHIND_PAYLOAD;
    let words = ClassFlags::HAS_DICT | inline | ClassFlags::WEAK_REFERENCEABLE | ClassFlags::CONTAINER;
    let (old_solid, new_solid) = (layout_giver(vm, old), layout_giver(vm, new));
    let added_alike = slot_names(&old_solid).eq(slot_names(&new_solid))
        && match (old_solid.base.get(&vm.heap), new_solid.base.get(&vm.heap)) {
            (Some(old_base), Some(new_base)) => old_base.is(new_base),
            _ => false,
        };
    let same = same_payload(vm, old, new)
        && old.head.flags() & words == new.head.flags() & words
        && (old_solid.is(&new_solid) || added_alike);
    if same {
        return Ok(());
    }
    let (old, new) = (old.name(&vm.heap).to_string_lossy(), new.name(&vm.heap).to_string_lossy());
    let text = format!("{attribute} assignment: '{new}' object layout differs from '{old}'");
    Err(vm.type_error(text))
}

/// The class itself or the next base that adds something to its own base's instances: a payload, slots, the attribute
/// dict, weak references.
fn layout_giver(vm: &Vm, class: &Py<Class>) -> Py<Class> {
    let words = ClassFlags::HAS_DICT | ClassFlags::WEAK_REFERENCEABLE | ClassFlags::CONTAINER;
    let mut at = class.clone();
    while let Some(base) = at.base.get(&vm.heap).clone() {
        if !same_shape(vm, &at, &base) || at.head.flags() & words != base.head.flags() & words {
            break;
        }
        at = base;
    }
    at
}

/// The names of all `__slots__` words, in order.
fn slot_names(class: &Class) -> impl Iterator<Item = &[u8]> {
    class.head.slot_names().iter().map(|name| name.as_bytes())
}

/// `class.__bases__ = new`.
pub fn assign(vm: &mut Vm, class: &Value, new: Slot) -> PyResult<()> {
    let class = class.expect::<Class>().clone();
    let (name, new) = super::attributes::to_set(vm, &class, "__bases__", new)?;
    let Some(tuple) = new.cast::<Tuple>() else {
        let other = vm.class_name(&new);
        return Err(vm.type_error(format!("can only assign tuple to {name}.__bases__, not {other}")));
    };
    if tuple.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {name}.__bases__, not ()")));
    }
    for base in tuple.items() {
        let Some(base) = base.cast::<Class>() else {
            let other = vm.class_name(base);
            return Err(vm.type_error(format!("{name}.__bases__ must be tuple of classes, not '{other}'")));
        };
        // While an `mro()` runs that came here again, the chain of bases is newer than the MRO.
        if base.is_subclass_of(&vm.heap, &class) || mro::is_below(vm, base, &class) {
            return Err(vm.type_error("a __bases__ item causes an inheritance cycle"));
        }
    }
    let new_base = best(vm, tuple.items())?;
    let Some(old_base) = class.base.get(&vm.heap).clone() else {
        return Err(vm.type_error(format!("cannot set '__bases__' attribute of immutable type '{name}'")));
    };
    check_same_layout(vm, &old_base, &new_base, "__bases__")?;
    let old_bases = class.bases.replace(&mut vm.heap, Some(tuple.clone()));
    class.base.set(&mut vm.heap, Some(new_base));
    let mut changed = Vec::new();
    let result = recompute(vm, &class, &mut changed);
    // CPython keeps each class and both of its orders in a list.
    let kept = std::iter::once(Phantom::List).chain(std::iter::repeat_n(Phantom::Tuple(3), changed.len()));
    kept.clone().for_each(|phantom| vm.heap.phantom_made(phantom));
    kept.for_each(Phantom::freed);
    // An `mro()` may have assigned `__bases__` again: then that assignment stays.
    let stands = class.bases.get(&vm.heap).as_ref().is_some_and(|bases| bases.is(tuple));
    if let Err(raised) = result {
        for Changed { class, new, old } in changed {
            if mro::is_mro(vm, &class, Some(&new)) {
                class.mro.set(&mut vm.heap, old);
                vm.class_modified(&class);
            }
        }
        if stands {
            class.bases.set(&mut vm.heap, old_bases);
            class.base.set(&mut vm.heap, Some(old_base));
        }
        return Err(raised);
    }
    if stands {
        let old_bases = old_bases.iter().flat_map(|bases| bases.items());
        for base in old_bases.chain(tuple.items()) {
            base.expect::<Class>()
                .forget_subclasses(|known| known.upgrade().is_some_and(|known| known.is(class.as_value())));
        }
        for base in tuple.items() {
            Class::add_subclass(vm, base.expect::<Class>(), &class);
        }
        update_slots(vm, &class);
    }
    Ok(())
}

/// A class that `recompute` gave another MRO.
struct Changed {
    class: Py<Class>,
    new: Py<Tuple>,
    old: Option<Py<Tuple>>,
}

/// Gives a class and all below it a new MRO, a class before its subclasses, as CPython's
/// `mro_hierarchy_for_complete_type`. Classes may be derived in longer chains than the native stack could follow.
fn recompute(vm: &mut Vm, class: &Py<Class>, changed: &mut Vec<Changed>) -> PyResult<()> {
    let mut waiting = vec![class.clone()];
    let mut known = HashSet::new();
    while let Some(class) = waiting.pop() {
        if !known.insert(class.address()) {
            continue;
        }
        let old = class.mro.get(&vm.heap).clone();
        if let Computed::New(new) = mro::set(vm, &class)? {
            waiting.extend(class.live_subclasses().into_iter().rev());
            changed.push(Changed { class, new, old });
        }
    }
    Ok(())
}

fn update_slots(vm: &mut Vm, class: &Py<Class>) {
    for class in Class::descendants(class, |_| true) {
        update::all(vm, &class);
    }
}
