//! `typing.Union`: `int | str`.

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, HeapCell, Kind, Layout, Phantom, Py, Slot, Str, Tuple, Value, payload};
use crate::protocol;
use crate::types::class::{Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::types::generic_alias::{shown, substitution};
use crate::types::set;
use crate::types::type_parameter::check_type;
use crate::vm::{PyResult, Vm};

/// The declaration of `typing.Union`, which is `types.UnionType` too.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(repr),
        richcompare: Some(compare),
        hash: Some(hash),
        or: Some(|vm, left, right| of(vm, &[left.clone(), right.clone()])),
        getitem: Some(getitem),
        getattro: Some(get_attribute),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__mro_entries__", |vm, this, _| {
            let shown = convert::repr_text(vm, this)?.to_string_lossy().into_owned();
            Err(vm.type_error(format!("Cannot subclass {shown}")))
        }),
        NativeDef::one("__class_getitem__", class_getitem).class_method(),
    ],
    getset: &[
        GetSet::read_only("__args__", |_, this| Ok(this.expect::<Union>().args.to_value())).member(),
        GetSet::read_only("__name__", |vm, _| Ok(vm.intern("Union").into_value())),
        GetSet::read_only("__qualname__", |vm, _| Ok(vm.intern("Union").into_value())),
        GetSet::read_only("__origin__", |vm, _| Ok(vm.types.union.to_value())),
        GetSet::read_only("__parameters__", |vm, this| Ok(parameters_of(vm, this)?.into_value())),
    ],
    ..ClassSpec::new("Union", Layout::of::<Union>())
};

/// A union of types.
pub struct Union {
    /// `__args__`: at least two, none of them a union.
    pub args: Py<Tuple>,
    /// A frozenset of those that are hashable.
    hashable: Value,
    /// The others, if there are any.
    unhashable: Option<Py<Tuple>>,
    /// `__parameters__`, once asked for.
    parameters: HeapCell<Option<Py<Tuple>>>,
}

payload! { Union: AtBirth, size 56;
    references { args = .__args__, hashable, unhashable, parameters = .__parameters__ }
}

/// Whether a value is a type without doubt: a class, None, an alias or a union.
fn may_join(value: &Value) -> bool {
    let is_alias = matches!(value.kind(), Some(Kind::GenericAlias | Kind::TypeAlias | Kind::Union));
    value.is_none() || value.has::<Class>() || is_alias
}

/// `left | right` for types, None, aliases and unions; NotImplemented for anything else.
pub fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !may_join(left) || !may_join(right) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    of(vm, &[left.clone(), right.clone()])
}

/// `Union[items]`: what is no type without doubt is left to `typing`.
pub fn of(vm: &mut Vm, items: &[Value]) -> PyResult {
    let mut parts = Parts::default();
    for item in items {
        parts.add(vm, item)?;
    }
    parts.union(vm)
}

/// The arguments of a union in the making.
#[derive(Default)]
struct Parts {
    all: Vec<Value>,
    /// A set of those that are hashable.
    hashable: Slot,
    unhashable: Vec<Value>,
}

impl Parts {
    /// Adds a type, or those of a union, unless it is known.
    fn add(&mut self, vm: &mut Vm, item: &Value) -> PyResult<()> {
        if let Some(union) = item.cast::<Union>() {
            for item in union.args.clone().items() {
                self.add_one(vm, item)?;
            }
            return Ok(());
        }
        if item.is_none() {
            let none = vm.types.none_type.to_value();
            return self.add_one(vm, &none);
        }
        if may_join(item) {
            return self.add_one(vm, item);
        }
        let item = check_type(vm, item, "Union[arg, ...]: each arg must be a type.")?;
        self.add_one(vm, &item)
    }

    fn add_one(&mut self, vm: &mut Vm, item: &Value) -> PyResult<()> {
        match protocol::hash(vm, item) {
            Ok(hash) => {
                if self.hashable.is_none() {
                    self.hashable = Some(set::new(vm));
                }
                let Some(known) = self.hashable.clone() else { return Ok(()) };
                if set::find(vm, &known, item, hash)?.is_some() {
                    return Ok(());
                }
                set::add_hashed(vm, &known, item.clone(), hash)?;
            }
            Err(raised) => {
                drop(vm.take_raised(raised));
                for known in &self.unhashable {
                    if protocol::is_equal(vm, known, item)? {
                        return Ok(());
                    }
                }
                self.unhashable.push(item.clone());
            }
        }
        self.all.push(item.clone());
        Ok(())
    }

    fn union(self, vm: &mut Vm) -> PyResult {
        match self.all.as_slice() {
            [] => return Err(vm.type_error("Cannot take a Union of no types.")),
            [only] => return Ok(only.clone()),
            _ => {}
        }
        // In CPython they are a list first.
        vm.heap.phantom_passes(Phantom::List);
        let args = vm.new_tuple(self.all);
        let hashable = set::new_frozen(vm);
        if let Some(known) = self.hashable {
            set::update(vm, &hashable, &known)?;
        }
        let unhashable = if self.unhashable.is_empty() { None } else { Some(vm.new_tuple(self.unhashable)) };
        let payload = Union { args, hashable, unhashable, parameters: HeapCell::new(None) };
        Ok(vm.heap.alloc(&vm.types.union, payload).into_value())
    }
}

/// `__parameters__`: the type variables among the arguments, found when first asked for.
fn parameters_of(vm: &mut Vm, this: &Value) -> PyResult<Py<Tuple>> {
    let union = this.expect::<Union>();
    if let Some(known) = union.parameters.get(&vm.heap).clone() {
        return Ok(known);
    }
    let found = substitution::parameters(vm, union.args.items())?;
    union.parameters.set(&mut vm.heap, Some(found.clone()));
    Ok(found)
}

fn getitem(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let args = this.expect::<Union>().args.clone();
    let parameters = parameters_of(vm, this)?;
    let replaced = substitution::substitute(vm, this, args.items(), &parameters, item)?;
    of(vm, replaced.items())
}

/// `Union[item]`.
fn class_getitem(vm: &mut Vm, _class: &Value, item: &Value) -> PyResult {
    match item.cast::<Tuple>() {
        Some(items) if vm.is_exactly(item, &vm.types.tuple) => {
            let items = items.clone();
            of(vm, items.items())
        }
        _ => of(vm, std::slice::from_ref(item)),
    }
}

/// Attributes are the union's own, but its module is that of its class.
fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    if name.as_bytes() == b"__module__" {
        let class = vm.types.union.to_value();
        return protocol::attribute::get(vm, &class, name);
    }
    protocol::attribute::generic_get(vm, this, name)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let args = this.expect::<Union>().args.clone();
    let mut parts = Vec::new();
    for arg in args.items() {
        parts.push(shown(vm, arg)?);
    }
    Ok(vm.new_str(parts.join(" | ")).into_value())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<Union>(), right.cast::<Union>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = (left.clone(), right.clone());
    let equal = protocol::is_equal(vm, &left.hashable, &right.hashable)?
        && match (&left.unhashable, &right.unhashable) {
            (None, None) => true,
            (Some(first), Some(second)) => {
                first.len() == second.len() && covers(vm, first, second)? && covers(vm, second, first)?
            }
            _ => false,
        };
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

/// Whether each of `items` is equal to one of `known`.
fn covers(vm: &mut Vm, known: &Py<Tuple>, items: &Py<Tuple>) -> PyResult<bool> {
    for item in items.items() {
        if !protocol::sequence::contains(vm, known.as_value(), item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The hash of the set of arguments; TypeError if one is unhashable.
fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let union = this.expect::<Union>().clone();
    if let Some(unhashable) = &union.unhashable {
        for item in unhashable.items() {
            protocol::hash(vm, item)?;
        }
        let count = unhashable.len();
        return Err(vm.type_error(format!("union contains {count} unhashable elements")));
    }
    protocol::hash(vm, &union.hashable)
}
