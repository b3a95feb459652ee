//! `_struct`: values as bytes, by a format.

mod pack;
mod structure;
mod unpack_iterator;

use super::{ModuleSpec, set};
use crate::object::{Py, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::exception;
use crate::vm::{PyResult, Raised, Vm};
use structure::Structure;

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_struct",
    functions: &[
        NativeDef::none("_clearcache", |vm, _| {
            let cache = vm.states.get_or_default::<Kept>().cache.take();
            drop(cache);
            Ok(Value::NONE)
        }),
        NativeDef::one("calcsize", |vm, _, format| {
            let structure = cached(vm, format)?;
            Ok(Value::index(structure.layout(vm)?.size))
        }),
        NativeDef::positional("iter_unpack", 2, 2, |vm, _, values| {
            let structure = cached(vm, &values[0])?;
            structure.iterate(vm, &values[1])
        }),
        NativeDef::any("pack", |vm, _, arguments| {
            let (structure, values) = of_first(vm, "pack", arguments)?;
            structure.pack(vm, values)
        }),
        NativeDef::any("pack_into", |vm, _, arguments| {
            let (structure, values) = of_first(vm, "pack_into", arguments)?;
            structure.pack_into(vm, values)
        }),
        NativeDef::positional("unpack", 2, 2, |vm, _, values| {
            let structure = cached(vm, &values[0])?;
            structure.unpack(vm, &values[1])
        }),
        NativeDef::keywords("unpack_from", "format, /, buffer, offset=0", |vm, _, bound| {
            let structure = cached(vm, bound[0].as_ref().unwrap_or(&Value::NONE))?;
            structure.unpack_from(vm, bound[1].as_ref().unwrap_or(&Value::NONE), bound[2].as_ref())
        }),
    ],
    classes: &[&structure::CLASS, &unpack_iterator::CLASS],
    init: Some(init),
};

/// What the module keeps.
#[derive(Default)]
struct Kept {
    /// The structures of formats that functions were given.
    cache: Option<Py<Dict>>,
}

/// How many structures the cache holds before it is emptied.
const CACHED: usize = 100;

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let base = vm.types.exception.clone();
    let error = super::new_exception(vm, "struct", "error", &base)?;
    set(vm, namespace, "error", error);
    Ok(())
}

/// `struct.error`.
#[cold]
fn error(vm: &mut Vm, message: &str) -> Raised {
    let Some(class) = super::exception_of(vm, "_struct", "error") else { return vm.value_error(message) };
    let text = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![text]);
    vm.raise(exception)
}

/// The structure of a format, made once.
fn cached(vm: &mut Vm, format: &Value) -> PyResult<Py<Structure>> {
    if let Some(known) = vm.states.get_or_default::<Kept>().cache.clone()
        && let Some(structure) = known.get(vm, format)?
    {
        return Ok(structure.expect::<Structure>().clone());
    }
    let structure = Structure::create(vm, format)?;
    let full = vm.states.get_or_default::<Kept>().cache.clone().filter(|cache| cache.len(&vm.heap) < CACHED);
    let cache = match full {
        Some(cache) => cache,
        None => {
            let cache = vm.new_dict();
            vm.states.get_or_default::<Kept>().cache = Some(cache.clone());
            cache
        }
    };
    drop(cache.set(vm, format.clone(), structure.to_value())?);
    Ok(structure)
}

/// The structure of the format that comes first, and the values behind it.
fn of_first<'a>(
    vm: &mut Vm,
    name: &str,
    arguments: crate::types::class::Arguments<'a>,
) -> PyResult<(Py<Structure>, &'a [Value])> {
    if !arguments.names.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    let Some((format, values)) = arguments.values.split_first() else {
        return Err(vm.type_error("missing format argument"));
    };
    Ok((cached(vm, format)?, values))
}
