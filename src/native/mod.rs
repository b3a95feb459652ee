//! Modules written in Rust. A module is a [`ModuleSpec`] and a row in [`MODULES`]; it is made when first imported.

pub mod abc_;
mod array;
pub mod ast_;
pub mod atexit;
pub mod binascii;
pub mod bisect_;
pub mod builtins;
mod class;
mod cmath;
mod codecs_;
pub mod collections_;
mod compression;
pub mod contextvars_;
mod csv_;
mod datetime;
pub mod errno;
pub mod faulthandler;
mod fcntl;
pub mod functools_;
pub mod gc;
mod grp;
mod hashes;
pub mod heapq_;
pub mod imp_;
pub mod io;
pub mod itertools;
mod json_;
mod locale_;
mod marshal;
pub mod math;
mod mmap;
mod multibytecodec_;
mod multiprocessing_;
mod opcode_;
pub mod operator_;
pub(crate) mod ouropy_;
pub mod pickle_;
pub mod posix;
mod posixsubprocess_;
mod pwd;
mod pyexpat;
mod queue_;
mod random_;
mod resource;
pub mod select;
mod signal_;
mod socket_;
mod sre;
pub mod stat_;
mod statistics_;
pub mod string_;
pub mod struct_;
mod suggestions_;
mod symtable_;
pub mod sys;
pub mod sys_exceptions;
mod syslog;
mod termios;
pub mod thread;
pub mod time;
mod tokenize_;
mod tracemalloc_;
pub mod types_;
mod typing_;
mod unicodedata;
pub mod warnings_;
pub mod weakref;
mod zlib;

pub use class::NativeClass;

use crate::object::{Py, Str, Value};
use crate::protocol;
use crate::text::documentation;
use crate::types::class::{Class, NativeDef};
use crate::types::dict::Dict;
use crate::types::module::{self, Module};
use crate::types::native::NativeFunction;
use crate::vm::{PyResult, Vm};

/// Adds to the namespace of a module that is being made.
pub type InitFn = fn(&mut Vm, &Py<Dict>) -> PyResult<()>;

/// The declaration of a native module.
pub struct ModuleSpec {
    /// `__name__`.
    pub name: &'static str,
    /// Its functions; each gets the module as receiver.
    pub functions: &'static [NativeDef],
    /// Its classes.
    pub classes: &'static [&'static NativeClass],
    /// Adds constants to the namespace.
    pub init: Option<InitFn>,
}

/// Every native module.
pub static MODULES: &[&ModuleSpec] = &[
    &array::SPEC,
    &atexit::SPEC,
    &binascii::SPEC,
    &bisect_::SPEC,
    &contextvars_::SPEC,
    &hashes::BLAKE2,
    &hashes::HMAC,
    &hashes::OPENSSL,
    &hashes::MD5,
    &hashes::SHA1,
    &hashes::SHA2,
    &hashes::SHA3,
    &heapq_::SPEC,
    &random_::SPEC,
    &stat_::SPEC,
    &struct_::SPEC,
    &suggestions_::SPEC,
    &builtins::SPEC,
    &cmath::SPEC,
    &codecs_::SPEC,
    &compression::bz2::SPEC,
    &compression::lzma::SPEC,
    &collections_::SPEC,
    &io::SPEC,
    &csv_::SPEC,
    &datetime::SPEC,
    &errno::SPEC,
    &gc::SPEC,
    &imp_::SPEC,
    &json_::SPEC,
    &marshal::SPEC,
    &warnings_::SPEC,
    &sys::SPEC,
    &thread::SPEC,
    &math::SPEC,
    &mmap::SPEC,
    &posix::SPEC,
    &signal_::SPEC,
    &faulthandler::SPEC,
    &fcntl::SPEC,
    &grp::SPEC,
    &locale_::SPEC,
    &pwd::SPEC,
    &resource::SPEC,
    &select::SPEC,
    &syslog::SPEC,
    &termios::SPEC,
    &multibytecodec_::SPEC,
    &multibytecodec_::CHINA,
    &multibytecodec_::HONG_KONG,
    &multibytecodec_::TAIWAN,
    &multibytecodec_::KOREA,
    &multibytecodec_::JAPAN,
    &multibytecodec_::ISO_2022,
    &multiprocessing_::SPEC,
    &posixsubprocess_::SPEC,
    &pyexpat::SPEC,
    &queue_::SPEC,
    &socket_::SPEC,
    &tracemalloc_::SPEC,
    &sre::SPEC,
    &statistics_::SPEC,
    &string_::SPEC,
    &time::SPEC,
    &types_::SPEC,
    &symtable_::SPEC,
    &typing_::SPEC,
    &unicodedata::SPEC,
    &weakref::SPEC,
    &functools_::SPEC,
    &abc_::SPEC,
    &opcode_::SPEC,
    &pickle_::SPEC,
    &ast_::SPEC,
    &tokenize_::SPEC,
    &operator_::SPEC,
    &ouropy_::SPEC,
    &itertools::SPEC,
    &zlib::SPEC,
];

/// The declaration of the native module `name`.
pub fn find(name: &str) -> Option<&'static ModuleSpec> {
    MODULES.iter().copied().find(|spec| spec.name == name)
}

/// The classes that `object.__subclasses__()` lists before a script has imported anything, as in CPython, which has
/// imported their modules by then.
static AT_START: &[&[&NativeClass]] = &[crate::import::spec::CLASSES, io::CLASSES, &[&abc_::DATA]];

/// Makes `builtins` and `sys` and puts them into `sys.modules`.
pub fn start(vm: &mut Vm) -> PyResult<()> {
    for class in AT_START.iter().copied().flatten() {
        class.of(vm);
    }
    let namespaces = [(&builtins::SPEC, vm.builtins.clone()), (&sys::SPEC, vm.sys.clone())];
    for (spec, namespace) in namespaces {
        let name = vm.intern(spec.name);
        // These two have a name of their own, not the interned one: picklers see the difference.
        let own_name = vm.new_str(spec.name);
        let module = module::over(vm, &own_name, &namespace);
        fill(vm, &module, &namespace, spec, &own_name)?;
        let description = crate::import::spec::create(vm, &name);
        let key = vm.names.spec.clone();
        drop(namespace.set_str(vm, &key, description));
        let (key, package) = (vm.names.package.clone(), vm.names.empty.to_value());
        drop(namespace.set_str(vm, &key, package));
        let modules = vm.modules.clone();
        drop(modules.set_str(vm, &name, module.into_value()));
    }
    let import = vm.names.import.clone();
    vm.import_function = vm.builtins.get_str(&vm.heap, &import).cloned().unwrap_or(Value::NONE);
    let [all, any] = ["all", "any"].map(|name| vm.intern(name));
    vm.common_functions = [&all, &any].map(|name| vm.builtins.get_str(&vm.heap, name).cloned().unwrap_or(Value::NONE));
    Ok(())
}

/// Makes the module: functions, then what its `init` adds. Not yet in `sys.modules`.
pub fn create_module(vm: &mut Vm, spec: &'static ModuleSpec) -> PyResult<Py<Module>> {
    let name = vm.intern(spec.name);
    let namespace = vm.new_dict();
    let module = module::over(vm, &name, &namespace);
    fill(vm, &module, &namespace, spec, &name)?;
    Ok(module)
}

fn fill(
    vm: &mut Vm,
    module: &Py<Module>,
    namespace: &Py<Dict>,
    spec: &'static ModuleSpec,
    name: &Py<Str>,
) -> PyResult<()> {
    if let Some(doc) = documentation::find(spec.name).and_then(|entry| entry.doc) {
        let (key, doc) = (vm.names.doc.clone(), vm.new_str(doc).into_value());
        drop(namespace.set_str(vm, &key, doc));
    }
    add_functions(vm, module.as_value(), namespace, &name.to_value(), spec.functions);
    for class in spec.classes {
        let object = class.of(vm);
        if class.is_exported {
            set(vm, namespace, class.name(), object);
        }
    }
    match spec.init {
        Some(init) => init(vm, namespace),
        None => Ok(()),
    }
}

fn add_functions(vm: &mut Vm, module: &Value, namespace: &Py<Dict>, name: &Value, functions: &'static [NativeDef]) {
    for def in functions {
        let function = NativeFunction::create(vm, def, Some(module.clone()), Some(name.clone()));
        let key = vm.intern(def.name);
        drop(namespace.set_str(vm, &key, function));
    }
}

/// A new exception class, made as a `class` statement would.
pub fn new_exception(vm: &mut Vm, module: &str, name: &str, base: &Py<Class>) -> PyResult<Py<Class>> {
    let (namespace, key) = (vm.new_dict(), vm.intern("__module__"));
    let (module, name) = (vm.intern(module).into_value(), vm.intern(name).into_value());
    drop(namespace.set_str(vm, &key, module));
    let bases = vm.new_tuple(vec![base.to_value()]).into_value();
    let metaclass = vm.types.type_.to_value();
    let class = protocol::call(vm, &metaclass, &[name, bases, namespace.into_value()])?;
    Ok(class.expect::<Class>().clone())
}

/// An exception class that a module has: the module owns it.
pub fn exception_of(vm: &mut Vm, module: &str, name: &str) -> Option<Py<Class>> {
    let (module, name) = (vm.intern(module), vm.intern(name));
    let module = vm.modules.get_str(&vm.heap, &module)?;
    module::namespace_of(&vm.heap, module)?.get_str(&vm.heap, &name)?.cast::<Class>().cloned()
}

/// An attribute of a module that is imported if it has not been.
pub fn attribute_of_module(vm: &mut Vm, module: &str, name: &str) -> PyResult {
    let (module, name) = (vm.intern(module), vm.intern(name));
    let modules = vm.modules.clone();
    let found = match modules.get(vm, module.as_value())? {
        Some(found) => found,
        None => {
            let (globals, names) = (vm.builtins.clone(), vm.new_tuple(vec![name.to_value()]).into_value());
            crate::import::import_name(vm, &module, &globals, &names, 0)?
        }
    };
    protocol::attribute::get(vm, &found, &name)
}

/// Puts `value` into a module's namespace.
pub fn set(vm: &mut Vm, namespace: &Py<Dict>, name: &str, value: impl Into<Value>) {
    let key = vm.intern(name);
    drop(namespace.set_str(vm, &key, value.into()));
}
