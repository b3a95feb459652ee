//! Functions of `sys` about an implementation's insides: what is true of this one.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::native::set;
use crate::object::{ClassFlags, Py, Slot, Str, Value};
use crate::program::path;
use crate::protocol::number;
use crate::types::class::{Class, NativeDef};
use crate::types::dict::Dict;
use crate::types::{float, int};
use crate::vm::{PyResult, Vm};

/// The functions.
pub(super) const FUNCTIONS: [NativeDef; 13] = [
    NativeDef::none("_clear_internal_caches", |_, _| Ok(Value::NONE)),
    NativeDef::none("_current_exceptions", current_exceptions),
    NativeDef::none("_get_cpu_count_config", |vm, _| Ok(int::from_i64(vm, -1))),
    NativeDef::one("_is_immortal", |vm, _, value| {
        // What `sys.getrefcount` shows of a value that is not counted.
        Ok(Value::bool(vm.visible_refcount(value) > u32::MAX / 2))
    }),
    NativeDef::one("_is_interned", is_interned),
    NativeDef::one("activate_stack_trampoline", activate_stack_trampoline),
    NativeDef::none("deactivate_stack_trampoline", |_, _| Ok(Value::NONE)),
    NativeDef::none("getdlopenflags", |vm, _| {
        let flags = vm.states.get_or_default::<LoadFlags>().0;
        Ok(int::from_i64(vm, i64::from(flags)))
    }),
    NativeDef::keywords("getunicodeinternedsize", "*, _only_immortal=False", |vm, _, _| {
        let count = vm.interned.len();
        Ok(int::from_usize(vm, count))
    }),
    NativeDef::none("is_remote_debug_enabled", |_, _| Ok(Value::FALSE)),
    NativeDef::none("is_stack_trampoline_active", |_, _| Ok(Value::FALSE)),
    NativeDef::keywords("remote_exec", "pid, script", remote_exec),
    NativeDef::one("setdlopenflags", |vm, _, flags| {
        let flags = number::int_argument(vm, flags)?;
        vm.states.get_or_default::<LoadFlags>().0 = flags;
        Ok(Value::NONE)
    }),
];

/// What extension modules would be loaded with, if there were any: RTLD_NOW.
struct LoadFlags(i32);

impl Default for LoadFlags {
    fn default() -> LoadFlags {
        LoadFlags(2)
    }
}

/// Microseconds after which another thread would be let in, were there one.
struct SwitchInterval(u64);

impl Default for SwitchInterval {
    fn default() -> SwitchInterval {
        SwitchInterval(5000)
    }
}

/// `sys.getswitchinterval()`
pub(super) fn switch_interval(vm: &mut Vm, _module: &Value) -> PyResult {
    let microseconds = vm.states.get_or_default::<SwitchInterval>().0;
    Ok(float::new(vm, 1e-6 * microseconds as f64))
}

/// `sys.setswitchinterval(interval)`
pub(super) fn set_switch_interval(vm: &mut Vm, _module: &Value, interval: &Value) -> PyResult {
    let interval = number::as_f64(vm, interval)?;
    if interval <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    vm.states.get_or_default::<SwitchInterval>().0 = (1e6 * interval) as u64;
    Ok(Value::NONE)
}

/// `sys._clear_type_cache()`, which is deprecated.
pub(super) fn clear_type_cache(vm: &mut Vm, _module: &Value) -> PyResult {
    let category = vm.types.deprecation_warning.clone();
    let text = "sys._clear_type_cache() is deprecated and scheduled for removal in a future version. Use \
                sys._clear_internal_caches() instead.";
    (vm.hooks.warn)(vm, &category, text)?;
    Ok(Value::NONE)
}

/// `sys._clear_type_descriptors(type)`: takes `__dict__` and `__weakref__` out of a class's namespace, which `dataclasses`
/// has copied to another class.
pub(super) fn clear_type_descriptors(vm: &mut Vm, _module: &Value, class: &Value) -> PyResult {
    let Some(class) = class.cast::<Class>().cloned() else {
        let name = vm.class_name(class);
        return Err(vm.type_error(format!("_clear_type_descriptors() argument must be type, not {name}")));
    };
    if !class.head.has(ClassFlags::MUTABLE) {
        return Err(vm.type_error("argument is immutable"));
    }
    let namespace = class.namespace(&vm.heap).clone();
    for name in ["__dict__", "__weakref__"] {
        let name = vm.intern(name);
        drop(namespace.set_attribute(vm, &name, None));
    }
    vm.class_modified(&class);
    Ok(Value::NONE)
}

/// `sys.remote_exec(pid, script)`: as far as CPython's comes when remote debugging has been switched off.
fn remote_exec(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(pid), Some(script)] = bound else { return Ok(Value::NONE) };
    number::int_argument(vm, pid)?;
    let (path, _) = path::fs_encode(vm, script)?;
    if path.contains(&0) {
        return Err(vm.value_error("embedded null byte"));
    }
    if !Path::new(OsStr::from_bytes(&path)).exists() {
        let text = vm.new_str("Script file does not exist").into_value();
        return Err(vm.raise_with(|types| &types.file_not_found_error, vec![text]));
    }
    Err(vm.runtime_error("Remote debugging is not enabled"))
}

/// Adds the constants.
pub(super) fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    let (name, none) = (vm.new_str("ouropy").into_value(), vm.new_str("").into_value());
    let git = vm.new_tuple(vec![name, none.clone(), none.clone()]);
    set(vm, namespace, "_git", git);
    set(vm, namespace, "_framework", none);
    set(vm, namespace, "_home", Value::NONE);
}

/// `sys._current_exceptions()`: the exception being handled in each thread.
fn current_exceptions(vm: &mut Vm, _module: &Value) -> PyResult {
    let handled = vm.handled_exception().cloned().unwrap_or(Value::NONE);
    let (found, identity) = (vm.new_dict(), int::from_u64(vm, crate::native::thread::identity()));
    drop(found.set(vm, identity, handled)?);
    Ok(found.into_value())
}

fn is_interned(vm: &mut Vm, _module: &Value, text: &Value) -> PyResult {
    match text.cast::<Str>() {
        Some(text) => Ok(Value::bool(text.is_interned())),
        None => {
            let name = vm.class_name(text);
            Err(vm.type_error(format!("_is_interned() argument must be str, not {name}")))
        }
    }
}

fn activate_stack_trampoline(vm: &mut Vm, _module: &Value, backend: &Value) -> PyResult {
    let Some(backend) = backend.cast::<Str>() else {
        let name = vm.class_name(backend);
        return Err(vm.type_error(format!("activate_stack_trampoline() argument must be str, not {name}")));
    };
    let text = match backend.as_bytes() {
        b"perf" | b"perf_jit" => "perf trampoline not available".to_owned(),
        _ => format!("invalid backend: {}", backend.to_string_lossy()),
    };
    Err(vm.value_error(text))
}
