//! `wrapper_descriptor` and `method-wrapper`: the special methods of built-in types, made from their slots.

use crate::object::{Layout, Py, Str, Value, payload};
use crate::protocol::number;
use crate::types::class::rows::{ROWS, SlotRow, Wrapper};
use crate::types::class::slots::SlotFn;
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, NewFrom, Slots, call, convert};
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::int;
use crate::types::object;
use crate::vm::arguments::with_packed;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `wrapper_descriptor`.
pub const WRAPPER: ClassSpec = ClassSpec {
    slots: Slots { call: Some(call_wrapper), descr_get: Some(bind_wrapper), repr: Some(repr_wrapper), ..Slots::EMPTY },
    getset: &[
        GetSet::read_only("__objclass__", |_, this| Ok(this.expect::<SlotWrapper>().class.to_value())).member(),
        GetSet::read_only("__name__", |vm, this| Ok(vm.intern(this.expect::<SlotWrapper>().row.name).into_value()))
            .member(),
        GetSet::read_only("__qualname__", |vm, this| Ok(this.expect::<SlotWrapper>().qualname(vm))),
        GetSet::read_only("__doc__", |vm, this| Ok(vm.new_str(this.expect::<SlotWrapper>().row.doc).into_value())),
        GetSet::read_only("__text_signature__", |vm, this| {
            let row = this.expect::<SlotWrapper>().row;
            Ok(vm.new_str(signature(row)).into_value())
        }),
    ],
    methods: &[NativeDef::none("__reduce__", |vm, this| {
        let this = this.expect::<SlotWrapper>();
        super::reduced(vm, this.class.to_value(), this.row.name)
    })],
    ..ClassSpec::new("wrapper_descriptor", Layout::of::<SlotWrapper>())
};

/// The declaration of `method-wrapper`.
pub const METHOD_WRAPPER: ClassSpec = ClassSpec {
    slots: Slots {
        call: Some(call_bound),
        repr: Some(repr_bound),
        richcompare: Some(compare_bound),
        hash: Some(hash_bound),
        ..Slots::EMPTY
    },
    getset: &[
        GetSet::read_only("__self__", |_, this| Ok(this.expect::<MethodWrapper>().receiver.clone())).member(),
        GetSet::read_only("__name__", |vm, this| Ok(vm.intern(this.expect::<MethodWrapper>().row().name).into_value())),
        GetSet::read_only("__qualname__", |vm, this| Ok(this.expect::<MethodWrapper>().wrapper.qualname(vm))),
        GetSet::read_only("__objclass__", |_, this| Ok(this.expect::<MethodWrapper>().wrapper.class.to_value())),
        GetSet::read_only("__doc__", |vm, this| Ok(vm.new_str(this.expect::<MethodWrapper>().row().doc).into_value())),
        GetSet::read_only("__text_signature__", |vm, this| {
            let row = this.expect::<MethodWrapper>().row();
            Ok(vm.new_str(signature(row)).into_value())
        }),
    ],
    methods: &[NativeDef::none("__reduce__", |vm, this| {
        let this = this.expect::<MethodWrapper>();
        super::reduced(vm, this.receiver.clone(), this.row().name)
    })],
    ..ClassSpec::new("method-wrapper", Layout::of::<MethodWrapper>())
};

/// A slot of a built-in class as a method of its namespace.
pub struct SlotWrapper {
    /// Which special method.
    pub row: &'static SlotRow,
    /// The slot's function.
    pub function: SlotFn,
    /// `__objclass__`.
    pub class: Py<Class>,
}

impl SlotWrapper {
    /// `__qualname__`: that of the class, a dot, and the method's name.
    fn qualname(&self, vm: &mut Vm) -> Value {
        super::qualname(vm, &self.class, self.row.name)
    }
}

payload! { SlotWrapper: AtBirth, size 56;
    references { class = .__objclass__ }
}

/// A slot wrapper bound to an instance.
pub struct MethodWrapper {
    /// The wrapper.
    pub wrapper: Py<SlotWrapper>,
    /// `__self__`.
    pub receiver: Value,
}

impl MethodWrapper {
    fn row(&self) -> &'static SlotRow {
        self.wrapper.row
    }
}

payload! { MethodWrapper: AtBirth, size 32;
    references { wrapper, receiver = .__self__ }
}

fn signature(row: &SlotRow) -> &'static str {
    match row.wrapper {
        Wrapper::GetBuffer => "($self, flags, /)",
        Wrapper::ReleaseBuffer => "($self, buffer, /)",
        Wrapper::Unary
        | Wrapper::Bool
        | Wrapper::Length
        | Wrapper::Hash
        | Wrapper::Next
        | Wrapper::Finalize
        | Wrapper::None => "($self, /)",
        Wrapper::Power | Wrapper::ReflectedPower => "($self, value, mod=None, /)",
        Wrapper::GetAttr | Wrapper::DelAttr => "($self, name, /)",
        Wrapper::SetAttr => "($self, name, value, /)",
        Wrapper::SetItem if row.slot == SlotId::descr_set => "($self, instance, value, /)",
        Wrapper::SetItem => "($self, key, value, /)",
        Wrapper::DelItem if row.slot == SlotId::descr_set => "($self, instance, /)",
        Wrapper::DelItem | Wrapper::Contains => "($self, key, /)",
        Wrapper::DescrGet => "($self, instance, owner=None, /)",
        Wrapper::Call | Wrapper::Init => "($self, /, *args, **kwargs)",
        Wrapper::Binary if row.slot == SlotId::getitem => "($self, key, /)",
        Wrapper::Binary | Wrapper::Reflected | Wrapper::Compare(_) => "($self, value, /)",
    }
}

/// Adds a wrapper to the class's namespace for every slot the class itself fills, the [bits](SlotId::bit) in `declared`,
/// and `__new__`.
pub fn add_wrappers(vm: &mut Vm, class: &Py<Class>, namespace: &Py<Dict>, spec: &ClassSpec, declared: u128) {
    let has_own = spec.slots.new.is_some() && spec.new_from != NewFrom::Unlisted;
    if has_own || spec.new_from == NewFrom::BaseListed {
        let function = super::NativeFunction::create_static_method(vm, class, &call::NEW);
        let name = vm.names.new.clone();
        namespace.set_str(vm, &name, function);
    }
    let rows = if declared == 0 { &[] } else { ROWS };
    for row in rows {
        if row.slot == SlotId::hash && spec.is_unhashable {
            add_no_hash(vm, class, namespace);
        }
        if declared & row.slot.bit() == 0 || row.wrapper == Wrapper::None {
            continue;
        }
        // CPython's str is true by its length alone.
        if row.slot == SlotId::bool_ && class.is(&vm.types.str) {
            continue;
        }
        let Some(function) = spec.slots.get(row.slot) else { continue };
        let name = (row.select)(&vm.names).clone();
        if namespace.get_str(&vm.heap, &name).is_some() {
            continue;
        }
        let payload = SlotWrapper { row, function, class: class.clone() };
        let wrapper = vm.heap.alloc(&vm.types.wrapper_descriptor, payload).into_value();
        namespace.set_str(vm, &name, wrapper);
    }
}

/// `__hash__ = None`.
fn add_no_hash(vm: &mut Vm, class: &Py<Class>, namespace: &Py<Dict>) {
    let name = vm.names.hash.clone();
    namespace.set_str(vm, &name, Value::NONE);
    class.slots.get_mut(&mut vm.heap).hash = Some(crate::types::class::dispatch::hash_not_implemented);
}

/// The same for a class that defines comparison but no hash, and does not say itself that it has none.
pub fn add_missing_hash(vm: &mut Vm, class: &Py<Class>, namespace: &Py<Dict>) {
    if class.slots(&vm.heap).hash.is_none() {
        add_no_hash(vm, class, namespace);
    }
}

fn call_wrapper(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<SlotWrapper>().clone();
    let name = this.row.name;
    let Some((receiver, _)) = arguments.positional().split_first() else {
        let owner = vm.full_name(&this.class);
        return Err(vm.type_error(format!("descriptor '{name}' of '{owner}' object needs an argument")));
    };
    if !vm.is_instance_of(receiver, &this.class) {
        let (owner, other) = (vm.full_name(&this.class), vm.class_name(receiver));
        return Err(vm.type_error(format!("descriptor '{name}' requires a '{owner}' object but received a '{other}'")));
    }
    let others = Arguments { values: &arguments.values[1..], names: arguments.names };
    with_packed(vm, arguments, |vm| {
        if counts_itself(&this, receiver) {
            return invoke(vm, &this, receiver, others);
        }
        with_packed(vm, positional(others), |vm| invoke(vm, &this, receiver, others))
    })
}

fn bind_wrapper(vm: &mut Vm, this: &Value, instance: Option<&Value>, _owner: &Value) -> PyResult {
    let Some(instance) = instance else { return Ok(this.clone()) };
    let wrapper = this.expect::<SlotWrapper>().clone();
    super::check_receiver(vm, &wrapper.class, wrapper.row.name, instance)?;
    let payload = MethodWrapper { wrapper, receiver: instance.clone() };
    Ok(vm.heap.alloc(&vm.types.method_wrapper, payload).into_value())
}

fn repr_wrapper(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<SlotWrapper>();
    let owner = vm.full_name(&this.class);
    Ok(vm.new_str(format!("<slot wrapper '{}' of '{owner}' objects>", this.row.name)).into_value())
}

fn call_bound(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let this = this.expect::<MethodWrapper>().clone();
    if counts_itself(&this.wrapper, &this.receiver) {
        return invoke(vm, &this.wrapper, &this.receiver, arguments);
    }
    with_packed(vm, arguments, |vm| invoke(vm, &this.wrapper, &this.receiver, arguments))
}

/// Whether the tuple that the wrapper hands on is counted by what it calls: a class, or an exception, which keeps it.
fn counts_itself(wrapper: &SlotWrapper, receiver: &Value) -> bool {
    match wrapper.row.wrapper {
        Wrapper::Call => receiver.has::<Class>(),
        Wrapper::Init => receiver.has::<Exception>(),
        _ => false,
    }
}

/// The arguments without names.
fn positional(arguments: Arguments<'_>) -> Arguments<'_> {
    Arguments { values: arguments.positional(), names: &[] }
}

fn repr_bound(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<MethodWrapper>();
    let (name, owner, address) = (this.row().name, vm.class_name(&this.receiver), object::address(&this.receiver));
    Ok(vm.new_str(format!("<method-wrapper '{name}' of {owner} object at {address:#x}>")).into_value())
}

fn compare_bound(_vm: &mut Vm, left: &Value, right: &Value, op: ouropy_compiler::code::Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<MethodWrapper>(), right.cast::<MethodWrapper>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let equal = std::ptr::eq(left.row(), right.row())
        && left.wrapper.class.is(&right.wrapper.class)
        && left.receiver.is(&right.receiver);
    Ok(match op {
        ouropy_compiler::code::Comparison::Equal => Value::bool(equal),
        ouropy_compiler::code::Comparison::NotEqual => Value::bool(!equal),
        _ => Value::NOT_IMPLEMENTED,
    })
}

fn hash_bound(_vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let this = this.expect::<MethodWrapper>();
    let parts = object::hash_address(&this.receiver) ^ object::hash_address(this.wrapper.as_value());
    Ok(if parts == -1 { -2 } else { parts })
}

fn expect_arguments<'a>(vm: &mut Vm, arguments: Arguments<'a>, count: usize) -> PyResult<&'a [Value]> {
    let given = arguments.values.len();
    if given == count {
        return Ok(arguments.values);
    }
    let plural = if count == 1 { "" } else { "s" };
    Err(vm.type_error(format!("expected {count} argument{plural}, got {given}")))
}

fn one_or_two(vm: &mut Vm, arguments: Arguments<'_>) -> PyResult<(Value, Value)> {
    match arguments.values {
        [first] => Ok((first.clone(), Value::NONE)),
        [first, second] => Ok((first.clone(), second.clone())),
        other => {
            let given = other.len();
            Err(vm.type_error(format!("expected 1 or 2 arguments, got {given}")))
        }
    }
}

fn attribute_name(vm: &mut Vm, value: &Value) -> PyResult<Py<Str>> {
    if let Some(name) = value.cast::<Str>() {
        let exact = vm.is_exactly(value, &vm.types.str);
        return Ok(if exact { vm.intern_str(name) } else { name.clone() });
    }
    let other = vm.class_name(value);
    Err(vm.type_error(format!("attribute name must be string, not '{other}'")))
}

/// Calls the slot's function with Python arguments.
fn invoke(vm: &mut Vm, wrapper: &SlotWrapper, receiver: &Value, arguments: Arguments<'_>) -> PyResult {
    let result = run(vm, wrapper, receiver, arguments);
    vm.made(result)
}

fn run(vm: &mut Vm, wrapper: &SlotWrapper, receiver: &Value, arguments: Arguments<'_>) -> PyResult {
    let row = wrapper.row;
    if !arguments.names.is_empty() && !matches!(row.wrapper, Wrapper::Call | Wrapper::Init) {
        return Err(vm.type_error(format!("wrapper {}() takes no keyword arguments", row.name)));
    }
    match (row.wrapper, wrapper.function) {
        (Wrapper::GetBuffer | Wrapper::ReleaseBuffer, SlotFn::Binary(f)) => {
            let [only] = arguments.values else {
                let (name, given) = (row.name, arguments.values.len());
                return Err(vm.type_error(format!("{name} expected 1 argument, got {given}")));
            };
            f(vm, receiver, only)
        }
        (Wrapper::Unary, SlotFn::Unary(f)) => {
            expect_arguments(vm, arguments, 0)?;
            f(vm, receiver)
        }
        (Wrapper::Finalize, SlotFn::Unary(f)) => {
            expect_arguments(vm, arguments, 0)?;
            f(vm, receiver).map(|_| Value::NONE)
        }
        (Wrapper::Binary, SlotFn::Binary(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            if matches!(row.slot, SlotId::repeat | SlotId::inplace_repeat) && !number::has_index(vm, &values[0]) {
                let name = vm.class_name(&values[0]);
                return Err(vm.type_error(format!("'{name}' object cannot be interpreted as an integer")));
            }
            f(vm, receiver, &values[0])
        }
        (Wrapper::Reflected, SlotFn::Binary(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            f(vm, &values[0], receiver)
        }
        (Wrapper::Power, SlotFn::Ternary(f)) => {
            let (other, modulus) = one_or_two(vm, arguments)?;
            f(vm, receiver, &other, &modulus)
        }
        (Wrapper::ReflectedPower, SlotFn::Ternary(f)) => {
            let (other, modulus) = one_or_two(vm, arguments)?;
            f(vm, &other, receiver, &modulus)
        }
        (Wrapper::Bool, SlotFn::Bool(f)) => {
            expect_arguments(vm, arguments, 0)?;
            f(vm, receiver).map(Value::bool)
        }
        (Wrapper::Length, SlotFn::Len(f)) => {
            expect_arguments(vm, arguments, 0)?;
            let length = f(vm, receiver)?;
            Ok(int::from_usize(vm, length))
        }
        (Wrapper::Hash, SlotFn::Hash(f)) => {
            expect_arguments(vm, arguments, 0)?;
            let hash = f(vm, receiver)?;
            Ok(convert::int(vm, hash))
        }
        (Wrapper::Next, SlotFn::Next(f)) => {
            expect_arguments(vm, arguments, 0)?;
            match f(vm, receiver)? {
                Some(item) => Ok(item),
                None => Err(vm.stop_iteration(Value::NONE)),
            }
        }
        (Wrapper::Compare(op), SlotFn::Compare(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            f(vm, receiver, &values[0], op)
        }
        (Wrapper::Contains, SlotFn::Contains(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            f(vm, receiver, &values[0]).map(Value::bool)
        }
        (Wrapper::GetAttr, SlotFn::GetAttr(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            let name = attribute_name(vm, &values[0])?;
            f(vm, receiver, &name)
        }
        (Wrapper::SetAttr, SlotFn::SetAttr(f)) => {
            let [name, value] = two(vm, row.name, arguments)?;
            let name = settable(vm, wrapper, receiver, name)?;
            f(vm, receiver, &name, Some(value)).map(|()| Value::NONE)
        }
        (Wrapper::DelAttr, SlotFn::SetAttr(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            let name = settable(vm, wrapper, receiver, &values[0])?;
            f(vm, receiver, &name, None).map(|()| Value::NONE)
        }
        (Wrapper::SetItem, SlotFn::SetItem(f)) => {
            let [key, value] = two(vm, row.name, arguments)?;
            f(vm, receiver, key, Some(value)).map(|()| Value::NONE)
        }
        (Wrapper::DelItem, SlotFn::SetItem(f)) => {
            let values = expect_arguments(vm, arguments, 1)?;
            f(vm, receiver, &values[0], None).map(|()| Value::NONE)
        }
        (Wrapper::DescrGet, SlotFn::DescrGet(f)) => {
            if arguments.values.is_empty() || arguments.values.len() > 2 {
                return Err(arguments::wrong_count(vm, row.name, 1, 2, arguments.values.len()));
            }
            let (instance, owner) = one_or_two(vm, arguments)?;
            if instance.is_none() && owner.is_none() {
                return Err(vm.type_error("__get__(None, None) is invalid"));
            }
            f(vm, receiver, (!instance.is_none()).then_some(&instance), &owner)
        }
        (Wrapper::Call, SlotFn::Call(f)) => f(vm, receiver, arguments),
        (Wrapper::Init, SlotFn::Init(f)) => f(vm, receiver, arguments).map(|()| Value::NONE),
        _ => Err(vm.system_error("a slot's function does not have the slot's signature")),
    }
}

fn two<'a>(vm: &mut Vm, name: &str, arguments: Arguments<'a>) -> PyResult<[&'a Value; 2]> {
    match arguments.values {
        [first, second] => Ok([first, second]),
        other => Err(arguments::wrong_count(vm, name, 2, 2, other.len())),
    }
}

/// The name of an attribute that the wrapper is to set or delete; TypeError if it may not.
fn settable(vm: &mut Vm, wrapper: &SlotWrapper, receiver: &Value, name: &Value) -> PyResult<Py<Str>> {
    let name = attribute_name(vm, name)?;
    if jumps_over(vm, receiver, &wrapper.class) {
        let (what, class) = (wrapper.row.name, vm.class_name(receiver));
        return Err(vm.type_error(format!("can't apply this {what} to {class} object")));
    }
    Ok(name)
}

/// Whether the `__setattr__` of a built-in class is not the innermost native one of the receiver's classes: then calling
/// it would skip the checks of a more derived built-in (CPython's hackcheck).
fn jumps_over(vm: &Vm, receiver: &Value, class: &Class) -> bool {
    let origin = |class: &Class| class.origin(SlotId::setattro);
    let own = vm.class_of(receiver);
    let mut mro = own.mro(&vm.heap).iter().rev().map(|class| class.expect::<Class>());
    let defining =
        mro.find(|class| !class.is_dispatched(SlotId::setattro) && origin(class) == origin(own)).unwrap_or(own);
    let wanted = origin(class);
    let mut at = Some(defining);
    while let Some(class) = at {
        if origin(class) == wanted {
            return false;
        }
        if !class.is_dispatched(SlotId::setattro) {
            return true;
        }
        at = class.base.get(&vm.heap).as_ref();
    }
    false
}
