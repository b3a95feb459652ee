//! How a built-in type is declared: a constant table of its data layout, slots, methods and attributes.

use super::slots::{Arguments, Slots};
use crate::object::{ClassFlags, Layout, Slot, Value};
use crate::text::documentation;
use crate::types::exception::Family;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

/// Whose `__new__` makes the instances of a built-in class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewFrom {
    /// That of its slots, or that of a base other than object: without one there is no way to make an instance.
    Slot,
    /// That of its base, which its namespace lists again as CPython's declaration repeats it.
    BaseListed,
    /// Object's.
    Object,
    /// That of its slots, which its namespace does not list: programs find object's.
    Unlisted,
}

/// What a call of a built-in class does with its arguments in CPython.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packing {
    /// They are put into a tuple, those with names into a dict: it has no vectorcall.
    Packed,
    /// They are handed over as they are.
    Direct,
    /// They are put into a tuple, which the instance keeps.
    Kept,
    /// They are put into a tuple; the instance keeps the dict of those with names.
    NamesKept,
}

/// The declaration of a built-in class.
#[derive(Clone, Copy)]
pub struct ClassSpec {
    /// `__name__`.
    pub name: &'static str,
    /// `__module__`.
    pub module: &'static str,
    /// Whether `builtins` has it under its name.
    pub is_public: bool,
    /// `__doc__`: that of CPython's class of the name ([`ClassSpec::documented`]).
    pub doc: Option<&'static str>,
    /// The payload of instances.
    pub layout: &'static Layout,
    /// See [`ClassFlags`].
    pub flags: ClassFlags,
    /// Which fields instances have if they are exceptions, unless it is those of the base's instances.
    pub family: Option<Family>,
    /// The operations.
    pub slots: Slots,
    /// How many of its attributes are items, if it is a struct sequence: the others are reached by name only.
    pub visible: Option<usize>,
    /// How many of a struct sequence's items, the last ones, have no name.
    pub unnamed: usize,
    /// Whose `__new__` makes instances.
    pub new_from: NewFrom,
    /// How a call hands its arguments over.
    pub packing: Packing,
    /// Whether its namespace has a `__module__`, as that of a heap type, although its instances do not show the class to
    /// the collector.
    pub lists_module: bool,
    /// Whether it says itself that it has no hash: `__hash__ = None` stands among the operations then.
    pub is_unhashable: bool,
    /// Methods, class methods and static methods.
    pub methods: &'static [NativeDef],
    /// Computed attributes.
    pub getset: &'static [GetSet],
}

impl ClassSpec {
    /// A class of `builtins` with no operations of its own.
    pub const fn new(name: &'static str, layout: &'static Layout) -> ClassSpec {
        ClassSpec {
            name,
            module: "builtins",
            is_public: false,
            doc: None,
            layout,
            flags: ClassFlags::empty(),
            family: None,
            visible: None,
            unnamed: 0,
            slots: Slots::EMPTY,
            new_from: NewFrom::Slot,
            packing: Packing::Packed,
            lists_module: false,
            is_unhashable: false,
            methods: &[],
            getset: &[],
        }
    }

    /// The same with its docstring, looked up while compiling: instances find it in the namespace of the class, so it is
    /// there from the start.
    pub const fn documented(self) -> ClassSpec {
        ClassSpec { doc: documentation::of_class(self.module, self.name), ..self }
    }

    /// As [`ClassSpec::new`], of a class that is a name of `builtins`.
    pub const fn public(name: &'static str, layout: &'static Layout) -> ClassSpec {
        ClassSpec { is_public: true, ..ClassSpec::new(name, layout) }
    }
}

/// How a native function takes its arguments. The first `&Value` is the receiver: `self`, the class for a class
/// method, the module for a module function (None for a static method).
#[derive(Clone, Copy)]
pub enum Native {
    /// No argument: "x.f() takes no arguments (1 given)".
    NoArgs(fn(&mut Vm, &Value) -> PyResult),
    /// Exactly one positional argument: "x.f() takes exactly one argument (0 given)".
    One(fn(&mut Vm, &Value, &Value) -> PyResult),
    /// From `.0` to `.1` positional arguments: "f expected at least 1 argument, got 0".
    Positional(usize, usize, fn(&mut Vm, &Value, &[Value]) -> PyResult),
    /// The same with the words of a function that reads its arguments by a format: "f() takes at least 1 argument (0
    /// given)".
    Parsed(usize, usize, fn(&mut Vm, &Value, &[Value]) -> PyResult),
    /// Parameters in Python's own notation without the receiver. The function gets one slot for each parameter,
    /// `None` where nothing was passed.
    Keywords(Signature<'static>, fn(&mut Vm, &Value, &[Slot]) -> PyResult),
    /// Whatever was passed.
    Any(fn(&mut Vm, &Value, Arguments<'_>) -> PyResult),
    /// The same; CPython hands the arguments over in a tuple, and those with names in a dict.
    Packed(fn(&mut Vm, &Value, Arguments<'_>) -> PyResult),
}

/// What a native function in a class body is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// The instance.
    Instance,
    /// The class.
    Class,
    /// Nothing.
    Static,
}

/// The declaration of a native function.
#[derive(Clone, Copy)]
pub struct NativeDef {
    /// `__name__`.
    pub name: &'static str,
    /// The function.
    pub native: Native,
    /// What it is bound to.
    pub binding: Binding,
}

impl NativeDef {
    /// A table of `first`'s methods and then `second`'s.
    ///
    /// # Panics
    /// At compile time, when `ALL` is not the number of both.
    pub const fn joined<const FIRST: usize, const SECOND: usize, const ALL: usize>(
        first: &[NativeDef; FIRST],
        second: &[NativeDef; SECOND],
    ) -> [NativeDef; ALL] {
        assert!(ALL == FIRST + SECOND, "one entry for each method");
        let mut all = [first[0]; ALL];
        let mut index = 0;
        while index < ALL {
            all[index] = if index < FIRST { first[index] } else { second[index - FIRST] };
            index += 1;
        }
        all
    }

    /// A function with any calling convention.
    pub const fn new(name: &'static str, native: Native) -> NativeDef {
        NativeDef { name, native, binding: Binding::Instance }
    }

    /// A function without arguments.
    pub const fn none(name: &'static str, f: fn(&mut Vm, &Value) -> PyResult) -> NativeDef {
        NativeDef::new(name, Native::NoArgs(f))
    }

    /// A function of one argument.
    pub const fn one(name: &'static str, f: fn(&mut Vm, &Value, &Value) -> PyResult) -> NativeDef {
        NativeDef::new(name, Native::One(f))
    }

    /// A function of `least` to `most` positional arguments.
    pub const fn positional(
        name: &'static str,
        least: usize,
        most: usize,
        f: fn(&mut Vm, &Value, &[Value]) -> PyResult,
    ) -> NativeDef {
        NativeDef::new(name, Native::Positional(least, most, f))
    }

    /// As [`NativeDef::positional`], its arguments being read by a format.
    pub const fn parsed(
        name: &'static str,
        least: usize,
        most: usize,
        f: fn(&mut Vm, &Value, &[Value]) -> PyResult,
    ) -> NativeDef {
        NativeDef::new(name, Native::Parsed(least, most, f))
    }

    /// A function with named parameters.
    pub const fn keywords(
        name: &'static str,
        parameters: &'static str,
        f: fn(&mut Vm, &Value, &[Slot]) -> PyResult,
    ) -> NativeDef {
        NativeDef::new(name, Native::Keywords(Signature::new(parameters), f))
    }

    /// As [`NativeDef::keywords`], a method that CPython gives the class it belongs to.
    pub const fn with_class(
        name: &'static str,
        parameters: &'static str,
        f: fn(&mut Vm, &Value, &[Slot]) -> PyResult,
    ) -> NativeDef {
        NativeDef::new(name, Native::Keywords(Signature::new(parameters).given_class(), f))
    }

    /// A function that takes whatever was passed.
    pub const fn any(name: &'static str, f: fn(&mut Vm, &Value, Arguments<'_>) -> PyResult) -> NativeDef {
        NativeDef::new(name, Native::Any(f))
    }

    /// As [`NativeDef::any`], its arguments being in a tuple and a dict in CPython.
    pub const fn packed(name: &'static str, f: fn(&mut Vm, &Value, Arguments<'_>) -> PyResult) -> NativeDef {
        NativeDef::new(name, Native::Packed(f))
    }

    /// The same as a class method.
    pub const fn class_method(self) -> NativeDef {
        NativeDef { binding: Binding::Class, ..self }
    }

    /// The same as a static method.
    pub const fn static_method(self) -> NativeDef {
        NativeDef { binding: Binding::Static, ..self }
    }
}

/// Sets a computed attribute, or deletes it for `None`.
pub type SetFn = fn(&mut Vm, &Value, Slot) -> PyResult<()>;

/// The declaration of a computed attribute.
#[derive(Clone, Copy)]
pub struct GetSet {
    /// The attribute's name.
    pub name: &'static str,
    /// Reads it.
    pub get: fn(&mut Vm, &Value) -> PyResult,
    /// Sets it, or deletes it for `None`. Read-only without.
    pub set: Option<SetFn>,
    /// Whether `type(descriptor)` is `member_descriptor` (a plain field) rather than `getset_descriptor`.
    pub member: bool,
}

impl GetSet {
    /// A read-only attribute.
    pub const fn read_only(name: &'static str, get: fn(&mut Vm, &Value) -> PyResult) -> GetSet {
        GetSet { name, get, set: None, member: false }
    }

    /// An attribute that can be set.
    pub const fn new(
        name: &'static str,
        get: fn(&mut Vm, &Value) -> PyResult,
        set: fn(&mut Vm, &Value, Slot) -> PyResult<()>,
    ) -> GetSet {
        GetSet { name, get, set: Some(set), member: false }
    }

    /// The same as a member descriptor.
    pub const fn member(self) -> GetSet {
        GetSet { member: true, ..self }
    }
}
