//! `typing.TypeVar`.

use super::{FLAGS, Part, REFUSE_SUBCLASS, Variance, call_typing, check_type, checked_name, note_module};
use crate::object::{HeapCell, Layout, OwnDict, Py, Slot, Value, payload};
use crate::protocol::{self, attribute};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `typing.TypeVar`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    flags: FLAGS,
    slots: Slots {
        new: Some(new),
        repr: Some(|vm, this| {
            let variable = this.expect::<TypeVar>();
            Ok(super::repr(vm, &variable.name, variable.variance))
        }),
        or: Some(super::or),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__typing_subst__", |vm, this, arg| {
            call_typing(vm, "_typevar_subst", &[this.clone(), arg.clone()])
        }),
        NativeDef::positional("__typing_prepare_subst__", 2, 2, prepare_substitution),
        NativeDef::none("__reduce__", |_, this| Ok(this.expect::<TypeVar>().name.clone())),
        NativeDef::none("has_default", |vm, this| Ok(Value::bool(default(this).has_default(vm)))),
        REFUSE_SUBCLASS,
    ],
    getset: &[
        GetSet::read_only("__name__", |_, this| Ok(this.expect::<TypeVar>().name.clone())).member(),
        GetSet::read_only("__covariant__", |_, this| Ok(varies(this, Variance::Covariant))).member(),
        GetSet::read_only("__contravariant__", |_, this| Ok(varies(this, Variance::Contravariant))).member(),
        GetSet::read_only("__infer_variance__", |_, this| Ok(varies(this, Variance::Inferred))).member(),
        GetSet::read_only("__bound__", |vm, this| Ok(bound(this).get(vm)?.unwrap_or(Value::NONE))),
        GetSet::read_only("__constraints__", |vm, this| {
            Ok(constraints(this).get(vm)?.unwrap_or_else(|| vm.empty_tuple.to_value()))
        }),
        GetSet::read_only("__default__", |vm, this| default(this).default(vm)),
        GetSet::read_only("evaluate_bound", |vm, this| Ok(bound(this).evaluator(vm))),
        GetSet::read_only("evaluate_constraints", |vm, this| Ok(constraints(this).evaluator(vm))),
        GetSet::read_only("evaluate_default", |vm, this| Ok(default(this).evaluator(vm))),
    ],
    ..ClassSpec::new("TypeVar", Layout::of::<TypeVar>())
};

/// A type variable.
pub struct TypeVar {
    /// `__name__`
    name: Value,
    bound: HeapCell<Slot>,
    evaluate_bound: HeapCell<Slot>,
    constraints: HeapCell<Slot>,
    evaluate_constraints: HeapCell<Slot>,
    default: HeapCell<Slot>,
    evaluate_default: HeapCell<Slot>,
    variance: Variance,
}

payload! { TypeVar: AtBirth, size 80, own_dict OwnDict::Last;
    references {
        name = .__name__, bound = .__bound__, evaluate_bound = .evaluate_bound, constraints = .__constraints__,
        evaluate_constraints = .evaluate_constraints, default = .__default__, evaluate_default = .evaluate_default,
    }
    clear { bound, evaluate_bound, constraints, evaluate_constraints, default, evaluate_default }
}

impl TypeVar {
    /// Its default.
    pub(super) fn default_part(&self) -> Part<'_> {
        Part { value: &self.default, evaluate: &self.evaluate_default }
    }
}

fn bound(this: &Value) -> Part<'_> {
    let this = this.expect::<TypeVar>();
    Part { value: &this.bound, evaluate: &this.evaluate_bound }
}

fn constraints(this: &Value) -> Part<'_> {
    let this = this.expect::<TypeVar>();
    Part { value: &this.constraints, evaluate: &this.evaluate_constraints }
}

fn default(this: &Value) -> Part<'_> {
    this.expect::<TypeVar>().default_part()
}

fn varies(this: &Value, variance: Variance) -> Value {
    Value::bool(this.expect::<TypeVar>().variance == variance)
}

/// A type variable of the syntax: functions evaluate its bound or its constraints.
pub fn create(vm: &mut Vm, name: Value, evaluate_bound: Slot, evaluate_constraints: Slot) -> Value {
    let payload = TypeVar {
        name,
        bound: HeapCell::new(None),
        evaluate_bound: HeapCell::new(evaluate_bound),
        constraints: HeapCell::new(None),
        evaluate_constraints: HeapCell::new(evaluate_constraints),
        default: HeapCell::new(None),
        evaluate_default: HeapCell::new(None),
        variance: Variance::Inferred,
    };
    vm.heap.alloc(&vm.types.type_var, payload).into_value()
}

/// `TypeVar(name, *constraints, bound=None, default=NoDefault, covariant=False, contravariant=False,
/// infer_variance=False)`.
fn new(vm: &mut Vm, _class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    const PARAMETERS: &str = "name, *, bound=None, default=NoDefault, covariant=False, contravariant=False, \
                              infer_variance=False";
    let positional = given.positional();
    let (first, constraints) = positional.split_at(positional.len().min(1));
    let values: Vec<Value> = first.iter().chain(given.keywords().map(|(_, value)| value)).cloned().collect();
    let named = arguments::bind(vm, "typevar", PARAMETERS, Arguments { values: &values, names: given.names })?;
    let name = checked_name(vm, "typevar", &named[0])?;
    let variance = Variance::of(vm, [&named[3], &named[4], &named[5]])?;
    let bound = match named[1].as_ref().filter(|bound| !bound.is_none()) {
        Some(bound) => Some(check_type(vm, bound, "Bound must be a type.")?),
        None => None,
    };
    let constraints = match (constraints, &bound) {
        ([], _) => None,
        ([_], _) => return Err(vm.type_error("A single constraint is not allowed")),
        (_, Some(_)) => return Err(vm.type_error("Constraints cannot be combined with bound=...")),
        (many, None) => Some(vm.new_tuple_from(many).into_value()),
    };
    let payload = TypeVar {
        name,
        bound: HeapCell::new(bound),
        evaluate_bound: HeapCell::new(None),
        constraints: HeapCell::new(constraints),
        evaluate_constraints: HeapCell::new(None),
        default: HeapCell::new(Some(named[2].clone().unwrap_or(Value::NO_DEFAULT))),
        evaluate_default: HeapCell::new(None),
        variance,
    };
    let made = vm.heap.alloc(&vm.types.type_var, payload).into_value();
    note_module(vm, made)
}

/// The arguments for an alias with this parameter: its default is added where an argument for it is missing.
fn prepare_substitution(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let [alias, args] = values else { return Ok(Value::NONE) };
    let name = vm.intern("__parameters__");
    let parameters = attribute::get(vm, alias, &name)?;
    let parameters = protocol::iterate::collect_to_vec(vm, &parameters)?;
    let mut index = parameters.len();
    for (at, parameter) in parameters.iter().enumerate() {
        if protocol::is_equal(vm, parameter, this)? {
            index = at;
            break;
        }
    }
    if index == parameters.len() {
        return Err(vm.value_error("sequence.index(x): x not in sequence"));
    }
    let given = protocol::sequence::len(vm, args)?;
    if index < given {
        return Ok(args.clone());
    }
    if index == given {
        let default = default(this).default(vm)?;
        if !default.is(&Value::NO_DEFAULT) {
            let more = vm.new_tuple(vec![default]).into_value();
            return protocol::binary::add(vm, args, &more);
        }
    }
    let (alias, least) = (protocol::str(vm, alias)?.to_string_lossy().into_owned(), index + 1);
    Err(vm.type_error(format!("Too few arguments for {alias}; actual {given}, expected at least {least}")))
}
