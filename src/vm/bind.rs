//! Argument binding: positional values and keywords into the parameters' registers, with CPython's TypeErrors.

use super::Vm;
use super::raise::{PyResult, Raised};
use super::stack::{clear_registers, place_arguments};
use crate::code::CodeFlags;
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::protocol;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::function::Function;

/// Rearranges `count` registers from `first` (the last ones named by `names`) into the parameters of `code`. On
/// failure the registers are empty.
///
/// # Safety
/// The registers are above everything live, and there is room for the window.
#[cold]
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
    // SAFETY: all registers are bound arguments; they are taken out before anything can raise.
    let values: Vec<Value> =
        unsafe { (0..count).map(|index| (*first.add(index)).take().unwrap_or(Value::NONE)).collect() };
    let bound = bind(vm, function, code, values, names.as_ref().map_or(&[][..], |names| names.items()))?;
    // SAFETY: the registers are empty now; the caller checked the room.
    unsafe {
        clear_registers(first, bound.len());
        place_arguments(first, bound.into_iter());
    }
    Ok(())
}

/// One slot for each parameter.
fn bind(
    vm: &mut Vm,
    function: &Py<Function>,
    code: &Py<Code>,
    mut values: Vec<Value>,
    names: &[Value],
) -> PyResult<Vec<Slot>> {
    let positional_count = code.arg_count as usize;
    let total = positional_count + code.keyword_only_count as usize;
    let keyword_values = values.split_off(values.len() - names.len());
    let given = values.len();
    let mut slots: Vec<Slot> = Vec::with_capacity(code.parameter_count());
    slots.resize_with(total, || None);
    let mut rest = values.into_iter();
    for slot in slots.iter_mut().take(positional_count) {
        *slot = rest.next();
    }
    let extra: Vec<Value> = rest.collect();
    let has_varargs = code.flags.contains(CodeFlags::VARARGS);
    let has_keywords = code.flags.contains(CodeFlags::VARKEYWORDS);
    let keywords = if has_keywords { Some(vm.new_dict()) } else { None };
    for (name, value) in names.iter().zip(keyword_values) {
        let Some(text) = name.cast::<Str>() else {
            let function = qualname(vm, function);
            return Err(vm.type_error(format!("{function}() keywords must be strings")));
        };
        let from = code.positional_only_count as usize;
        let known = (from..total).find(|&index| {
            let parameter = &code.locals[index].0;
            parameter.is(text) || parameter.as_bytes() == text.as_bytes()
        });
        match (known, &keywords) {
            (Some(index), _) if slots[index].is_none() => slots[index] = Some(value),
            (Some(_), _) => {
                let (function, name) = (qualname(vm, function), text.to_string_lossy().into_owned());
                return Err(vm.type_error(format!("{function}() got multiple values for argument '{name}'")));
            }
            (None, Some(keywords)) => {
                let old = keywords.set(vm, name.clone(), value)?;
                drop(old);
            }
            (None, None) => return Err(unexpected_keyword(vm, function, code, text, names)),
        }
    }
    if !extra.is_empty() && !has_varargs {
        return Err(too_many_positional(vm, function, code, given, &slots));
    }
    fill_defaults(vm, function, code, &mut slots)?;
    if has_varargs {
        slots.push(Some(vm.new_tuple(extra).into_value()));
    }
    if let Some(keywords) = keywords {
        slots.push(Some(keywords.into_value()));
    }
    Ok(slots)
}

fn fill_defaults(vm: &mut Vm, function: &Py<Function>, code: &Py<Code>, slots: &mut [Slot]) -> PyResult<()> {
    let positional_count = code.arg_count as usize;
    let defaults = function.defaults.get(&vm.heap).clone();
    let defaults = defaults.as_ref().map_or(&[][..], |defaults| defaults.items());
    let first_default = positional_count.saturating_sub(defaults.len());
    let skip = defaults.len().saturating_sub(positional_count);
    let missing: Vec<usize> = (0..first_default).filter(|&index| slots[index].is_none()).collect();
    if !missing.is_empty() {
        return Err(missing_arguments(vm, function, code, "positional", &missing));
    }
    for (slot, default) in slots[first_default..positional_count].iter_mut().zip(&defaults[skip..]) {
        if slot.is_none() {
            *slot = Some(default.clone());
        }
    }
    let keyword_defaults = function.keyword_defaults.get(&vm.heap).clone();
    let mut missing = Vec::new();
    for (index, slot) in slots.iter_mut().enumerate().skip(positional_count) {
        if slot.is_none() {
            let name = &code.locals[index].0;
            *slot = match &keyword_defaults {
                Some(defaults) => defaults.get(vm, name.as_value())?,
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
        (format!("from {} to {most}", most.saturating_sub(defaults)), "s")
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
    let name_text = name.to_string_lossy().into_owned();
    let candidates: Vec<&[u8]> = code.locals
        [code.positional_only_count as usize..(code.arg_count + code.keyword_only_count) as usize]
        .iter()
        .map(|(parameter, _)| parameter.as_bytes())
        .collect();
    let hint = crate::text::suggest::best_match(name.as_bytes(), candidates.iter().copied())
        .map(|best| format!(". Did you mean '{}'?", String::from_utf8_lossy(candidates[best])))
        .unwrap_or_default();
    vm.type_error(format!("{function_name}() got an unexpected keyword argument '{name_text}'{hint}"))
}

/// The values of a call's `*iterable`.
pub(super) fn star_arguments(vm: &mut Vm, callable: &Value, iterable: &Value) -> PyResult<Vec<Value>> {
    if vm.class_of(iterable).slots(&vm.heap).iter.is_none() && vm.class_of(iterable).slots(&vm.heap).getitem.is_none() {
        let (function, class) = (describe_callable(vm, callable), vm.class_name(iterable));
        return Err(vm.type_error(format!("{function} argument after * must be an iterable, not {class}")));
    }
    protocol::iterate::collect_to_vec(vm, iterable)
}

/// The pairs of a call's `**mapping`, whose keys must be str.
pub(super) fn double_star_arguments(vm: &mut Vm, callable: &Value, mapping: &Value) -> PyResult<Vec<(Value, Value)>> {
    let pairs = match mapping.cast::<Dict>() {
        Some(dict) => dict.items(&vm.heap),
        None => {
            let dict = vm.new_dict();
            super::interpreter::build::merge_mapping(vm, &dict, mapping, callable)?;
            dict.items(&vm.heap)
        }
    };
    if pairs.iter().any(|(key, _)| !key.has::<Str>()) {
        return Err(vm.type_error("keywords must be strings"));
    }
    Ok(pairs)
}

/// `module.f()` or `f()`, as CPython's `_PyObject_FunctionStr`.
pub(super) fn describe_callable(vm: &mut Vm, callable: &Value) -> String {
    let qualname = vm.names.qualname.clone();
    let module = vm.names.module.clone();
    let Ok(Some(name)) = protocol::attribute::get_optional(vm, callable, &qualname) else {
        vm.pending = None;
        return vm.class_name(callable);
    };
    let Some(name) = name.cast::<Str>().map(|name| name.to_string_lossy().into_owned()) else {
        return vm.class_name(callable);
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
