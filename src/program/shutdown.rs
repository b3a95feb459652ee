//! The end of an interpreter, in CPython's order: exit functions, modules, then everything.

use super::state::State;
use crate::import::machinery;
use crate::native::{ast_, atexit, contextvars_, faulthandler, io, pickle_, posix, sys, warnings_};
use crate::object::{Face, Py, Str, Value, WeakRef};
use crate::types::codec::registry;
use crate::types::dict::Dict;
use crate::types::module;
use crate::vm::{Vm, signals};

/// Exit code when the standard streams could not be flushed.
const FLUSH_FAILED: i32 = 120;

/// Exit code of a debug build whose shutdown has not freed every object.
const OBJECTS_LEFT: i32 = 70;

/// What of `sys` is set to None first.
const SYS_REFERENCES: &[&str] = &[
    "path",
    "argv",
    "ps1",
    "ps2",
    "last_exc",
    "last_type",
    "last_value",
    "last_traceback",
    "path_importer_cache",
    "meta_path",
    "path_hooks",
];

/// Runs exit functions and takes the modules down; the exit code, which is another when output could not be written.
pub fn finalize(vm: &mut Vm, code: i32) -> i32 {
    atexit::run(vm);
    let mut flushed = sys::flush_standard(vm);
    State::of(vm).finalizing = true;
    signals::finish(vm);
    collect_if_enabled(vm);
    take_modules_down(vm);
    flushed &= sys::flush_standard(vm);
    clear_interpreter(vm);
    if flushed { code } else { FLUSH_FAILED }
}

fn collect_if_enabled(vm: &mut Vm) {
    if vm.heap.gc_enabled() {
        vm.collect(Some(2));
    }
}

fn collect(vm: &mut Vm) {
    vm.collect_silently();
    vm.run_parked_if_any();
}

fn set(vm: &mut Vm, namespace: &Py<Dict>, name: &Py<Str>, value: Value) {
    let old = namespace.set_str(vm, name, value);
    drop(old);
    vm.run_parked_if_any();
}

/// CPython's `finalize_modules`.
fn take_modules_down(vm: &mut Vm) {
    let (builtins, sys_namespace, modules) = (vm.builtins.clone(), vm.sys.clone(), vm.modules.clone());
    let underscore = vm.names.underscore.clone();
    if builtins.get_str(&vm.heap, &underscore).is_some() {
        set(vm, &builtins, &underscore, Value::NONE);
    }
    for name in SYS_REFERENCES {
        let name = vm.intern(name);
        set(vm, &sys_namespace, &name, Value::NONE);
    }
    for (name, original) in [("stdin", "__stdin__"), ("stdout", "__stdout__"), ("stderr", "__stderr__")] {
        let (name, original) = (vm.intern(name), vm.intern(original));
        let stream = sys_namespace.get_str(&vm.heap, &original).cloned().unwrap_or(Value::NONE);
        set(vm, &sys_namespace, &name, stream);
    }
    vm.modules_removed = true;
    let left = remove_from_modules(vm, &modules);
    empty(vm, &modules);
    restore_builtins(vm, &builtins);
    collect(vm);
    for reference in left.into_iter().rev() {
        let Some(module) = reference.upgrade() else { continue };
        if let Some(namespace) = module::namespace_of(&vm.heap, &module)
            && !namespace.is(&builtins)
            && !namespace.is(&sys_namespace)
        {
            clear_namespace(vm, &namespace);
        }
        drop(module);
        vm.run_parked_if_any();
    }
    clear_namespace(vm, &sys_namespace);
    clear_namespace(vm, &builtins);
    empty(vm, &modules);
    collect(vm);
}

/// Sets every value of `sys.modules` to None; weak references to the modules.
fn remove_from_modules(vm: &mut Vm, modules: &Py<Dict>) -> Vec<Py<WeakRef>> {
    let mut left = Vec::new();
    for (key, value) in modules.items(&vm.heap) {
        if value.has::<module::Module>() {
            let class = vm.types.weak_reference.clone();
            left.extend(vm.heap.new_weak_reference(&class, &value, None, Face::Reference));
        }
        drop(value);
        if let Some(name) = key.cast::<Str>() {
            set(vm, modules, name, Value::NONE);
        }
    }
    left
}

/// Puts back what `builtins` held before `open` and what `site` adds: whatever the program has put there dies, and
/// finalizers that run from now on do not find `open`.
fn restore_builtins(vm: &mut Vm, builtins: &Py<Dict>) {
    let Some(original) = State::of(vm).original_builtins.clone() else { return };
    let replaced = builtins.take_table(&mut vm.heap);
    for (name, value) in original.items(&vm.heap) {
        if let Some(name) = name.cast::<Str>() {
            set(vm, builtins, name, value);
        }
    }
    drop(replaced);
    vm.run_parked_if_any();
}

fn empty(vm: &mut Vm, dict: &Py<Dict>) {
    let table = dict.take_table(&mut vm.heap);
    drop(table);
    vm.run_parked_if_any();
}

/// CPython's `_PyModule_ClearDict`: names with one leading underscore first, then all but `__builtins__`. What a
/// finalizer adds on the way is met too.
fn clear_namespace(vm: &mut Vm, namespace: &Py<Dict>) {
    for private in [true, false] {
        let mut position = 0;
        while let Some((found, entry)) = namespace.table.get(&vm.heap).entry_from(position) {
            position = found + 1;
            if entry.value.is_none() {
                continue;
            }
            let Some(name) = entry.key.cast::<Str>() else { continue };
            let text = name.as_bytes();
            let is_private = text.first() == Some(&b'_') && text.get(1) != Some(&b'_');
            if if private { is_private } else { text != b"__builtins__" } {
                let name = name.clone();
                set(vm, namespace, &name, Value::NONE);
            }
        }
    }
}

/// CPython's `interpreter_clear`: what the interpreter itself holds, a last collection, then `sys` and `builtins`.
fn clear_interpreter(vm: &mut Vm) {
    vm.forget_handled();
    vm.pending = None;
    vm.run_parked_if_any();
    let state = State::of(vm);
    let kept = state.original_builtins.take();
    drop(kept);
    machinery::forget(vm);
    warnings_::clear(vm);
    vm.run_parked_if_any();
    atexit::clear(vm);
    vm.run_parked_if_any();
    registry::clear(vm);
    io::errors::clear(vm);
    ast_::clear(vm);
    pickle_::clear(vm);
    posix::clear(vm);
    faulthandler::clear(vm);
    vm.run_parked_if_any();
    collect(vm);
    for list in [vm.gc_garbage.clone(), vm.gc_callbacks.clone()] {
        let items = list.items.take(&mut vm.heap);
        drop(items);
        vm.run_parked_if_any();
    }
    for namespace in [vm.sys.clone(), vm.builtins.clone()] {
        empty(vm, &namespace);
    }
    if let Some(context) = contextvars_::leave(vm) {
        drop(context);
        collect(vm);
    }
}

/// Gives back all memory and checks, in a debug build, that no object is left: one that is has been leaked by the
/// interpreter. A release build leaves the memory to the end of the process: nobody can observe the difference.
pub fn free(vm: Vm, code: i32) -> i32 {
    if !cfg!(debug_assertions) {
        vm.abandon();
        return code;
    }
    tear_down(vm, code)
}

/// As [`free`], in release builds too: for a process that goes on.
pub fn tear_down(vm: Vm, code: i32) -> i32 {
    let left = vm.tear_down();
    if left.is_empty() {
        return code;
    }
    eprintln!("ouropy: objects are left after shutdown: {left}", left = left.join(", "));
    OBJECTS_LEFT
}
