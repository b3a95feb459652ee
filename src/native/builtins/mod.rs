//! `builtins`.

mod attributes;
pub(super) mod evaluate;
mod iteration;
mod numbers;
mod output;
mod quitter;

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::program::state::State;
use crate::types::class::{Class, NativeDef};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

pub use evaluate::current_locals;
pub use output::{display, write_line};

/// The declaration of `builtins`.
pub const SPEC: ModuleSpec = ModuleSpec { name: "builtins", functions: FUNCTIONS, classes: &[], init: Some(init) };

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::any("__build_class__", |vm, _, arguments| crate::types::class::build::build_class(vm, arguments)),
    NativeDef::keywords("__import__", "name, globals=None, locals=None, fromlist=(), level=0", attributes::import),
    NativeDef::one("abs", numbers::abs),
    NativeDef::one("aiter", iteration::aiter),
    NativeDef::one("all", iteration::all),
    NativeDef::positional("anext", 1, 2, iteration::anext),
    NativeDef::one("any", iteration::any),
    NativeDef::one("ascii", numbers::ascii),
    NativeDef::one("bin", numbers::bin),
    NativeDef::any("breakpoint", super::sys::tracing::breakpoint),
    NativeDef::one("callable", attributes::callable),
    NativeDef::one("chr", numbers::chr),
    NativeDef::keywords(
        "compile",
        "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1",
        evaluate::compile,
    ),
    NativeDef::positional("delattr", 2, 2, attributes::delattr),
    NativeDef::positional("dir", 0, 1, attributes::dir),
    NativeDef::positional("divmod", 2, 2, numbers::divmod),
    NativeDef::keywords("eval", "source, /, globals=None, locals=None", evaluate::eval),
    NativeDef::keywords("exec", "source, /, globals=None, locals=None, *, closure=None", evaluate::exec),
    NativeDef::positional("format", 1, 2, numbers::format),
    NativeDef::positional("getattr", 2, 3, attributes::getattr),
    NativeDef::none("globals", evaluate::globals),
    NativeDef::positional("hasattr", 2, 2, attributes::hasattr),
    NativeDef::one("hash", numbers::hash),
    NativeDef::one("hex", numbers::hex),
    NativeDef::one("id", numbers::id),
    NativeDef::positional("input", 0, 1, output::input),
    NativeDef::positional("isinstance", 2, 2, attributes::isinstance),
    NativeDef::positional("issubclass", 2, 2, attributes::issubclass),
    NativeDef::positional("iter", 1, 2, iteration::iter),
    NativeDef::one("len", iteration::len),
    NativeDef::none("locals", evaluate::locals),
    NativeDef::any("max", iteration::max),
    NativeDef::any("min", iteration::min),
    NativeDef::positional("next", 1, 2, iteration::next),
    NativeDef::one("oct", numbers::oct),
    NativeDef::keywords("open", super::io::OPEN_PARAMETERS, super::io::open),
    NativeDef::one("ord", numbers::ord),
    NativeDef::keywords("pow", "base, exp, mod=None", numbers::pow),
    NativeDef::any("print", output::print),
    NativeDef::one("repr", numbers::repr),
    NativeDef::keywords("round", "number, ndigits=None", numbers::round),
    NativeDef::positional("setattr", 3, 3, attributes::setattr),
    NativeDef::any("sorted", iteration::sorted),
    NativeDef::keywords("sum", "iterable, /, start=0", iteration::sum),
    NativeDef::positional("vars", 0, 1, attributes::vars),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let object = vm.types.object.clone();
    add_classes(vm, namespace, &object);
    for (name, value) in [
        ("None", Value::NONE),
        ("Ellipsis", Value::ELLIPSIS),
        ("NotImplemented", Value::NOT_IMPLEMENTED),
        ("False", Value::FALSE),
        ("True", Value::TRUE),
        ("__debug__", Value::TRUE),
    ] {
        set(vm, namespace, name, value);
    }
    let os_error = vm.types.os_error.to_value();
    set(vm, namespace, "EnvironmentError", os_error.clone());
    set(vm, namespace, "IOError", os_error);
    let original = namespace.copy(vm);
    let open = vm.intern("open");
    drop(original.remove_str(vm, &open));
    State::of(vm).original_builtins = Some(original);
    quitter::add(vm, namespace);
    Ok(())
}

/// `class` and all built-in classes derived from it, if they are public.
fn add_classes(vm: &mut Vm, namespace: &Py<Dict>, class: &Py<Class>) {
    if class.spec.is_some_and(|spec| spec.is_public) {
        let name = class.name(&vm.heap).clone();
        drop(namespace.set_str(vm, &name, class.to_value()));
    }
    for subclass in class.live_subclasses() {
        add_classes(vm, namespace, &subclass);
    }
}
