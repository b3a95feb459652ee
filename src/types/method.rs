//! `method`: a function bound to an instance.

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Layout, Py, Str, Value, payload, with_borrowed, with_prefixed};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::types::object;
use crate::vm::{PyResult, Vm};

/// The declaration of `method`.
pub const SPEC: ClassSpec = ClassSpec {
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        call: Some(call),
        descr_get: Some(|_, this, _, _| Ok(this.clone())),
        getattro: Some(get_attribute),
        repr: Some(repr),
        richcompare: Some(compare),
        hash: Some(hash),
        new: Some(construct),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", reduce)],
    getset: &[
        GetSet::read_only("__func__", |_, this| Ok(this.expect::<Method>().function.clone())).member(),
        GetSet::read_only("__self__", |_, this| Ok(this.expect::<Method>().receiver.clone())).member(),
        GetSet::read_only("__doc__", doc),
    ],
    ..ClassSpec::new("method", Layout::of::<Method>())
};

/// A bound method.
pub struct Method {
    /// `__func__`.
    pub function: Value,
    /// `__self__`.
    pub receiver: Value,
}

payload! { Method: AtBirth, size 48;
    references { function = .__func__, receiver = .__self__ }
}

fn doc(vm: &mut Vm, this: &Value) -> PyResult {
    let function = this.expect::<Method>().function.clone();
    let name = vm.names.doc.clone();
    protocol::attribute::get(vm, &function, &name)
}

/// A new bound method.
#[inline]
pub fn new(vm: &mut Vm, function: Value, receiver: Value) -> Value {
    vm.heap.alloc(&vm.types.method, Method { function, receiver }).into_value()
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<Method>().clone();
    with_prefixed(&this.receiver, arguments.values, |values| {
        protocol::call_args(vm, &this.function, Arguments { values, names: arguments.names })
    })
}

fn construct(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("method() takes no keyword arguments"));
    }
    let [function, receiver] = arguments.values else {
        return Err(crate::vm::arguments::wrong_count(vm, "method", 2, 2, arguments.values.len()));
    };
    if vm.class_of(function).slots(&vm.heap).call.is_none() {
        return Err(vm.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    let payload = Method { function: function.clone(), receiver: receiver.clone() };
    Ok(vm.heap.alloc(class, payload).into_value())
}

/// Attributes of the method itself, then those of its function.
fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    let class = vm.class_of(this).clone();
    if let Some(found) = vm.lookup(&class, name) {
        return match vm.class_of(&found).slots(&vm.heap).descr_get {
            Some(get) => get(vm, &found, Some(this), class.as_value()),
            None => Ok(found),
        };
    }
    let function = this.expect::<Method>().function.clone();
    protocol::attribute::get(vm, &function, name)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let method = this.expect::<Method>().clone();
    let (qualname, name) = (vm.names.qualname.clone(), vm.names.name.clone());
    let mut found = protocol::attribute::get_optional(vm, &method.function, &qualname)?;
    if found.is_none() {
        found = protocol::attribute::get_optional(vm, &method.function, &name)?;
    }
    let name = match found.as_ref().and_then(|found| found.cast::<Str>()) {
        Some(name) => name.to_string_lossy().into_owned(),
        None => "?".to_owned(),
    };
    let receiver = convert::repr_text(vm, &method.receiver)?;
    let text = format!("<bound method {name} of {}>", receiver.to_string_lossy());
    Ok(vm.new_str(text).into_value())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<Method>(), right.cast::<Method>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let equal = left.receiver.is(&right.receiver) && protocol::is_equal(vm, &left.function, &right.function)?;
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let method = this.expect::<Method>().clone();
    let hash = object::hash_address(&method.receiver) ^ protocol::hash(vm, &method.function)?;
    Ok(if hash == -1 { -2 } else { hash })
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let method = this.expect::<Method>().clone();
    let name = vm.names.name.clone();
    let name = protocol::attribute::get(vm, &method.function, &name)?;
    let getattr = vm.intern("getattr");
    let builtins = vm.builtins.clone();
    let getattr = builtins.get_str(&vm.heap, &getattr).cloned().unwrap_or(Value::NONE);
    let arguments = with_borrowed([&method.receiver, &name], |pair| vm.new_tuple_from(pair));
    Ok(vm.new_tuple(vec![getattr, arguments.into_value()]).into_value())
}
