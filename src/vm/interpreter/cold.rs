//! The loop's slower halves: what is too long, or too rare, to stand in it.

use crate::code::{BinaryOperator, Comparison, Instruction, LocalKind};
use crate::object::{Kind, Py, Slot, Str, Tuple, Value};
use crate::protocol;
use crate::types::cell::Cell;
use crate::types::code::{Cache, Code};
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::list::List;
use crate::types::slice::Slice;
use crate::types::{exception, list, set};
use crate::vm::Vm;
use crate::vm::raise::{PyResult, Raised};
use crate::vm::stack::Activation;

fn innermost(vm: &mut Vm) -> PyResult<&Activation> {
    if vm.stack.activations.is_empty() {
        return Err(vm.system_error("no frame"));
    }
    Ok(&vm.stack.activations[vm.stack.activations.len() - 1])
}

fn name_at(vm: &mut Vm, index: usize) -> PyResult<Py<Str>> {
    Ok(innermost(vm)?.code.names[index].clone())
}

/// UnboundLocalError of the innermost activation's local.
#[cold]
pub(super) fn unbound_local(vm: &mut Vm, register: usize) -> Raised {
    let name = match innermost(vm) {
        Ok(activation) => activation.code.locals[register].0.to_string_lossy().into_owned(),
        Err(raised) => return raised,
    };
    vm.unbound_local_error(format!("cannot access local variable '{name}' where it is not associated with a value"))
}

/// NameError or UnboundLocalError of an empty cell.
#[cold]
pub(super) fn unbound_cell(vm: &mut Vm, register: usize) -> Raised {
    let (name, kind) = match innermost(vm) {
        Ok(activation) => activation.code.locals[register].clone(),
        Err(raised) => return raised,
    };
    if kind == LocalKind::Free {
        let text = name.to_string_lossy();
        let message =
            format!("cannot access free variable '{text}' where it is not associated with a value in enclosing scope");
        raise_name_error(vm, &message, &name)
    } else {
        unbound_local(vm, register)
    }
}

fn raise_name_error(vm: &mut Vm, message: &str, name: &Py<Str>) -> Raised {
    let text = vm.new_str(message).into_value();
    let class = vm.types.name_error.clone();
    let error = exception::new(vm, &class, vec![text]);
    exception::set_field(vm, &error, "name", name.to_value());
    vm.raise(error)
}

/// NameError "name 'x' is not defined".
#[cold]
pub(super) fn name_error(vm: &mut Vm, name: &Py<Str>) -> Raised {
    let message = format!("name '{}' is not defined", name.to_string_lossy());
    raise_name_error(vm, &message, name)
}

/// # Safety
/// The cache's class version stands, so the class keeps the value alive.
#[expect(unsafe_code, reason = "the cache does not own what it remembers")]
#[inline(always)]
pub(super) unsafe fn cached_value(cache: &Cache) -> Value {
    // SAFETY: per the contract: counted once more, then owned.
    unsafe {
        let borrowed = std::mem::ManuallyDrop::new(Value::from_bits(cache.value.get()));
        Value::clone(&borrowed)
    }
}

/// The `count` registers from `first`, taken out.
///
/// # Safety
/// They are bound temporaries.
#[expect(unsafe_code, reason = "the register window")]
pub(super) unsafe fn take_many(base: *mut Slot, first: u16, count: u16) -> Vec<Value> {
    // SAFETY: per the contract.
    unsafe {
        (0..usize::from(count)).map(|index| (*base.add(usize::from(first) + index)).take().unwrap_unchecked()).collect()
    }
}

pub(super) fn load_from_dict_or_deref(vm: &mut Vm, mapping: Slot, register: usize, name: usize) -> PyResult {
    let name = name_at(vm, name)?;
    let mapping = match mapping {
        Some(mapping) => Some(mapping),
        None => innermost(vm)?.namespace.clone(),
    };
    if let Some(mapping) = mapping
        && let Some(found) = lookup_in(vm, &mapping, &name)?
    {
        return Ok(found);
    }
    let cell = activation_register(vm, register);
    match cell.and_then(|cell| cell.cast::<Cell>().cloned()) {
        Some(cell) => match cell.contents.get(&vm.heap).clone() {
            Some(value) => Ok(value),
            None => Err(unbound_cell(vm, register)),
        },
        None => Err(unbound_cell(vm, register)),
    }
}

fn activation_register(vm: &Vm, register: usize) -> Slot {
    let activation = vm.stack.innermost()?;
    vm.stack.window(activation).get(register)?.clone()
}

/// `name` in a namespace: a dict, or any mapping a metaclass's `__prepare__` gave.
fn lookup_in(vm: &mut Vm, mapping: &Value, name: &Py<Str>) -> PyResult<Slot> {
    if let Some(dict) = mapping.cast::<Dict>()
        && vm.is_exactly(mapping, &vm.types.dict)
    {
        let dict = dict.clone();
        return dict.get(vm, name.as_value());
    }
    let result = protocol::subscript::get(vm, mapping, name.as_value());
    vm.catch(result, |types| &types.key_error)
}

pub(super) fn load_name(vm: &mut Vm, index: usize) -> PyResult {
    let name = name_at(vm, index)?;
    let activation = innermost(vm)?;
    let (namespace, globals, builtins) =
        (activation.namespace.clone(), activation.function.globals.clone(), activation.function.builtins.clone());
    if let Some(namespace) = namespace
        && !namespace.is(globals.as_value())
        && let Some(found) = lookup_in(vm, &namespace, &name)?
    {
        return Ok(found);
    }
    if let Some(found) = globals.get(vm, name.as_value())? {
        return Ok(found);
    }
    match builtins.get(vm, name.as_value())? {
        Some(found) => Ok(found),
        None => Err(name_error(vm, &name)),
    }
}

pub(super) fn store_name(vm: &mut Vm, index: usize, value: Value) -> PyResult<()> {
    let name = name_at(vm, index)?;
    let Some(namespace) = innermost(vm)?.namespace.clone() else {
        return Err(vm.system_error("no locals found when storing a name"));
    };
    match namespace.cast::<Dict>() {
        Some(dict) if vm.is_exactly(&namespace, &vm.types.dict) => {
            let old = dict.clone().set(vm, name.into_value(), value)?;
            drop(old);
            Ok(())
        }
        _ => protocol::subscript::set(vm, &namespace, name.as_value(), value),
    }
}

pub(super) fn delete_name(vm: &mut Vm, index: usize) -> PyResult<()> {
    let name = name_at(vm, index)?;
    let Some(namespace) = innermost(vm)?.namespace.clone() else {
        return Err(vm.system_error("no locals when deleting a name"));
    };
    let result = protocol::subscript::delete(vm, &namespace, name.as_value());
    match vm.catch(result, |types| &types.key_error)? {
        Some(()) => Ok(()),
        None => Err(name_error(vm, &name)),
    }
}

pub(super) fn load_locals(vm: &mut Vm) -> PyResult {
    match innermost(vm)?.namespace.clone() {
        Some(namespace) => Ok(namespace),
        None => Err(vm.system_error("no locals")),
    }
}

pub(super) fn setup_annotations(vm: &mut Vm) -> PyResult<()> {
    let namespace = load_locals(vm)?;
    let name = vm.names.annotations.clone();
    if lookup_in(vm, &namespace, &name)?.is_none() {
        let dict = vm.new_dict().into_value();
        protocol::subscript::set(vm, &namespace, name.as_value(), dict)?;
    }
    Ok(())
}

pub(super) fn store_global(vm: &mut Vm, index: usize, value: Value) -> PyResult<()> {
    let name = name_at(vm, index)?;
    let globals = innermost(vm)?.function.globals.clone();
    let old = globals.set(vm, name.into_value(), value)?;
    drop(old);
    Ok(())
}

pub(super) fn delete_global(vm: &mut Vm, index: usize) -> PyResult<()> {
    let name = name_at(vm, index)?;
    let globals = innermost(vm)?.function.globals.clone();
    match globals.remove(vm, name.as_value())? {
        Some(old) => {
            drop(old);
            Ok(())
        }
        None => Err(name_error(vm, &name)),
    }
}

/// LOAD_SUPER_ATTR: what `super` names, the class and the instance stand in registers `a` to `a + 2`.
#[expect(unsafe_code, reason = "the register window")]
pub(super) fn load_super_attribute(vm: &mut Vm, base: *mut Slot, at: Instruction) -> PyResult<()> {
    // SAFETY: three bound temporaries of the innermost window.
    let mut operands = unsafe { take_many(base, at.a, 3) }.into_iter();
    let (Some(callable), Some(class), Some(instance)) = (operands.next(), operands.next(), operands.next()) else {
        return Err(vm.system_error("super() without operands"));
    };
    let name = name_at(vm, usize::from(at.b))?;
    let object = if callable.is(vm.types.super_.as_value()) {
        crate::types::super_::create(vm, &class, &instance)?
    } else if at.k & 2 == 0 {
        protocol::call(vm, &callable, &[])?
    } else {
        protocol::call(vm, &callable, &[class.clone(), instance.clone()])?
    };
    let value = protocol::attribute::get(vm, &object, &name)?;
    drop(object);
    // SAFETY: as above; the registers are empty.
    unsafe {
        *base.add(usize::from(at.a)) = Some(value);
    }
    drop(instance);
    Ok(())
}

pub(super) fn compare_ints(op: Comparison, left: i64, right: i64) -> bool {
    match op {
        Comparison::Less => left < right,
        Comparison::LessEqual => left <= right,
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Greater => left > right,
        Comparison::GreaterEqual => left >= right,
    }
}

pub(super) fn compare_floats(op: Comparison, left: f64, right: f64) -> bool {
    match op {
        Comparison::Less => left < right,
        Comparison::LessEqual => left <= right,
        Comparison::Equal => left == right,
        Comparison::NotEqual => left != right,
        Comparison::Greater => left > right,
        Comparison::GreaterEqual => left >= right,
    }
}

/// `bool(left OP right)`.
pub(super) fn compare_truth(vm: &mut Vm, left: Value, right: Value, op: Comparison) -> PyResult<bool> {
    if let (Some(x), Some(y)) = (left.cast::<Str>(), right.cast::<Str>())
        && matches!(op, Comparison::Equal | Comparison::NotEqual)
        && vm.is_exactly(&left, &vm.types.str)
        && vm.is_exactly(&right, &vm.types.str)
    {
        return Ok((x.as_bytes() == y.as_bytes()) == (op == Comparison::Equal));
    }
    let result = protocol::compare(vm, &left, &right, op)?;
    protocol::is_true(vm, &result)
}

/// Operators on immediates.
#[inline]
pub(super) fn binary_fast(operator: BinaryOperator, left: &Value, right: &Value) -> Option<Value> {
    if let (Some(x), Some(y)) = (left.as_small_int(), right.as_small_int()) {
        return match operator {
            BinaryOperator::And => Value::small_int(x & y),
            BinaryOperator::Or => Value::small_int(x | y),
            BinaryOperator::Xor => Value::small_int(x ^ y),
            BinaryOperator::FloorDivide if y > 0 => Value::small_int(x.div_euclid(y)),
            BinaryOperator::Remainder if y > 0 => Value::small_int(x.rem_euclid(y)),
            BinaryOperator::RightShift if (0..64).contains(&y) => Value::small_int(x >> y),
            BinaryOperator::LeftShift if (0..62).contains(&y) && x.unsigned_abs() < (1 << (62 - y)) => {
                Value::small_int(x << y)
            }
            BinaryOperator::TrueDivide if y != 0 && x.unsigned_abs() < 1 << 53 && y.unsigned_abs() < 1 << 53 => {
                Value::small_float(x as f64 / y as f64)
            }
            _ => None,
        };
    }
    let number = |value: &Value| {
        value.as_small_float().or_else(|| {
            let number = value.as_small_int()?;
            (number.unsigned_abs() < 1 << 53).then_some(number as f64)
        })
    };
    let (x, y) = (number(left)?, number(right)?);
    match operator {
        BinaryOperator::Add => Value::small_float(x + y),
        BinaryOperator::Subtract => Value::small_float(x - y),
        BinaryOperator::Multiply => Value::small_float(x * y),
        BinaryOperator::TrueDivide if y != 0.0 => Value::small_float(x / y),
        _ => None,
    }
}

/// `left + right`, in place if so written: a str that nothing else refers to grows where it is.
#[inline(never)]
pub(super) fn add(vm: &mut Vm, inplace: bool, left: Value, right: Value) -> PyResult {
    if inplace && may_grow(vm, &left, &right) {
        return match (left.cast_into::<Str>(), right.cast::<Str>()) {
            (Ok(left), Some(right)) => crate::types::str::append(vm, left, right),
            (Ok(left), None) => binary(vm, BinaryOperator::Add, inplace, left.into_value(), right),
            (Err(left), _) => binary(vm, BinaryOperator::Add, inplace, left, right),
        };
    }
    binary(vm, BinaryOperator::Add, inplace, left, right)
}

/// Whether both operands of `+=` are exact strs: then nothing but memory can fail.
#[inline]
pub(super) fn may_grow(vm: &Vm, left: &Value, right: &Value) -> bool {
    vm.is_exactly(left, &vm.types.str) && vm.is_exactly(right, &vm.types.str)
}

/// `left OP right` by the data model; the operands die afterwards, left first, as CPython drops them.
#[inline(never)]
pub(super) fn binary(vm: &mut Vm, operator: BinaryOperator, inplace: bool, left: Value, right: Value) -> PyResult {
    if let Some(value) = binary_fast(operator, &left, &right) {
        return Ok(value);
    }
    let result = protocol::binary::binary(vm, operator, inplace, &left, &right);
    drop(left);
    drop(right);
    result
}

/// Subscripts of exact lists, tuples and dicts that need no Python code.
#[inline]
pub(super) fn subscript_fast(vm: &Vm, container: &Value, key: &Value) -> Option<Value> {
    let header = container.header()?;
    if header.class_head().has(crate::object::ClassFlags::HEAP_TYPE) {
        return None;
    }
    match header.kind() {
        Kind::List => {
            let items = container.cast::<List>()?.items.get(&vm.heap);
            let index = key.as_small_int()?;
            let index = if index < 0 { index + items.len() as i64 } else { index };
            items.get(usize::try_from(index).ok()?).cloned()
        }
        Kind::Tuple => {
            let items = container.cast::<Tuple>()?.items();
            let index = key.as_small_int()?;
            let index = if index < 0 { index + items.len() as i64 } else { index };
            items.get(usize::try_from(index).ok()?).cloned()
        }
        _ => None,
    }
}

pub(super) fn store_subscript(vm: &mut Vm, container: &Value, key: Value, value: Value) -> PyResult<()> {
    if let Some(items) = container.cast::<List>()
        && let Some(index) = key.as_small_int()
        && vm.is_exactly(container, &vm.types.list)
    {
        let items = items.items.get_mut(&mut vm.heap);
        let index = if index < 0 { index + items.len() as i64 } else { index };
        if let Some(slot) = usize::try_from(index).ok().and_then(|index| items.get_mut(index)) {
            let old = std::mem::replace(slot, value);
            drop(old);
            return Ok(());
        }
    } else if let Some(dict) = container.cast::<Dict>()
        && vm.is_exactly(container, &vm.types.dict)
    {
        let old = dict.clone().set(vm, key, value)?;
        drop(old);
        return Ok(());
    }
    protocol::subscript::set(vm, container, &key, value)
}

pub(super) fn binary_slice(vm: &mut Vm, container: Value, from: Value, to: Value) -> PyResult {
    let slice = Slice::create(vm, from, to, Value::NONE);
    protocol::subscript::get(vm, &container, &slice)
}

pub(super) fn store_slice(vm: &mut Vm, container: Value, from: Value, to: Value, value: Value) -> PyResult<()> {
    let slice = Slice::create(vm, from, to, Value::NONE);
    protocol::subscript::set(vm, &container, &slice, value)
}

pub(super) fn build_slice(vm: &mut Vm, parts: Vec<Value>) -> Value {
    let mut parts = parts.into_iter();
    let mut next = || parts.next().unwrap_or(Value::NONE);
    let (from, to, step) = (next(), next(), next());
    Slice::create(vm, from, to, step)
}

pub(super) fn build_set(vm: &mut Vm, items: Vec<Value>) -> PyResult {
    let target = set::new(vm);
    for item in items {
        set::add(vm, &target, item)?;
    }
    Ok(target)
}

pub(super) fn build_map(vm: &mut Vm, items: Vec<Value>) -> PyResult {
    let dict = vm.new_dict();
    let mut items = items.into_iter();
    while let (Some(key), Some(value)) = (items.next(), items.next()) {
        let old = dict.set(vm, key, value)?;
        drop(old);
    }
    Ok(dict.into_value())
}

pub(super) fn build_string(vm: &mut Vm, items: &[Value]) -> PyResult {
    crate::types::str::build(vm, items)
}

pub(super) fn list_extend(vm: &mut Vm, target: &Value, items: Value, star_argument: bool) -> PyResult<()> {
    let iterable =
        vm.class_of(&items).slots(&vm.heap).iter.is_some() || vm.class_of(&items).slots(&vm.heap).getitem.is_some();
    if !iterable {
        let class = vm.class_name(&items);
        let _ = star_argument;
        return Err(vm.type_error(format!("Value after * must be an iterable, not {class}")));
    }
    list::extend(vm, target.expect::<List>(), &items)
}

pub(super) fn set_update(vm: &mut Vm, target: &Value, items: Value) -> PyResult<()> {
    set::update(vm, target, &items)
}

pub(super) fn dict_update(vm: &mut Vm, target: &Value, mapping: Value) -> PyResult<()> {
    let dict = target.expect::<Dict>().clone();
    if let Some(other) = mapping.cast::<Dict>() {
        for (key, value) in other.items(&vm.heap) {
            let old = dict.set(vm, key, value)?;
            drop(old);
        }
        return Ok(());
    }
    for (key, value) in mapping_pairs(vm, &mapping)?.unwrap_or_default() {
        let old = dict.set(vm, key, value)?;
        drop(old);
    }
    Ok(())
}

/// The items of a mapping through `keys()`; TypeError "'int' object is not a mapping".
fn mapping_pairs(vm: &mut Vm, mapping: &Value) -> PyResult<Option<Vec<(Value, Value)>>> {
    let name = vm.names.keys.clone();
    let Some(keys) = protocol::attribute::get_optional(vm, mapping, &name)? else {
        let class = vm.class_name(mapping);
        return Err(vm.type_error(format!("'{class}' object is not a mapping")));
    };
    let keys = protocol::call(vm, &keys, &[])?;
    let keys = protocol::iterate::collect_to_vec(vm, &keys)?;
    let mut pairs = Vec::with_capacity(keys.len());
    for key in keys {
        let value = protocol::subscript::get(vm, mapping, &key)?;
        pairs.push((key, value));
    }
    Ok(Some(pairs))
}

pub(super) fn dict_merge(vm: &mut Vm, target: &Value, mapping: Value, callable: &Value) -> PyResult<()> {
    let dict = target.expect::<Dict>().clone();
    merge_mapping(vm, &dict, &mapping, callable)
}

/// Adds a `**mapping` to the keywords of a call.
pub(crate) fn merge_mapping(vm: &mut Vm, dict: &Py<Dict>, mapping: &Value, callable: &Value) -> PyResult<()> {
    let pairs = match mapping.cast::<Dict>() {
        Some(other) => other.items(&vm.heap),
        None => {
            let name = vm.names.keys.clone();
            if protocol::attribute::get_optional(vm, mapping, &name)?.is_none() {
                let (function, class) = (crate::vm::bind::describe_callable(vm, callable), vm.class_name(mapping));
                return Err(vm.type_error(format!("{function} argument after ** must be a mapping, not {class}")));
            }
            mapping_pairs(vm, mapping)?.unwrap_or_default()
        }
    };
    for (key, value) in pairs {
        if dict.get(vm, &key)?.is_some() {
            let function = crate::vm::bind::describe_callable(vm, callable);
            let key = match key.cast::<Str>() {
                Some(key) => key.to_string_lossy().into_owned(),
                None => return Err(vm.type_error("keywords must be strings")),
            };
            return Err(vm.type_error(format!("{function} got multiple values for keyword argument '{key}'")));
        }
        let old = dict.set(vm, key, value)?;
        drop(old);
    }
    Ok(())
}

pub(super) fn list_to_tuple(vm: &mut Vm, list: Value) -> Value {
    let items = match list.cast::<List>() {
        Some(list) => list.items.take(&mut vm.heap),
        None => Vec::new(),
    };
    vm.new_tuple(items).into_value()
}

/// # Safety
/// `window` is the first of `count` empty temporaries.
#[expect(unsafe_code, reason = "the register window")]
pub(super) unsafe fn unpack_sequence(vm: &mut Vm, window: *mut Slot, items: Value, count: usize) -> PyResult<()> {
    if let Some(tuple) = items.cast::<Tuple>()
        && tuple.len() == count
        && vm.is_exactly(&items, &vm.types.tuple)
    {
        for (index, item) in tuple.items().iter().enumerate() {
            // SAFETY: per the contract.
            unsafe { *window.add(index) = Some(item.clone()) };
        }
        return Ok(());
    }
    let unpacked = protocol::iterate::unpack_sequence(vm, &items, count)?;
    for (index, item) in unpacked.into_iter().enumerate() {
        // SAFETY: per the contract: `unpack` gives exactly `count` values.
        unsafe { *window.add(index) = Some(item) };
    }
    Ok(())
}

/// # Safety
/// `window` is the first of `before + 1 + after` empty temporaries.
#[expect(unsafe_code, reason = "the register window")]
pub(super) unsafe fn unpack_ex(
    vm: &mut Vm,
    window: *mut Slot,
    items: Value,
    before: usize,
    after: usize,
) -> PyResult<()> {
    let unpacked = protocol::iterate::unpack_ex(vm, &items, before, after)?;
    for (index, item) in unpacked.into_iter().enumerate() {
        // SAFETY: per the contract: `unpack_ex` gives `before + 1 + after` values.
        unsafe { *window.add(index) = Some(item) };
    }
    Ok(())
}

pub(super) fn format_simple(vm: &mut Vm, operand: Value) -> PyResult {
    if operand.has::<Str>() && vm.is_exactly(&operand, &vm.types.str) {
        return Ok(operand);
    }
    let empty = vm.names.empty.clone();
    protocol::format::format(vm, &operand, &empty).map(Py::into_value)
}

pub(super) fn format_with_spec(vm: &mut Vm, operand: Value, spec: Value) -> PyResult {
    match spec.cast::<Str>() {
        Some(spec) => protocol::format::format(vm, &operand, spec).map(Py::into_value),
        None => Err(vm.type_error("format specifier must be a string")),
    }
}

pub(super) fn convert_value(vm: &mut Vm, operand: Value, conversion: u8) -> PyResult {
    let text = match conversion {
        1 => protocol::repr::str(vm, &operand)?,
        2 => protocol::repr::repr(vm, &operand)?,
        _ => protocol::repr::ascii(vm, &operand)?,
    };
    Ok(text.into_value())
}

pub(super) fn make_function(vm: &mut Vm, code: &Value) -> Value {
    let globals = match vm.stack.innermost() {
        Some(activation) => activation.function.globals.clone(),
        None => vm.builtins.clone(),
    };
    let code = code.expect::<Code>().clone();
    Function::create(vm, code, &globals).into_value()
}

pub(super) fn set_function_attribute(vm: &mut Vm, function: &Value, value: Value, which: u8) {
    let function = function.expect::<Function>().clone();
    match which {
        1 => function.defaults.set(&mut vm.heap, value.cast_into().ok()),
        2 => function.keyword_defaults.set(&mut vm.heap, value.cast_into().ok()),
        4 => function.annotations.set(&mut vm.heap, Some(value)),
        _ => function.closure.set(&mut vm.heap, value.cast_into().ok()),
    }
}

pub(super) fn load_build_class(vm: &mut Vm) -> PyResult {
    let builtins = innermost(vm)?.function.builtins.clone();
    let name = vm.names.build_class.clone();
    match builtins.get(vm, name.as_value())? {
        Some(found) => Ok(found),
        None => Err(raise_name_error(vm, "__build_class__ not found", &name)),
    }
}

/// `raise`, `raise exception`, `raise exception from cause`.
pub(super) fn raise(vm: &mut Vm, exception: Slot, cause: Slot) -> Raised {
    let Some(exception) = exception else {
        return match vm.handled_exception().cloned() {
            Some(handled) => vm.raise_as_is(handled),
            None => vm.runtime_error("No active exception to reraise"),
        };
    };
    match exception::instantiate(vm, &exception, cause.as_ref()) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// Enters a context manager: its bound `__exit__` and the result of `__enter__`.
pub(super) fn before_with(vm: &mut Vm, manager: Value) -> PyResult<(Value, Value)> {
    let class = vm.class_of(&manager).clone();
    let (enter_name, exit_name) = (vm.names.enter.clone(), vm.names.exit.clone());
    let lookup = |vm: &mut Vm, name: &Py<Str>| -> PyResult<Slot> {
        let Some(found) = vm.lookup(&class, name) else { return Ok(None) };
        match vm.class_of(&found).slots(&vm.heap).descr_get {
            Some(get) => get(vm, &found, Some(&manager), class.as_value()).map(Some),
            None => Ok(Some(found)),
        }
    };
    let missing = |vm: &mut Vm, what: &str| {
        let class = vm.class_name(&manager);
        vm.type_error(format!("'{class}' object does not support the context manager protocol{what}"))
    };
    let Some(enter) = lookup(vm, &enter_name)? else { return Err(missing(vm, "")) };
    let Some(exit) = lookup(vm, &exit_name)? else {
        return Err(missing(vm, " (missed __exit__ method)"));
    };
    drop(manager);
    let entered = protocol::call(vm, &enter, &[])?;
    Ok((exit, entered))
}

pub(super) fn with_except_start(vm: &mut Vm, exit: Value, exception: Value) -> PyResult {
    let class = vm.class_of(&exception).to_value();
    let traceback = match exception.cast::<exception::Exception>() {
        Some(payload) => payload.traceback.get(&vm.heap).clone().unwrap_or(Value::NONE),
        None => Value::NONE,
    };
    protocol::call(vm, &exit, &[class, exception, traceback])
}

pub(super) fn import_name(vm: &mut Vm, name: usize, level: Value, names: Value) -> PyResult {
    let name = name_at(vm, name)?;
    let activation = innermost(vm)?;
    let (globals, builtins) = (activation.function.globals.clone(), activation.function.builtins.clone());
    let namespace = activation.namespace.clone().unwrap_or(Value::NONE);
    let import = vm.names.import.clone();
    let Some(function) = builtins.get(vm, import.as_value())? else {
        let class = vm.types.import_error.clone();
        let text = vm.new_str("__import__ not found").into_value();
        let error = exception::new(vm, &class, vec![text]);
        return Err(vm.raise(error));
    };
    if function.is(&vm.import_function) {
        let level = level.as_small_int().and_then(|level| usize::try_from(level).ok()).unwrap_or(0);
        return crate::import::import_name(vm, &name, &globals, &names, level);
    }
    protocol::call(vm, &function, &[name.into_value(), globals.into_value(), namespace, names, level])
}

pub(super) fn import_from(vm: &mut Vm, module: &Value, name: usize) -> PyResult {
    let name = name_at(vm, name)?;
    crate::import::import_from(vm, module, &name)
}

pub(super) fn import_star(vm: &mut Vm, module: Value) -> PyResult<()> {
    let namespace = load_locals(vm)?;
    crate::import::import_star(vm, &module, &namespace)
}

pub(super) fn print_expression(vm: &mut Vm, value: Value) -> PyResult<()> {
    let name = vm.names.displayhook.clone();
    match vm.sys.get_str(&vm.heap, &name).cloned() {
        Some(hook) => protocol::call(vm, &hook, &[value]).map(drop),
        None => Err(vm.runtime_error("lost sys.displayhook")),
    }
}
