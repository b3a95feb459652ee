//! Python's built-in types: one folder or file each, data and method table. Adding one is a folder and a row in `table.rs`.

#[macro_use]
pub mod table;

pub mod anext_awaitable;
pub mod array;
pub mod async_generator;
pub mod bool;
pub mod bytearray;
pub mod bytes;
pub mod cell;
pub mod class;
pub mod class_method;
pub mod code;
pub mod codec;
pub mod complex;
pub mod coroutine;
pub mod dict;
pub mod exception;
pub mod exports;
pub mod float;
pub mod frame;
pub mod function;
pub mod generator;
pub mod generic_alias;
pub mod int;
pub mod iterators;
pub mod list;
pub mod mapped;
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
pub mod template;
pub mod traceback;
pub mod tuple;
pub mod type_parameter;
pub mod union;
pub mod weakref;

use crate::object::{Py, Value};
use class::Class;

macro_rules! declare {
    (first $first:ident: $first_spec:expr => $first_base:ident;
     $($name:ident: $spec:expr $(=> $base:ident)?;)+) => {
        /// The built-in classes.
        pub struct Types { pub $first: Py<Class>, $(pub $name: Py<Class>,)+ }

        impl Types {
            /// Every class, the class of classes first.
            pub fn into_classes(self) -> Vec<Py<Class>> {
                vec![self.$first, $(self.$name,)+]
            }
        }
    };
}

built_in_types!(declare);

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
        } else if value.is_no_default() {
            &self.no_default_type
        } else {
            &self.ellipsis_type
        }
    }
}
