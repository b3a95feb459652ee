//! How CPython lays out instances of a class: `__basicsize__`, `__itemsize__`, `__dictoffset__`, `__weakrefoffset__` and
//! `__flags__`.
//!
//! Ours are laid out otherwise, but programs that measure memory reckon with CPython's figures. Those of built-in
//! classes are in `layouts.tsv`, which `tests/interface` records; those of Python classes follow from them.

use super::Class;
use crate::object::{ClassFlags, Kind, Value};
use crate::types::class::convert;
use crate::vm::{PyResult, Vm};

/// A line for each class, sorted: its dotted name and five numbers, with tabs between them.
const TABLE: &str = include_str!("layouts.tsv");

/// What a class puts in front of its instances: a word for the attribute dict, one for weak references
/// (`Py_TPFLAGS_MANAGED_DICT`, `Py_TPFLAGS_MANAGED_WEAKREF`).
const MANAGED: i64 = 1 << 3 | 1 << 4;
/// Instances are objects of the collector.
const COLLECTED: i64 = 1 << 14;
/// `__dictoffset__` where the word for the dict stands in front of the object.
const DICT_IN_FRONT: i64 = -1;
/// `__weakrefoffset__` where the word for weak references stands in front of the object.
const WEAK_IN_FRONT: i64 = -32;
/// Instances hold items behind their end, also those of subclasses that are longer (`Py_TPFLAGS_ITEMS_AT_END`).
const ITEMS_AT_END: i64 = 1 << 23;

/// How instances are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// `__basicsize__`: bytes without items.
    pub basic: usize,
    /// `__itemsize__`: bytes of an item.
    pub item: usize,
    /// `__dictoffset__`: where the attribute dict stands; 0 without one.
    pub dict: i64,
    /// `__weakrefoffset__`: where weak references to the object are noted; 0 if there are none.
    pub weak: i64,
    /// `__flags__`.
    pub flags: i64,
    /// Whether CPython does not have the class: these are figures of our own.
    pub is_ours: bool,
}

impl Layout {
    /// Bytes in front of an instance: two words for the collector (`Py_TPFLAGS_HAVE_GC`), and two for the attribute dict
    /// and weak references.
    pub fn front(&self) -> usize {
        let bytes = |flags| if self.flags & flags == 0 { 0 } else { 16 };
        bytes(COLLECTED) + bytes(MANAGED)
    }
}

/// How CPython lays out instances of `class`.
pub fn of(vm: &Vm, class: &Class) -> Layout {
    match class.spec {
        Some(spec) => recorded(spec.module, spec.name).unwrap_or_else(|| unknown(class)),
        None => derived(vm, class),
    }
}

/// That of a class of Python code: that of the nearest built-in base, its own slots, and words in front of the object
/// for what that base lacks.
fn derived(vm: &Vm, class: &Class) -> Layout {
    let mut base = class.base.get(&vm.heap).clone();
    while let Some(python) = base.as_ref().filter(|base| base.spec.is_none()) {
        let next = python.base.get(&vm.heap).clone();
        base = next;
    }
    let from = base.map_or_else(|| unknown(class), |base| of(vm, &base));
    let has = |flag| class.head.has(flag);
    let offset = |inherited, flag, front| match inherited {
        0 if has(flag) => front,
        inherited => inherited,
    };
    let dict = offset(from.dict, ClassFlags::HAS_DICT, DICT_IN_FRONT);
    let weak = offset(from.weak, ClassFlags::WEAK_REFERENCEABLE, WEAK_IN_FRONT);
    let mut flags = flags(class) | from.flags & ITEMS_AT_END;
    flags |= i64::from(weak == WEAK_IN_FRONT) << 3 | i64::from(dict == DICT_IN_FRONT) << 4;
    Layout { basic: from.basic + usize::from(class.head.slot_words()) * 8, dict, weak, flags, ..from }
}

/// That of a class that CPython does not have.
fn unknown(class: &Class) -> Layout {
    let basic = class.head.layout().size;
    let offset = |flag| if class.head.has(flag) { basic as i64 } else { 0 };
    let (dict, weak) = (offset(ClassFlags::HAS_DICT), offset(ClassFlags::WEAK_REFERENCEABLE));
    Layout { basic, item: 0, dict, weak, flags: flags(class), is_ours: true }
}

/// The line of a name.
fn recorded(module: &str, name: &str) -> Option<Layout> {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = usize::midpoint(low, high);
        let start = TABLE[..middle].rfind('\n').map_or(0, |end| end + 1).max(low);
        let end = start + TABLE[start..].find('\n')?;
        let (known, figures) = TABLE[start..end].split_once('\t')?;
        match known.bytes().cmp(module.bytes().chain([b'.']).chain(name.bytes())) {
            std::cmp::Ordering::Equal => return parsed(figures),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

fn parsed(figures: &str) -> Option<Layout> {
    let mut figures = figures.split('\t').map(str::parse::<i64>);
    let mut next = || figures.next()?.ok();
    let (basic, item) = (usize::try_from(next()?).ok()?, usize::try_from(next()?).ok()?);
    Some(Layout { basic, item, dict: next()?, weak: next()?, flags: next()? | VERSIONED, is_ours: false })
}

/// `Py_TPFLAGS_READY` and `Py_TPFLAGS_VALID_VERSION_TAG`: what a used class has.
const USED: i64 = 1 << 12 | VERSIONED;
const VERSIONED: i64 = 1 << 19;

/// What follows from our own flags: the bits of CPython's object.h, but for those of words in front of the object.
fn flags(class: &Class) -> i64 {
    let mut bits = USED;
    let has = |flag| class.head.has(flag);
    let kind = class.head.layout().kind;
    for (on, bit) in [
        (class.head.stores_inline(), 2),
        (has(ClassFlags::SEQUENCE), 5),
        (has(ClassFlags::MAPPING), 6),
        (!has(ClassFlags::MUTABLE), 8),
        (has(ClassFlags::HEAP_TYPE), 9),
        (has(ClassFlags::BASE_TYPE), 10),
        (class.head.is_container(), 14),
        (has(ClassFlags::ABSTRACT), 20),
        (has(ClassFlags::MATCHES_SELF), 22),
        (kind == Kind::Int, 24),
        (kind == Kind::List, 25),
        (kind == Kind::Tuple, 26),
        (kind == Kind::Bytes, 27),
        (kind == Kind::Str, 28),
        (kind == Kind::Dict, 29),
        (has(ClassFlags::EXCEPTION), 30),
        (has(ClassFlags::METACLASS), 31),
    ] {
        if on {
            bits |= 1 << bit;
        }
    }
    bits
}

fn layout(vm: &Vm, this: &Value) -> Layout {
    of(vm, this.expect::<Class>())
}

pub(super) fn get_basicsize(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::index(layout(vm, this).basic))
}

pub(super) fn get_itemsize(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::index(layout(vm, this).item))
}

pub(super) fn get_dictoffset(vm: &mut Vm, this: &Value) -> PyResult {
    let offset = layout(vm, this).dict;
    Ok(convert::int(vm, offset))
}

pub(super) fn get_weakrefoffset(vm: &mut Vm, this: &Value) -> PyResult {
    let offset = layout(vm, this).weak;
    Ok(convert::int(vm, offset))
}

pub(super) fn get_flags(vm: &mut Vm, this: &Value) -> PyResult {
    let flags = layout(vm, this).flags;
    Ok(convert::int(vm, flags))
}

#[cfg(test)]
mod tests {
    use super::{TABLE, recorded};

    #[test]
    fn every_line_is_found() {
        for line in TABLE.lines() {
            let (name, figures) = line.split_once('\t').unwrap();
            let (module, class) = name.rsplit_once('.').unwrap();
            let found = recorded(module, class).unwrap();
            assert!(figures.starts_with(&format!("{}\t{}\t{}\t{}\t", found.basic, found.item, found.dict, found.weak)));
        }
        assert_eq!(recorded("builtins", ""), None);
        assert_eq!(recorded("zzz", "zzz"), None);
        assert_eq!(recorded("", "a"), None);
    }
}
