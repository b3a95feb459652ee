//! `collections.OrderedDict`: the order of a dict's entries is already the order of insertion; here it can be changed
//! and counts in comparisons.

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Layout, Slot, Value};
use crate::protocol::{self, compare as compare_values, iterate, sequence, subscript};
use crate::types::class::{Arguments, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::class_method::{get_dict, set_dict};
use crate::types::dict::table::End;
use crate::types::dict::{Dict, DictView, OrderedIterator, Walk};
use crate::vm::{PyResult, Vm};

/// The declaration of `OrderedDict`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "collections",
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT).union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        init: Some(|vm, this, arguments| update(vm, this, None, arguments)),
        repr: Some(show),
        iter: Some(|vm, this| Ok(OrderedIterator::create(vm, this.expect::<Dict>(), Walk::Keys))),
        richcompare: Some(compare),
        or: Some(or),
        inplace_or: Some(|vm, left, right| {
            update_from(vm, left, right)?;
            Ok(left.clone())
        }),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::keywords("popitem", "last=True", pop_item),
        NativeDef::keywords("move_to_end", "key, last=True", move_to_end),
        NativeDef::keywords("pop", "key, default=None", pop),
        NativeDef::keywords("setdefault", "key, default=None", set_default),
        NativeDef::any("update", |vm, this, arguments| {
            update(vm, this, Some("update"), arguments)?;
            Ok(Value::NONE)
        }),
        NativeDef::none("copy", copy),
        NativeDef::none("__reversed__", |vm, this| {
            Ok(OrderedIterator::reversed(vm, this.expect::<Dict>(), Walk::Keys))
        }),
        NativeDef::none("keys", |vm, this| Ok(view(vm, this, Walk::Keys))),
        NativeDef::none("values", |vm, this| Ok(view(vm, this, Walk::Values))),
        NativeDef::none("items", |vm, this| Ok(view(vm, this, Walk::Items))),
        NativeDef::none("__reduce__", reduce),
    ],
    getset: &[GetSet::new("__dict__", get_dict, set_dict)],
    ..ClassSpec::new("OrderedDict", Layout::of::<Dict>())
};

/// The declaration of `odict_keys`.
pub const KEYS: ClassSpec = view_spec("odict_keys");
/// The declaration of `odict_values`.
pub const VALUES: ClassSpec = view_spec("odict_values");
/// The declaration of `odict_items`.
pub const ITEMS: ClassSpec = view_spec("odict_items");

const VIEW_SLOTS: Slots = Slots {
    iter: Some(|vm, this| {
        let view = this.expect::<DictView>();
        Ok(OrderedIterator::create(vm, &view.dict, view.walk))
    }),
    ..Slots::EMPTY
};

const VIEW_METHODS: &[NativeDef] = &[NativeDef::none("__reversed__", |vm, this| {
    let view = this.expect::<DictView>();
    Ok(OrderedIterator::reversed(vm, &view.dict, view.walk))
})];

const fn view_spec(name: &'static str) -> ClassSpec {
    ClassSpec { slots: VIEW_SLOTS, methods: VIEW_METHODS, ..ClassSpec::new(name, Layout::of::<DictView>()) }
}

fn view(vm: &mut Vm, this: &Value, walk: Walk) -> Value {
    let payload = DictView { dict: this.expect::<Dict>().clone(), walk };
    let class = match walk {
        Walk::Keys => &vm.types.odict_keys,
        Walk::Values => &vm.types.odict_values,
        Walk::Items => &vm.types.odict_items,
    };
    vm.heap.alloc(class, payload).into_value()
}

/// `update`, through the `__setitem__` of a subclass.
fn update(vm: &mut Vm, this: &Value, name: Option<&str>, arguments: Arguments<'_>) -> PyResult<()> {
    match arguments.positional() {
        [] => {}
        [source] => update_from(vm, this, source)?,
        other => {
            let given = other.len();
            return Err(vm.type_error(match name {
                None => format!("expected at most 1 argument, got {given}"),
                Some(name) => format!("{name}() takes at most 1 positional argument ({given} given)"),
            }));
        }
    }
    for (name, value) in arguments.keywords() {
        subscript::set(vm, this, name, value.clone())?;
    }
    Ok(())
}

/// Sets what a mapping or an iterable of pairs gives, one item after the other, as CPython's `mutablemapping_update`.
fn update_from(vm: &mut Vm, this: &Value, source: &Value) -> PyResult<()> {
    if vm.is_exactly(source, &vm.types.dict) {
        for (key, value) in source.expect::<Dict>().items(&vm.heap) {
            subscript::set(vm, this, &key, value)?;
        }
        return Ok(());
    }
    let (keys, items) = (vm.names.keys.clone(), vm.names.items.clone());
    if let Some(keys) = protocol::attribute::get_optional(vm, source, &keys)? {
        let keys = protocol::call(vm, &keys, &[])?;
        return iterate::for_each(vm, &keys, |vm, key| {
            let value = subscript::get(vm, source, &key)?;
            subscript::set(vm, this, &key, value)
        });
    }
    let pairs = match protocol::attribute::get_optional(vm, source, &items)? {
        Some(items) => protocol::call(vm, &items, &[])?,
        None => source.clone(),
    };
    iterate::for_each(vm, &pairs, |vm, pair| {
        let items = iterate::collect_to_vec(vm, &pair)?;
        let [key, value] = &items[..] else {
            return Err(match items.len() {
                0 => vm.value_error("need more than 0 values to unpack"),
                1 => vm.value_error("need more than 1 value to unpack"),
                _ => vm.value_error("too many values to unpack (expected 2)"),
            });
        };
        subscript::set(vm, this, key, value.clone())
    })
}

fn show(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_own_name(this);
    if this.expect::<Dict>().is_empty(&vm.heap) {
        return Ok(vm.new_str(format!("{name}()")).into_value());
    }
    sequence::guarded_repr(vm, this, "...", |vm| {
        let mut text = format!("{name}({{").into_bytes();
        for (index, (key, value)) in this.expect::<Dict>().items(&vm.heap).iter().enumerate() {
            if index > 0 {
                text.extend_from_slice(b", ");
            }
            sequence::push_repr(vm, &mut text, key)?;
            text.extend_from_slice(b": ");
            sequence::push_repr(vm, &mut text, value)?;
        }
        text.extend_from_slice(b"})");
        Ok(text)
    })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !left.has::<Dict>() || !right.has::<Dict>() || !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let plain = vm.types.dict.slots(&vm.heap).richcompare;
    let equal = match plain {
        Some(compare) => compare(vm, left, right, Comparison::Equal)?.is_true(),
        None => false,
    };
    let both_ordered =
        vm.is_instance_of(left, &vm.types.ordered_dict) && vm.is_instance_of(right, &vm.types.ordered_dict);
    let same = equal && (!both_ordered || same_order(vm, left, right)?);
    Ok(Value::bool(same == (op == Comparison::Equal)))
}

fn same_order(vm: &mut Vm, left: &Value, right: &Value) -> PyResult<bool> {
    let (left, right) = (left.expect::<Dict>().items(&vm.heap), right.expect::<Dict>().items(&vm.heap));
    for ((left, _), (right, _)) in left.iter().zip(&right) {
        if !compare_values::is_equal(vm, left, right)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    if !left.has::<Dict>() || !right.has::<Dict>() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let model = if vm.is_instance_of(left, &vm.types.ordered_dict) { left } else { right };
    let class = vm.class_of(model).to_value();
    let new = protocol::call(vm, &class, std::slice::from_ref(left))?;
    update_from(vm, &new, right)?;
    Ok(new)
}

/// The argument `last`, which is true unless given.
fn is_last(vm: &mut Vm, given: &Slot) -> PyResult<bool> {
    given.as_ref().map_or(Ok(true), |given| protocol::is_true(vm, given))
}

fn pop_item(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let last = is_last(vm, &arguments[0])?;
    let dict = this.expect::<Dict>();
    let table = dict.table.get_mut(&mut vm.heap);
    let pair =
        if last { table.pop() } else { table.entry_from(0).map(|(at, _)| at).and_then(|at| table.remove_at(at)) };
    dict.keys_version.set(0);
    match pair {
        Some((key, value)) => Ok(vm.new_tuple(vec![key, value]).into_value()),
        None => {
            let text = vm.new_str("dictionary is empty").into_value();
            Err(vm.key_error(&text))
        }
    }
}

fn move_to_end(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let end = if is_last(vm, &arguments[1])? { End::Last } else { End::First };
    let key = arguments[0].clone().unwrap_or(Value::NONE);
    let dict = this.expect::<Dict>().clone();
    let hash = protocol::hash(vm, &key)?;
    let Some(at) = dict.find(vm, &key, hash)? else { return Err(vm.key_error(&key)) };
    dict.keys_version.set(0);
    dict.table.get_mut(&mut vm.heap).move_to_end(at, end);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let key = arguments[0].clone().unwrap_or(Value::NONE);
    if let Some(value) = this.expect::<Dict>().clone().remove(vm, &key)? {
        return Ok(value);
    }
    match &arguments[1] {
        Some(default) => Ok(default.clone()),
        None => Err(vm.key_error(&key)),
    }
}

fn set_default(vm: &mut Vm, this: &Value, arguments: &[Slot]) -> PyResult {
    let key = arguments[0].clone().unwrap_or(Value::NONE);
    if let Some(value) = this.expect::<Dict>().clone().get(vm, &key)? {
        return Ok(value);
    }
    let value = arguments[1].clone().unwrap_or(Value::NONE);
    subscript::set(vm, this, &key, value.clone())?;
    Ok(value)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let new = protocol::call(vm, &class, &[])?;
    for (key, value) in this.expect::<Dict>().items(&vm.heap) {
        subscript::set(vm, &new, &key, value)?;
    }
    Ok(new)
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let state = vm.heap.instance_dict(this).cloned().unwrap_or(Value::NONE);
    let name = vm.names.items.clone();
    let items = protocol::call_method(vm, this, &name, &[])?;
    let items = iterate::iter(vm, &items)?;
    let arguments = vm.empty_tuple.to_value();
    Ok(vm.new_tuple(vec![class, arguments, state, Value::NONE, items]).into_value())
}
