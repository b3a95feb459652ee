//! `Pickler`: its payload, its attributes, and what happens around one dump.

use std::cell::Cell;
use std::collections::HashSet;

use super::memo::Memo;
use super::opcode::{HIGHEST, PROTO, STOP};
use super::output::{Framing, Output};
use super::proxy::{MemoProxy, PICKLER_PROXY};
use super::save::PersistentIds;
use super::state::pickling_error;
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, References, Slot, Str, Tuple, Value, payload};
use crate::protocol::{self, attribute, number};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::types::native::NativeFunction;
use crate::types::{bytes, int};
use crate::vm::{PyResult, Raised, Vm, arguments};

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
        PERSISTENT_ID,
        NativeDef::one("dump", |vm, this, value| {
            let pickler = this.expect::<Pickler>().clone();
            if pickler.write.get(&vm.heap).is_none() {
                let class = vm.class_name(this);
                let text = format!("Pickler.__init__() was not called by {class}.__init__()");
                return Err(pickling_error(vm, text));
            }
            pickler.begin(vm)?;
            pickler.output.get_mut(&mut vm.heap).clear();
            let result = pickler.dump(vm, value).and_then(|()| pickler.flush(vm));
            pickler.running.set(false);
            result.map(|()| Value::NONE)
        }),
        NativeDef::none("clear_memo", |vm, this| {
            this.expect::<Pickler>().clone().clear_memo(vm);
            Ok(Value::NONE)
        }),
        NativeDef::none("__sizeof__", |vm, this| {
            let pickler = this.expect::<Pickler>();
            let (memo, output) = (pickler.memo.get(&vm.heap).size(), pickler.output.get(&vm.heap).size());
            Ok(Value::index(BASIC_SIZE + memo + output))
        }),
    ],
    getset: &[
        GetSet::new(
            "bin",
            |_, this| Ok(of_c_int(this.expect::<Pickler>().bin.get())),
            |vm, this, new| {
                let new = c_int(vm, new)?;
                this.expect::<Pickler>().bin.set(new);
                Ok(())
            },
        )
        .member(),
        GetSet::new(
            "fast",
            |_, this| Ok(of_c_int(this.expect::<Pickler>().fast.get())),
            |vm, this, new| {
                let new = c_int(vm, new)?;
                this.expect::<Pickler>().fast.set(new);
                Ok(())
            },
        )
        .member(),
        GetSet::new(
            "dispatch_table",
            |vm, this| match this.expect::<Pickler>().dispatch_table.get(&vm.heap).clone() {
                Some(table) => Ok(table),
                None => {
                    let name = vm.intern("dispatch_table");
                    Err(attribute::no_member(vm, this, &name))
                }
            },
            |vm, this, new| {
                let pickler = this.expect::<Pickler>().clone();
                if new.is_none() && pickler.dispatch_table.get(&vm.heap).is_none() {
                    return Err(vm.attribute_error("dispatch_table"));
                }
                pickler.dispatch_table.set(&mut vm.heap, new);
                Ok(())
            },
        )
        .member(),
        GetSet::new(
            "memo",
            |vm, this| {
                let class = PICKLER_PROXY.of(vm);
                Ok(vm.heap.alloc(&class, MemoProxy { owner: HeapCell::new(Some(this.clone())) }).into_value())
            },
            set_memo,
        ),
    ],
    ..ClassSpec::new("Pickler", Layout::of::<Pickler>())
});

/// Bytes of CPython's struct.
const BASIC_SIZE: usize = 152;

/// The method that subclasses take the place of: what it is bound to is not called.
const PERSISTENT_ID: NativeDef = NativeDef::one("persistent_id", |_, _, _| Ok(Value::NONE));

/// A pickler.
pub struct Pickler {
    /// `file.write`; without one the pickle is what is left in the output.
    pub(super) write: HeapCell<Slot>,
    /// The method of a subclass, while something is being dumped.
    pub(super) persistent_id: HeapCell<Slot>,
    /// What was assigned to `persistent_id`.
    own_persistent_id: HeapCell<Slot>,
    pub(super) dispatch_table: HeapCell<Slot>,
    /// The method of a subclass, while something is being dumped.
    pub(super) reducer_override: HeapCell<Slot>,
    pub(super) buffer_callback: HeapCell<Slot>,
    pub(super) memo: HeapCell<Memo>,
    pub(super) output: HeapCell<Output>,
    pub(super) protocol: Cell<i32>,
    bin: Cell<i32>,
    fast: Cell<i32>,
    pub(super) maps_names: Cell<bool>,
    /// How deep lists and dicts lie in each other in fast mode; negative once a circle was found.
    pub(super) fast_depth: Cell<i32>,
    pub(super) fast_seen: HeapCell<HashSet<u64>>,
    running: Cell<bool>,
}

payload! { Pickler: AtBirth;
    traverse {
        write, persistent_id, own_persistent_id = .persistent_id, dispatch_table = .dispatch_table, reducer_override,
        buffer_callback, memo,
    }
    dealloc { write, persistent_id, own_persistent_id, dispatch_table, reducer_override, buffer_callback, memo }
    clear(this, heap) { this.clear_all(heap) }
    size(_this, _heap) { BASIC_SIZE }
}

fn of_c_int(number: i32) -> Value {
    Value::from_i32(number)
}

/// A new value of a member that is an int in C.
fn c_int(vm: &mut Vm, new: Slot) -> PyResult<i32> {
    match new {
        Some(new) => number::int_argument(vm, &new),
        None => Err(vm.type_error("can't delete numeric/char attribute")),
    }
}

impl Pickler {
    pub(super) fn is_binary(&self) -> bool {
        self.bin.get() != 0
    }

    pub(super) fn is_fast(&self) -> bool {
        self.fast.get() != 0
    }

    fn empty() -> Pickler {
        Pickler {
            write: HeapCell::new(None),
            persistent_id: HeapCell::new(None),
            own_persistent_id: HeapCell::new(None),
            dispatch_table: HeapCell::new(None),
            reducer_override: HeapCell::new(None),
            buffer_callback: HeapCell::new(None),
            memo: HeapCell::new(Memo::new()),
            output: HeapCell::new(Output::new()),
            protocol: Cell::new(0),
            bin: Cell::new(0),
            fast: Cell::new(0),
            maps_names: Cell::new(false),
            fast_depth: Cell::new(0),
            fast_seen: HeapCell::new(HashSet::new()),
            running: Cell::new(false),
        }
    }

    fn clear_all(&self, heap: &mut crate::object::Heap) {
        drop(self.write.take(heap));
        drop(self.persistent_id.take(heap));
        drop(self.own_persistent_id.take(heap));
        drop(self.dispatch_table.take(heap));
        drop(self.reducer_override.take(heap));
        drop(self.buffer_callback.take(heap));
        let entries = self.memo.get_mut(heap).take();
        crate::object::let_go(|sink| entries.into_iter().for_each(|(value, _)| value.release(sink)));
    }
}

impl Py<Pickler> {
    /// RuntimeError "Pickler object is already used".
    fn begin(&self, vm: &mut Vm) -> PyResult<()> {
        if self.running.replace(true) {
            return Err(vm.runtime_error("Pickler object is already used"));
        }
        Ok(())
    }

    pub(super) fn clear_memo(&self, vm: &mut Vm) {
        let entries = self.memo.get_mut(&mut vm.heap).take();
        drop(entries);
    }

    /// Sets what all ways to make a pickler set.
    fn configure(&self, vm: &mut Vm, options: &Options<'_>) -> PyResult<()> {
        let mut version = HIGHEST;
        if let Some(asked) = options.version.filter(|asked| !asked.is_none()) {
            let asked = number::ssize_argument(vm, asked)?;
            if asked > HIGHEST as isize {
                return Err(vm.value_error(format!("pickle protocol must be <= {HIGHEST}")));
            }
            version = if asked < 0 { HIGHEST } else { asked as i32 };
        }
        self.protocol.set(version);
        self.bin.set(i32::from(version > 0));
        self.maps_names.set(options.maps_names && version < 3);
        Ok(())
    }

    fn set_callback(&self, vm: &mut Vm, callback: Option<&Value>) -> PyResult<()> {
        let callback = callback.filter(|callback| !callback.is_none()).cloned();
        if callback.is_some() && self.protocol.get() < 5 {
            return Err(vm.value_error("buffer_callback needs protocol >= 5"));
        }
        self.buffer_callback.set(&mut vm.heap, callback);
        Ok(())
    }

    /// TypeError "file must have a 'write' attribute".
    fn set_file(&self, vm: &mut Vm, file: &Value) -> PyResult<()> {
        let name = vm.names.write.clone();
        let write = attribute::get_optional(vm, file, &name)?;
        if write.is_none() {
            return Err(vm.type_error("file must have a 'write' attribute"));
        }
        self.write.set(&mut vm.heap, write);
        Ok(())
    }

    /// A whole pickle, as far as it has not been given to the file.
    fn dump(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let result = self.dump_framed(vm, value);
        self.output.get_mut(&mut vm.heap).framing = Framing::Off;
        drop(self.reducer_override.take(&mut vm.heap));
        drop(self.persistent_id.take(&mut vm.heap));
        result
    }

    fn dump_framed(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let name = vm.intern("reducer_override");
        let reducer = attribute::get_optional(vm, self.as_value(), &name)?;
        self.reducer_override.set(&mut vm.heap, reducer);
        let name = vm.intern("persistent_id");
        let method = attribute::get_optional(vm, self.as_value(), &name)?;
        let method = method.filter(|method| !is_own_method(vm, self.as_value(), method, PERSISTENT_ID.name));
        self.persistent_id.set(&mut vm.heap, method);
        let version = self.protocol.get();
        if version >= 2 {
            self.put(vm, &[PROTO, version as u8]);
            if version >= 4 {
                self.output.get_mut(&mut vm.heap).framing = Framing::On;
            }
        }
        self.save(vm, value, PersistentIds::Asked)?;
        self.put(vm, &[STOP]);
        self.output.get_mut(&mut vm.heap).commit_frame();
        Ok(())
    }

    pub(super) fn put(&self, vm: &mut Vm, bytes: &[u8]) {
        self.output.get_mut(&mut vm.heap).write(bytes);
    }

    /// Gives the file what has been written.
    pub(super) fn flush(&self, vm: &mut Vm) -> PyResult<()> {
        let data = self.output.get_mut(&mut vm.heap).take();
        let data = bytes::new(vm, data);
        self.give(vm, data)
    }

    pub(super) fn give(&self, vm: &mut Vm, data: Value) -> PyResult<()> {
        let Some(write) = self.write.get(&vm.heap).clone() else { return Ok(()) };
        protocol::call(vm, &write, &[data]).map(drop)
    }
}

/// Whether a bound method is the class's own of that name.
pub(super) fn is_own_method(vm: &mut Vm, this: &Value, method: &Value, name: &str) -> bool {
    let Some(function) = method.cast::<NativeFunction>() else { return false };
    function.def.name == name && function.receiver.get(&vm.heap).as_ref().is_some_and(|receiver| receiver.is(this))
}

fn new(vm: &mut Vm, class: &Py<Class>, _given: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, Pickler::empty()).into_value())
}

/// How to pickle.
struct Options<'a> {
    version: Option<&'a Value>,
    maps_names: bool,
}

fn options<'a>(vm: &mut Vm, version: &'a Slot, fix_imports: &Slot) -> PyResult<Options<'a>> {
    let maps_names = match fix_imports {
        Some(flag) => protocol::is_true(vm, flag)?,
        None => true,
    };
    Ok(Options { version: version.as_ref(), maps_names })
}

fn init(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult<()> {
    let parameters = "file, protocol=None, fix_imports=True, buffer_callback=None";
    let bound = arguments::bind(vm, "Pickler", parameters, given)?;
    let [Some(file), version, fix_imports, callback] = &bound[..] else { return Ok(()) };
    let options = options(vm, version, fix_imports)?;
    let pickler = this.expect::<Pickler>().clone();
    pickler.begin(vm)?;
    let result = set_up(vm, &pickler, file, &options, callback.as_ref());
    pickler.running.set(false);
    result
}

fn set_up(
    vm: &mut Vm,
    pickler: &Py<Pickler>,
    file: &Value,
    options: &Options<'_>,
    callback: Option<&Value>,
) -> PyResult<()> {
    if pickler.write.get(&vm.heap).is_some() {
        pickler.clear_all(&mut vm.heap);
    }
    pickler.configure(vm, options)?;
    pickler.set_file(vm, file)?;
    pickler.set_callback(vm, callback)?;
    pickler.fast.set(0);
    pickler.fast_depth.set(0);
    pickler.fast_seen.get_mut(&mut vm.heap).clear();
    let name = vm.intern("dispatch_table");
    let table = attribute::get_optional(vm, pickler.as_value(), &name)?;
    pickler.dispatch_table.set(&mut vm.heap, table);
    Ok(())
}

/// The attribute, but for `persistent_id`, which may be one of the instance although there is no dict.
fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    if name.as_bytes() == PERSISTENT_ID.name.as_bytes()
        && let Some(own) = this.expect::<Pickler>().own_persistent_id.get(&vm.heap).clone()
    {
        return Ok(own);
    }
    attribute::generic_get(vm, this, name)
}

fn set_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>, new: Option<&Value>) -> PyResult<()> {
    if name.as_bytes() == PERSISTENT_ID.name.as_bytes() {
        let pickler = this.expect::<Pickler>().clone();
        pickler.own_persistent_id.set(&mut vm.heap, new.cloned());
        return Ok(());
    }
    super::save::set_plain(vm, this, name, new)
}

/// `pickler.memo = memo`: that of another pickler, or a dict of pairs of a number and an object.
fn set_memo(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    let Some(new) = new else { return Err(vm.type_error("attribute deletion is not supported")) };
    let pickler = this.expect::<Pickler>().clone();
    let memo = if PICKLER_PROXY.is_class_of(vm, &new) {
        let owner = new.expect::<MemoProxy>().owner.get(&vm.heap).clone();
        match owner {
            Some(owner) => owner.expect::<Pickler>().memo.get(&vm.heap).clone(),
            None => Memo::new(),
        }
    } else if let Some(dict) = new.cast::<Dict>() {
        let mut memo = Memo::new();
        for (_, pair) in dict.items(&vm.heap) {
            let Some([number, value]) = pair.cast::<Tuple>().map(|pair| pair.items()) else {
                return Err(vm.type_error("'memo' values must be 2-item tuples"));
            };
            let number = plain_index(vm, number)?;
            memo.set(value, number);
        }
        memo
    } else {
        let class = vm.class_name(&new);
        return Err(vm.type_error(format!("'memo' attribute must be a PicklerMemoProxy object or dict, not {class}")));
    };
    let mut old = pickler.memo.replace(&mut vm.heap, memo);
    drop(old.take());
    Ok(())
}

/// An int as it stands; TypeError "an integer is required".
pub(super) fn plain_index(vm: &mut Vm, value: &Value) -> PyResult<isize> {
    let Some(number) = int::Number::of(value) else { return Err(vm.type_error("an integer is required")) };
    number.to_i64().map(|number| number as isize).ok_or_else(|| too_large(vm))
}

/// OverflowError "Python int too large to convert to C ssize_t".
#[cold]
pub(super) fn too_large(vm: &mut Vm) -> Raised {
    vm.overflow_error("Python int too large to convert to C ssize_t")
}

fn make(vm: &mut Vm, version: &Slot, fix_imports: &Slot) -> PyResult<Py<Pickler>> {
    let options = options(vm, version, fix_imports)?;
    let class = CLASS.of(vm);
    let pickler = vm.heap.alloc(&class, Pickler::empty());
    pickler.configure(vm, &options)?;
    Ok(pickler)
}

/// `dump(obj, file, protocol)`.
pub(super) fn dump(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(value), Some(file), version, fix_imports, callback] = bound else { return Ok(Value::NONE) };
    let pickler = make(vm, version, fix_imports)?;
    pickler.set_file(vm, file)?;
    pickler.set_callback(vm, callback.as_ref())?;
    pickler.dump(vm, value)?;
    pickler.flush(vm)?;
    Ok(Value::NONE)
}

/// `dumps(obj, protocol)`.
pub(super) fn dumps(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(value), version, fix_imports, callback] = bound else { return Ok(Value::NONE) };
    let pickler = make(vm, version, fix_imports)?;
    pickler.set_callback(vm, callback.as_ref())?;
    pickler.dump(vm, value)?;
    let data = pickler.output.get_mut(&mut vm.heap).take();
    Ok(bytes::new(vm, data))
}
