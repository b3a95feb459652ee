//! The end of an interpreter, in CPython's order: exit functions, modules, then everything.

use super::{atexit, sys};
use crate::object::{Py, Str, Value, WeakRef};
use crate::types::dict::Dict;
use crate::types::module;
use crate::vm::Vm;

/// Exit code when the standard streams could not be flushed.
const FLUSH_FAILED: i32 = 120;

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
    vm.native.finalizing = true;
    collect_if_enabled(vm);
    take_modules_down(vm);
    flushed &= sys::flush_standard(vm);
    if flushed { code } else { FLUSH_FAILED }
}

fn collect_if_enabled(vm: &mut Vm) {
    if vm.heap.gc_enabled() {
        vm.collect(Some(2));
    }
}

fn collect(vm: &mut Vm) {
    vm.collect(Some(2));
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
        if sys_namespace.get_str(&vm.heap, &name).is_some() {
            set(vm, &sys_namespace, &name, Value::NONE);
        }
    }
    for (name, original) in [("stdin", "__stdin__"), ("stdout", "__stdout__"), ("stderr", "__stderr__")] {
        let (name, original) = (vm.intern(name), vm.intern(original));
        let stream = sys_namespace.get_str(&vm.heap, &original).cloned().unwrap_or(Value::NONE);
        set(vm, &sys_namespace, &name, stream);
    }
    let left = remove_from_modules(vm, &modules);
    modules.clear_entries(&mut vm.heap);
    vm.run_parked_if_any();
    collect(vm);
    for reference in left.into_iter().rev() {
        let Some(module) = reference.upgrade() else { continue };
        let Some(namespace) = module::namespace_of(&vm.heap, &module) else { continue };
        if namespace.is(&builtins) || namespace.is(&sys_namespace) {
            continue;
        }
        drop(module);
        clear_namespace(vm, &namespace);
    }
    collect(vm);
}

/// Sets every value of `sys.modules` to None; weak references to the modules.
fn remove_from_modules(vm: &mut Vm, modules: &Py<Dict>) -> Vec<Py<WeakRef>> {
    let mut left = Vec::new();
    for (key, value) in modules.items(&vm.heap) {
        if value.has::<module::Module>() {
            let class = vm.types.weak_reference.clone();
            left.extend(vm.heap.new_weak_reference(&class, &value, None, false));
        }
        drop(value);
        if let Some(name) = key.cast::<Str>() {
            set(vm, modules, name, Value::NONE);
        }
    }
    left
}

/// CPython's `_PyModule_ClearDict`: names with one leading underscore first, then all but `__builtins__`.
fn clear_namespace(vm: &mut Vm, namespace: &Py<Dict>) {
    for private in [true, false] {
        let names: Vec<Value> = namespace.items(&vm.heap).into_iter().map(|(key, _)| key).collect();
        for name in names {
            let Some(name) = name.cast::<Str>() else { continue };
            let text = name.as_bytes();
            let is_private = text.first() == Some(&b'_') && text.get(1) != Some(&b'_');
            let wanted = if private { is_private } else { text != b"__builtins__" };
            if wanted && namespace.get_str(&vm.heap, name).is_some_and(|value| !value.is_none()) {
                set(vm, namespace, name, Value::NONE);
            }
        }
    }
}

/// Frees everything; a debug build says what is left.
pub fn free(mut vm: Vm) {
    if !cfg!(debug_assertions) {
        // The process ends: its memory goes as a whole.
        std::mem::forget(vm);
        return;
    }
    for namespace in [vm.sys.clone(), vm.builtins.clone(), vm.modules.clone()] {
        namespace.clear_entries(&mut vm.heap);
        vm.run_parked_if_any();
    }
    vm.collect(Some(2));
    vm.run_parked_if_any();
    std::mem::forget(vm);
}
