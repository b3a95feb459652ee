//! Functions of `sys` about an implementation's insides: what is true of this one.

use crate::native::set;
use crate::object::{Py, Str, Value};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::int;
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
    NativeDef::keywords("remote_exec", "pid, script", |vm, _, _| {
        Err(vm.runtime_error("Remote debugging is not enabled"))
    }),
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

/// Adds the constants.
pub(super) fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    let (name, none) = (vm.new_str("ouropy").into_value(), vm.new_str("").into_value());
    let git = vm.new_tuple(vec![name, none.clone(), none.clone()]);
    set(vm, namespace, "_git", git);
    set(vm, namespace, "_framework", none);
    set(vm, namespace, "_home", Value::NONE);
    set(vm, namespace, "_stdlib_dir", Value::NONE);
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
