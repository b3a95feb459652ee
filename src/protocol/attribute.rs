//! Attribute access.

use crate::object::{ClassFlags, Py, Slot, Str, Value};
use crate::types::class::slots::SlotId;
use crate::types::class::{Class, dispatch, full_name};
use crate::types::dict::{Dict, Values};
use crate::types::exception::{Field, get_field, set_field};
use crate::types::module;
use crate::vm::{PyResult, Vm};

/// `value.name`.
#[inline]
pub fn get(vm: &mut Vm, value: &Value, name: &Py<Str>) -> PyResult {
    let result = match vm.class_of(value).slots(&vm.heap).getattro {
        Some(get) => get(vm, value, name),
        None => generic_get(vm, value, name),
    };
    match result {
        Ok(found) => Ok(found),
        Err(raised) => Err(with_context(vm, raised, value, name)),
    }
}

/// Gives an AttributeError that knows neither `name` nor `obj` those of the access that raised it.
#[cold]
#[inline(never)]
fn with_context(vm: &mut Vm, raised: crate::vm::Raised, value: &Value, name: &Py<Str>) -> crate::vm::Raised {
    if !vm.raised_is(&raised, |types| &types.attribute_error) {
        return raised;
    }
    let error = vm.take_raised(raised);
    if get_field(vm, &error, Field::Name).is_none() && get_field(vm, &error, Field::Obj).is_none() {
        set_field(vm, &error, Field::Name, name.to_value());
        set_field(vm, &error, Field::Obj, value.clone());
    }
    vm.raise_as_is(error)
}

/// `value.name`, or `None` where that raises AttributeError.
pub fn get_optional(vm: &mut Vm, value: &Value, name: &Py<Str>) -> PyResult<Slot> {
    if vm.class_of(value).head.has(ClassFlags::PLAIN_GETATTR) {
        return generic_get_optional(vm, value, name);
    }
    let result = if vm.is_exactly(value, &vm.types.module) {
        module::find_attribute(vm, value, name)
    } else {
        get(vm, value, name).map(Some)
    };
    Ok(vm.catch(result, |types| &types.attribute_error)?.flatten())
}

/// `value.name = new`, or `del value.name`. What Python code is called is given the caller's reference.
#[inline]
pub fn set(vm: &mut Vm, value: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    let class = vm.class_of(value);
    if class.is_dispatched(SlotId::setattro) {
        return dispatch::setattro(vm, value, name, new);
    }
    match class.slots(&vm.heap).setattro {
        Some(set) if !class.head.has(ClassFlags::PLAIN_SETATTR) => set(vm, value, name, new),
        _ => generic_set(vm, value, name, new),
    }
}

/// `object.__getattribute__`.
pub fn generic_get(vm: &mut Vm, value: &Value, name: &Py<Str>) -> PyResult {
    generic_get_with(vm, value, name, instance_attribute)
}

/// As [`generic_get`], for a type that keeps the attributes of its instances itself: `own` looks among them.
#[inline]
pub fn generic_get_with(vm: &mut Vm, value: &Value, name: &Py<Str>, own: OwnAttribute) -> PyResult {
    match find(vm, value, name, own)? {
        Some(found) => Ok(found),
        None => Err(no_attribute(vm, value, name)),
    }
}

/// What an object itself holds under a name.
pub type OwnAttribute = fn(&mut Vm, &Value, &Py<Str>) -> PyResult<Slot>;

/// As [`generic_get`], `None` where nothing is found (an AttributeError raised by a descriptor counts as that).
pub fn generic_get_optional(vm: &mut Vm, value: &Value, name: &Py<Str>) -> PyResult<Slot> {
    let result = find(vm, value, name, instance_attribute);
    match vm.catch(result, |types| &types.attribute_error)? {
        Some(found) => Ok(found),
        None => Ok(None),
    }
}

/// Data descriptors of the class, the instance's own attributes, other attributes of the class.
#[inline]
fn find(vm: &mut Vm, value: &Value, name: &Py<Str>, own: OwnAttribute) -> PyResult<Slot> {
    let class = vm.class_of(value).clone();
    let found = vm.lookup(&class, name);
    let mut get = None;
    if let Some(descriptor) = &found {
        let slots = vm.class_of(descriptor).slots(&vm.heap);
        get = slots.descr_get;
        if slots.descr_set.is_some()
            && let Some(get) = get
        {
            return get(vm, descriptor, Some(value), class.as_value()).map(Some);
        }
    }
    if let Some(own) = own(vm, value, name)? {
        return Ok(Some(own));
    }
    match (found, get) {
        (Some(descriptor), Some(get)) => get(vm, &descriptor, Some(value), class.as_value()).map(Some),
        (found, _) => Ok(found),
    }
}

/// What the instance itself holds under `name`.
pub fn instance_attribute(vm: &mut Vm, value: &Value, name: &Py<Str>) -> PyResult<Slot> {
    if !vm.class_of(value).head.has(ClassFlags::HAS_DICT) {
        return Ok(None);
    }
    if let Some(dict) = vm.heap.instance_dict(value) {
        let dict = dict.expect::<Dict>().clone();
        return dict.get(vm, name.as_value());
    }
    let name = &vm.intern_str(name);
    let index = vm.class_of(value).head.shared_index(name.as_value());
    Ok(index.and_then(|index| vm.heap.inline_value(value, index).cloned()))
}

/// Whether a data descriptor of the class takes the assignment or deletion; it has been carried out then.
#[inline]
pub fn set_by_descriptor(vm: &mut Vm, value: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<bool> {
    let class = vm.class_of(value).clone();
    let Some(descriptor) = vm.lookup(&class, name) else { return Ok(false) };
    let Some(set) = vm.class_of(&descriptor).slots(&vm.heap).descr_set else { return Ok(false) };
    set(vm, &descriptor, value, new)?;
    Ok(true)
}

/// `object.__setattr__` and `object.__delattr__`.
pub fn generic_set(vm: &mut Vm, value: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    if set_by_descriptor(vm, value, name, new)? {
        return Ok(());
    }
    let class = vm.class_of(value).clone();
    if !class.head.has(ClassFlags::HAS_DICT) {
        return Err(match vm.lookup(&class, name) {
            Some(_) => {
                let (class, name) = (vm.class_name(value), name.to_string_lossy().into_owned());
                vm.attribute_error(format!("'{class}' object attribute '{name}' is read-only"))
            }
            None => no_attribute_to_set(vm, value, name),
        });
    }
    match new {
        Some(new) => set_instance_attribute(vm, value, name, new.clone()),
        None => delete_instance_attribute(vm, value, name),
    }
}

fn set_instance_attribute(vm: &mut Vm, value: &Value, name: &Py<Str>, new: Value) -> PyResult<()> {
    let exact = vm.is_exactly(name.as_value(), &vm.types.str);
    let name = &if exact { vm.intern_str(name) } else { name.clone() };
    let mut new = new;
    if exact && vm.heap.instance_dict(value).is_none() {
        let class = vm.class_of(value).clone();
        if class.head.stores_inline() {
            let index = class.head.shared_index_or_insert(name.as_value());
            if let Some(index) = index {
                match vm.heap.set_inline_value(value, index, new) {
                    Ok(old) => {
                        drop(old);
                        return Ok(());
                    }
                    Err(back) => new = back,
                }
            }
        }
    }
    let dict = instance_dict(vm, value);
    let old = dict.set(vm, name.to_value(), new)?;
    drop(old);
    Ok(())
}

fn delete_instance_attribute(vm: &mut Vm, value: &Value, name: &Py<Str>) -> PyResult<()> {
    let dict = match vm.heap.instance_dict(value) {
        Some(dict) => dict.expect::<Dict>().clone(),
        None => {
            let class = vm.class_of(value).clone();
            if class.head.stores_inline() {
                return delete_inline(vm, &class, value, name);
            }
            instance_dict(vm, value)
        }
    };
    match dict.remove(vm, name.as_value())? {
        Some(_) => Ok(()),
        // In CPython the values of such a dict still stand in the instance, and the error is that of a missing value.
        None if dict.table.get(&vm.heap).is_shared() && vm.class_of(value).head.stores_inline() => {
            Err(no_value(vm, value, name))
        }
        None => Err(no_attribute(vm, value, name)),
    }
}

/// Deletes a value that stands in the instance. CPython makes even a name that has no value one of the class's, if there
/// is room; only if there is none does the error tell of the object.
fn delete_inline(vm: &mut Vm, class: &Py<Class>, value: &Value, name: &Py<Str>) -> PyResult<()> {
    let name = vm.intern_str(name);
    match class.head.shared_index_or_insert(name.as_value()) {
        Some(index) if vm.heap.remove_inline_value(value, index).is_some() => Ok(()),
        Some(_) => Err(no_value(vm, value, &name)),
        None => Err(no_attribute(vm, value, &name)),
    }
}

/// AttributeError of a value to delete that is not there, without `name` and `obj`.
#[cold]
fn no_value(vm: &mut Vm, value: &Value, name: &Py<Str>) -> crate::vm::Raised {
    let (class, name) = (vm.class_name(value), name.to_string_lossy());
    vm.attribute_error(format!("'{class}' object has no attribute '{name}'"))
}

/// The instance's `__dict__`, made now if need be: the inline values move into it.
pub fn instance_dict(vm: &mut Vm, value: &Value) -> Py<Dict> {
    if let Some(dict) = vm.heap.instance_dict(value) {
        return dict.expect::<Dict>().clone();
    }
    let dict = vm.new_dict();
    let class = vm.class_of(value).clone();
    let inline = class.head.stores_inline().then(|| vm.heap.take_inline_values(value));
    for (index, attribute) in inline.into_iter().flatten() {
        if let Some(name) = class.head.shared_name(index) {
            dict.set_str(vm, name.expect::<Str>(), attribute);
        }
    }
    if let Some(keys) = class.head.shared_keys() {
        let values = if class.head.stores_inline() { Values::InInstance } else { Values::Apart };
        dict.table.get_mut(&mut vm.heap).share(keys, values);
    }
    drop(vm.heap.set_instance_dict(value, Some(dict.to_value())));
    dict
}

/// AttributeError "'C' object has no attribute 'x'", with `name` and `obj` for the "Did you mean" hint.
#[cold]
pub fn no_attribute(vm: &mut Vm, value: &Value, name: &Py<Str>) -> crate::vm::Raised {
    let class = vm.class_name(value);
    let text = [b"'", class.as_bytes(), b"' object has no attribute '", name.as_bytes(), b"'"].concat();
    attribute_error(vm, &text, value, name)
}

/// The same of a `__slots__` word that holds nothing: the class is named in full, and who asked for the attribute adds
/// the hints.
#[cold]
pub fn no_member(vm: &mut Vm, value: &Value, name: &Py<Str>) -> crate::vm::Raised {
    let class = vm.class_of(value).clone();
    let class = full_name(vm, &class);
    vm.attribute_error(format!("'{class}' object has no attribute '{}'", name.to_string_lossy()))
}

#[cold]
fn no_attribute_to_set(vm: &mut Vm, value: &Value, name: &Py<Str>) -> crate::vm::Raised {
    let class = vm.class_name(value);
    let (lead, end) = (format!("'{class}' object has no attribute '"), b"' and no __dict__ for setting new attributes");
    let text = [lead.as_bytes(), name.as_bytes(), end].concat();
    attribute_error(vm, &text, value, name)
}

/// AttributeError with its `name` and `obj` set.
#[cold]
pub fn attribute_error(vm: &mut Vm, text: &[u8], value: &Value, name: &Py<Str>) -> crate::vm::Raised {
    let text = vm.new_str_bytes(text).into_value();
    let class = vm.types.attribute_error.clone();
    let exception = crate::types::exception::new(vm, &class, vec![text]);
    set_field(vm, &exception, Field::Name, name.to_value());
    set_field(vm, &exception, Field::Obj, value.clone());
    vm.raise(exception)
}

/// The annotations that an `__annotate__` function makes as values; TypeError unless they are a dict.
pub fn evaluate_annotations(vm: &mut Vm, annotate: &Value) -> PyResult {
    let made = super::call(vm, annotate, &[Value::index(VALUE_FORMAT)])?;
    if made.has::<Dict>() {
        return Ok(made);
    }
    let class = vm.class_name(&made);
    Err(vm.type_error(format!("__annotate__ returned non-dict of type '{class}'")))
}

/// `annotationlib.Format.VALUE`.
const VALUE_FORMAT: usize = 1;

/// Refuses a new value of `__annotate__` that is neither callable nor None.
pub fn check_annotate(vm: &mut Vm, new: &Value) -> PyResult<()> {
    if new.is_none() || vm.class_of(new).slots(&vm.heap).call.is_some() {
        return Ok(());
    }
    Err(vm.type_error("__annotate__ must be callable or None"))
}
