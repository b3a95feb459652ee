//! `typing.TypeVarTuple`.

use super::{FLAGS, Part, REFUSE_SUBCLASS, call_typing, checked_name, iterate_unpacked, note_module};
use crate::object::{HeapCell, Layout, OwnDict, Py, Slot, Value, payload};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `typing.TypeVarTuple`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    flags: FLAGS,
    slots: Slots {
        new: Some(new),
        repr: Some(|_, this| Ok(this.expect::<TypeVarTuple>().name.clone())),
        iter: Some(iterate_unpacked),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__typing_subst__", |vm, _, _| {
            Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
        }),
        NativeDef::positional("__typing_prepare_subst__", 2, 2, |vm, this, values| {
            let [alias, args] = values else { return Ok(Value::NONE) };
            call_typing(vm, "_typevartuple_prepare_subst", &[this.clone(), alias.clone(), args.clone()])
        }),
        NativeDef::none("__reduce__", |_, this| Ok(this.expect::<TypeVarTuple>().name.clone())),
        NativeDef::none("has_default", |vm, this| Ok(Value::bool(default(this).has_default(vm)))),
        REFUSE_SUBCLASS,
    ],
    getset: &[
        GetSet::read_only("__name__", |_, this| Ok(this.expect::<TypeVarTuple>().name.clone())).member(),
        GetSet::read_only("__default__", |vm, this| default(this).default(vm)),
        GetSet::read_only("evaluate_default", |vm, this| Ok(default(this).evaluator(vm))),
    ],
    ..ClassSpec::new("TypeVarTuple", Layout::of::<TypeVarTuple>())
};

/// A type variable tuple.
pub struct TypeVarTuple {
    /// `__name__`
    name: Value,
    default: HeapCell<Slot>,
    evaluate_default: HeapCell<Slot>,
}

payload! { TypeVarTuple: AtBirth, size 40, own_dict OwnDict::Last;
    references { name = .__name__, default = .__default__, evaluate_default = .evaluate_default }
    clear { default, evaluate_default }
}

impl TypeVarTuple {
    /// Its default.
    pub(super) fn default_part(&self) -> Part<'_> {
        Part { value: &self.default, evaluate: &self.evaluate_default }
    }
}

fn default(this: &Value) -> Part<'_> {
    this.expect::<TypeVarTuple>().default_part()
}

/// A type variable tuple of the syntax.
pub fn create(vm: &mut Vm, name: Value) -> Value {
    let payload = TypeVarTuple { name, default: HeapCell::new(None), evaluate_default: HeapCell::new(None) };
    vm.heap.alloc(&vm.types.type_var_tuple, payload).into_value()
}

/// `TypeVarTuple(name, *, default=NoDefault)`.
fn new(vm: &mut Vm, _class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let named = arguments::bind(vm, "typevartuple", "name, *, default=NoDefault", given)?;
    let name = checked_name(vm, "typevartuple", &named[0])?;
    let default = named[1].clone().unwrap_or(Value::NO_DEFAULT);
    let payload = TypeVarTuple { name, default: HeapCell::new(Some(default)), evaluate_default: HeapCell::new(None) };
    let made = vm.heap.alloc(&vm.types.type_var_tuple, payload).into_value();
    note_module(vm, made)
}
