//! `sys`.

mod coroutines;
mod frames;
mod info;
mod internals;
mod jit;
mod monitoring;
pub mod tracing;

use super::io::StandardBuffers;
use super::{ModuleSpec, set, sys_exceptions};
use crate::object::{Phantom, Py, Slot, Str, Value};
use crate::program::repl;
use crate::program::state::State;
use crate::protocol;
use crate::text::int_text;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::list::List;
use crate::types::module;
use crate::types::object;
use crate::vm::{PyResult, Vm};

pub use info::VERSION;

/// The smallest limit of decimal conversions there can be, besides none (0).
pub const SMALLEST_DIGIT_LIMIT: usize = int_text::LIMIT_THRESHOLD;

/// The declaration of `sys`.
pub const SPEC: ModuleSpec = ModuleSpec { name: "sys", functions: FUNCTIONS, classes: &[], init: Some(init) };

const FUNCTIONS: &[NativeDef] = &ALL;

const ALL: [NativeDef; internals::FUNCTIONS.len() + 38] = NativeDef::joined(
    &internals::FUNCTIONS,
    &[
        NativeDef::none("_baserepl", base_repl),
        NativeDef::none("_clear_type_cache", internals::clear_type_cache),
        NativeDef::one("_clear_type_descriptors", internals::clear_type_descriptors),
        NativeDef::none("_current_frames", frames::current),
        NativeDef::positional("_getframe", 0, 1, frames::getframe),
        NativeDef::keywords("_getframemodulename", "depth=0", frames::module_name),
        NativeDef::none("_is_gil_enabled", |_, _| Ok(Value::TRUE)),
        NativeDef::any("addaudithook", |_, _, _| Ok(Value::NONE)),
        NativeDef::any("audit", |_, _, _| Ok(Value::NONE)),
        NativeDef::one("_setprofileallthreads", tracing::set_profile),
        NativeDef::one("_settraceallthreads", tracing::set_trace),
        NativeDef::any("breakpointhook", tracing::breakpoint_hook),
        NativeDef::positional("call_tracing", 2, 2, tracing::call_tracing),
        NativeDef::one("displayhook", |vm, _, value| {
            super::builtins::display(vm, value)?;
            Ok(Value::NONE)
        }),
        NativeDef::positional("exit", 0, 1, exit),
        NativeDef::none("get_asyncgen_hooks", coroutines::get_hooks),
        NativeDef::none("get_coroutine_origin_tracking_depth", coroutines::get_origin_depth),
        NativeDef::none("get_int_max_str_digits", |vm, _| {
            let digits = vm.max_str_digits;
            Ok(int::from_usize(vm, digits))
        }),
        NativeDef::none("getdefaultencoding", |vm, _| Ok(vm.new_str("utf-8").into_value())),
        NativeDef::none("getfilesystemencodeerrors", |vm, _| Ok(vm.new_str("surrogateescape").into_value())),
        NativeDef::none("getfilesystemencoding", |vm, _| Ok(vm.new_str("utf-8").into_value())),
        NativeDef::none("getprofile", |vm, _| Ok(vm.profile_function().clone().unwrap_or(Value::NONE))),
        NativeDef::none("getrecursionlimit", |vm, _| {
            let limit = vm.stack.recursion_limit();
            Ok(int::from_usize(vm, limit))
        }),
        NativeDef::one("getrefcount", |vm, _, value| {
            let count = vm.visible_refcount(value);
            Ok(int::from_u64(vm, u64::from(count)))
        }),
        NativeDef::keywords("getsizeof", "object, default=None", getsizeof),
        NativeDef::none("getswitchinterval", internals::switch_interval),
        NativeDef::none("gettrace", |vm, _| Ok(vm.trace_function().clone().unwrap_or(Value::NONE))),
        NativeDef::one("intern", intern),
        NativeDef::none("is_finalizing", |vm, _| Ok(Value::bool(State::of(vm).finalizing))),
        NativeDef::keywords("set_asyncgen_hooks", "firstiter=None, finalizer=None", coroutines::set_hooks),
        NativeDef::keywords("set_coroutine_origin_tracking_depth", "depth", coroutines::set_origin_depth),
        NativeDef::keywords("set_int_max_str_digits", "maxdigits", set_max_str_digits),
        NativeDef::one("setprofile", tracing::set_profile),
        NativeDef::one("setrecursionlimit", set_recursion_limit),
        NativeDef::one("setswitchinterval", internals::set_switch_interval),
        NativeDef::one("settrace", tracing::set_trace),
        NativeDef::none("getallocatedblocks", |vm, _| {
            let live = vm.heap.live_objects();
            Ok(int::from_usize(vm, live))
        }),
        NativeDef::none("_debugmallocstats", |_, _| Ok(Value::NONE)),
    ],
);

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    info::add(vm, namespace);
    internals::add(vm, namespace);
    sys_exceptions::add_to(vm, &Value::NONE, namespace);
    let modules = vm.modules.to_value();
    set(vm, namespace, "modules", modules);
    for name in ["path", "argv", "orig_argv", "warnoptions"] {
        let list = List::create(vm, Vec::new());
        set(vm, namespace, name, list);
    }
    let options = vm.new_dict();
    set(vm, namespace, "_xoptions", options);
    for (name, original) in [("displayhook", "__displayhook__"), ("breakpointhook", "__breakpointhook__")] {
        let name = vm.intern(name);
        if let Some(hook) = namespace.get_str(&vm.heap, &name).cloned() {
            set(vm, namespace, original, hook);
        }
    }
    monitoring::add_to(vm, namespace)?;
    jit::add_to(vm, namespace)?;
    Ok(())
}

/// `sys._baserepl()`: the basic read-eval-print loop, in `__main__`.
fn base_repl(vm: &mut Vm, _module: &Value) -> PyResult {
    let name = vm.names.main.clone();
    let main = vm.modules.get_str(&vm.heap, &name).cloned();
    if let Some(namespace) = main.and_then(|main| module::namespace_of(&vm.heap, &main)) {
        repl::run(vm, &namespace)?;
    }
    Ok(Value::NONE)
}

/// `sys.exit(status)`.
fn exit(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let args = match values.first() {
        None => Vec::new(),
        Some(status) => vec![status.clone()],
    };
    // A tuple becomes the exception's arguments, as when the class is raised with a value.
    let args = match args.first().and_then(Value::cast::<crate::object::Tuple>) {
        Some(tuple) => tuple.items().to_vec(),
        None => args,
    };
    Err(vm.raise_with(|types| &types.system_exit, args))
}

fn intern(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    match value.cast::<Str>() {
        Some(text) if vm.is_exactly(value, &vm.types.str) => {
            let text = text.clone();
            Ok(vm.intern_str(&text).into_value())
        }
        Some(_) => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("can't intern {class}")))
        }
        None => {
            let class = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
            Err(vm.type_error(format!("intern() argument must be str, not {class}")))
        }
    }
}

/// `sys.getsizeof(object, default)`: what `__sizeof__` says, and the collector's header in front of the object.
fn getsizeof(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(object), default] = bound else { return Ok(Value::NONE) };
    vm.heap.phantom_passes(Phantom::Tuple(1 + usize::from(default.is_some())));
    match size_of(vm, object) {
        Ok(size) => Ok(int::from_usize(vm, size)),
        Err(raised) => match default {
            Some(default) => {
                let result: PyResult = Err(raised);
                Ok(vm.catch(result, |types| &types.type_error)?.unwrap_or_else(|| default.clone()))
            }
            None => Err(raised),
        },
    }
}

fn size_of(vm: &mut Vm, object: &Value) -> PyResult<usize> {
    let name = vm.names.sizeof.clone();
    let Some(size) = protocol::call::call_special(vm, object, &name, &[])? else {
        let class = vm.class_name(object);
        return Err(vm.type_error(format!("Type {class} doesn't define __sizeof__")));
    };
    let size = protocol::number::ssize_argument(vm, &size)?;
    let Ok(size) = usize::try_from(size) else { return Err(vm.value_error("__sizeof__() should return >= 0")) };
    Ok(size + object::bytes_in_front(vm, object))
}

fn set_max_str_digits(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(digits)] = bound else { return Ok(Value::NONE) };
    let digits = protocol::number::int_argument(vm, digits)?;
    match usize::try_from(digits) {
        Ok(digits) if digits == 0 || digits >= SMALLEST_DIGIT_LIMIT => {
            vm.max_str_digits = digits;
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("maxdigits must be >= 640 or 0 for unlimited")),
    }
}

fn set_recursion_limit(vm: &mut Vm, _module: &Value, value: &Value) -> PyResult {
    let limit = protocol::number::int_argument(vm, value)?;
    let depth = vm.stack.depth();
    match usize::try_from(limit) {
        Ok(limit) if limit >= 1 => {
            if depth >= limit {
                return Err(vm.recursion_error(format!(
                    "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
                )));
            }
            vm.stack.set_recursion_limit(limit);
            Ok(Value::NONE)
        }
        _ => Err(vm.value_error("recursion limit must be greater or equal than 1")),
    }
}

/// What `sys` needs of the command line.
pub struct Start<'a> {
    /// `sys.argv`
    pub argv: &'a [String],
    /// `sys.path`
    pub path: &'a [String],
    /// `sys.orig_argv`
    pub original: &'a [String],
    /// `sys.executable`
    pub executable: &'a str,
    /// `sys.prefix` and `sys.exec_prefix`
    pub prefix: &'a str,
    /// `sys.base_prefix` and `sys.base_exec_prefix`
    pub base_prefix: &'a str,
    /// `sys._stdlib_dir`
    pub library: &'a str,
    /// `sys.warnoptions`
    pub warnings: &'a [String],
    /// `sys._xoptions`
    pub implementation: &'a [(String, Option<String>)],
    /// `sys.pycache_prefix`
    pub cache_folder: Option<&'a str>,
    /// Whether the standard streams have buffers.
    pub buffers: StandardBuffers,
}

/// Enters the command line and the standard streams.
pub fn start(vm: &mut Vm, start: &Start<'_>) -> PyResult<()> {
    let namespace = vm.sys.clone();
    for (name, texts) in
        [("argv", start.argv), ("path", start.path), ("orig_argv", start.original), ("warnoptions", start.warnings)]
    {
        let list = crate::import::spec::list_of(vm, texts);
        set(vm, &namespace, name, list);
    }
    let options = vm.new_dict();
    for (name, value) in start.implementation {
        let value = value.as_ref().map_or(Value::TRUE, |value| vm.new_str(value).into_value());
        set(vm, &options, name, value);
    }
    set(vm, &namespace, "_xoptions", options);
    let no_bytecode = State::of(vm).options.no_bytecode;
    set(vm, &namespace, "dont_write_bytecode", Value::bool(no_bytecode));
    let cache_folder = start.cache_folder.map_or(Value::NONE, |folder| vm.new_str(folder).into_value());
    set(vm, &namespace, "pycache_prefix", cache_folder);
    for (text, names) in [
        (start.executable, &["executable", "_base_executable"][..]),
        (start.prefix, &["prefix", "exec_prefix"]),
        (start.base_prefix, &["base_prefix", "base_exec_prefix"]),
        (start.library, &["_stdlib_dir"]),
    ] {
        let text = vm.new_str(text).into_value();
        for name in names {
            set(vm, &namespace, name, text.clone());
        }
    }
    let streams = super::io::standard(vm, start.buffers)?;
    for (name, kept_as, stream) in [
        ("stdin", "__stdin__", streams.input),
        ("stdout", "__stdout__", streams.output),
        ("stderr", "__stderr__", streams.error),
    ] {
        set(vm, &namespace, name, stream.clone());
        set(vm, &namespace, kept_as, stream);
    }
    Ok(())
}

/// Puts the folder of the program's own modules in front of `sys.path`.
pub fn put_first_on_path(vm: &mut Vm, folder: &str) -> PyResult<()> {
    let (path, insert) = (vm.intern("path"), vm.intern("insert"));
    let Some(list) = vm.sys.get_str(&vm.heap, &path).cloned() else { return Ok(()) };
    let values = [int::from_i64(vm, 0), vm.new_str(folder).into_value()];
    protocol::call_method(vm, &list, &insert, &values).map(drop)
}

/// Flushes `sys.stdout` and `sys.stderr`; whether that succeeded.
pub fn flush_standard(vm: &mut Vm) -> bool {
    let mut succeeded = true;
    for name in [vm.names.stdout.clone(), vm.names.stderr.clone()] {
        let Some(stream) = vm.sys.get_str(&vm.heap, &name).cloned() else { continue };
        if stream.is_none() || is_closed(vm, &stream) {
            continue;
        }
        let flush = vm.names.flush.clone();
        if let Err(raised) = protocol::call_method(vm, &stream, &flush, &[]) {
            let exception = vm.take_raised(raised);
            // Where would a failure of stderr be reported?
            if name.is(&vm.names.stdout) {
                let message = Some("Exception ignored while flushing sys.stdout");
                crate::vm::uncaught::report_unraisable(vm, &exception, message, None);
            }
            succeeded = false;
        }
    }
    succeeded
}

/// Whether its `closed` is true.
fn is_closed(vm: &mut Vm, stream: &Value) -> bool {
    let name = vm.intern("closed");
    let closed = protocol::attribute::get_optional(vm, stream, &name);
    let closed = closed.and_then(|closed| protocol::is_true(vm, &closed.unwrap_or(Value::FALSE)));
    closed.unwrap_or_else(|raised| {
        drop(vm.take_raised(raised));
        false
    })
}
