//! `super`.

use ouropy_compiler::code::LocalKind;

use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Str, Value, payload};
use crate::protocol;
use crate::types::cell::Cell;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Packing, Slots};
use crate::types::code::Code;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `super`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    flags: ClassFlags::BASE_TYPE,
    slots: Slots {
        repr: Some(repr),
        getattro: Some(get_attribute),
        descr_get: Some(rebind),
        init: Some(init),
        new: Some(new),
        ..Slots::EMPTY
    },
    getset: &[
        GetSet::read_only("__thisclass__", |vm, this| {
            Ok(optional(this.expect::<Super>().class.get(&vm.heap).as_ref().map(Py::to_value)))
        })
        .member(),
        GetSet::read_only("__self__", |vm, this| Ok(optional(this.expect::<Super>().object.get(&vm.heap).clone())))
            .member(),
        GetSet::read_only("__self_class__", |vm, this| {
            Ok(optional(this.expect::<Super>().object_class.get(&vm.heap).as_ref().map(Py::to_value)))
        })
        .member(),
    ],
    ..ClassSpec::public("super", Layout::of::<Super>())
};

/// A `super` object.
pub struct Super {
    /// `__self__`.
    pub object: HeapCell<Slot>,
    /// `__thisclass__`.
    pub class: HeapCell<Option<Py<Class>>>,
    /// `__self_class__`: the class whose MRO is searched.
    pub object_class: HeapCell<Option<Py<Class>>>,
}

payload! { Super: AtBirth, size 40;
    references { object = .__self__, class = .__thisclass__, object_class = .__self_class__ }
}

fn optional(value: Slot) -> Value {
    value.unwrap_or(Value::NONE)
}

fn new(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    let payload = Super { object: HeapCell::new(None), class: HeapCell::new(None), object_class: HeapCell::new(None) };
    Ok(vm.heap.alloc(class, payload).into_value())
}

fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (class, object) = match arguments.values {
        [] => {
            let (class, object) = from_caller(vm)?;
            (class, Some(object))
        }
        [class] => (class.clone(), None),
        [class, object] => (class.clone(), Some(object.clone())),
        more => return Err(arguments::wrong_count(vm, "super()", 0, 2, more.len())),
    };
    let Some(class) = class.cast::<Class>() else {
        let other = vm.class_name(&class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {other}")));
    };
    let object = object.filter(|object| !object.is_none());
    let object_class = match &object {
        Some(object) => Some(check(vm, class, object)?),
        None => None,
    };
    let payload = this.expect::<Super>();
    payload.class.set(&mut vm.heap, Some(class.clone()));
    payload.object.set(&mut vm.heap, object);
    payload.object_class.set(&mut vm.heap, object_class);
    Ok(())
}

/// The class whose MRO `super(class, object)` searches: the object itself for a subclass, else its class (or what its
/// `__class__` claims); TypeError "super(type, obj): obj … is not an instance or subtype of type …".
pub fn check(vm: &mut Vm, class: &Py<Class>, object: &Value) -> PyResult<Py<Class>> {
    if let Some(subclass) = object.cast::<Class>()
        && subclass.is_subclass_of(&vm.heap, class)
    {
        return Ok(subclass.clone());
    }
    if vm.is_instance_of(object, class) {
        return Ok(vm.class_of(object).clone());
    }
    let name = vm.names.class.clone();
    if let Some(claimed) = protocol::attribute::get_optional(vm, object, &name)?
        && let Some(claimed) = claimed.cast::<Class>()
        && claimed.is_subclass_of(&vm.heap, class)
    {
        return Ok(claimed.clone());
    }
    let (what, shown) = match object.cast::<Class>() {
        Some(class) => ("type", class.name(&vm.heap).to_string_lossy().into_owned()),
        None => ("instance of", vm.class_name(object)),
    };
    let class = class.name(&vm.heap).to_string_lossy().into_owned();
    Err(vm
        .type_error(format!("super(type, obj): obj ({what} {shown}) is not an instance or subtype of type ({class}).")))
}

/// The attribute behind `class` in the MRO of `object_class`, not bound.
pub fn find(vm: &Vm, class: &Py<Class>, object_class: &Py<Class>, name: &Py<Str>) -> Slot {
    if name.as_bytes() == b"__class__" {
        return None;
    }
    let order = object_class.mro(&vm.heap);
    let at = order.iter().position(|entry| entry.is(class.as_value()))?;
    order[at + 1..]
        .iter()
        .find_map(|entry| entry.expect::<Class>().namespace(&vm.heap).get_str(&vm.heap, name).cloned())
}

/// What the lookup found, bound to the object.
pub(crate) fn bind_found(vm: &mut Vm, found: Value, object: &Value, object_class: &Py<Class>) -> PyResult {
    match vm.class_of(&found).slots(&vm.heap).descr_get {
        Some(get) => {
            let instance = (!object.is(object_class.as_value())).then_some(object);
            get(vm, &found, instance, object_class.as_value())
        }
        None => Ok(found),
    }
}

/// The `__class__` cell and the first argument of the function that calls `super()`.
fn from_caller(vm: &mut Vm) -> PyResult<(Value, Value)> {
    let Some(activation) = vm.stack.innermost() else { return Err(vm.runtime_error("super(): no current frame")) };
    let code = activation.code().clone();
    if code.arg_count == 0 {
        return Err(vm.runtime_error("super(): no arguments"));
    }
    let window = vm.stack.window(vm.stack.depth() - 1);
    let first = window.first().cloned().flatten();
    let first = match first.as_ref().and_then(|first| first.cast::<Cell>()) {
        Some(cell) if is_cell(&code, 0) => cell.contents.get(&vm.heap).clone(),
        _ => first,
    };
    let place = code.locals.iter().position(|(name, kind)| *kind == LocalKind::Free && name.as_bytes() == b"__class__");
    let class = place.and_then(|place| window.get(place).cloned().flatten());
    let Some(first) = first else { return Err(vm.runtime_error("super(): arg[0] deleted")) };
    let Some(class) = class else { return Err(vm.runtime_error("super(): __class__ cell not found")) };
    let Some(class) = class.cast::<Cell>() else { return Err(vm.runtime_error("super(): bad __class__ cell")) };
    let Some(class) = class.contents.get(&vm.heap).clone() else {
        return Err(vm.runtime_error("super(): empty __class__ cell"));
    };
    if !class.has::<Class>() {
        let other = vm.class_name(&class);
        return Err(vm.runtime_error(format!("super(): __class__ is not a type ({other})")));
    }
    Ok((class, first))
}

fn is_cell(code: &Code, register: usize) -> bool {
    code.locals.get(register).is_some_and(|(_, kind)| *kind == LocalKind::Cell)
}

/// `super(class, object)`, without an object if that is None; TypeError "super() argument 1 must be a type, not int".
pub fn create(vm: &mut Vm, class: &Value, object: &Value) -> PyResult {
    let Some(class) = class.cast::<Class>() else {
        let other = vm.class_name(class);
        return Err(vm.type_error(format!("super() argument 1 must be a type, not {other}")));
    };
    let object = Some(object.clone()).filter(|object| !object.is_none());
    let object_class = object.as_ref().map(|object| check(vm, class, object)).transpose()?;
    let payload = Super {
        object: HeapCell::new(object),
        class: HeapCell::new(Some(class.clone())),
        object_class: HeapCell::new(object_class),
    };
    Ok(vm.heap.alloc(&vm.types.super_, payload).into_value())
}

fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    let payload = this.expect::<Super>();
    if let (Some(class), Some(object_class), Some(object)) = (
        payload.class.get(&vm.heap).clone(),
        payload.object_class.get(&vm.heap).clone(),
        payload.object.get(&vm.heap).clone(),
    ) && let Some(found) = find(vm, &class, &object_class, name)
    {
        return bind_found(vm, found, &object, &object_class);
    }
    protocol::attribute::generic_get(vm, this, name)
}

fn rebind(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let payload = this.expect::<Super>();
    let (Some(instance), None) = (instance, payload.object.get(&vm.heap)) else { return Ok(this.clone()) };
    let Some(class) = payload.class.get(&vm.heap).clone() else { return Ok(this.clone()) };
    if vm.is_exactly(this, &vm.types.super_) {
        return create(vm, class.as_value(), instance);
    }
    let own = vm.class_of(this).to_value();
    crate::object::with_borrowed([class.as_value(), instance], |all| protocol::call(vm, &own, all))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let payload = this.expect::<Super>();
    let name =
        |class: &Option<Py<Class>>| class.as_ref().map(|class| class.name(&vm.heap).to_string_lossy().into_owned());
    let class = name(payload.class.get(&vm.heap)).unwrap_or_else(|| "NULL".to_owned());
    let text = match name(payload.object_class.get(&vm.heap)) {
        Some(object) => format!("<super: <class '{class}'>, <{object} object>>"),
        None => format!("<super: <class '{class}'>, NULL>"),
    };
    Ok(vm.new_str(text).into_value())
}
