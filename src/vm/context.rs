//! `Vm`: the state of one interpreter.

use std::hash::Hasher;

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::arguments::Spread;
use super::async_hooks::AsyncHooks;
use super::descriptor::Descriptor;
use super::handled::Handled;
use super::hooks::Hooks;
use super::names::Names;
use super::stack::Stack;
use super::type_map::TypeMap;
use crate::object::{Heap, OutOfMemory, Py, Slot, Str, Tuple, Value};
use crate::types::Types;
use crate::types::class::{Class, ClassIndex, MethodCache, Origin};
use crate::types::dict::{Dict, Hint};
use crate::types::list::List;

/// One interpreter: the heap, the built-in classes, interned names, modules, and what is being executed.
pub struct Vm {
    /// The capability to look into objects.
    pub heap: Heap,
    /// The built-in classes.
    pub types: Types,
    /// Interned names.
    pub names: Names,
    /// The exception in flight while a [`super::Raised`] travels.
    pub pending: Slot,
    /// The exceptions being handled.
    pub(super) handled: Handled,
    /// For coroutines and asynchronous generators.
    pub async_hooks: AsyncHooks,
    /// Who is to be told of what happens.
    pub monitoring: super::monitoring::Monitoring,
    /// Where objects and references are made, and where they end.
    pub recorder: super::recorder::Recorder,
    /// Attribute lookups on classes, by class version and name.
    pub method_cache: MethodCache,
    /// Places of attributes, for instructions that see many classes.
    pub(crate) places: super::interpreter::places::Places,
    pub(crate) interned: HashTable<Py<Str>>,
    /// Strings of one ASCII or Latin-1 character.
    pub(crate) characters: Vec<Py<Str>>,
    /// Bytes objects of one byte by that byte, the empty one behind them; those that were asked for.
    pub(crate) single_bytes: Vec<Slot>,
    /// The empty tuple.
    pub empty_tuple: Py<Tuple>,
    /// `sys.modules`.
    pub modules: Py<Dict>,
    /// The namespaces of `builtins` and `sys`.
    pub builtins: Py<Dict>,
    /// The namespace of `sys`.
    pub sys: Py<Dict>,
    /// Activations and registers.
    pub stack: Stack,
    /// `gc.get_debug()`.
    pub gc_debug: u32,
    /// `gc.garbage`.
    pub gc_garbage: Py<List>,
    /// `gc.callbacks`.
    pub gc_callbacks: Py<List>,
    /// Called with what each collection finds, before anything of it is touched. It must not run Python code.
    pub garbage_observer: Option<fn(&mut Vm, Vec<Value>)>,
    /// Told of each collection once it is done.
    pub collection_observer: Option<fn(&mut Vm)>,
    /// Called with what is about to be written to standard output or standard error. It must not run Python code.
    pub output_observer: Option<fn(&mut Vm, Descriptor, &[u8])>,
    /// The original `builtins.__import__`, which the loop calls without a detour.
    pub import_function: Value,
    /// The original functions `all` and `any`, which compiled code knows.
    pub common_functions: [Value; 2],
    /// What types and machine ask of the layers above.
    pub hooks: &'static Hooks,
    /// What those layers keep between calls.
    pub states: TypeMap,
    /// The classes that native modules have brought.
    pub native_classes: ClassIndex,
    /// Shutdown has emptied `sys.modules`: nothing can be imported, nor source lines be shown, which CPython reads
    /// through `io`.
    pub modules_removed: bool,
    /// Address below which the native stack must not grow; see [`crate::protocol::recursion`].
    pub native_stack_limit: usize,
    /// Containers whose repr is being made, by the bits of their value; see [`crate::protocol::repr::enter`].
    pub repr_active: std::collections::HashSet<u64>,
    /// `sys.get_int_max_str_digits()`; 0 for no limit.
    pub max_str_digits: usize,
    /// Origin of the slots of the last built-in class that has been finished.
    pub last_origin: Origin,
    /// Where a new function finds what its globals say of it.
    pub hints: GlobalsHints,
    /// For activations with a handler: their number from the bottom, their code and the instruction that led to it last.
    pub(super) raised_at: Vec<(usize, usize, u32)>,
    /// Where the arguments of the call that is being made stand, and the tuple they came from, if CPython hands that on.
    pub(super) spread: Option<Spread>,
    /// Last class version handed out.
    pub(crate) last_class_version: u32,
    /// Last dict keys version handed out.
    pub(crate) last_keys_version: u32,
}

/// Where `__name__` and `__builtins__` stand in the namespaces of modules.
#[derive(Default)]
pub struct GlobalsHints {
    /// `__name__`.
    pub name: Hint,
    /// `__builtins__`.
    pub builtins: Hint,
}

impl Vm {
    /// Tells whoever looks after the terminal that data is about to be written.
    pub fn will_write(&mut self, descriptor: Descriptor, data: &[u8]) {
        if let Some(observe) = self.output_observer
            && matches!(descriptor.number(), 1 | 2)
        {
            observe(self, descriptor, data);
        }
    }

    /// The class of any object.
    #[inline(always)]
    pub fn class_of<'a>(&'a self, value: &'a Value) -> &'a Py<Class> {
        match value.header() {
            Some(header) => Class::of_header(header, &self.heap),
            None => self.types.of_immediate(value),
        }
    }

    /// The `__builtins__` of the running code, those of the interpreter when none runs.
    pub fn running_builtins(&self) -> Py<Dict> {
        self.stack.innermost().map_or(&self.builtins, |innermost| &innermost.function().builtins).clone()
    }

    /// Whether the object's class is `class` or has it among its bases.
    #[inline]
    pub fn is_instance_of(&self, value: &Value, class: &Py<Class>) -> bool {
        let own = self.class_of(value);
        own.is(class) || own.is_subclass_of(&self.heap, class)
    }

    /// Whether the object's class is exactly `class`.
    #[inline(always)]
    pub fn is_exactly(&self, value: &Value, class: &Py<Class>) -> bool {
        self.class_of(value).is(class)
    }

    /// The name of the object's class, for messages: CPython's `tp_name`, which names the module of a class written
    /// in C outside of `builtins`.
    pub fn class_name(&self, value: &Value) -> String {
        self.full_name(self.class_of(value))
    }

    /// The name of a class, for messages, as [`Vm::class_name`] gives it.
    pub fn full_name(&self, class: &Class) -> String {
        match class.spec {
            Some(spec) if spec.module != "builtins" && !spec.name.contains('.') => {
                format!("{}.{}", spec.module, spec.name)
            }
            _ => class.name(&self.heap).to_string_lossy().into_owned(),
        }
    }

    /// `__name__` of the object's class, for reprs.
    pub fn class_own_name(&self, value: &Value) -> String {
        self.class_of(value).name(&self.heap).to_string_lossy().into_owned()
    }

    /// A new str.
    pub fn new_str(&mut self, text: impl AsRef<str>) -> Py<Str> {
        self.new_str_bytes(text.as_ref().as_bytes())
    }

    /// A new str from WTF-8; one-character Latin-1 strings and the empty one are shared, as in CPython.
    pub fn new_str_bytes(&mut self, text: &[u8]) -> Py<Str> {
        match text {
            [] => return self.names.empty.clone(),
            [ascii] => return self.characters[usize::from(*ascii)].clone(),
            [high @ 0xc2..=0xc3, low] => {
                let code = (usize::from(*high & 3) << 6) | usize::from(*low & 0x3f);
                return self.characters[code].clone();
            }
            _ => {}
        }
        let made = self.heap.new_str(&self.types.str, text);
        self.str_or_empty(made)
    }

    /// As [`Vm::new_str_bytes`] of ASCII.
    #[inline]
    pub fn new_str_ascii(&mut self, text: &[u8]) -> Py<Str> {
        match text {
            [] => self.names.empty.clone(),
            [only] => self.characters[usize::from(*only)].clone(),
            _ => {
                let made = self.heap.new_str_counted(&self.types.str, text, text.len());
                self.str_or_empty(made)
            }
        }
    }

    /// The decimal digits of a number: a new str, as CPython makes one even of a single digit.
    #[inline]
    pub fn new_int_str(&mut self, number: i64) -> Py<Str> {
        let mut digits = itoa::Buffer::new();
        let digits = digits.format(number).as_bytes();
        let made = self.heap.new_str_counted(&self.types.str, digits, digits.len());
        self.str_or_empty(made)
    }

    /// The empty str if there is no memory for another one: MemoryError takes its place ([`Vm::made`]).
    #[inline(always)]
    fn str_or_empty(&self, made: Result<Py<Str>, OutOfMemory>) -> Py<Str> {
        made.unwrap_or_else(|_| self.names.empty.clone())
    }

    /// The interned str of `text`.
    pub fn intern(&mut self, text: &str) -> Py<Str> {
        intern_in(&mut self.interned, &mut self.heap, &self.types.str, text.as_bytes())
    }

    /// `name` itself if it is interned, else its interned equal (which it becomes if there is none yet).
    pub fn intern_str(&mut self, name: &Py<Str>) -> Py<Str> {
        if name.is_interned() {
            return name.clone();
        }
        let hash = spread(name.as_bytes());
        if let Some(known) = self.interned.find(hash, |known| known.as_bytes() == name.as_bytes()) {
            return known.clone();
        }
        if !self.is_exactly(name.as_value(), &self.types.str) {
            return intern_in(&mut self.interned, &mut self.heap, &self.types.str, name.as_bytes());
        }
        name.mark_interned();
        self.interned.insert_unique(hash, name.clone(), |known| spread(known.as_bytes()));
        name.clone()
    }

    /// A new tuple that was filled item by item, as far as CPython is concerned: [tracked](crate::object::Heap::new_tuple).
    pub fn new_tuple(&mut self, items: Vec<Value>) -> Py<Tuple> {
        if items.is_empty() {
            return self.empty_tuple.clone();
        }
        let count = items.len();
        let made = self.heap.new_tuple(&self.types.tuple, items.into_iter());
        self.tuple_or_empty(made, count)
    }

    /// As [`Vm::new_tuple`], of two items.
    pub fn new_pair(&mut self, first: Value, second: Value) -> Py<Tuple> {
        let made = self.heap.new_tuple(&self.types.tuple, [first, second].into_iter());
        self.tuple_or_empty(made, 2)
    }

    /// A tuple of given items: [tracked if it may be part of a cycle](crate::object::Heap::pack_tuple).
    pub fn pack_tuple(&mut self, items: Vec<Value>) -> Py<Tuple> {
        if items.is_empty() {
            return self.empty_tuple.clone();
        }
        let count = items.len();
        let made = self.heap.pack_tuple(&self.types.tuple, items.into_iter());
        self.tuple_or_empty(made, count)
    }

    /// As [`Vm::pack_tuple`], of borrowed items.
    pub fn new_tuple_from(&mut self, items: &[Value]) -> Py<Tuple> {
        if items.is_empty() {
            return self.empty_tuple.clone();
        }
        let made = self.heap.pack_tuple(&self.types.tuple, items.iter().cloned());
        self.tuple_or_empty(made, items.len())
    }

    /// The tuple of a call's positional arguments: the one of `f(*arguments)` itself where CPython hands it on.
    pub fn tuple_of_arguments(&mut self, positional: &[Value]) -> Py<Tuple> {
        match &self.spread {
            Some(Spread { tuple: Some(tuple), .. }) if self.hands_tuple_on(positional) => tuple.clone(),
            _ => self.new_tuple_from(positional),
        }
    }

    /// Whether these arguments came as a tuple that CPython hands on.
    pub fn hands_tuple_on(&self, positional: &[Value]) -> bool {
        let has_them = |tuple: &Py<Tuple>| tuple.len() == positional.len();
        let is_it =
            |spread: &Spread| spread.place == positional.as_ptr().addr() && spread.tuple.as_ref().is_some_and(has_them);
        self.spread.as_ref().is_some_and(is_it)
    }

    /// Whether these arguments, those with names included, are of a call `f(*iterable, **mapping)`: CPython has them in
    /// a tuple and a dict.
    #[inline]
    pub fn is_spread(&self, values: &[Value]) -> bool {
        self.spread.as_ref().is_some_and(|spread| spread.place == values.as_ptr().addr())
    }

    /// As [`Vm::pack_tuple`], of what the slots hold, which are left empty.
    pub fn new_tuple_taken(&mut self, slots: &mut [Slot]) -> Py<Tuple> {
        if slots.is_empty() {
            return self.empty_tuple.clone();
        }
        let items = slots.iter_mut().map(|slot| slot.take().unwrap_or(Value::NONE));
        let (made, count) = (self.heap.pack_tuple(&self.types.tuple, items), slots.len());
        self.tuple_or_empty(made, count)
    }

    /// The empty tuple if there is no memory for one of many items: MemoryError takes its place ([`Vm::made`]). Who
    /// makes one of few items may look into it.
    #[inline(always)]
    fn tuple_or_empty(&self, made: Result<Py<Tuple>, OutOfMemory>, count: usize) -> Py<Tuple> {
        match made {
            Ok(tuple) => tuple,
            Err(_) if count > MANY => self.empty_tuple.clone(),
            Err(_) => std::alloc::handle_alloc_error(std::alloc::Layout::new::<Value>()),
        }
    }

    /// A new empty dict.
    pub fn new_dict(&mut self) -> Py<Dict> {
        self.heap.alloc(&self.types.dict, Dict::new())
    }

    /// Nothing is being handled any more.
    pub fn forget_handled(&mut self) {
        self.handled.clear();
    }

    /// The exception that `generator`, the innermost activation's, is handling itself.
    pub fn handled_by(&self, generator: &Py<crate::types::generator::Generator>) -> Option<&Value> {
        self.handled.of(generator)
    }

    /// `sys.exception()`: the innermost exception being handled.
    pub fn handled_exception(&self) -> Option<&Value> {
        self.handled.exception()
    }
}

/// As many items as native code does not ask for by number.
const MANY: usize = 1000;

pub(crate) fn intern_in(table: &mut HashTable<Py<Str>>, heap: &mut Heap, class: &Py<Class>, text: &[u8]) -> Py<Str> {
    let hash = spread(text);
    if let Some(known) = table.find(hash, |known| known.as_bytes() == text) {
        return known.clone();
    }
    let Ok(name) = heap.new_str(class, text) else { std::alloc::handle_alloc_error(std::alloc::Layout::new::<Str>()) };
    name.mark_interned();
    table.insert_unique(hash, name.clone(), |known| spread(known.as_bytes()));
    name
}

/// A fast hash for the intern table; Python's own hash is [`crate::text`]'s.
fn spread(text: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text);
    hasher.finish()
}
