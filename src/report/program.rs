//! What belongs to the program that is looked at, and what to the library that it uses.

use std::cell::RefCell;
use std::rc::Rc;

use crate::object::{Kind, Value};
use crate::stdlib::names;
use crate::types::class::Class;
use crate::vm::Vm;

use super::graph::Map;
use super::name;

/// The program, by the name that the user typed.
pub(super) struct Program<'a> {
    vm: &'a Vm,
    name: &'a str,
    /// What is known of files: whether they are the program's.
    files: RefCell<Map<Rc<str>, bool>>,
}

impl<'a> Program<'a> {
    /// The program that was run as `name`.
    pub(super) fn new(vm: &'a Vm, name: &'a str) -> Program<'a> {
        Program { vm, name, files: RefCell::default() }
    }

    /// Whether a file is the program's own. Code made from a text is a helper of the library (a dataclass's methods) but
    /// where the program is one.
    pub(super) fn has(&self, file: &Rc<str>) -> bool {
        *self.files.borrow_mut().entry(file.clone()).or_insert_with(|| {
            let is_text =
                file.starts_with('<') && !(self.name == "-c" && &**file == "<string>") && &**file != "<stdin>";
            !is_text && (self.vm.hooks.library_source)(file).is_none()
        })
    }

    /// Whether an object is an instance of a class that the program defines.
    pub(super) fn is_instance(&self, object: &Value) -> bool {
        object.kind() != Some(Kind::Class) && self.defines(self.vm.class_of(object))
    }

    /// Whether a class is defined in Python and by no module of the library.
    fn defines(&self, class: &Class) -> bool {
        let module = class.namespace(&self.vm.heap).get_str(&self.vm.heap, &self.vm.names.module);
        let module = module.map(name::text).unwrap_or_default();
        class.spec.is_none() && !names::contains(module.split('.').next().unwrap_or_default())
    }

    /// Whether two equal objects of the class of `object` are one and the same: nobody can ask a dict for what is under
    /// such a key without having that very object.
    pub(super) fn is_found_by_identity(&self, object: &Value) -> bool {
        let (class, heap) = (self.vm.class_of(object), &self.vm.heap);
        let of_object = |name| class.find_definer(heap, name).is_some_and(|class| class.is(&self.vm.types.object));
        self.is_instance(object) && of_object(&self.vm.names.eq) && of_object(&self.vm.names.hash)
    }
}
