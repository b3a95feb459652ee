//! Instructions on names: globals, the frame's namespace, cells, imports.

use ouropy_compiler::code::{Instruction, LocalKind, NameIndex, Register};

use super::operands::{empty, look, put, take};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol;
use crate::types::cell::Cell;
use crate::types::dict::Dict;
use crate::types::exception;
use crate::vm::Vm;
use crate::vm::raise::{PyResult, Raised};
use crate::vm::stack::Activation;
use crate::vm::weak_cells;

fn innermost(vm: &Vm) -> &Activation {
    vm.stack.innermost().expect("instructions are executed in activations")
}

pub(super) fn name_at(vm: &Vm, index: NameIndex) -> Py<Str> {
    innermost(vm).code().names[index.index()].clone()
}

/// UnboundLocalError of the innermost activation's local.
#[cold]
pub(super) fn unbound_local(vm: &mut Vm, register: Register) -> Raised {
    let name = innermost(vm).code().locals[register.index()].0.to_string_lossy().into_owned();
    vm.unbound_local_error(format!("cannot access local variable '{name}' where it is not associated with a value"))
}

/// NameError or UnboundLocalError of an empty cell.
#[cold]
pub(super) fn unbound_cell(vm: &mut Vm, register: Register) -> Raised {
    let (name, kind) = innermost(vm).code().locals[register.index()].clone();
    if kind != LocalKind::Free {
        return unbound_local(vm, register);
    }
    let text = name.to_string_lossy();
    let message =
        format!("cannot access free variable '{text}' where it is not associated with a value in enclosing scope");
    raise_name_error(vm, &message, &name)
}

/// What an empty cell holds [weakly](weak_cells), or the error that it is empty.
#[cold]
pub(super) fn weakly_held(vm: &mut Vm, register: Register) -> PyResult {
    match weak_cells::held(&vm.states, &look(vm, register)) {
        Some(value) => Ok(value),
        None => Err(unbound_cell(vm, register)),
    }
}

fn raise_name_error(vm: &mut Vm, message: &str, name: &Py<Str>) -> Raised {
    let text = vm.new_str(message).into_value();
    let class = vm.types.name_error.clone();
    let error = exception::new(vm, &class, vec![text]);
    exception::set_field(vm, &error, exception::Field::Name, name.to_value());
    vm.raise(error)
}

/// A built-in name. Where `__builtins__` is neither a dict nor a module, `builtins` is empty and the object itself is
/// asked: TypeError "'int' object is not subscriptable".
pub(super) fn builtin(vm: &mut Vm, builtins: &Py<Dict>, name: &Py<Str>) -> PyResult<Slot> {
    match lookup_in(vm, builtins.as_value(), name)? {
        None => odd_builtin(vm, name),
        found => Ok(found),
    }
}

#[cold]
pub(super) fn odd_builtin(vm: &mut Vm, name: &Py<Str>) -> PyResult<Slot> {
    let globals = innermost(vm).function().globals.clone();
    let key = vm.names.builtins.clone();
    match globals.get_str(&vm.heap, &key).cloned() {
        Some(odd) if !odd.has::<Dict>() && crate::types::module::namespace_of(&vm.heap, &odd).is_none() => {
            lookup_in(vm, &odd, name)
        }
        _ => Ok(None),
    }
}

/// NameError "name 'x' is not defined".
#[cold]
pub(super) fn name_error(vm: &mut Vm, name: &Py<Str>) -> Raised {
    let message = format!("name '{}' is not defined", name.to_string_lossy());
    raise_name_error(vm, &message, name)
}

/// DELETE_FAST.
pub(super) fn delete_fast(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let Some(old) = empty(vm, at.a.register()) else { return Err(unbound_local(vm, at.a.register())) };
    drop(old);
    vm.run_parked_if_any();
    Ok(())
}

/// MAKE_CELL.
pub(super) fn make_cell(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let contents = empty(vm, at.a.register());
    let cell = Cell::create(vm, contents).into_value();
    put(vm, at.a.register(), cell);
    Ok(())
}

/// COPY_FREE_VARS.
pub(super) fn copy_free_variables(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    vm.stack.place_cells(&vm.heap, at.a.register(), usize::from(at.b.count()));
    Ok(())
}

/// DELETE_DEREF.
pub(super) fn delete_deref(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let cell = look(vm, at.a.register());
    let Some(old) = cell.expect::<Cell>().contents.replace(&mut vm.heap, None) else {
        let cell = cell.clone();
        let was_held = weak_cells::forget(&mut vm.states, &cell);
        return if was_held { Ok(()) } else { Err(unbound_cell(vm, at.a.register())) };
    };
    drop(old);
    vm.run_parked_if_any();
    Ok(())
}

/// LOAD_FROM_DICT_OR_DEREF.
pub(super) fn load_from_dict_or_deref(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let mapping = if at.k == 1 { Some(take(vm, at.a.register())) } else { innermost(vm).own_namespace(&vm.heap) };
    let name = name_at(vm, at.c.name());
    if let Some(mapping) = mapping
        && let Some(found) = lookup_in(vm, &mapping, &name)?
    {
        put(vm, at.a.register(), found);
        return Ok(());
    }
    let cell = look(vm, at.b.register());
    match cell.cast::<Cell>().and_then(|cell| cell.contents.get(&vm.heap).clone()) {
        Some(value) => {
            put(vm, at.a.register(), value);
            Ok(())
        }
        None => {
            let value = weakly_held(vm, at.b.register())?;
            put(vm, at.a.register(), value);
            Ok(())
        }
    }
}

/// LOAD_FROM_DICT_OR_GLOBALS.
pub(super) fn load_from_dict_or_globals(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let mapping = take(vm, at.a.register());
    let name = name_at(vm, at.b.name());
    if let Some(found) = lookup_in(vm, &mapping, &name)? {
        put(vm, at.a.register(), found);
        return Ok(());
    }
    let activation = innermost(vm);
    let (globals, builtins) = (activation.function().globals.clone(), activation.function().builtins.clone());
    let mut found = lookup_in(vm, globals.as_value(), &name)?;
    if found.is_none() {
        found = builtin(vm, &builtins, &name)?;
    }
    let Some(found) = found else { return Err(name_error(vm, &name)) };
    put(vm, at.a.register(), found);
    Ok(())
}

/// `name` in a namespace: a dict, or any mapping a metaclass's `__prepare__` gave.
pub(super) fn lookup_in(vm: &mut Vm, mapping: &Value, name: &Py<Str>) -> PyResult<Slot> {
    if let Some(dict) = mapping.cast::<Dict>()
        && vm.is_exactly(mapping, &vm.types.dict)
    {
        let dict = dict.clone();
        return dict.get(vm, name.as_value());
    }
    let result = protocol::subscript::get(vm, mapping, name.as_value());
    vm.catch(result, |types| &types.key_error)
}

/// DELETE_NAME.
pub(super) fn delete_name(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let name = name_at(vm, at.b.name());
    let Some(namespace) = innermost(vm).own_namespace(&vm.heap) else {
        return Err(vm.system_error("no locals when deleting a name"));
    };
    if let Err(raised) = protocol::subscript::delete(vm, &namespace, name.as_value()) {
        // Whatever a mapping raises: CPython does not look.
        drop(vm.take_raised(raised));
        return Err(name_error(vm, &name));
    }
    vm.run_parked_if_any();
    Ok(())
}

fn namespace(vm: &mut Vm) -> PyResult {
    match innermost(vm).own_namespace(&vm.heap) {
        Some(namespace) => Ok(namespace),
        None => Err(vm.system_error("no locals")),
    }
}

/// LOAD_LOCALS.
pub(super) fn load_locals(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let namespace = namespace(vm)?;
    put(vm, at.a.register(), namespace);
    Ok(())
}

/// SETUP_ANNOTATIONS.
pub(super) fn setup_annotations(vm: &mut Vm, _at: Instruction) -> PyResult<()> {
    let namespace = namespace(vm)?;
    let name = vm.names.annotations.clone();
    if lookup_in(vm, &namespace, &name)?.is_none() {
        let dict = vm.new_dict().into_value();
        protocol::subscript::set(vm, &namespace, name.as_value(), &dict)?;
    }
    Ok(())
}

/// DELETE_GLOBAL.
pub(super) fn delete_global(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let name = name_at(vm, at.b.name());
    let globals = innermost(vm).function().globals.clone();
    let Some(old) = globals.remove(vm, name.as_value())? else { return Err(name_error(vm, &name)) };
    drop(old);
    vm.run_parked_if_any();
    Ok(())
}

/// LOAD_BUILD_CLASS.
pub(super) fn load_build_class(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let builtins = innermost(vm).function().builtins.clone();
    let name = vm.names.build_class.clone();
    let Some(found) = builtin(vm, &builtins, &name)? else {
        return Err(raise_name_error(vm, "__build_class__ not found", &name));
    };
    put(vm, at.a.register(), found);
    Ok(())
}

/// IMPORT_NAME.
pub(super) fn import_name(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let (level, names) = (take(vm, at.b.register()), take(vm, at.b.register().offset(1)));
    let name = name_at(vm, at.c.name());
    let activation = innermost(vm);
    let (globals, builtins) = (activation.function().globals.clone(), activation.function().builtins.clone());
    let namespace = activation.own_namespace(&vm.heap).unwrap_or(Value::NONE);
    let import = vm.names.import.clone();
    let Some(function) = builtin(vm, &builtins, &import)? else {
        let class = vm.types.import_error.clone();
        let text = vm.new_str("__import__ not found").into_value();
        let error = exception::new(vm, &class, vec![text]);
        return Err(vm.raise(error));
    };
    let module = if function.is(&vm.import_function) {
        let level = level.as_small_int().and_then(|level| usize::try_from(level).ok()).unwrap_or(0);
        (vm.hooks.import_name)(vm, &name, &globals, &names, level)?
    } else {
        protocol::call(vm, &function, &[name.into_value(), globals.into_value(), namespace, names, level])?
    };
    vm.run_parked_if_any();
    put(vm, at.a.register(), module);
    Ok(())
}

/// IMPORT_FROM.
pub(super) fn import_from(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let module = look(vm, at.b.register());
    let name = name_at(vm, at.c.name());
    let value = (vm.hooks.import_from)(vm, &module, &name)?;
    drop(module);
    put(vm, at.a.register(), value);
    Ok(())
}

/// IMPORT_STAR.
pub(super) fn import_star(vm: &mut Vm, at: Instruction) -> PyResult<()> {
    let module = take(vm, at.a.register());
    let namespace = namespace(vm)?;
    (vm.hooks.import_star)(vm, &module, &namespace)?;
    drop(module);
    vm.run_parked_if_any();
    Ok(())
}
