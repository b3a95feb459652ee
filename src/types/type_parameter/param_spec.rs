//! `typing.ParamSpec`, and its `args` and `kwargs`.

use ouropy_compiler::code::Comparison;

use super::{FLAGS, Part, REFUSE_SUBCLASS, Variance, call_typing, checked_name, note_module};
use crate::object::{ClassFlags, HeapCell, Layout, OwnDict, Py, Slot, Str, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `typing.ParamSpec`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    flags: FLAGS,
    slots: Slots {
        new: Some(new),
        repr: Some(|vm, this| {
            let spec = this.expect::<ParamSpec>();
            Ok(super::repr(vm, &spec.name, spec.variance))
        }),
        or: Some(super::or),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__typing_subst__", |vm, this, arg| {
            call_typing(vm, "_paramspec_subst", &[this.clone(), arg.clone()])
        }),
        NativeDef::positional("__typing_prepare_subst__", 2, 2, |vm, this, values| {
            let [alias, args] = values else { return Ok(Value::NONE) };
            call_typing(vm, "_paramspec_prepare_subst", &[this.clone(), alias.clone(), args.clone()])
        }),
        NativeDef::none("has_default", |vm, this| Ok(Value::bool(default(this).has_default(vm)))),
        NativeDef::none("__reduce__", |_, this| Ok(this.expect::<ParamSpec>().name.clone())),
        REFUSE_SUBCLASS,
    ],
    getset: &[
        GetSet::read_only("__name__", |_, this| Ok(this.expect::<ParamSpec>().name.clone())).member(),
        GetSet::read_only("__bound__", |vm, this| {
            Ok(this.expect::<ParamSpec>().bound.get(&vm.heap).clone().unwrap_or(Value::NONE))
        })
        .member(),
        GetSet::read_only("__covariant__", |_, this| Ok(varies(this, Variance::Covariant))).member(),
        GetSet::read_only("__contravariant__", |_, this| Ok(varies(this, Variance::Contravariant))).member(),
        GetSet::read_only("__infer_variance__", |_, this| Ok(varies(this, Variance::Inferred))).member(),
        GetSet::read_only("args", |vm, this| Ok(part(vm, &vm.types.param_spec_args.clone(), this))),
        GetSet::read_only("kwargs", |vm, this| Ok(part(vm, &vm.types.param_spec_kwargs.clone(), this))),
        GetSet::read_only("__default__", |vm, this| default(this).default(vm)),
        GetSet::read_only("evaluate_default", |vm, this| Ok(default(this).evaluator(vm))),
    ],
    ..ClassSpec::new("ParamSpec", Layout::of::<ParamSpec>())
};

const PART_ATTRIBUTES: &[GetSet] =
    &[GetSet::read_only("__origin__", |_, this| Ok(this.expect::<ParamSpecPart>().origin.clone())).member()];

#[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
const fn part_spec(name: &'static str, slots: Slots) -> ClassSpec {
    ClassSpec {
        module: "typing",
        flags: ClassFlags::WEAK_REFERENCEABLE,
        lists_module: true,
        slots: Slots { richcompare: Some(compare), ..slots },
        methods: &[REFUSE_SUBCLASS],
        getset: PART_ATTRIBUTES,
        ..ClassSpec::new(name, Layout::of::<ParamSpecPart>())
    }
}

/// The declaration of `typing.ParamSpecArgs`.
pub const ARGS: ClassSpec = part_spec(
    "ParamSpecArgs",
    Slots {
        new: Some(|vm, class, given| new_part(vm, class, "paramspecargs", given)),
        repr: Some(|vm, this| repr_part(vm, this, "args")),
        ..Slots::EMPTY
    },
);

/// The declaration of `typing.ParamSpecKwargs`.
pub const KWARGS: ClassSpec = part_spec(
    "ParamSpecKwargs",
    Slots {
        new: Some(|vm, class, given| new_part(vm, class, "paramspeckwargs", given)),
        repr: Some(|vm, this| repr_part(vm, this, "kwargs")),
        ..Slots::EMPTY
    },
);

/// A parameter specification.
pub struct ParamSpec {
    /// `__name__`
    name: Value,
    bound: HeapCell<Slot>,
    default: HeapCell<Slot>,
    evaluate_default: HeapCell<Slot>,
    variance: Variance,
}

payload! { ParamSpec: AtBirth, size 56, own_dict OwnDict::Last;
    references { name = .__name__, bound = .__bound__, default = .__default__, evaluate_default = .evaluate_default }
    clear { bound, default, evaluate_default }
}

/// `P.args` or `P.kwargs`.
pub struct ParamSpecPart {
    /// `__origin__`
    origin: Value,
}

payload! { ParamSpecPart: AtBirth, size 24;
    references { origin = .__origin__ }
}

impl ParamSpec {
    /// Its default.
    pub(super) fn default_part(&self) -> Part<'_> {
        Part { value: &self.default, evaluate: &self.evaluate_default }
    }
}

fn default(this: &Value) -> Part<'_> {
    this.expect::<ParamSpec>().default_part()
}

fn varies(this: &Value, variance: Variance) -> Value {
    Value::bool(this.expect::<ParamSpec>().variance == variance)
}

/// A parameter specification of the syntax.
pub fn create(vm: &mut Vm, name: Value) -> Value {
    let payload = ParamSpec {
        name,
        bound: HeapCell::new(None),
        default: HeapCell::new(None),
        evaluate_default: HeapCell::new(None),
        variance: Variance::Inferred,
    };
    vm.heap.alloc(&vm.types.param_spec, payload).into_value()
}

/// `ParamSpec(name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, infer_variance=False)`.
fn new(vm: &mut Vm, _class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    const PARAMETERS: &str = "name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, \
                              infer_variance=False";
    let named = arguments::bind(vm, "paramspec", PARAMETERS, given)?;
    let name = checked_name(vm, "paramspec", &named[0])?;
    let variance = Variance::of(vm, [&named[3], &named[4], &named[5]])?;
    let payload = ParamSpec {
        name,
        bound: HeapCell::new(Some(named[1].clone().unwrap_or(Value::NONE))),
        default: HeapCell::new(Some(named[2].clone().unwrap_or(Value::NO_DEFAULT))),
        evaluate_default: HeapCell::new(None),
        variance,
    };
    let made = vm.heap.alloc(&vm.types.param_spec, payload).into_value();
    note_module(vm, made)
}

fn part(vm: &mut Vm, class: &Py<Class>, origin: &Value) -> Value {
    vm.heap.alloc(class, ParamSpecPart { origin: origin.clone() }).into_value()
}

/// `ParamSpecArgs(origin)` and its kin.
fn new_part(vm: &mut Vm, class: &Py<Class>, name: &str, given: Arguments<'_>) -> PyResult {
    let named = arguments::bind(vm, name, "origin", given)?;
    let origin = named.into_iter().flatten().next().unwrap_or(Value::NONE);
    Ok(part(vm, class, &origin))
}

fn repr_part(vm: &mut Vm, this: &Value, name: &str) -> PyResult {
    let origin = this.expect::<ParamSpecPart>().origin.clone();
    let shown = match origin.cast::<ParamSpec>() {
        Some(spec) => spec.name.expect::<Str>().clone(),
        None => convert::repr_text(vm, &origin)?,
    };
    let text = [shown.as_bytes(), b".", name.as_bytes()].concat();
    Ok(vm.new_str_bytes(&text).into_value())
}

/// Two of one class are equal if their origins are.
fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(first), Some(second)) = (left.cast::<ParamSpecPart>(), right.cast::<ParamSpecPart>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let is_equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
    if !is_equality || !vm.class_of(left).is(vm.class_of(right)) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (first, second) = (first.origin.clone(), second.origin.clone());
    protocol::compare(vm, &first, &second, op)
}
