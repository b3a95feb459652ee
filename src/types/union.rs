//! `typing.Union`: `int | str`.

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Kind, Layout, Py, Tuple, Value, payload};
use crate::protocol;
use crate::types::class::{Class, ClassSpec, GetSet, Slots};
use crate::types::generic_alias::{self, shown};
use crate::types::set;
use crate::vm::{PyResult, Vm};

/// The declaration of `typing.Union`, which is `types.UnionType` too.
pub const SPEC: ClassSpec = ClassSpec {
    module: "typing",
    flags: ClassFlags::WEAK_REFERENCEABLE,
    slots: Slots {
        repr: Some(repr),
        richcompare: Some(compare),
        hash: Some(hash),
        or: Some(or),
        getitem: Some(getitem),
        ..Slots::EMPTY
    },
    getset: &[
        GetSet::read_only("__args__", |_, this| Ok(this.expect::<Union>().args.to_value())).member(),
        GetSet::read_only("__origin__", |vm, _| Ok(vm.types.union.to_value())),
        GetSet::read_only("__parameters__", |vm, this| {
            let args = this.expect::<Union>().args.clone();
            Ok(generic_alias::parameters(vm, args.items())?.into_value())
        }),
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
}

payload! { Union: AtBirth, size 56;
    references { args = .__args__, hashable, unhashable }
}

fn may_join(value: &Value) -> bool {
    value.is_none() || value.has::<Class>() || matches!(value.kind(), Some(Kind::GenericAlias | Kind::Union))
}

/// `left | right` for types, None, aliases and unions; NotImplemented for anything else.
pub fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !may_join(left) || !may_join(right) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let operands = [left.clone(), right.clone()];
    join(vm, &operands)
}

fn join(vm: &mut Vm, operands: &[Value]) -> PyResult {
    let mut args: Vec<Value> = Vec::new();
    for operand in operands {
        let own = [if operand.is_none() { vm.class_of(&Value::NONE).to_value() } else { operand.clone() }];
        let parts = operand.cast::<Union>().map_or(&own[..], |union| union.args.items());
        for part in parts {
            let mut known = false;
            for arg in &args {
                let both_aliases =
                    arg.has::<generic_alias::GenericAlias>() && part.has::<generic_alias::GenericAlias>();
                if arg.is(part) || both_aliases && protocol::is_equal(vm, arg, part)? {
                    known = true;
                    break;
                }
            }
            if !known {
                args.push(part.clone());
            }
        }
    }
    if let [only] = args.as_slice() {
        return Ok(only.clone());
    }
    let hashable = set::new_frozen(vm);
    let mut others = Vec::new();
    for arg in &args {
        let hash = protocol::hash(vm, arg);
        match vm.catch(hash, |types| &types.type_error)? {
            Some(hash) => set::add_hashed(vm, &hashable, arg.clone(), hash)?,
            None => others.push(arg.clone()),
        }
    }
    let unhashable = if others.is_empty() { None } else { Some(vm.new_tuple(others)) };
    let args = vm.new_tuple(args);
    Ok(vm.heap.alloc(&vm.types.union, Union { args, hashable, unhashable }).into_value())
}

fn getitem(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let args = this.expect::<Union>().args.clone();
    let replaced = generic_alias::substitute(vm, this, args.items(), item)?;
    join(vm, &replaced)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let args = this.expect::<Union>().args.clone();
    let none = vm.class_of(&Value::NONE).to_value();
    let mut parts = Vec::new();
    for arg in args.items() {
        parts.push(if arg.is(&none) { "None".to_owned() } else { shown(vm, arg)? });
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
    let (left, right) = (left.args.clone(), right.args.clone());
    let mut equal = left.len() == right.len();
    for arg in left.items() {
        let mut found = false;
        for other in right.items() {
            found = found || protocol::is_equal(vm, arg, other)?;
        }
        equal = equal && found;
    }
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

/// The hash of the set of arguments; TypeError if one is unhashable.
fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let union = this.expect::<Union>().clone();
    if let Some(first) = union.unhashable.as_ref().and_then(|args| args.items().first()) {
        protocol::hash(vm, first)?;
    }
    protocol::hash(vm, &union.hashable)
}
