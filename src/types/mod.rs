//! Python's built-in types: one folder or file each, data and method table. Adding one is a folder and a row below.

pub mod bool;
pub mod bytearray;
pub mod bytes;
pub mod cell;
pub mod class;
pub mod class_method;
pub mod code;
pub mod codec;
pub mod complex;
pub mod dict;
pub mod exception;
pub mod float;
pub mod frame;
pub mod function;
pub mod generator;
pub mod generic_alias;
pub mod int;
pub mod iterators;
pub mod list;
pub mod mapping_proxy;
pub mod memoryview;
pub mod method;
pub mod module;
pub mod namespace;
pub mod native;
pub mod object;
pub mod ordered_dict;
pub mod property;
pub mod range;
pub mod set;
pub mod singleton;
pub mod slice;
pub mod static_method;
pub mod str;
pub mod struct_sequence;
pub mod super_;
pub mod traceback;
pub mod tuple;
pub mod union;
pub mod weakref;

use crate::object::{Heap, Py, Value};
use crate::vm::Vm;
use class::{Class, ClassSpec, create};

macro_rules! types {
    (first $first:ident: $first_spec:expr => $first_base:ident;
     $($name:ident: $spec:expr $(=> $base:ident)?;)+) => {
        /// The built-in classes.
        pub struct Types { pub $first: Py<Class>, $(pub $name: Py<Class>,)+ }

        impl Types {
            /// Every class, with a layout only: enough to make instances of str, tuple and dict.
            pub fn bare(heap: &mut Heap) -> Types {
                const FIRST: &ClassSpec = &$first_spec;
                let $first = heap.first_class(create::bare(FIRST));
                $(let $name = {
                    const SPEC: &ClassSpec = &$spec;
                    heap.alloc(&$first, create::bare(SPEC))
                };)+
                Types { $first, $($name,)+ }
            }

            /// Gives every class its name, base, slots and namespace.
            pub fn finish(vm: &mut Vm) {
                $(finish_one(vm, |types| (&types.$name, types!(@base types $($base)?)));
                    // `type` derives from object, which is the first of the others.
                    if stringify!($name) == stringify!($first_base) {
                        finish_one(vm, |types| (&types.$first, Some(&types.$first_base)));
                    }
                )+
                exception::group::add_second_base(vm);
                vm.heap.settle_built_ins();
            }

            /// Every class, the class of classes first.
            pub fn into_classes(self) -> Vec<Py<Class>> {
                vec![self.$first, $(self.$name,)+]
            }
        }
    };
    (@base $types:ident) => { None };
    (@base $types:ident $base:ident) => { Some(&$types.$base) };
}

/// A class and its base.
type Row<'a> = (&'a Py<Class>, Option<&'a Py<Class>>);

fn finish_one(vm: &mut Vm, select: fn(&Types) -> Row<'_>) {
    let (class, base) = select(&vm.types);
    let (class, base) = (class.clone(), base.cloned());
    if let Some(spec) = class.spec {
        create::finish(vm, &class, spec, base.as_ref());
    }
}

types! {
    first type_: class::SPEC => object;
    object: object::SPEC;
    str: str::SPEC => object;
    tuple: tuple::SPEC => object;
    int: int::SPEC => object;
    bool_: bool::SPEC => int;
    float: float::SPEC => object;
    complex: complex::SPEC => object;
    none_type: singleton::NONE => object;
    ellipsis_type: singleton::ELLIPSIS => object;
    not_implemented_type: singleton::NOT_IMPLEMENTED => object;
    bytes: bytes::SPEC => object;
    str_iterator: str::ITERATOR => object;
    str_ascii_iterator: str::ASCII_ITERATOR => object;
    bytearray: bytearray::SPEC => object;
    memoryview: memoryview::SPEC => object;
    bytes_iterator: bytes::ITERATOR => object;
    bytearray_iterator: bytes::BYTEARRAY_ITERATOR => object;
    dict: dict::SPEC => object;
    dict_keys: dict::KEYS => object;
    dict_values: dict::VALUES => object;
    dict_items: dict::ITEMS => object;
    dict_keyiterator: dict::KEY_ITERATOR => object;
    dict_valueiterator: dict::VALUE_ITERATOR => object;
    dict_itemiterator: dict::ITEM_ITERATOR => object;
    dict_reversekeyiterator: dict::REVERSE_KEY_ITERATOR => object;
    dict_reversevalueiterator: dict::REVERSE_VALUE_ITERATOR => object;
    dict_reverseitemiterator: dict::REVERSE_ITEM_ITERATOR => object;
    ordered_dict: ordered_dict::SPEC => dict;
    odict_keys: ordered_dict::KEYS => dict_keys;
    odict_values: ordered_dict::VALUES => dict_values;
    odict_items: ordered_dict::ITEMS => dict_items;
    list: list::SPEC => object;
    slice: slice::SPEC => object;
    range: range::SPEC => object;
    enumerate: iterators::enumerate::SPEC => object;
    map: iterators::map::SPEC => object;
    filter: iterators::filter::SPEC => object;
    zip: iterators::zip::SPEC => object;
    reversed: iterators::reversed::SPEC => object;
    callable_iterator: iterators::callable::SPEC => object;
    set: set::SPEC => object;
    frozenset: set::FROZEN => object;
    set_iterator: set::ITERATOR => object;
    range_iterator: range::ITERATOR => object;
    longrange_iterator: range::LONG_ITERATOR => object;
    list_iterator: list::ITERATOR => object;
    list_reverseiterator: list::REVERSE_ITERATOR => object;
    tuple_iterator: tuple::ITERATOR => object;
    sequence_iterator: iterators::sequence::SPEC => object;
    module: module::SPEC => object;
    weak_reference: weakref::REFERENCE => object;
    proxy: weakref::proxy::PROXY => object;
    callable_proxy: weakref::proxy::CALLABLE_PROXY => object;
    cell: cell::SPEC => object;
    code: code::SPEC => object;
    function: function::SPEC => object;
    frame: frame::SPEC => object;
    frame_locals: frame::locals::SPEC => object;
    generator: generator::SPEC => object;
    builtin_function: native::FUNCTION => object;
    method_descriptor: native::METHOD => object;
    classmethod_descriptor: native::CLASS_METHOD => object;
    getset_descriptor: native::GETSET => object;
    member_descriptor: native::MEMBER => object;
    wrapper_descriptor: native::slot_wrapper::WRAPPER => object;
    method_wrapper: native::slot_wrapper::METHOD_WRAPPER => object;
    method: method::SPEC => object;
    property: property::SPEC => object;
    class_method: class_method::SPEC => object;
    static_method: static_method::SPEC => object;
    super_: super_::SPEC => object;
    mapping_proxy: mapping_proxy::SPEC => object;
    namespace: namespace::SPEC => object;
    generic_alias: generic_alias::SPEC => object;
    union: union::SPEC => object;
    base_exception: exception::BASE_EXCEPTION => object;
    exception: exception::simple("Exception") => base_exception;
    generator_exit: exception::simple("GeneratorExit") => base_exception;
    keyboard_interrupt: exception::simple("KeyboardInterrupt") => base_exception;
    system_exit: exception::SYSTEM_EXIT => base_exception;
    base_exception_group: exception::BASE_EXCEPTION_GROUP => base_exception;
    arithmetic_error: exception::simple("ArithmeticError") => exception;
    floating_point_error: exception::simple("FloatingPointError") => arithmetic_error;
    overflow_error: exception::simple("OverflowError") => arithmetic_error;
    zero_division_error: exception::simple("ZeroDivisionError") => arithmetic_error;
    assertion_error: exception::simple("AssertionError") => exception;
    attribute_error: exception::ATTRIBUTE_ERROR => exception;
    buffer_error: exception::simple("BufferError") => exception;
    eof_error: exception::simple("EOFError") => exception;
    import_error: exception::IMPORT_ERROR => exception;
    module_not_found_error: exception::simple("ModuleNotFoundError") => import_error;
    lookup_error: exception::simple("LookupError") => exception;
    index_error: exception::simple("IndexError") => lookup_error;
    key_error: exception::KEY_ERROR => lookup_error;
    memory_error: exception::simple("MemoryError") => exception;
    name_error: exception::NAME_ERROR => exception;
    unbound_local_error: exception::simple("UnboundLocalError") => name_error;
    os_error: exception::OS_ERROR => exception;
    blocking_io_error: exception::simple("BlockingIOError") => os_error;
    child_process_error: exception::simple("ChildProcessError") => os_error;
    connection_error: exception::simple("ConnectionError") => os_error;
    broken_pipe_error: exception::simple("BrokenPipeError") => connection_error;
    connection_aborted_error: exception::simple("ConnectionAbortedError") => connection_error;
    connection_refused_error: exception::simple("ConnectionRefusedError") => connection_error;
    connection_reset_error: exception::simple("ConnectionResetError") => connection_error;
    file_exists_error: exception::simple("FileExistsError") => os_error;
    file_not_found_error: exception::simple("FileNotFoundError") => os_error;
    interrupted_error: exception::simple("InterruptedError") => os_error;
    is_a_directory_error: exception::simple("IsADirectoryError") => os_error;
    not_a_directory_error: exception::simple("NotADirectoryError") => os_error;
    permission_error: exception::simple("PermissionError") => os_error;
    process_lookup_error: exception::simple("ProcessLookupError") => os_error;
    timeout_error: exception::simple("TimeoutError") => os_error;
    reference_error: exception::simple("ReferenceError") => exception;
    runtime_error: exception::simple("RuntimeError") => exception;
    not_implemented_error: exception::simple("NotImplementedError") => runtime_error;
    python_finalization_error: exception::simple("PythonFinalizationError") => runtime_error;
    recursion_error: exception::simple("RecursionError") => runtime_error;
    stop_async_iteration: exception::simple("StopAsyncIteration") => exception;
    stop_iteration: exception::STOP_ITERATION => exception;
    syntax_error: exception::SYNTAX_ERROR => exception;
    indentation_error: exception::simple("IndentationError") => syntax_error;
    tab_error: exception::simple("TabError") => indentation_error;
    incomplete_input_error: exception::simple("_IncompleteInputError") => syntax_error;
    system_error: exception::simple("SystemError") => exception;
    type_error: exception::simple("TypeError") => exception;
    value_error: exception::simple("ValueError") => exception;
    unicode_error: exception::simple("UnicodeError") => value_error;
    unicode_decode_error: exception::UNICODE_DECODE_ERROR => unicode_error;
    unicode_encode_error: exception::UNICODE_ENCODE_ERROR => unicode_error;
    unicode_translate_error: exception::UNICODE_TRANSLATE_ERROR => unicode_error;
    warning: exception::simple("Warning") => exception;
    bytes_warning: exception::simple("BytesWarning") => warning;
    deprecation_warning: exception::simple("DeprecationWarning") => warning;
    encoding_warning: exception::simple("EncodingWarning") => warning;
    future_warning: exception::simple("FutureWarning") => warning;
    import_warning: exception::simple("ImportWarning") => warning;
    pending_deprecation_warning: exception::simple("PendingDeprecationWarning") => warning;
    resource_warning: exception::simple("ResourceWarning") => warning;
    runtime_warning: exception::simple("RuntimeWarning") => warning;
    syntax_warning: exception::simple("SyntaxWarning") => warning;
    unicode_warning: exception::simple("UnicodeWarning") => warning;
    traceback: traceback::SPEC => object;
    unraisable_hook_args: exception::UNRAISABLE_HOOK_ARGS => tuple;
    exception_group: exception::EXCEPTION_GROUP => base_exception_group;
    user_warning: exception::simple("UserWarning") => warning;
}

impl Types {
    /// The class of an immediate.
    #[inline(always)]
    pub fn of_immediate(&self, value: &Value) -> &Py<Class> {
        if value.is_small_int() {
            &self.int
        } else if value.is_small_float() {
            &self.float
        } else {
            self.of_constant(value)
        }
    }

    #[inline]
    fn of_constant(&self, value: &Value) -> &Py<Class> {
        if value.is_none() {
            &self.none_type
        } else if value.as_bool().is_some() {
            &self.bool_
        } else if value.is_not_implemented() {
            &self.not_implemented_type
        } else {
            &self.ellipsis_type
        }
    }
}
