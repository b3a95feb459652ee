//! `dict_keys`, `dict_values` and `dict_items`.

use ouropy_compiler::code::Comparison;

use super::{Dict, DictIterator, Walk};
use crate::object::{Layout, Py, Tuple, Value, payload};
use crate::protocol::{self, iterate, sequence};
use crate::types::class::{ClassSpec, GetSet, NativeDef, Slots};
use crate::types::set;
use crate::vm::{PyResult, Vm};

const VIEW_SLOTS: Slots = Slots {
    repr: Some(repr),
    iter: Some(|vm, this| {
        let view = this.expect::<DictView>();
        Ok(DictIterator::create(vm, &view.dict, view.walk))
    }),
    length: Some(|vm, this| Ok(this.expect::<DictView>().dict.len(&vm.heap))),
    ..Slots::EMPTY
};

const SET_SLOTS: Slots = Slots {
    richcompare: Some(compare),
    contains: Some(contains),
    subtract: Some(subtract),
    and: Some(and),
    xor: Some(xor),
    or: Some(or),
    ..VIEW_SLOTS
};

const REVERSED: NativeDef = NativeDef::none("__reversed__", |vm, this| {
    let view = this.expect::<DictView>();
    Ok(DictIterator::reversed(vm, &view.dict, view.walk))
});

const MAPPING: &[GetSet] = &[GetSet::read_only("mapping", mapping)];

const SET_METHODS: &[NativeDef] = &[NativeDef::one("isdisjoint", is_disjoint), REVERSED];

/// The declaration of `dict_keys`.
pub const KEYS: ClassSpec = ClassSpec {
    slots: SET_SLOTS,
    methods: SET_METHODS,
    getset: MAPPING,
    ..ClassSpec::new("dict_keys", Layout::of::<DictView>())
};

/// The declaration of `dict_items`.
pub const ITEMS: ClassSpec = ClassSpec {
    slots: SET_SLOTS,
    methods: SET_METHODS,
    getset: MAPPING,
    ..ClassSpec::new("dict_items", Layout::of::<DictView>())
};

/// The declaration of `dict_values`.
pub const VALUES: ClassSpec = ClassSpec {
    slots: VIEW_SLOTS,
    methods: &[REVERSED],
    getset: MAPPING,
    ..ClassSpec::new("dict_values", Layout::of::<DictView>())
};

/// A view of a dict's keys, values or items.
pub struct DictView {
    /// The dict.
    pub dict: Py<Dict>,
    /// What is seen of it.
    pub walk: Walk,
}

payload! { DictView: AtBirth, size 24;
    references { dict }
}

impl DictView {
    /// `dict.keys()` and its kin.
    pub fn create(vm: &mut Vm, dict: &Py<Dict>, walk: Walk) -> Value {
        let payload = DictView { dict: dict.clone(), walk };
        let class = match walk {
            Walk::Keys => &vm.types.dict_keys,
            Walk::Values => &vm.types.dict_values,
            Walk::Items => &vm.types.dict_items,
        };
        vm.heap.alloc(class, payload).into_value()
    }
}

fn mapping(vm: &mut Vm, this: &Value) -> PyResult {
    let dict = this.expect::<DictView>().dict.to_value();
    let proxy = vm.types.mapping_proxy.to_value();
    protocol::call(vm, &proxy, &[dict])
}

fn is_set_view(value: &Value) -> bool {
    value.cast::<DictView>().is_some_and(|view| view.walk != Walk::Values)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_name(this);
    sequence::guarded_repr(vm, this, "...", |vm| {
        let items = iterate::collect_to_vec(vm, this)?;
        protocol::repr::join_items(vm, &format!("{name}(["), &items, "])")
    })
}

fn contains(vm: &mut Vm, this: &Value, item: &Value) -> PyResult<bool> {
    let view = this.expect::<DictView>();
    let dict = view.dict.clone();
    if view.walk == Walk::Keys {
        let hash = protocol::hash_key(vm, item)?;
        return Ok(dict.find(vm, item, hash)?.is_some());
    }
    let Some([key, value]) = item.cast::<Tuple>().map(|pair| pair.items()) else { return Ok(false) };
    match dict.get(vm, key)? {
        Some(found) => protocol::is_equal(vm, &found, value),
        None => Ok(false),
    }
}

/// Whether every item of `these` is in `others`.
fn all_in(vm: &mut Vm, these: &Value, others: &Value) -> PyResult<bool> {
    let iterator = iterate::iter(vm, these)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if !sequence::contains(vm, others, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    if !is_set_view(left) || !(is_set_view(right) || set::data_of(right).is_some()) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let order = sequence::len(vm, left)?.cmp(&sequence::len(vm, right)?);
    let truth = match op {
        Comparison::Equal => order.is_eq() && all_in(vm, left, right)?,
        Comparison::NotEqual => !(order.is_eq() && all_in(vm, left, right)?),
        Comparison::Less => order.is_lt() && all_in(vm, left, right)?,
        Comparison::LessEqual => order.is_le() && all_in(vm, left, right)?,
        Comparison::Greater => order.is_gt() && all_in(vm, right, left)?,
        Comparison::GreaterEqual => order.is_ge() && all_in(vm, right, left)?,
    };
    Ok(Value::bool(truth))
}

fn to_set(vm: &mut Vm, iterable: &Value) -> PyResult {
    let result = set::new(vm);
    let keys = iterable.cast::<DictView>().filter(|view| view.walk == Walk::Keys).map(|view| view.dict.to_value());
    // The keys' hashes are known, as in CPython, if that is where the view's iterator takes them from.
    match keys.filter(|dict| vm.is_exactly(dict, &vm.types.dict)) {
        Some(dict) => set::update(vm, &result, &dict)?,
        None => set::update(vm, &result, iterable)?,
    }
    Ok(result)
}

fn subtract(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let result = to_set(vm, left)?;
    set::difference_update(vm, &result, right)?;
    Ok(result)
}

fn or(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let result = to_set(vm, left)?;
    set::update(vm, &result, right)?;
    Ok(result)
}

fn xor(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let result = to_set(vm, left)?;
    set::symmetric_difference_update(vm, &result, right)?;
    Ok(result)
}

fn and(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    // The view may stand on the right.
    let (view, other) = if is_set_view(left) { (left, right) } else { (right, left) };
    let length = sequence::len(vm, view)?;
    if vm.is_exactly(other, &vm.types.set) && length <= sequence::len(vm, other)? {
        return set::intersection(vm, other, view);
    }
    let (view, other) =
        if is_set_view(other) && sequence::len(vm, other)? > length { (other, view) } else { (view, other) };
    let result = set::new(vm);
    iterate::for_each(
        vm,
        other,
        |vm, item| {
            if contains(vm, view, &item)? { set::add(vm, &result, item) } else { Ok(()) }
        },
    )?;
    Ok(result)
}

fn is_disjoint(vm: &mut Vm, this: &Value, other: &Value) -> PyResult {
    let (mut view, mut other) = (this.clone(), other.clone());
    if view.is(&other) {
        return Ok(Value::bool(sequence::len(vm, &view)? == 0));
    }
    if (set::data_of(&other).is_some() || is_set_view(&other)) && sequence::len(vm, &other)? > sequence::len(vm, &view)?
    {
        std::mem::swap(&mut view, &mut other);
    }
    let iterator = iterate::iter(vm, &other)?;
    while let Some(item) = iterate::next(vm, &iterator)? {
        if sequence::contains(vm, &view, &item)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}
