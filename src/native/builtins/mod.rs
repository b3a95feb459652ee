//! `builtins`.

mod attributes;
mod evaluate;
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
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "builtins",
    doc: "Built-in functions, types, exceptions, and other objects.\n\n\
          This module provides direct access to all 'built-in'\nidentifiers of Python; for example, builtins.len is\n\
          the full name for the built-in function len().\n\nThis module is not normally accessed explicitly by most\n\
          applications, but can be useful in modules that provide\nobjects with the same name as a builtin and need \
          to access\nthe built-in of that name.",
    functions: FUNCTIONS,
    classes: &[],
    init: Some(init),
};

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::any("__build_class__", |vm, _, arguments| crate::types::class::build::build_class(vm, arguments)),
    NativeDef::keywords("__import__", "name, globals=None, locals=None, fromlist=(), level=0", attributes::import),
    NativeDef::one("abs", numbers::abs).doc("Return the absolute value of the argument."),
    NativeDef::one("aiter", iteration::aiter)
        .doc("Return an AsyncIterator for an AsyncIterable object."),
    NativeDef::one("all", iteration::all).doc(
        "Return True if bool(x) is True for all values x in the iterable.\n\nIf the iterable is empty, return True.",
    ),
    NativeDef::positional("anext", 1, 2, iteration::anext).doc(
        "Return the next item from the async iterator.\n\nIf default is given and the async iterator is exhausted,\nit is \
         returned instead of raising StopAsyncIteration.",
    ),
    NativeDef::one("any", iteration::any)
        .doc("Return True if bool(x) is True for any x in the iterable.\n\nIf the iterable is empty, return False."),
    NativeDef::one("ascii", numbers::ascii),
    NativeDef::one("bin", numbers::bin),
    NativeDef::any("breakpoint", attributes::breakpoint),
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
    NativeDef::one("len", iteration::len).doc("Return the number of items in a container."),
    NativeDef::none("locals", evaluate::locals),
    NativeDef::any("max", iteration::max),
    NativeDef::any("min", iteration::min),
    NativeDef::positional("next", 1, 2, iteration::next),
    NativeDef::one("oct", numbers::oct),
    NativeDef::keywords("open", super::io::OPEN_PARAMETERS, super::io::open),
    NativeDef::one("ord", numbers::ord),
    NativeDef::keywords("pow", "base, exp, mod=None", numbers::pow),
    NativeDef::any("print", output::print).doc(
        "Prints the values to a stream, or to sys.stdout by default.\n\n  sep\n    string inserted between values, \
         default a space.\n  end\n    string appended after the last value, default a newline.\n  file\n    a \
         file-like object (stream); defaults to the current sys.stdout.\n  flush\n    whether to forcibly flush the \
         stream.",
    ),
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
