//! `code`: what the compiler made, as an object, with the inline caches of its instructions.

mod attributes;
mod construct;
pub mod declaration;
mod identity;
mod location;
mod methods;
mod parts;
pub mod places;
mod replace;

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use ouropy_compiler::code::{
    CodeFlags, CodeUnit, Constant, CountedLoads, Handler, Instruction, Local, LocalKind, NameIndex, Position, Register,
};

use crate::object::{Phantom, Py, References, Str, Value, payload};
use crate::types::slice::Slice;
use crate::types::{complex, float, int, set};
use crate::vm::Vm;
use crate::vm::monitoring::Instrumentation;

/// The inline cache of one instruction, or of all in a code that load or store the same global: the name they look up and
/// what was found last.
pub struct Cache {
    /// The name (interned).
    pub name: Py<Str>,
    /// Version of the receiver's class, or of the keys of the globals that have the name, for which the rest holds.
    pub version: Cell<u32>,
    /// Version of the keys of the builtins that have the name.
    pub builtins_version: Cell<u32>,
    /// Position found: shared-key index, slot, entry of the globals. For a built-in name, the version of the keys of the
    /// globals that do not have it.
    pub index: Cell<u32>,
    /// Failures since the last success, to stop specialising what does not repay it.
    pub misses: Cell<u16>,
    /// Executions that do not look for a place, since the last search found none.
    pub pause: Cell<u16>,
    /// For as long as the version stands: the word of a value the class keeps alive, not owned; the address of a value
    /// in a dict.
    pub value: Cell<u64>,
}

/// The version of no class and no keys, when all have been given away. In a cache it also keeps an instruction that takes
/// the name for a global from what another one has noted of a built-in, and the other way round.
pub const NO_VERSION: u32 = u32::MAX;

impl Cache {
    /// Where a dict keeps the value that was found, for as long as its keys have this version.
    #[inline(always)]
    pub fn place(&self) -> *const Value {
        std::ptr::with_exposed_provenance(self.value.get() as usize)
    }

    /// Notes the place of a value among globals whose keys have that version.
    pub fn set_global(&self, version: u32, place: *const Value) {
        self.version.set(version);
        self.index.set(NO_VERSION);
        self.value.set(place.expose_provenance() as u64);
    }

    /// Notes the place of a value among builtins, for globals and builtins whose keys have those versions.
    pub fn set_builtin(&self, globals: u32, builtins: u32, place: *const Value) {
        self.version.set(NO_VERSION);
        self.index.set(globals);
        self.builtins_version.set(builtins);
        self.value.set(place.expose_provenance() as u64);
    }
}

/// A code object.
pub struct Code {
    /// The instructions; specialised in place.
    pub instructions: Box<[Cell<Instruction>]>,
    /// The constants.
    pub constants: Box<[Value]>,
    /// Names by index.
    pub names: Box<[Py<Str>]>,
    /// Inline caches by index.
    pub caches: Box<[Cache]>,
    /// The exception table.
    pub handlers: Box<[Handler]>,
    /// Source range of each instruction.
    pub positions: Box<[Position]>,
    /// Named registers.
    pub locals: Box<[(Py<Str>, LocalKind)]>,
    /// `co_flags`.
    pub flags: CodeFlags,
    /// `co_argcount`.
    pub arg_count: u32,
    /// `co_posonlyargcount`.
    pub positional_only_count: u32,
    /// `co_kwonlyargcount`.
    pub keyword_only_count: u32,
    /// Registers in the window.
    pub register_count: u32,
    /// Registers before the temporaries.
    pub first_temporary: Register,
    /// How many positional values are the parameters as they stand; `u32::MAX` when a call always has to arrange them.
    pub exact_arguments: u32,
    /// `co_firstlineno`.
    pub first_line: u32,
    /// `co_name`.
    pub name: Py<Str>,
    /// `co_qualname`.
    pub qualname: Py<Str>,
    /// `co_filename`: see [`Code::filename`].
    filename: RefCell<Py<Str>>,
    /// What it was made from.
    pub unit: Rc<CodeUnit>,
    /// How CPython counts its locals, once somebody asked.
    pub counted_loads: OnceCell<CountedLoads>,
    /// Its places and what else scripts have seen of its instructions, once somebody asked.
    places: OnceCell<Box<places::Places>>,
    /// What it knows of tools, once there was one.
    pub instrumentation: OnceCell<Box<Instrumentation>>,
    /// Its number for [recordings](crate::vm::recorder), counted from 1; 0 as long as it has none.
    pub row: Cell<u32>,
    /// What leads from the addresses of its instructions to what recordings note of them; 0 as long as it has no number.
    pub way: Cell<usize>,
}

payload! { Code: Atom;
    traverse { constants = .co_consts }
    dealloc(this, sink) {
        this.tuples().into_iter().for_each(Phantom::freed);
        this.constants.release(sink);
    }
    size(this, _heap) { size_of::<Code>() + this.instructions.len() * 2 }
}

impl Code {
    /// `co_stacksize`: our temporaries. Generators have at least the two values of CPython's handler that no
    /// StopIteration leaves.
    pub fn stack_size(&self) -> usize {
        let temporaries = self.register_count as usize - self.first_temporary.index();
        if self.flags.is_generator_like() { temporaries.max(2) } else { temporaries }
    }

    /// The tuples that CPython's code object has: constants, of which there is always one, names and variables.
    pub fn tuples(&self) -> [Phantom; 3] {
        [self.constants.len().max(1), self.names.len(), self.locals.len()].map(Phantom::Tuple)
    }

    /// Bytes of CPython's frame and generator objects of this code.
    pub fn frame_size(&self) -> usize {
        152 + (self.locals.len() + self.stack_size()) * 8
    }

    /// The code object of a compiled unit; nested code becomes constants.
    ///
    /// # Panics
    /// In debug builds, when the unit does not hold what the interpreter relies on: a defect of the compiler.
    pub fn create(vm: &mut Vm, unit: &Rc<CodeUnit>) -> Py<Code> {
        let code = Code::make(vm, unit);
        vm.heap.alloc(&vm.types.code, code)
    }

    fn make(vm: &mut Vm, unit: &Rc<CodeUnit>) -> Code {
        #[cfg(debug_assertions)]
        if let Err(defect) = ouropy_compiler::code::verify(unit) {
            panic!("{defect}");
        }
        let constants = unit.constants.iter().map(|constant| make_constant(vm, constant)).collect();
        let names: Box<[Py<Str>]> = unit.names.iter().map(|name| vm.intern(name)).collect();
        let cache = |name: &NameIndex| Cache {
            name: names[name.index()].clone(),
            version: Cell::new(0),
            builtins_version: Cell::new(0),
            index: Cell::new(0),
            misses: Cell::new(0),
            pause: Cell::new(0),
            value: Cell::new(0),
        };
        let caches = unit.caches.iter().map(cache).collect();
        let locals: Box<[(Py<Str>, LocalKind)]> =
            unit.locals.iter().map(|Local { name, kind }| (vm.intern(name), *kind)).collect();
        let simple =
            !unit.flags.intersects(CodeFlags::VARARGS | CodeFlags::VARKEYWORDS) && unit.keyword_only_count == 0;
        let code = Code {
            instructions: unit.instructions.iter().map(|&instruction| Cell::new(instruction)).collect(),
            constants,
            caches,
            handlers: unit.handlers.clone().into(),
            positions: unit.positions.clone().into(),
            flags: unit.flags,
            arg_count: unit.arg_count,
            positional_only_count: unit.positional_only_count,
            keyword_only_count: unit.keyword_only_count,
            register_count: unit.register_count.max(locals.len() as u32),
            first_temporary: Register::at(locals.len()),
            locals,
            exact_arguments: if simple { unit.arg_count } else { u32::MAX },
            first_line: unit.first_line,
            name: vm.intern(&unit.name),
            qualname: vm.intern(&unit.qualname),
            filename: RefCell::new(vm.intern(&unit.filename)),
            unit: Rc::clone(unit),
            counted_loads: OnceCell::new(),
            places: OnceCell::new(),
            instrumentation: OnceCell::new(),
            row: Cell::new(0),
            way: Cell::new(0),
            names,
        };
        code.tuples().into_iter().for_each(|tuple| vm.heap.phantom_made(tuple));
        code
    }

    /// Number of parameters, `*args` and `**kwargs` included.
    pub fn parameter_count(&self) -> usize {
        let mut count = (self.arg_count + self.keyword_only_count) as usize;
        count += usize::from(self.flags.contains(CodeFlags::VARARGS));
        count + usize::from(self.flags.contains(CodeFlags::VARKEYWORDS))
    }

    /// `co_filename`.
    pub fn filename(&self) -> Py<Str> {
        self.filename.borrow().clone()
    }

    /// Gives it, and the code nested in it, another `co_filename`, where it was the same: code that was compiled when its
    /// file lay elsewhere.
    pub fn rename_file(&self, new: &Py<Str>) {
        let old = self.filename.replace(new.clone());
        let mut rest: Vec<&Code> = vec![self];
        while let Some(code) = rest.pop() {
            for nested in code.constants.iter().filter_map(Value::cast::<Code>) {
                if nested.filename.borrow().as_bytes() == old.as_bytes() {
                    nested.filename.replace(new.clone());
                    rest.push(nested);
                }
            }
        }
    }

    /// The source range of an instruction.
    pub fn position(&self, instruction: usize) -> Position {
        self.positions.get(instruction).copied().unwrap_or_default()
    }

    /// Names of the registers of one kind, in window order.
    pub fn names_of(&self, kinds: &[LocalKind]) -> Vec<Value> {
        self.locals.iter().filter(|(_, kind)| kinds.contains(kind)).map(|(name, _)| name.to_value()).collect()
    }
}

/// A constant as an object. Strings that look like names are interned, as CPython does.
pub fn make_constant(vm: &mut Vm, constant: &Constant) -> Value {
    match constant {
        Constant::None => Value::NONE,
        Constant::Bool(truth) => Value::bool(*truth),
        Constant::Ellipsis => Value::ELLIPSIS,
        Constant::Int(number) => int::from_i64(vm, *number),
        Constant::BigInt(number) => int::from_big(vm, (**number).clone()),
        Constant::Float(number) => float::new(vm, *number),
        Constant::Complex(real, imaginary) => complex::new(vm, *real, *imaginary),
        Constant::Str(text) => match std::str::from_utf8(text) {
            Ok(text) if text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') => vm.intern(text).into_value(),
            _ => vm.new_str_bytes(text).into_value(),
        },
        Constant::Bytes(bytes) => crate::types::bytes::new(vm, bytes.clone()),
        Constant::Tuple(items) => {
            let items = items.iter().map(|item| make_constant(vm, item)).collect();
            vm.pack_tuple(items).into_value()
        }
        Constant::FrozenSet(items) => {
            let items = items.iter().map(|item| make_constant(vm, item)).collect();
            set::frozenset_of_atoms(vm, items)
        }
        Constant::Slice(parts) => {
            let [start, stop, step] = [0, 1, 2].map(|part| make_constant(vm, &parts[part]));
            Slice::create(vm, start, stop, step)
        }
        Constant::Code(unit) => Code::create(vm, unit).into_value(),
    }
}
