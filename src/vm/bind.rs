//! Argument binding: positional values and keywords into the parameters' registers, with CPython's TypeErrors.

use ouropy_compiler::code::CodeFlags;

use super::Vm;
use super::interpreter::bound;
use super::raise::{PyResult, Raised};
use crate::object::{Phantom, Py, Slot, Str, Tuple, Value};
use crate::protocol;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::function::Function;

/// Rearranges `count` registers from `first` (the last ones named by `names`) into the parameters of `code`. On
/// failure the registers are empty.
///
/// # Safety
/// The registers are above everything live, and there is room for the window.
#[inline(never)]
#[expect(unsafe_code, reason = "the register window")]
pub(super) unsafe fn arrange(
    vm: &mut Vm,
    function: &Py<Function>,
    code: &Py<Code>,
    first: *mut Slot,
    count: usize,
    names: Option<Py<Tuple>>,
) -> PyResult<()> {
    let names = names.as_ref().map_or(&[][..], |names| names.items());
    let width = count.max(code.parameter_count());
    // SAFETY: there is room, and what consumed temporaries left behind the arguments owns nothing.
    let registers = unsafe {
        for index in count..width {
            first.add(index).write(None);
        }
        std::slice::from_raw_parts_mut(first, width)
    };
    if is_native(vm, function, names) {
        let bound = bind(vm, function, code, registers, count, names);
        if bound.is_err() {
            drop_all(registers);
        }
        return bound;
    }
    // Looking names up may run Python code, which may use the registers.
    let mut slots: Vec<Slot> = registers.iter_mut().map(Option::take).collect();
    bind(vm, function, code, &mut slots, count, names)?;
    for (register, slot) in registers.iter_mut().zip(slots) {
        *register = slot;
    }
    Ok(())
}

#[cold]
fn drop_all(registers: &mut [Slot]) {
    for register in registers {
        drop(register.take());
    }
}

/// Whether binding needs no Python code: the keywords are exact strs, and so are the keys of `__kwdefaults__`.
fn is_native(vm: &Vm, function: &Py<Function>, names: &[Value]) -> bool {
    names.iter().all(|name| vm.is_exactly(name, &vm.types.str))
        && function
            .keyword_defaults
            .get(&vm.heap)
            .as_ref()
            .is_none_or(|defaults| defaults.table.get(&vm.heap).only_str_keys())
}

/// Keyword values that need no allocation while they wait for their place.
const FEW: usize = 4;

/// Moves the `count` values in front of `slots` into the slots of their parameters.
fn bind(
    vm: &mut Vm,
    function: &Py<Function>,
    code: &Py<Code>,
    slots: &mut [Slot],
    count: usize,
    names: &[Value],
) -> PyResult<()> {
    let positional_count = code.arg_count as usize;
    let total = positional_count + code.keyword_only_count as usize;
    let given = count - names.len();
    let has_varargs = code.flags.contains(CodeFlags::VARARGS);
    // The dict comes first: the collector sees it in front of the tuple.
    let keywords = if code.flags.contains(CodeFlags::VARKEYWORDS) { Some(vm.new_dict()) } else { None };
    let surplus = slots.get_mut(positional_count..given).unwrap_or_default();
    let extra = if has_varargs {
        Some(vm.new_tuple_taken(surplus))
    } else {
        for slot in surplus.iter_mut() {
            drop(slot.take());
        }
        None
    };
    if !names.is_empty() {
        bind_keywords(vm, function, code, slots, given, names, keywords.as_ref())?;
    }
    if given > positional_count && !has_varargs {
        return Err(too_many_positional(vm, function, code, given, &slots[..total]));
    }
    fill_defaults(vm, function, code, &mut slots[..total])?;
    if has_varargs {
        slots[total] = extra.map(Py::into_value);
    }
    if let Some(keywords) = keywords {
        slots[total + usize::from(has_varargs)] = Some(keywords.into_value());
    }
    Ok(())
}

/// Moves the values behind the `given` positional ones into the slots of the parameters that `names` name, or into
/// the dict of the others.
fn bind_keywords(
    vm: &mut Vm,
    function: &Py<Function>,
    code: &Py<Code>,
    slots: &mut [Slot],
    given: usize,
    names: &[Value],
    keywords: Option<&Py<Dict>>,
) -> PyResult<()> {
    let total = (code.arg_count + code.keyword_only_count) as usize;
    let waiting = &mut slots[given..given + names.len()];
    let (mut few, mut many) = ([const { None }; FEW], Vec::new());
    let values: &mut [Slot] = if names.len() <= FEW {
        for (value, slot) in few.iter_mut().zip(waiting) {
            *value = slot.take();
        }
        &mut few
    } else {
        many.extend(waiting.iter_mut().map(Option::take));
        &mut many
    };
    for (name, value) in names.iter().zip(values) {
        let Some(text) = name.cast::<Str>() else {
            let function = qualname(vm, function);
            return Err(vm.type_error(format!("{function}() keywords must be strings")));
        };
        match (parameter_named(code, text, total), keywords) {
            (Some(index), _) if slots[index].is_none() => slots[index] = value.take(),
            (Some(_), _) => {
                let (function, name) = (qualname(vm, function), text.to_string_lossy().into_owned());
                return Err(vm.type_error(format!("{function}() got multiple values for argument '{name}'")));
            }
            (None, Some(keywords)) => {
                let old = keywords.set(vm, name.clone(), bound(value.take()))?;
                drop(old);
            }
            (None, None) => return Err(unexpected_keyword(vm, function, code, text, names)),
        }
    }
    Ok(())
}

/// The index of the parameter that a keyword names.
#[inline]
fn parameter_named(code: &Py<Code>, name: &Py<Str>, total: usize) -> Option<usize> {
    let from = code.positional_only_count as usize;
    let named = &code.locals[from..total];
    // Names are interned, and so are keywords more often than not.
    let found = named.iter().position(|(parameter, _)| parameter.is(name)).or_else(|| {
        named.iter().position(|(parameter, _)| {
            !(parameter.is_interned() && name.is_interned()) && parameter.as_bytes() == name.as_bytes()
        })
    });
    found.map(|index| from + index)
}

fn fill_defaults(vm: &mut Vm, function: &Py<Function>, code: &Py<Code>, slots: &mut [Slot]) -> PyResult<()> {
    let positional_count = code.arg_count as usize;
    let defaults = function.defaults.get(&vm.heap).as_ref().map_or(&[][..], |defaults| defaults.items());
    let first_default = positional_count.saturating_sub(defaults.len());
    if slots[..first_default].iter().any(Option::is_none) {
        let missing: Vec<usize> = (0..first_default).filter(|&index| slots[index].is_none()).collect();
        return Err(missing_arguments(vm, function, code, "positional", &missing));
    }
    let skip = defaults.len().saturating_sub(positional_count);
    for (slot, default) in slots[first_default..positional_count].iter_mut().zip(&defaults[skip..]) {
        if slot.is_none() {
            *slot = Some(default.clone());
        }
    }
    if slots[positional_count..].iter().all(Option::is_some) {
        return Ok(());
    }
    let keyword_defaults = function.keyword_defaults.get(&vm.heap).clone();
    let mut missing = Vec::new();
    for (index, slot) in slots.iter_mut().enumerate().skip(positional_count) {
        if slot.is_none() {
            let name = &code.locals[index].0;
            *slot = match &keyword_defaults {
                Some(defaults) => match defaults.get_str(&vm.heap, name) {
                    Some(default) => Some(default.clone()),
                    None => defaults.get(vm, name.as_value())?,
                },
                None => None,
            };
            if slot.is_none() {
                missing.push(index);
            }
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing_arguments(vm, function, code, "keyword-only", &missing)) }
}

fn qualname(vm: &Vm, function: &Py<Function>) -> String {
    function.qualname.get(&vm.heap).to_string_lossy().into_owned()
}

/// "f() missing 2 required positional arguments: 'a' and 'b'".
#[cold]
fn missing_arguments(vm: &mut Vm, function: &Py<Function>, code: &Py<Code>, kind: &str, missing: &[usize]) -> Raised {
    // CPython gathers them in a list.
    vm.heap.phantom_passes(Phantom::List);
    let names: Vec<String> =
        missing.iter().map(|&index| format!("'{}'", code.locals[index].0.to_string_lossy())).collect();
    let list = match names.as_slice() {
        [one] => one.clone(),
        [one, two] => format!("{one} and {two}"),
        [most @ .., last] => format!("{}, and {last}", most.join(", ")),
        [] => String::new(),
    };
    let (function, count) = (qualname(vm, function), missing.len());
    let plural = if count == 1 { "" } else { "s" };
    vm.type_error(format!("{function}() missing {count} required {kind} argument{plural}: {list}"))
}

/// "f() takes from 1 to 2 positional arguments but 3 were given".
#[cold]
fn too_many_positional(vm: &mut Vm, function: &Py<Function>, code: &Py<Code>, given: usize, slots: &[Slot]) -> Raised {
    let most = code.arg_count as usize;
    let defaults = function.defaults.get(&vm.heap).as_ref().map_or(0, |defaults| defaults.len());
    let keyword_only = slots[most..].iter().filter(|slot| slot.is_some()).count();
    let (takes, plural) = if defaults == 0 {
        (most.to_string(), if most == 1 { "" } else { "s" })
    } else {
        // Defaults that were assigned may be more than there are parameters: CPython's number is negative then.
        (format!("from {} to {most}", most as isize - defaults as isize), "s")
    };
    let keyword_part = if keyword_only > 0 {
        let given_plural = if given == 1 { "" } else { "s" };
        let keyword_plural = if keyword_only == 1 { "" } else { "s" };
        format!(" positional argument{given_plural} (and {keyword_only} keyword-only argument{keyword_plural})")
    } else {
        String::new()
    };
    let was = if given == 1 && keyword_only == 0 { "was" } else { "were" };
    let function = qualname(vm, function);
    vm.type_error(format!(
        "{function}() takes {takes} positional argument{plural} but {given}{keyword_part} {was} given"
    ))
}

/// "f() got an unexpected keyword argument 'x'", or the positional-only form.
#[cold]
fn unexpected_keyword(
    vm: &mut Vm,
    function: &Py<Function>,
    code: &Py<Code>,
    name: &Py<Str>,
    names: &[Value],
) -> Raised {
    let function_name = qualname(vm, function);
    // CPython looks for a name that was meant in a list of those there are.
    vm.heap.phantom_passes(Phantom::List);
    let positional_only: Vec<String> = code.locals[..code.positional_only_count as usize]
        .iter()
        .filter(|(parameter, _)| {
            names.iter().any(|name| name.cast::<Str>().is_some_and(|name| name.as_bytes() == parameter.as_bytes()))
        })
        .map(|(parameter, _)| parameter.to_string_lossy().into_owned())
        .collect();
    if !positional_only.is_empty() {
        let list = positional_only.join(", ");
        return vm.type_error(format!(
            "{function_name}() got some positional-only arguments passed as keyword arguments: '{list}'"
        ));
    }
    let candidates: Vec<&[u8]> = code.locals
        [code.positional_only_count as usize..(code.arg_count + code.keyword_only_count) as usize]
        .iter()
        .map(|(parameter, _)| parameter.as_bytes())
        .collect();
    let hint = crate::text::suggest::best_match(name.as_bytes(), candidates.iter().copied())
        .map(|best| format!(". Did you mean '{}'?", String::from_utf8_lossy(candidates[best])))
        .unwrap_or_default();
    let lead = format!("{function_name}() got an unexpected keyword argument '");
    let text = [lead.as_bytes(), name.as_bytes(), b"'", hint.as_bytes()].concat();
    let text = vm.new_str_bytes(&text).into_value();
    vm.raise_with(|types| &types.type_error, vec![text])
}

/// The values of a call's `*iterable`.
pub(super) fn star_arguments(vm: &mut Vm, callable: &Value, iterable: &Value) -> PyResult<Vec<Value>> {
    if vm.class_of(iterable).slots(&vm.heap).iter.is_none() && vm.class_of(iterable).slots(&vm.heap).getitem.is_none() {
        let (function, class) = (describe_callable(vm, callable), vm.class_name(iterable));
        return Err(vm.type_error(format!("{function} argument after * must be an iterable, not {class}")));
    }
    protocol::iterate::collect_for_tuple(vm, iterable)
}

/// Appends the values of a call's `**mapping`, whose keys must be str, to the positional ones; gives back the keys.
pub(super) fn double_star_arguments(
    vm: &mut Vm,
    callable: &Value,
    mapping: &Value,
    values: &mut Vec<Value>,
) -> PyResult<Option<Py<Tuple>>> {
    let made;
    let dict = match mapping.cast::<Dict>() {
        Some(dict) => dict,
        None => {
            made = vm.new_dict();
            super::interpreter::build::merge_mapping(vm, &made, mapping, callable)?;
            &made
        }
    };
    let table = dict.table.get(&vm.heap);
    if table.is_empty() {
        return Ok(None);
    }
    let mut names = Vec::with_capacity(table.len());
    values.reserve_exact(table.len());
    for entry in table.entries() {
        names.push(entry.key.clone());
        values.push(entry.value.clone());
    }
    if names.iter().any(|name| !name.has::<Str>()) {
        return Err(vm.type_error("keywords must be strings"));
    }
    Ok(Some(vm.pack_tuple(names)))
}

/// Puts the values of a dict into the registers from `first` and makes the tuple of its keys. `None`, and nothing has
/// happened, if that is no dict, has other keys than str, or is too large.
///
/// # Safety
/// The registers hold no object and are above every live window.
#[expect(unsafe_code, reason = "the register window")]
pub(super) unsafe fn place_keywords(vm: &mut Vm, keywords: &Value, first: *mut Slot) -> Option<Py<Tuple>> {
    let table = keywords.cast::<Dict>()?.table.get(&vm.heap);
    let count = table.len();
    // The keys wait behind the values for their tuple.
    if !table.only_str_keys() || !vm.stack.has_room(first, 2 * count as u32) {
        return None;
    }
    // SAFETY: within the registers there is room for.
    unsafe {
        for (index, entry) in table.entries().enumerate() {
            *first.add(index) = Some(entry.value.clone());
            *first.add(count + index) = Some(entry.key.clone());
        }
        Some(vm.new_tuple_taken(std::slice::from_raw_parts_mut(first.add(count), count)))
    }
}

/// What `str()` gives of a callable without a name.
fn shown_callable(vm: &mut Vm, callable: &Value) -> String {
    match protocol::repr::str(vm, callable) {
        Ok(text) => text.to_string_lossy().into_owned(),
        Err(raised) => {
            drop(vm.take_raised(raised));
            vm.class_name(callable)
        }
    }
}

/// `module.f()` or `f()`, as CPython's `_PyObject_FunctionStr`.
pub(super) fn describe_callable(vm: &mut Vm, callable: &Value) -> String {
    let qualname = vm.names.qualname.clone();
    let module = vm.names.module.clone();
    let Ok(Some(name)) = protocol::attribute::get_optional(vm, callable, &qualname) else {
        vm.pending = None;
        return shown_callable(vm, callable);
    };
    let Some(name) = name.cast::<Str>().map(|name| name.to_string_lossy().into_owned()) else {
        return shown_callable(vm, callable);
    };
    match protocol::attribute::get_optional(vm, callable, &module) {
        Ok(Some(module)) => match module.cast::<Str>() {
            Some(module) if module.as_bytes() != b"builtins" => {
                format!("{}.{name}()", module.to_string_lossy())
            }
            _ => format!("{name}()"),
        },
        Ok(None) => format!("{name}()"),
        Err(_) => {
            vm.pending = None;
            format!("{name}()")
        }
    }
}
