//! `object`, and the payload of plain instances.

mod attributes;
pub mod declaration;
pub mod dir;
mod methods;
pub mod reduce;
pub mod size;

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Phantom, Py, Str, Tuple, Value, payload};
use crate::protocol;
use crate::types::class;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class, Origin, convert, layouts};
use crate::vm::{PyResult, Vm};

/// The payload of `object()` and of instances of Python classes without a built-in base: nothing.
pub struct Instance;

payload! { Instance: Atom, size 16; }

/// Where the object is, as `id` and `repr` show it. Immediates are nowhere: their word, whose tag no address has, is
/// shown as if it were one.
pub fn address(value: &Value) -> u64 {
    if value.is_heap() { value.bits() } else { value.bits() ^ 0x5500_0000_0000 }
}

/// Bytes that `sys.getsizeof` adds to what `__sizeof__` says: the collector's links in front of the object, and the
/// words for attributes and weak references that CPython has there in instances of Python classes.
pub fn bytes_in_front(vm: &Vm, value: &Value) -> usize {
    let class = vm.class_of(value);
    // Static types are no objects of the collector.
    let is_static = value.cast::<Class>().is_some_and(|class| !class.head.has(ClassFlags::HEAP_TYPE));
    if is_static { 0 } else { layouts::of(vm, class).front() }
}

/// CPython's hash of an address: the low bits, always equal, go to the top.
pub fn hash_pointer(address: u64) -> i64 {
    address.rotate_right(4) as i64
}

/// The hash of an object by identity.
pub fn hash_address(value: &Value) -> i64 {
    hash_pointer(value.bits())
}

/// Whether instances are made by object's own `__new__`.
#[inline]
pub fn has_plain_new(class: &Class) -> bool {
    class.origin(SlotId::new) == Origin::OBJECT
}

/// Whether `__init__` is object's and does nothing, whatever the arguments: they are for a `__new__` of the class's own.
#[inline]
pub fn has_idle_init(class: &Class) -> bool {
    has_plain_init(class) && !has_plain_new(class)
}

/// Whether instances are initialised by `object.__init__`.
#[inline]
pub fn has_plain_init(class: &Class) -> bool {
    class.origin(SlotId::init) == Origin::OBJECT
}

/// A new instance of a class without a built-in base; nothing is called.
#[inline]
pub fn allocate(vm: &mut Vm, class: &Py<Class>) -> Value {
    vm.heap.alloc(class, Instance).into_value()
}

/// `object.__new__(class)`; TypeError "C() takes no arguments", "Can't instantiate abstract class C …".
pub fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.values.is_empty() {
        if !has_plain_new(class) {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if has_plain_init(class) {
            let name = vm.full_name(class);
            return Err(vm.type_error(format!("{name}() takes no arguments")));
        }
    }
    if class.head.has(ClassFlags::ABSTRACT) {
        return abstract_error(vm, class);
    }
    Ok(allocate(vm, class))
}

#[cold]
fn abstract_error(vm: &mut Vm, class: &Py<Class>) -> PyResult {
    let attribute = vm.intern("__abstractmethods__");
    let methods = protocol::attribute::get(vm, class.as_value(), &attribute)?;
    let mut names = Vec::new();
    for name in convert::items(vm, &methods)? {
        let Some(name) = name.cast::<Str>() else {
            let other = vm.class_name(&name);
            return Err(vm.type_error(format!("sequence item 0: expected str instance, {other} found")));
        };
        names.push(name.to_string_lossy().into_owned());
    }
    names.sort();
    // CPython sorts a list of them.
    vm.heap.phantom_passes(Phantom::List);
    let plural = if names.len() == 1 { "" } else { "s" };
    let (class, names) = (class.name(&vm.heap).to_string_lossy().into_owned(), names.join("', '"));
    Err(vm.type_error(format!(
        "Can't instantiate abstract class {class} without an implementation for abstract method{plural} '{names}'"
    )))
}

/// `object.__init__(self)`; TypeError when there are arguments that nothing else has taken.
pub fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    if arguments.values.is_empty() {
        return Ok(());
    }
    let class = vm.class_of(this).clone();
    if !has_plain_init(&class) {
        return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
    }
    if has_plain_new(&class) {
        let name = vm.full_name(&class);
        return Err(vm.type_error(format!("{name}.__init__() takes exactly one argument (the instance to initialize)")));
    }
    Ok(())
}

/// "<module.C object at 0x…>".
pub fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).clone();
    let module = class::attributes::get_module(vm, class.as_value());
    let module = vm.catch(module, |types| &types.attribute_error)?;
    let qualname = class.qualname(&vm.heap).to_string_lossy().into_owned();
    let address = address(this);
    let text = match module.as_ref().and_then(|module| module.cast::<Str>()) {
        Some(module) if module.as_bytes() != b"builtins" => {
            format!("<{}.{qualname} object at {address:#x}>", module.to_string_lossy())
        }
        _ => format!("<{} object at {address:#x}>", class.name(&vm.heap).to_string_lossy()),
    };
    Ok(vm.new_str(text).into_value())
}

/// `str(x)` is `repr(x)`.
pub fn str(vm: &mut Vm, this: &Value) -> PyResult {
    let convert = vm.class_of(this).slots(&vm.heap).repr.unwrap_or(repr);
    convert(vm, this)
}

fn hash(_vm: &mut Vm, this: &Value) -> PyResult<i64> {
    Ok(hash_address(this))
}

/// Identity for `==`; `!=` is the negation of what the class's `==` says.
pub fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    match op {
        Comparison::Equal if left.is(right) => Ok(Value::TRUE),
        Comparison::NotEqual => {
            let Some(compare) = vm.class_of(left).slots(&vm.heap).richcompare else {
                return Ok(Value::NOT_IMPLEMENTED);
            };
            let equal = compare(vm, left, right, Comparison::Equal)?;
            if equal.is_not_implemented() {
                return Ok(equal);
            }
            Ok(Value::bool(!protocol::is_true(vm, &equal)?))
        }
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

/// A tuple of the values, for pickling.
fn tuple(vm: &mut Vm, values: Vec<Value>) -> Value {
    let tuple: Py<Tuple> = vm.new_tuple(values);
    tuple.into_value()
}
