//! `Unpickler`: its payload, its attributes, and what happens around one load.

use std::cell::Cell;
use std::collections::HashMap;

use super::input::Input;
use super::pickler::{is_own_method, plain_index};
use super::proxy::{MemoProxy, UNPICKLER_PROXY};
use super::stack::PickleStack;
use super::state::unpickling_error;
use crate::native::NativeClass;
use crate::object::{
    ClassFlags, Edge, Heap, HeapCell, Layout, Py, References, Release, Slot, Str, Tracer, Value, let_go, payload,
};
use crate::protocol::{self, attribute, iterate};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::codec;
use crate::types::dict::Dict;
use crate::types::int::Number;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of the class.
pub(super) static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_pickle",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots {
        new: Some(new),
        init: Some(init),
        getattro: Some(get_attribute),
        setattro: Some(set_attribute),
        ..Slots::EMPTY
    },
    methods: &[
        PERSISTENT_LOAD,
        NativeDef::none("load", |vm, this| {
            let unpickler = this.expect::<Unpickler>().clone();
            if unpickler.read.get(&vm.heap).is_none() {
                let class = vm.class_name(this);
                let text = format!("Unpickler.__init__() was not called by {class}.__init__()");
                return Err(unpickling_error(vm, text));
            }
            unpickler.begin(vm)?;
            let result = unpickler.load_one(vm);
            unpickler.running.set(false);
            result
        }),
        NativeDef::positional("find_class", 2, 2, |vm, this, values| {
            let unpickler = this.expect::<Unpickler>().clone();
            unpickler.find_class(vm, &values[0], &values[1])
        }),
        NativeDef::none("__sizeof__", |vm, this| {
            let unpickler = this.expect::<Unpickler>();
            let heap = &vm.heap;
            let marks = unpickler.stack.get(heap).as_ref().map_or(0, |stack| stack.marks_size());
            let names = [&unpickler.encoding, &unpickler.errors];
            let names: usize = names.iter().filter_map(|name| Some(name.get(heap).as_ref()?.len() + 1)).sum();
            let memo = 8 * unpickler.memo.get(heap).places;
            Ok(Value::index(BASIC_SIZE + memo + marks + names + unpickler.input.get(heap).line))
        }),
    ],
    getset: &[GetSet::new(
        "memo",
        |vm, this| {
            let class = UNPICKLER_PROXY.of(vm);
            Ok(vm.heap.alloc(&class, MemoProxy { owner: HeapCell::new(Some(this.clone())) }).into_value())
        },
        set_memo,
    )],
    ..ClassSpec::new("Unpickler", Layout::of::<Unpickler>())
});

/// Bytes of CPython's struct.
const BASIC_SIZE: usize = 296;

/// The method that subclasses take the place of.
const PERSISTENT_LOAD: NativeDef = NativeDef::one("persistent_load", |vm, _, _| {
    let text = "A load persistent id instruction was encountered, but no persistent_load function was specified.";
    Err(unpickling_error(vm, text))
});

/// The places of CPython's memo at first.
const FIRST_PLACES: usize = 32;

/// Where CPython would need 16 GiB for the memo.
const FARTHEST: usize = 1 << 30;

/// What an unpickler can refer to, by number.
#[derive(Default)]
pub(super) struct Numbered {
    near: Vec<Slot>,
    /// Numbers far beyond all others.
    far: HashMap<usize, Value>,
    /// How many objects CPython counts: MEMOIZE takes this number.
    count: usize,
    /// The places of CPython's table.
    places: usize,
}

impl Numbered {
    pub(super) fn get(&self, number: usize) -> Slot {
        self.near.get(number).cloned().flatten().or_else(|| self.far.get(&number).cloned())
    }

    /// Puts an object in a place; what was there, or `None` where CPython has no memory for so many places.
    fn set(&mut self, number: usize, value: Value) -> Option<Slot> {
        if number >= FARTHEST {
            return None;
        }
        if number >= self.places {
            self.places = 2 * number;
        }
        let old = if number < 2 * self.near.len() + FIRST_PLACES {
            if number >= self.near.len() {
                self.near.resize_with(number + 1, || None);
            }
            let far = self.far.remove(&number);
            self.near[number].replace(value).or(far)
        } else {
            self.far.insert(number, value)
        };
        self.count += usize::from(old.is_none());
        Some(old)
    }

    /// All with their numbers.
    pub(super) fn entries(&self) -> Vec<(usize, Value)> {
        let near = self.near.iter().enumerate().filter_map(|(number, slot)| Some((number, slot.clone()?)));
        let mut all: Vec<_> = near.chain(self.far.iter().map(|(&number, value)| (number, value.clone()))).collect();
        all.sort_by_key(|&(number, _)| number);
        all
    }

    /// Takes everything out, and counts from the beginning again.
    pub(super) fn clear(&mut self) -> Vec<Value> {
        self.count = 0;
        self.take()
    }

    /// Takes everything out; the count stays, as in CPython.
    pub(super) fn take(&mut self) -> Vec<Value> {
        let near = std::mem::take(&mut self.near).into_iter().flatten();
        near.chain(std::mem::take(&mut self.far).into_values()).collect()
    }
}

impl References for Numbered {
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        for value in self.near.iter().rev().flatten().chain(self.far.values()) {
            tracer.value(edge, value);
        }
    }

    fn release(self, sink: &mut Release) {
        for value in self.near.into_iter().rev().flatten().chain(self.far.into_values()) {
            sink.give(value);
        }
    }
}

/// An unpickler.
pub struct Unpickler {
    pub(super) readline: HeapCell<Slot>,
    pub(super) readinto: HeapCell<Slot>,
    pub(super) read: HeapCell<Slot>,
    pub(super) peek: HeapCell<Slot>,
    pub(super) stack: HeapCell<Option<Py<PickleStack>>>,
    /// The method of a subclass, while something is being loaded.
    pub(super) persistent_load: HeapCell<Slot>,
    /// What was assigned to `persistent_load`.
    own_persistent_load: HeapCell<Slot>,
    pub(super) buffers: HeapCell<Slot>,
    pub(super) memo: HeapCell<Numbered>,
    pub(super) input: HeapCell<Input>,
    pub(super) encoding: HeapCell<Option<String>>,
    pub(super) errors: HeapCell<Option<String>>,
    pub(super) protocol: Cell<u8>,
    pub(super) maps_names: Cell<bool>,
    running: Cell<bool>,
}

payload! { Unpickler: AtBirth;
    traverse {
        readline, readinto, read, peek, stack, persistent_load, own_persistent_load = .persistent_load, buffers, memo,
    }
    dealloc { readline, readinto, read, peek, stack, persistent_load, own_persistent_load, buffers, memo }
    clear(this, heap) { this.clear_all(heap) }
    size(_this, _heap) { BASIC_SIZE }
}

impl Unpickler {
    fn empty() -> Unpickler {
        Unpickler {
            readline: HeapCell::new(None),
            readinto: HeapCell::new(None),
            read: HeapCell::new(None),
            peek: HeapCell::new(None),
            stack: HeapCell::new(None),
            persistent_load: HeapCell::new(None),
            own_persistent_load: HeapCell::new(None),
            buffers: HeapCell::new(None),
            memo: HeapCell::new(Numbered { places: FIRST_PLACES, ..Numbered::default() }),
            input: HeapCell::new(Input::new()),
            encoding: HeapCell::new(None),
            errors: HeapCell::new(None),
            protocol: Cell::new(0),
            maps_names: Cell::new(false),
            running: Cell::new(false),
        }
    }

    fn clear_all(&self, heap: &mut Heap) {
        for field in [&self.readline, &self.readinto, &self.read, &self.peek] {
            drop(field.take(heap));
        }
        drop(self.stack.take(heap));
        for field in [&self.persistent_load, &self.own_persistent_load, &self.buffers] {
            drop(field.take(heap));
        }
        let old = self.memo.get_mut(heap).take();
        let_go(|sink| old.into_iter().for_each(|value| value.release(sink)));
        drop(self.input.replace(heap, Input::new()));
    }
}

impl Py<Unpickler> {
    /// RuntimeError "Unpickler object is already used".
    fn begin(&self, vm: &mut Vm) -> PyResult<()> {
        if self.running.replace(true) {
            return Err(vm.runtime_error("Unpickler object is already used"));
        }
        Ok(())
    }

    /// TypeError "file must have 'read' and 'readline' attributes".
    fn set_file(&self, vm: &mut Vm, file: &Value) -> PyResult<()> {
        let fields = ["peek", "readinto", "read", "readline"];
        for name in fields {
            let key = vm.intern(name);
            let method = attribute::get_optional(vm, file, &key)?;
            let field = match name {
                "peek" => &self.peek,
                "readinto" => &self.readinto,
                "read" => &self.read,
                _ => &self.readline,
            };
            field.set(&mut vm.heap, method);
        }
        if self.readline.get(&vm.heap).is_none() || self.read.get(&vm.heap).is_none() {
            for field in [&self.read, &self.readinto, &self.readline, &self.peek] {
                drop(field.take(&mut vm.heap));
            }
            return Err(vm.type_error("file must have 'read' and 'readline' attributes"));
        }
        Ok(())
    }

    fn configure(&self, vm: &mut Vm, options: Options) -> PyResult<()> {
        drop(self.encoding.replace(&mut vm.heap, Some(options.encoding)));
        drop(self.errors.replace(&mut vm.heap, Some(options.errors)));
        let buffers = match options.buffers.filter(|buffers| !buffers.is_none()) {
            Some(buffers) => Some(iterate::iter(vm, &buffers)?),
            None => None,
        };
        self.buffers.set(&mut vm.heap, buffers);
        self.maps_names.set(options.maps_names);
        Ok(())
    }

    pub(super) fn remember(&self, vm: &mut Vm, number: usize, value: Value) -> PyResult<()> {
        match self.memo.get_mut(&mut vm.heap).set(number, value) {
            Some(old) => {
                drop(old);
                Ok(())
            }
            None => Err(vm.memory_error()),
        }
    }

    /// The number that MEMOIZE gives.
    pub(super) fn next_number(&self, vm: &Vm) -> usize {
        self.memo.get(&vm.heap).count
    }

    fn load_one(&self, vm: &mut Vm) -> PyResult {
        let stack = match self.stack.get(&vm.heap).clone() {
            Some(stack) => stack,
            None => {
                let stack = PickleStack::create(vm);
                self.stack.set(&mut vm.heap, Some(stack.clone()));
                stack
            }
        };
        stack.clear(vm);
        self.protocol.set(0);
        let name = vm.intern(PERSISTENT_LOAD.name);
        let method = attribute::get_optional(vm, self.as_value(), &name)?;
        let method = method.filter(|method| !is_own_method(vm, self.as_value(), method, PERSISTENT_LOAD.name));
        self.persistent_load.set(&mut vm.heap, method);
        let result = self.run(vm, &stack);
        drop(self.persistent_load.take(&mut vm.heap));
        result?;
        self.skip_used(vm)?;
        stack.pop(vm)
    }

    /// The object of a persistent id.
    pub(super) fn by_persistent_id(&self, vm: &mut Vm, id: Value) -> PyResult {
        match self.persistent_load.get(&vm.heap).clone() {
            Some(method) => protocol::call(vm, &method, &[id]),
            None => match PERSISTENT_LOAD.native {
                crate::types::class::Native::One(refuse) => refuse(vm, self.as_value(), &id),
                _ => Ok(Value::NONE),
            },
        }
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, _given: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, Unpickler::empty()).into_value())
}

/// How to unpickle.
struct Options {
    maps_names: bool,
    encoding: String,
    errors: String,
    buffers: Slot,
}

fn options(vm: &mut Vm, function: &str, bound: &[Slot]) -> PyResult<Options> {
    let [fix_imports, encoding, errors, buffers] = bound else { return Err(vm.system_error("bad arguments")) };
    let maps_names = match fix_imports {
        Some(flag) => protocol::is_true(vm, flag)?,
        None => true,
    };
    let encoding = codec::name_argument(vm, function, "encoding", encoding.as_ref())?;
    let errors = codec::name_argument(vm, function, "errors", errors.as_ref())?;
    Ok(Options {
        maps_names,
        encoding: encoding.unwrap_or_else(|| "ASCII".to_owned()),
        errors: errors.unwrap_or_else(|| "strict".to_owned()),
        buffers: buffers.clone(),
    })
}

fn init(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult<()> {
    let parameters = "file, *, fix_imports=True, encoding='ASCII', errors='strict', buffers=()";
    let bound = arguments::bind(vm, "Unpickler", parameters, given)?;
    let [Some(file), rest @ ..] = &bound[..] else { return Ok(()) };
    let options = options(vm, "Unpickler", rest)?;
    let unpickler = this.expect::<Unpickler>().clone();
    unpickler.begin(vm)?;
    let result = set_up(vm, &unpickler, file, options);
    unpickler.running.set(false);
    result
}

fn set_up(vm: &mut Vm, unpickler: &Py<Unpickler>, file: &Value, options: Options) -> PyResult<()> {
    if unpickler.read.get(&vm.heap).is_some() {
        unpickler.clear_all(&mut vm.heap);
    }
    unpickler.set_file(vm, file)?;
    unpickler.configure(vm, options)?;
    let stack = PickleStack::create(vm);
    unpickler.stack.set(&mut vm.heap, Some(stack));
    unpickler.memo.get_mut(&mut vm.heap).places = FIRST_PLACES;
    unpickler.protocol.set(0);
    Ok(())
}

/// The attribute, but for `persistent_load`, which may be one of the instance although there is no dict.
fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    if name.as_bytes() == PERSISTENT_LOAD.name.as_bytes()
        && let Some(own) = this.expect::<Unpickler>().own_persistent_load.get(&vm.heap).clone()
    {
        return Ok(own);
    }
    attribute::generic_get(vm, this, name)
}

fn set_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    if name.as_bytes() == PERSISTENT_LOAD.name.as_bytes() {
        let unpickler = this.expect::<Unpickler>().clone();
        unpickler.own_persistent_load.set(&mut vm.heap, new.cloned());
        return Ok(());
    }
    super::save::set_plain(vm, this, name, new)
}

/// `unpickler.memo = memo`: that of another unpickler. A dict is checked and leaves an empty memo behind: CPython puts
/// its items into the memo that is about to go.
fn set_memo(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("attribute deletion is not supported")) };
    let unpickler = this.expect::<Unpickler>().clone();
    let count = unpickler.memo.get(&vm.heap).count;
    let memo = if UNPICKLER_PROXY.is_class_of(vm, &new) {
        let owner = new.expect::<MemoProxy>().owner.get(&vm.heap).clone();
        let mut memo = Numbered { places: FIRST_PLACES, ..Numbered::default() };
        if let Some(owner) = owner {
            let other = owner.expect::<Unpickler>().memo.get(&vm.heap);
            memo = Numbered { near: other.near.clone(), far: other.far.clone(), count, places: other.places };
        }
        memo
    } else if let Some(dict) = new.cast::<Dict>() {
        let items = dict.items(&vm.heap);
        let places = items.len();
        for (key, value) in items {
            if Number::of(&key).is_none() {
                return Err(vm.type_error("memo key must be integers"));
            }
            let number = plain_index(vm, &key)?;
            let Ok(number) = usize::try_from(number) else {
                return Err(vm.value_error("memo key must be positive integers."));
            };
            unpickler.remember(vm, number, value)?;
        }
        Numbered { places, count: unpickler.memo.get(&vm.heap).count, ..Numbered::default() }
    } else {
        let class = vm.class_name(&new);
        return Err(
            vm.type_error(format!("'memo' attribute must be an UnpicklerMemoProxy object or dict, not {class}"))
        );
    };
    let mut old = unpickler.memo.replace(&mut vm.heap, memo);
    drop(old.take());
    Ok(())
}

fn make(vm: &mut Vm) -> Py<Unpickler> {
    let class = CLASS.of(vm);
    let unpickler = vm.heap.alloc(&class, Unpickler::empty());
    let stack = PickleStack::create(vm);
    unpickler.stack.set(&mut vm.heap, Some(stack));
    unpickler
}

/// `load(file)`.
pub(super) fn load(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(file), rest @ ..] = bound else { return Ok(Value::NONE) };
    let options = options(vm, "load", rest)?;
    let unpickler = make(vm);
    unpickler.set_file(vm, file)?;
    unpickler.configure(vm, options)?;
    unpickler.load_one(vm)
}

/// `loads(data)`.
pub(super) fn loads(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(data), rest @ ..] = bound else { return Ok(Value::NONE) };
    let options = options(vm, "loads", rest)?;
    let unpickler = make(vm);
    unpickler.set_data(vm, data)?;
    unpickler.configure(vm, options)?;
    unpickler.load_one(vm)
}
