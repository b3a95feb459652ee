//! `__slots__`: which words instances of a new class get, and the descriptors that reach them.

use super::{Class, bases, convert};
use crate::object::{ClassFlags, Phantom, Py, Str, Value};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm};

/// What a class body's `__slots__` (or its absence) asks for.
pub struct Members {
    /// Names of new slot words, mangled and sorted.
    pub names: Vec<Py<Str>>,
    /// Instances get a dict that those of the base lack.
    pub add_dict: bool,
    /// Instances become weakly referenceable.
    pub add_weak: bool,
    /// How many items the tuple has that CPython has made of `__slots__`, which was none: it is counted already.
    pub entries_made: usize,
}

/// Reads `__slots__`; TypeErrors and ValueErrors as CPython's.
pub fn read(
    vm: &mut Vm,
    class_name: &Py<Str>,
    namespace: &Py<Dict>,
    base: &Py<Class>,
    all_bases: &[Value],
) -> PyResult<Members> {
    let no_dict = !base.head.has(ClassFlags::HAS_DICT) && !base.head.has(ClassFlags::METACLASS);
    let no_weak = !base.head.has(ClassFlags::WEAK_REFERENCEABLE) && !bases::is_variable_size(base);
    let slots = vm.names.slots.clone();
    let Some(slots) = namespace.get_str(&vm.heap, &slots).cloned() else {
        return Ok(Members { names: Vec::new(), add_dict: no_dict, add_weak: no_weak, entries_made: 0 });
    };
    let entries = if slots.has::<Str>() { vec![slots.clone()] } else { convert::items(vm, &slots)? };
    let entries_made = if vm.is_exactly(&slots, &vm.types.tuple) { 0 } else { entries.len() };
    // In CPython the names are sorted as a list.
    vm.heap.phantom_passes(Phantom::List);
    if !entries.is_empty() && bases::is_variable_size(base) {
        let base = base.name(&vm.heap).to_string_lossy().into_owned();
        return Err(vm.type_error(format!("nonempty __slots__ not supported for subtype of '{base}'")));
    }
    if entries.len() + usize::from(base.head.slot_words()) > usize::from(u16::MAX) {
        return Err(vm.memory_error());
    }
    let (mut add_dict, mut add_weak) = (false, false);
    let mut names = Vec::new();
    for entry in &entries {
        let Some(name) = entry.cast::<Str>() else {
            let other = vm.class_name(entry);
            return Err(vm.type_error(format!("__slots__ items must be strings, not '{other}'")));
        };
        if !name.as_str().is_some_and(|text| crate::text::str_case::is_identifier(text.as_bytes())) {
            return Err(vm.type_error("__slots__ must be identifiers"));
        }
        let (flag, allowed) = match name.as_bytes() {
            b"__dict__" => (&mut add_dict, no_dict),
            b"__weakref__" => (&mut add_weak, no_weak),
            _ => {
                names.push(name.clone());
                continue;
            }
        };
        if !allowed || *flag {
            let name = name.to_string_lossy();
            return Err(vm.type_error(format!("{name} slot disallowed: we already got one")));
        }
        *flag = true;
    }
    let mut mangled = Vec::with_capacity(names.len());
    for name in names {
        let name = mangle(vm, class_name, &name);
        let kept = matches!(name.as_bytes(), b"__qualname__" | b"__classcell__" | b"__classdictcell__");
        if !kept && namespace.get_str(&vm.heap, &name).is_some() {
            return Err(conflict(vm, &name));
        }
        mangled.push(name);
    }
    mangled.sort_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
    if all_bases.len() > 1 {
        // A base other than the one that gives the layout may bring a dict or weak references along.
        for other in all_bases.iter().filter_map(|base| base.cast::<Class>()).filter(|other| !other.is(base)) {
            add_dict |= no_dict && other.head.has(ClassFlags::HAS_DICT);
            add_weak |= no_weak && other.head.has(ClassFlags::WEAK_REFERENCEABLE);
        }
    }
    vm.heap.phantom_made(Phantom::Tuple(entries_made));
    Ok(Members { names: mangled, add_dict, add_weak, entries_made })
}

#[cold]
fn conflict(vm: &mut Vm, name: &Py<Str>) -> Raised {
    let name = name.to_string_lossy().into_owned();
    vm.value_error(format!("'{name}' in __slots__ conflicts with class variable"))
}

/// The name as the compiler would spell a private name in the class.
fn mangle(vm: &mut Vm, class_name: &Py<Str>, name: &Py<Str>) -> Py<Str> {
    let text = name.as_bytes();
    let owner = class_name.as_bytes();
    let owner = &owner[owner.iter().take_while(|&&byte| byte == b'_').count()..];
    if !text.starts_with(b"__") || text.ends_with(b"__") || owner.is_empty() {
        return vm.intern_str(name);
    }
    let mangled = format!("_{}{}", String::from_utf8_lossy(owner), name.to_string_lossy());
    vm.intern(&mangled)
}
