//! `function`: functions written in Python.

mod attributes;
pub mod declaration;

use crate::object::{HeapCell, Py, Slot, Str, Tuple, Value, payload};
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::vm::Vm;

/// A Python function.
pub struct Function {
    /// `__code__`.
    pub code: HeapCell<Py<Code>>,
    /// `__globals__`.
    pub globals: Py<Dict>,
    /// `__builtins__`.
    pub builtins: Py<Dict>,
    /// `__module__`.
    pub module: HeapCell<Slot>,
    /// `__defaults__`.
    pub defaults: HeapCell<Option<Py<Tuple>>>,
    /// `__kwdefaults__`.
    pub keyword_defaults: HeapCell<Option<Py<Dict>>>,
    /// `__doc__`.
    pub doc: HeapCell<Slot>,
    /// `__name__`.
    pub name: HeapCell<Py<Str>>,
    /// `__dict__`, once asked for.
    pub dict: HeapCell<Option<Py<Dict>>>,
    /// `__closure__`.
    pub closure: HeapCell<Option<Py<Tuple>>>,
    /// `__annotations__`: a dict, or the tuple of names and values it is made from when asked for.
    pub annotations: HeapCell<Slot>,
    /// `__annotate__`, the function that evaluates the annotations.
    pub annotate: HeapCell<Slot>,
    /// `__type_params__`, if there are any.
    pub type_parameters: HeapCell<Slot>,
    /// `__qualname__`.
    pub qualname: HeapCell<Py<Str>>,
}

payload! { Function: AtBirth, size 152;
    references {
        code = .__code__, globals = .__globals__, builtins = .__builtins__, module = .__module__,
        defaults = .__defaults__, keyword_defaults = .__kwdefaults__, doc = .__doc__, name = .__name__,
        dict = .__dict__, closure = .__closure__, annotations = .__annotations__,
        annotate = .__annotate__, type_parameters = .__type_params__, qualname = .__qualname__,
    }
    clear { module, defaults, keyword_defaults, doc, dict, closure, annotations, annotate, type_parameters }
}

impl Function {
    /// A new function over `globals`: its `__module__` is their `__name__`, its builtins their `__builtins__`, or those
    /// of the running code.
    pub fn create(vm: &mut Vm, code: Py<Code>, globals: &Py<Dict>) -> Py<Function> {
        let module = globals.get_str_near(&vm.heap, &vm.names.name, &vm.hints.name).cloned();
        let builtins = match globals.get_str_near(&vm.heap, &vm.names.builtins, &vm.hints.builtins) {
            Some(value) => match value.cast::<Dict>() {
                Some(dict) => dict.clone(),
                // Of anything else there are no built-in names: the look-up that fails says why.
                None => crate::types::module::namespace_of(&vm.heap, value).unwrap_or_else(|| vm.new_dict()),
            },
            None => vm.running_builtins(),
        };
        let doc = match code.constants.first() {
            Some(first) if code.flags.contains(ouropy_compiler::code::CodeFlags::HAS_DOCSTRING) => first.clone(),
            _ => Value::NONE,
        };
        let function = Function {
            module: HeapCell::new(module),
            defaults: HeapCell::new(None),
            keyword_defaults: HeapCell::new(None),
            doc: HeapCell::new(Some(doc)),
            name: HeapCell::new(code.name.clone()),
            dict: HeapCell::new(None),
            closure: HeapCell::new(None),
            annotations: HeapCell::new(None),
            annotate: HeapCell::new(None),
            type_parameters: HeapCell::new(None),
            qualname: HeapCell::new(code.qualname.clone()),
            globals: globals.clone(),
            builtins,
            code: HeapCell::new(code),
        };
        vm.heap.alloc(&vm.types.function, function)
    }
}
