//! `_io`: files. Raw files over descriptors, buffers over raw files, text over buffers, and files in memory.

pub mod arguments;
pub mod base;
pub mod buffered;
pub mod bytes_io;
pub mod codec;
pub mod errors;
pub mod file_io;
pub mod newline_decoder;
mod open;
pub mod string_io;
pub mod system;
pub mod text;

pub use open::{PARAMETERS as OPEN_PARAMETERS, StandardBuffers, open, standard};

use super::{ModuleSpec, NativeClass, set};
use crate::object::Value;
use crate::protocol::repr;
use crate::types::class::NativeDef;
use crate::vm::{PyResult, Vm};

/// `DEFAULT_BUFFER_SIZE`
pub const BUFFER_SIZE: usize = 131_072;

/// The declaration of the module.
pub static SPEC: ModuleSpec = ModuleSpec {
    name: "_io",
    functions: &[
        NativeDef::keywords("open", OPEN_PARAMETERS, open),
        NativeDef::keywords("open_code", "path", open::open_code),
        NativeDef::positional("text_encoding", 1, 2, |vm, _, values| {
            if values[0].is_none() {
                return Ok(vm.intern("locale").into_value());
            }
            Ok(values[0].clone())
        }),
    ],
    classes: CLASSES,
    init: Some(|vm, namespace| {
        let blocking = vm.types.blocking_io_error.to_value();
        set(vm, namespace, "BlockingIOError", blocking);
        let unsupported = errors::unsupported_class(vm)?;
        set(vm, namespace, "UnsupportedOperation", unsupported);
        set(vm, namespace, "DEFAULT_BUFFER_SIZE", Value::index(BUFFER_SIZE));
        Ok(())
    }),
};

/// The classes, in the order in which CPython makes them.
pub static CLASSES: &[&NativeClass] = &[
    &base::IO_BASE,
    &newline_decoder::SPEC,
    &bytes_io::BUFFER,
    &base::RAW_BASE,
    &base::BUFFERED_BASE,
    &base::TEXT_BASE,
    &buffered::RANDOM,
    &buffered::pair::SPEC,
    &buffered::READER,
    &buffered::WRITER,
    &bytes_io::SPEC,
    &file_io::SPEC,
    &string_io::SPEC,
    &text::SPEC,
];

/// `__getstate__` of what cannot be pickled: TypeError "cannot pickle 'FileIO' instances".
pub fn no_state(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_own_name(this);
    Err(vm.type_error(format!("cannot pickle '{class}' instances")))
}

/// Reports an exception that nobody can be told of while a file goes.
fn report(vm: &mut Vm, exception: &Value, file: &Value) {
    let shown = match repr(vm, file) {
        Ok(shown) => shown.to_string_lossy().into_owned(),
        Err(raised) => {
            drop(vm.take_raised(raised));
            "<object repr() failed>".to_owned()
        }
    };
    vm.unraisable_saying(exception, &format!("Exception ignored while finalizing file {shown}"));
}

/// An attribute in the repr of a file; RuntimeError "reentrant call inside _io.FileIO.__repr__".
fn shown_name(vm: &mut Vm, this: &Value, name: &Value) -> PyResult<String> {
    if repr::enter(vm, this) {
        let class = vm.class_name(this);
        return Err(vm.runtime_error(format!("reentrant call inside {class}.__repr__")));
    }
    let shown = repr(vm, name);
    repr::leave(vm, this);
    Ok(shown?.to_string_lossy().into_owned())
}

/// ResourceWarning "unclosed file <…>" with the file as its source, or of another thing that is open, if a filter lets it
/// through.
pub fn warn_of_resource(vm: &mut Vm, what: &str, source: &Value) -> PyResult<()> {
    let name = vm.intern("warnings");
    let options = vm.intern("warnoptions");
    let is_default = vm.modules.get_str(&vm.heap, &name).is_none()
        && vm.sys.get_str(&vm.heap, &options).is_none_or(|options| {
            options.cast::<crate::types::list::List>().is_none_or(|options| options.items.get(&vm.heap).is_empty())
        });
    // The filters that a program begins with ignore it.
    if is_default || vm.modules_removed {
        return Ok(());
    }
    let shown = repr(vm, source)?.to_string_lossy().into_owned();
    let category = vm.types.resource_warning.clone();
    (vm.hooks.warn_about)(vm, &category, &format!("unclosed {what} {shown}"), source)
}
