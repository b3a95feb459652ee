//! Instructions that make objects of registers, or registers of an object: displays, unpacking, formatting, functions.

use ouropy_compiler::code::{FORMAT_SPEC, Instruction};

use super::arithmetic::finish;
use super::operands::{bound, fill, held, look, operand, put, release, take, take_many};
use crate::object::{Phantom, Py, Str, Tuple, Value};
use crate::protocol;
use crate::types::code::Code;
use crate::types::dict::{Dict, update};
use crate::types::exception::Exception;
use crate::types::function::Function;
use crate::types::list::List;
use crate::types::template::{Interpolation, Template};
use crate::types::{list, set};
use crate::vm::Vm;
use crate::vm::arguments;
use crate::vm::bind::describe_callable;
use crate::vm::raise::PyResult;

/// BUILD_TUPLE.
#[inline(never)]
pub(super) fn tuple(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let tuple = if at.c.count() == 0 {
        vm.empty_tuple.clone()
    } else {
        // SAFETY: operands that the instruction consumes.
        #[expect(unsafe_code, reason = "the items are moved into the tuple one by one")]
        let items = unsafe { vm.stack.drain(at.b.register(), at.c.count()) }.map(bound);
        match vm.heap.pack_tuple(&vm.types.tuple, items) {
            Ok(tuple) => tuple,
            Err(_) => return Err(vm.memory_error()),
        }
    };
    put(vm, at.a.register(), tuple.into_value());
    Ok(())
}

/// BUILD_LIST.
#[inline(never)]
pub(super) fn list(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let items = take_many(vm, at.b.register(), at.c.count());
    let value = List::create(vm, items).into_value();
    put(vm, at.a.register(), value);
    Ok(())
}

/// BUILD_SET.
pub(super) fn set(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let items = take_many(vm, at.b.register(), at.c.count());
    let target = set::new(vm);
    for item in items {
        set::add(vm, &target, item)?;
    }
    finish(vm, at, target)
}

/// BUILD_MAP.
#[inline(never)]
pub(super) fn map(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let dict = vm.new_dict();
    let first = at.b.register();
    for key in (0..2 * usize::from(at.c.count())).step_by(2) {
        let (key, value) = (take(vm, first.plus(key)), take(vm, first.plus(key + 1)));
        drop(dict.set(vm, key, value)?);
    }
    finish(vm, at, dict.into_value())
}

/// BUILD_STRING.
#[inline(never)]
pub(super) fn string(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let items = take_many(vm, at.b.register(), at.c.count());
    let value = crate::types::str::build(vm, &items)?;
    put(vm, at.a.register(), value);
    Ok(())
}

/// SET_ADD. TypeError "'int' object is not a set".
#[inline(never)]
pub(super) fn set_add(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (value, target) = (take(vm, at.b.register()), look(vm, at.a.register()));
    // It may be what a program has put in the place of `__conditional_annotations__`.
    if !vm.is_exactly(&target, &vm.types.set) {
        let class = vm.class_name(&target);
        return Err(vm.type_error(format!("'{class}' object is not a set")));
    }
    set::add(vm, &target, value)?;
    drop(target);
    vm.run_parked_if_any();
    Ok(())
}

/// MAP_ADD.
#[inline(never)]
pub(super) fn map_add(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (key, value, target) = (take(vm, at.b.register()), take(vm, at.c.register()), look(vm, at.a.register()));
    drop(target.expect::<Dict>().set(vm, key, value)?);
    drop(target);
    vm.run_parked_if_any();
    Ok(())
}

/// LIST_EXTEND. TypeError "Value after * must be an iterable, not int".
pub(super) fn list_extend(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (items, target) = (operand(vm, at.b.register()), look(vm, at.a.register()));
    let slots = vm.class_of(&items).slots(&vm.heap);
    if slots.iter.is_none() && slots.getitem.is_none() {
        let class = vm.class_name(&items);
        return Err(vm.type_error(format!("Value after * must be an iterable, not {class}")));
    }
    list::extend(vm, target.expect::<List>(), &items)?;
    drop(items);
    drop(target);
    vm.run_parked_if_any();
    Ok(())
}

/// SET_UPDATE.
pub(super) fn set_update(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (items, target) = (operand(vm, at.b.register()), look(vm, at.a.register()));
    set::update(vm, &target, &items)?;
    drop(items);
    drop(target);
    vm.run_parked_if_any();
    Ok(())
}

/// DICT_UPDATE.
pub(super) fn dict_update(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (mapping, target) = (operand(vm, at.b.register()), look(vm, at.a.register()));
    if let Err(raised) = update::merge(vm, &target, &mapping) {
        if vm.raised_is(&raised, |types| &types.attribute_error) {
            drop(vm.take_raised(raised));
            let class = vm.class_name(&mapping);
            return Err(vm.type_error(format!("'{class}' object is not a mapping")));
        }
        return Err(raised);
    }
    drop(mapping);
    drop(target);
    vm.run_parked_if_any();
    Ok(())
}

/// DICT_MERGE.
pub(super) fn dict_merge(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (mapping, target, callable) =
        (operand(vm, at.b.register()), look(vm, at.a.register()), look(vm, at.c.register()));
    merge_mapping(vm, target.expect::<Dict>(), &mapping, &callable)?;
    drop(mapping);
    drop(target);
    drop(callable);
    vm.run_parked_if_any();
    Ok(())
}

/// Adds a `**mapping` to the keywords of a call. What goes wrong is told as in CPython, which takes any AttributeError
/// for a missing `keys` and any KeyError for a name that is there already.
pub(crate) fn merge_mapping(vm: &mut Vm, dict: &Py<Dict>, mapping: &Value, callable: &Value) -> PyResult<()> {
    let Err(raised) = merge_unique(vm, dict, mapping) else { return Ok(()) };
    if vm.raised_is(&raised, |types| &types.attribute_error) {
        drop(vm.take_raised(raised));
        let (function, class) = (describe_callable(vm, callable), vm.class_name(mapping));
        return Err(vm.type_error(format!("{function} argument after ** must be a mapping, not {class}")));
    }
    if !vm.raised_is(&raised, |types| &types.key_error) {
        return Err(raised);
    }
    let exception = vm.take_raised(raised);
    let key = match exception.cast::<Exception>().map(|error| error.args(&vm.heap)) {
        Some([key]) => key.clone(),
        _ => return Err(vm.raise_as_is(exception)),
    };
    let key = protocol::repr::str(vm, &key)?.to_string_lossy().into_owned();
    let function = describe_callable(vm, callable);
    Err(vm.type_error(format!("{function} got multiple values for keyword argument '{key}'")))
}

/// Sets the items of a mapping; KeyError for a key that is there already.
fn merge_unique(vm: &mut Vm, dict: &Py<Dict>, mapping: &Value) -> PyResult<()> {
    if update::copy_table(vm, dict, mapping) {
        return Ok(());
    }
    if let Some(other) = mapping.cast::<Dict>().filter(|_| update::iterates_as_dict(vm, mapping)) {
        for (key, value) in other.items(&vm.heap) {
            set_unique(vm, dict, key, |_, _| Ok(value))?;
        }
        return Ok(());
    }
    for key in update::keys_of(vm, mapping)? {
        set_unique(vm, dict, key, |vm, key| protocol::subscript::get(vm, mapping, key))?;
    }
    Ok(())
}

fn set_unique(
    vm: &mut Vm,
    dict: &Py<Dict>,
    key: Value,
    value: impl FnOnce(&mut Vm, &Value) -> PyResult,
) -> PyResult<()> {
    if dict.get(vm, &key)?.is_some() {
        return Err(vm.key_error(&key));
    }
    let value = value(vm, &key)?;
    drop(dict.set(vm, key, value)?);
    Ok(())
}

/// LIST_TO_TUPLE.
pub(super) fn list_to_tuple(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let list = take(vm, at.b.register());
    let items = match list.cast::<List>() {
        Some(list) => list.items.take(&mut vm.heap),
        None => Vec::new(),
    };
    drop(list);
    let tuple = vm.pack_tuple(items).into_value();
    put(vm, at.a.register(), tuple);
    Ok(())
}

/// The items of an exact list or tuple of as many as the UNPACK_SEQUENCE `at` asks for; `None` when it is executed for the
/// first time, too.
#[inline(always)]
pub(super) fn unpacked_directly<'a>(vm: &'a Vm, items: &'a Value, at: Instruction) -> Option<&'a [Value]> {
    let values = if let Some(tuple) = items.cast::<Tuple>() {
        let is_exact = vm.is_exactly(items, &vm.types.tuple);
        is_exact.then(|| tuple.items())
    } else if let Some(list) = items.cast::<List>() {
        let is_exact = vm.is_exactly(items, &vm.types.list);
        is_exact.then(|| &list.items.get(&vm.heap)[..])
    } else {
        None
    };
    values.filter(|values| at.k != 0 && values.len() == usize::from(at.c.count()))
}

/// UNPACK_SEQUENCE.
#[inline(never)]
pub(super) fn unpack_sequence(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    // Counted: CPython's takes a reference over.
    let items = take(vm, at.b.register());
    if at.k == 0 {
        unpacked_first(vm, &items);
    }
    if let Some(tuple) = items.cast::<Tuple>()
        && tuple.len() == usize::from(at.c.count())
        && vm.is_exactly(&items, &vm.types.tuple)
    {
        for (register, item) in at.a.register().onward().zip(tuple.items()) {
            fill(vm, register, item.clone());
        }
    } else {
        if at.k != 0
            && items.cast::<List>().is_none_or(|list| list.items.get(&vm.heap).len() != usize::from(at.c.count()))
        {
            // No special form is for it.
            pass_iterator(vm, &items);
        }
        let unpacked = protocol::iterate::unpack_sequence(vm, &items, usize::from(at.c.count()))?;
        for (register, item) in at.a.register().onward().zip(unpacked) {
            fill(vm, register, item);
        }
    }
    drop(items);
    vm.run_parked_if_any();
    Ok(())
}

/// CPython's instruction makes an iterator when it is executed for the first time, and is a special form from then on.
#[cold]
fn unpacked_first(vm: &mut Vm, items: &Value) {
    arguments::note_executed(vm);
    pass_iterator(vm, items);
}

/// Counts the iterator of a list or tuple that is walked in place.
fn pass_iterator(vm: &mut Vm, items: &Value) {
    if vm.is_exactly(items, &vm.types.list) {
        vm.heap.phantom_passes(Phantom::ListIterator);
    } else if vm.is_exactly(items, &vm.types.tuple) {
        vm.heap.phantom_passes(Phantom::TupleIterator);
    }
}

/// UNPACK_EX.
pub(super) fn unpack_ex(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    // Counted: CPython's takes a reference over.
    let items = take(vm, at.b.register());
    pass_iterator(vm, &items);
    let unpacked = protocol::iterate::unpack_ex(vm, &items, usize::from(at.c.count()), usize::from(at.k))?;
    for (register, item) in at.a.register().onward().zip(unpacked) {
        fill(vm, register, item);
    }
    drop(items);
    vm.run_parked_if_any();
    Ok(())
}

/// GET_ITER.
#[inline(never)]
pub(super) fn get_iter(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let iterable = operand(vm, at.b.register());
    let iterator = protocol::iterate::iter(vm, &iterable)?;
    drop(iterable);
    finish(vm, at, iterator)
}

/// FORMAT_SIMPLE.
#[inline(never)]
pub(super) fn format_simple(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    if held(vm, at.b.register()).as_ref().is_some_and(|value| vm.is_exactly(value, &vm.types.str)) {
        let text = take(vm, at.b.register());
        put(vm, at.a.register(), text);
        return Ok(());
    }
    let value = look(vm, at.b.register());
    let empty = vm.names.empty.clone();
    let text = protocol::format::format(vm, &value, &empty)?.into_value();
    release(vm, at.b.register());
    finish(vm, at, text)
}

/// FORMAT_WITH_SPEC.
pub(super) fn format_with_spec(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (value, spec) = (look(vm, at.b.register()), look(vm, at.c.register()));
    let Some(spec) = spec.cast::<Str>() else { return Err(vm.type_error("format specifier must be a string")) };
    let text = protocol::format::format(vm, &value, spec)?.into_value();
    release(vm, at.b.register());
    release(vm, at.c.register());
    finish(vm, at, text)
}

/// CONVERT_VALUE.
pub(super) fn convert_value(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let value = operand(vm, at.b.register());
    let text = match at.k {
        1 => protocol::repr::str(vm, &value)?,
        2 => protocol::repr::repr(vm, &value)?,
        _ => protocol::repr::ascii(vm, &value)?,
    };
    drop(value);
    finish(vm, at, text.into_value())
}

/// BUILD_INTERPOLATION.
pub(super) fn interpolation(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let first = at.b.register();
    let (value, text) = (take(vm, first), take(vm, first.plus(1)));
    let spec = (at.k & FORMAT_SPEC != 0).then(|| take(vm, first.plus(2)));
    let letter = [None, Some('s'), Some('r'), Some('a')][usize::from(at.k & !FORMAT_SPEC)];
    let interpolation = Interpolation::written(vm, value, text, letter, spec);
    put(vm, at.a.register(), interpolation);
    Ok(())
}

/// BUILD_TEMPLATE.
pub(super) fn template(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (texts, interpolations) = (take(vm, at.b.register()), take(vm, at.c.register()));
    let [texts, interpolations] = [texts, interpolations].map(|tuple| tuple.expect::<Tuple>().clone());
    let template = Template::create(vm, texts, interpolations);
    put(vm, at.a.register(), template);
    Ok(())
}

/// MAKE_FUNCTION.
#[inline(never)]
pub(super) fn function(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let Some(activation) = vm.stack.innermost() else { return Err(vm.system_error("no frame")) };
    let globals = activation.function().globals.clone();
    let code = activation.code().constants[at.constant().index()].expect::<Code>().clone();
    let function = Function::create(vm, code, &globals).into_value();
    put(vm, at.a.register(), function);
    Ok(())
}

/// SET_FUNCTION_ATTRIBUTE.
#[inline(never)]
pub(super) fn set_function_attribute(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (value, function) = (take(vm, at.b.register()), look(vm, at.a.register()));
    let function = function.expect::<Function>();
    match at.k {
        1 => function.defaults.set(&mut vm.heap, value.cast_into().ok()),
        2 => function.keyword_defaults.set(&mut vm.heap, value.cast_into().ok()),
        32 => function.type_parameters.set(&mut vm.heap, Some(value)),
        16 => {
            // CPython names it after the function here.
            if let Some(annotate) = value.cast::<Function>() {
                let name = format!("{}.__annotate__", function.qualname.get(&vm.heap).to_string_lossy());
                let name = vm.new_str(name);
                annotate.qualname.set(&mut vm.heap, name);
            }
            function.annotate.set(&mut vm.heap, Some(value));
        }
        _ => function.closure.set(&mut vm.heap, value.cast_into().ok()),
    }
    Ok(())
}
