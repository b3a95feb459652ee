//! The table of built-in classes, and how they are made of it. Only the start of an interpreter uses this file: it names
//! every type, and no type needs it.

use super::Types;
use super::class::{Class, ClassSpec, create};
use super::{exception, template};
use crate::object::{Heap, Py};
use crate::vm::Vm;

/// Calls the macro `$then` with a row for each built-in class: its field in [`Types`], its declaration, its base.
macro_rules! built_in_types {
    ($then:ident) => {
        $then! {
            first type_: crate::types::class::declaration::SPEC => object;
            object: crate::types::object::declaration::SPEC;
            str: crate::types::str::declaration::SPEC => object;
            tuple: crate::types::tuple::declaration::SPEC => object;
            int: crate::types::int::declaration::SPEC => object;
            bool_: crate::types::bool::SPEC => int;
            float: crate::types::float::declaration::SPEC => object;
            complex: crate::types::complex::declaration::SPEC => object;
            none_type: crate::types::singleton::NONE => object;
            ellipsis_type: crate::types::singleton::ELLIPSIS => object;
            not_implemented_type: crate::types::singleton::NOT_IMPLEMENTED => object;
            bytes: crate::types::bytes::declaration::SPEC => object;
            str_iterator: crate::types::str::ITERATOR => object;
            str_ascii_iterator: crate::types::str::ASCII_ITERATOR => object;
            bytearray: crate::types::bytearray::declaration::SPEC => object;
            memoryview: crate::types::memoryview::declaration::SPEC => object;
            managed_buffer: crate::types::memoryview::managed::MANAGED => object;
            buffer_wrapper: crate::types::memoryview::managed::WRAPPER => object;
            memory_iterator: crate::types::memoryview::iterator::ITERATOR => object;
            bytes_iterator: crate::types::bytes::ITERATOR => object;
            bytearray_iterator: crate::types::bytes::BYTEARRAY_ITERATOR => object;
            dict: crate::types::dict::declaration::SPEC => object;
            dict_keys: crate::types::dict::KEYS => object;
            dict_values: crate::types::dict::VALUES => object;
            dict_items: crate::types::dict::ITEMS => object;
            dict_keyiterator: crate::types::dict::KEY_ITERATOR => object;
            dict_valueiterator: crate::types::dict::VALUE_ITERATOR => object;
            dict_itemiterator: crate::types::dict::ITEM_ITERATOR => object;
            dict_reversekeyiterator: crate::types::dict::REVERSE_KEY_ITERATOR => object;
            dict_reversevalueiterator: crate::types::dict::REVERSE_VALUE_ITERATOR => object;
            dict_reverseitemiterator: crate::types::dict::REVERSE_ITEM_ITERATOR => object;
            ordered_dict: crate::types::ordered_dict::declaration::SPEC => dict;
            odict_keys: crate::types::ordered_dict::view::KEYS => dict_keys;
            odict_values: crate::types::ordered_dict::view::VALUES => dict_values;
            odict_items: crate::types::ordered_dict::view::ITEMS => dict_items;
            odict_iterator: crate::types::ordered_dict::iterator::ITERATOR;
            list: crate::types::list::declaration::SPEC => object;
            slice: crate::types::slice::SPEC => object;
            range: crate::types::range::declaration::SPEC => object;
            enumerate: crate::types::iterators::enumerate::SPEC => object;
            map: crate::types::iterators::map::SPEC => object;
            filter: crate::types::iterators::filter::SPEC => object;
            zip: crate::types::iterators::zip::SPEC => object;
            reversed: crate::types::iterators::reversed::SPEC => object;
            callable_iterator: crate::types::iterators::callable::SPEC => object;
            set: crate::types::set::declaration::SPEC => object;
            frozenset: crate::types::set::declaration::FROZEN => object;
            set_iterator: crate::types::set::ITERATOR => object;
            range_iterator: crate::types::range::ITERATOR => object;
            longrange_iterator: crate::types::range::LONG_ITERATOR => object;
            list_iterator: crate::types::list::ITERATOR => object;
            list_reverseiterator: crate::types::list::REVERSE_ITERATOR => object;
            tuple_iterator: crate::types::tuple::ITERATOR => object;
            sequence_iterator: crate::types::iterators::sequence::SPEC => object;
            module: crate::types::module::SPEC => object;
            weak_reference: crate::types::weakref::declaration::REFERENCE => object;
            proxy: crate::types::weakref::proxy::PROXY => object;
            callable_proxy: crate::types::weakref::proxy::CALLABLE_PROXY => object;
            cell: crate::types::cell::SPEC => object;
            code: crate::types::code::declaration::SPEC => object;
            function: crate::types::function::declaration::SPEC => object;
            frame: crate::types::frame::declaration::SPEC => object;
            frame_locals: crate::types::frame::locals::SPEC => object;
            generator: crate::types::generator::declaration::SPEC => object;
            coroutine: crate::types::coroutine::SPEC => object;
            coroutine_wrapper: crate::types::coroutine::WRAPPER => object;
            async_generator: crate::types::async_generator::declaration::SPEC => object;
            async_generator_asend: crate::types::async_generator::step::SEND => object;
            async_generator_athrow: crate::types::async_generator::step::THROW => object;
            async_generator_wrapped_value: crate::types::async_generator::wrapped::SPEC => object;
            anext_awaitable: crate::types::anext_awaitable::SPEC => object;
            builtin_function: crate::types::native::declaration::FUNCTION => object;
            method_descriptor: crate::types::native::declaration::METHOD => object;
            classmethod_descriptor: crate::types::native::declaration::CLASS_METHOD => object;
            getset_descriptor: crate::types::native::declaration::GETSET => object;
            member_descriptor: crate::types::native::declaration::MEMBER => object;
            wrapper_descriptor: crate::types::native::slot_wrapper::WRAPPER => object;
            method_wrapper: crate::types::native::slot_wrapper::METHOD_WRAPPER => object;
            method: crate::types::method::SPEC => object;
            property: crate::types::property::SPEC => object;
            class_method: crate::types::class_method::SPEC => object;
            static_method: crate::types::static_method::SPEC => object;
            super_: crate::types::super_::SPEC => object;
            mapping_proxy: crate::types::mapping_proxy::SPEC => object;
            namespace: crate::types::namespace::SPEC => object;
            generic_alias: crate::types::generic_alias::declaration::SPEC => object;
            generic_alias_iterator: crate::types::generic_alias::ITERATOR => object;
            union: crate::types::union::SPEC => object;
            template: crate::types::template::declaration::TEMPLATE => object;
            interpolation: crate::types::template::interpolation::SPEC => object;
            template_iterator: crate::types::template::iterator::ITERATOR => object;
            type_alias: crate::types::type_parameter::alias::SPEC => object;
            no_default_type: crate::types::singleton::NO_DEFAULT => object;
            generic: crate::types::type_parameter::generic::SPEC => object;
            type_var: crate::types::type_parameter::type_var::SPEC => object;
            type_var_tuple: crate::types::type_parameter::type_var_tuple::SPEC => object;
            param_spec: crate::types::type_parameter::param_spec::SPEC => object;
            param_spec_args: crate::types::type_parameter::param_spec::ARGS => object;
            param_spec_kwargs: crate::types::type_parameter::param_spec::KWARGS => object;
            const_evaluator: crate::types::type_parameter::evaluator::SPEC => object;
            base_exception: crate::types::exception::BASE_EXCEPTION => object;
            exception: crate::types::exception::simple("Exception") => base_exception;
            generator_exit: crate::types::exception::simple("GeneratorExit") => base_exception;
            keyboard_interrupt: crate::types::exception::simple("KeyboardInterrupt") => base_exception;
            system_exit: crate::types::exception::SYSTEM_EXIT => base_exception;
            base_exception_group: crate::types::exception::BASE_EXCEPTION_GROUP => base_exception;
            arithmetic_error: crate::types::exception::simple("ArithmeticError") => exception;
            floating_point_error: crate::types::exception::simple("FloatingPointError") => arithmetic_error;
            overflow_error: crate::types::exception::simple("OverflowError") => arithmetic_error;
            zero_division_error: crate::types::exception::simple("ZeroDivisionError") => arithmetic_error;
            assertion_error: crate::types::exception::simple("AssertionError") => exception;
            attribute_error: crate::types::exception::ATTRIBUTE_ERROR => exception;
            buffer_error: crate::types::exception::simple("BufferError") => exception;
            eof_error: crate::types::exception::simple("EOFError") => exception;
            import_error: crate::types::exception::IMPORT_ERROR => exception;
            module_not_found_error: crate::types::exception::derived("ModuleNotFoundError") => import_error;
            lookup_error: crate::types::exception::simple("LookupError") => exception;
            index_error: crate::types::exception::simple("IndexError") => lookup_error;
            key_error: crate::types::exception::KEY_ERROR => lookup_error;
            memory_error: crate::types::exception::simple("MemoryError") => exception;
            name_error: crate::types::exception::NAME_ERROR => exception;
            unbound_local_error: crate::types::exception::derived("UnboundLocalError") => name_error;
            os_error: crate::types::exception::OS_ERROR => exception;
            blocking_io_error: crate::types::exception::derived("BlockingIOError") => os_error;
            child_process_error: crate::types::exception::derived("ChildProcessError") => os_error;
            connection_error: crate::types::exception::derived("ConnectionError") => os_error;
            broken_pipe_error: crate::types::exception::derived("BrokenPipeError") => connection_error;
            connection_aborted_error: crate::types::exception::derived("ConnectionAbortedError") => connection_error;
            connection_refused_error: crate::types::exception::derived("ConnectionRefusedError") => connection_error;
            connection_reset_error: crate::types::exception::derived("ConnectionResetError") => connection_error;
            file_exists_error: crate::types::exception::derived("FileExistsError") => os_error;
            file_not_found_error: crate::types::exception::derived("FileNotFoundError") => os_error;
            interrupted_error: crate::types::exception::derived("InterruptedError") => os_error;
            is_a_directory_error: crate::types::exception::derived("IsADirectoryError") => os_error;
            not_a_directory_error: crate::types::exception::derived("NotADirectoryError") => os_error;
            permission_error: crate::types::exception::derived("PermissionError") => os_error;
            process_lookup_error: crate::types::exception::derived("ProcessLookupError") => os_error;
            timeout_error: crate::types::exception::derived("TimeoutError") => os_error;
            reference_error: crate::types::exception::simple("ReferenceError") => exception;
            runtime_error: crate::types::exception::simple("RuntimeError") => exception;
            not_implemented_error: crate::types::exception::simple("NotImplementedError") => runtime_error;
            python_finalization_error: crate::types::exception::simple("PythonFinalizationError") => runtime_error;
            recursion_error: crate::types::exception::simple("RecursionError") => runtime_error;
            stop_async_iteration: crate::types::exception::simple("StopAsyncIteration") => exception;
            stop_iteration: crate::types::exception::STOP_ITERATION => exception;
            syntax_error: crate::types::exception::SYNTAX_ERROR => exception;
            indentation_error: crate::types::exception::derived("IndentationError") => syntax_error;
            tab_error: crate::types::exception::derived("TabError") => indentation_error;
            incomplete_input_error: crate::types::exception::derived("_IncompleteInputError") => syntax_error;
            system_error: crate::types::exception::simple("SystemError") => exception;
            type_error: crate::types::exception::simple("TypeError") => exception;
            value_error: crate::types::exception::simple("ValueError") => exception;
            unicode_error: crate::types::exception::simple("UnicodeError") => value_error;
            unicode_decode_error: crate::types::exception::UNICODE_DECODE_ERROR => unicode_error;
            unicode_encode_error: crate::types::exception::UNICODE_ENCODE_ERROR => unicode_error;
            unicode_translate_error: crate::types::exception::UNICODE_TRANSLATE_ERROR => unicode_error;
            warning: crate::types::exception::simple("Warning") => exception;
            bytes_warning: crate::types::exception::simple("BytesWarning") => warning;
            deprecation_warning: crate::types::exception::simple("DeprecationWarning") => warning;
            encoding_warning: crate::types::exception::simple("EncodingWarning") => warning;
            future_warning: crate::types::exception::simple("FutureWarning") => warning;
            import_warning: crate::types::exception::simple("ImportWarning") => warning;
            pending_deprecation_warning: crate::types::exception::simple("PendingDeprecationWarning") => warning;
            resource_warning: crate::types::exception::simple("ResourceWarning") => warning;
            runtime_warning: crate::types::exception::simple("RuntimeWarning") => warning;
            syntax_warning: crate::types::exception::simple("SyntaxWarning") => warning;
            unicode_warning: crate::types::exception::simple("UnicodeWarning") => warning;
            traceback: crate::types::traceback::SPEC => object;
            unraisable_hook_args: crate::types::exception::UNRAISABLE_HOOK_ARGS => tuple;
            exception_group: crate::types::exception::EXCEPTION_GROUP => base_exception_group;
            user_warning: crate::types::exception::simple("UserWarning") => warning;
        }
    };
}

macro_rules! make {
    (first $first:ident: $first_spec:expr => $first_base:ident;
     $($name:ident: $spec:expr $(=> $base:ident)?;)+) => {
        /// Every class, with a layout only: enough to make instances of str, tuple and dict.
        pub fn bare(heap: &mut Heap) -> Types {
            const FIRST: &ClassSpec = &$first_spec.documented();
            let $first = heap.first_class(create::bare(FIRST));
            $(let $name = {
                const SPEC: &ClassSpec = &$spec.documented();
                heap.alloc(&$first, create::bare(SPEC))
            };)+
            Types { $first, $($name,)+ }
        }

        /// Gives every class its name, base, slots and namespace.
        pub fn finish(vm: &mut Vm) {
            $(finish_one(vm, |types| (&types.$name, make!(@base types $($base)?)));
                // `type` derives from object, which is the first of the others.
                if stringify!($name) == stringify!($first_base) {
                    finish_one(vm, |types| (&types.$first, Some(&types.$first_base)));
                }
            )+
            exception::group::add_second_base(vm);
            template::interpolation::add_match_args(vm);
            // What `sys.modules` refers to comes and goes with the program: collections walk it.
            let modules = vm.modules.clone();
            vm.heap.untrack(modules.header());
            vm.heap.settle_built_ins();
            vm.heap.track(modules.header());
        }
    };
    (@base $types:ident) => { None };
    (@base $types:ident $base:ident) => { Some(&$types.$base) };
}

built_in_types!(make);

/// A class and its base.
type Row<'a> = (&'a Py<Class>, Option<&'a Py<Class>>);

fn finish_one(vm: &mut Vm, select: fn(&Types) -> Row<'_>) {
    let (class, base) = select(&vm.types);
    let (class, base) = (class.clone(), base.cloned());
    if let Some(spec) = class.spec {
        create::finish(vm, &class, spec, base.as_ref());
    }
}
