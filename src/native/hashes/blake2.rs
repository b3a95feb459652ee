//! BLAKE2, in its two sizes.

use std::cell::RefCell;

use super::state::State;
use super::{ATTRIBUTES, Hash, Kind, METHODS, input, kind, unsigned};
use crate::native::{NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Slot, Value};
use crate::protocol;
use crate::types::bytes;
use crate::types::class::{Arguments, Class, ClassSpec, Slots};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm, arguments};

pub(super) static BLAKE2B: NativeClass =
    NativeClass::new(class("blake2b", |vm, class, given| new(vm, class, given, &B)));
pub(super) static BLAKE2S: NativeClass =
    NativeClass::new(class("blake2s", |vm, class, given| new(vm, class, given, &S)));

const fn class(name: &'static str, new: fn(&mut Vm, &Py<Class>, Arguments<'_>) -> PyResult) -> ClassSpec {
    ClassSpec {
        module: "_blake2",
        flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
        slots: Slots { new: Some(new), ..Slots::EMPTY },
        methods: METHODS,
        getset: ATTRIBUTES,
        ..ClassSpec::new(name, Layout::of::<Hash>())
    }
}

/// One of the sizes.
struct Size {
    kind: Kind,
    /// As messages call it.
    title: &'static str,
    /// Bytes of the longest digest, and of the longest key.
    longest: usize,
    /// Bytes of a salt, and of a personal text.
    salt: usize,
    /// Bits of the number of a node.
    node_bits: u32,
    start: fn(&Given) -> Box<dyn State>,
}

/// The kinds with digests of full size.
pub(super) const KIND_B: &Kind = &B.kind;
/// The same of the smaller one.
pub(super) const KIND_S: &Kind = &S.kind;

static B: Size = Size {
    kind: kind("blake2b", &BLAKE2B, [64, 128], || Box::new(blake2b_simd::State::new())),
    title: "Blake2b",
    longest: 64,
    salt: 16,
    node_bits: 64,
    start: |given| {
        let mut params = blake2b_simd::Params::new();
        params.hash_length(given.digest_size).key(&given.key).salt(&given.salt).personal(&given.person);
        params.fanout(given.fanout).max_depth(given.depth).max_leaf_length(given.leaf_size);
        params.node_offset(given.node_offset).node_depth(given.node_depth).inner_hash_length(given.inner_size);
        Box::new(params.last_node(given.last_node).to_state())
    },
};

static S: Size = Size {
    kind: kind("blake2s", &BLAKE2S, [32, 64], || Box::new(blake2s_simd::State::new())),
    title: "Blake2s",
    longest: 32,
    salt: 8,
    node_bits: 48,
    start: |given| {
        let mut params = blake2s_simd::Params::new();
        params.hash_length(given.digest_size).key(&given.key).salt(&given.salt).personal(&given.person);
        params.fanout(given.fanout).max_depth(given.depth).max_leaf_length(given.leaf_size);
        params.node_offset(given.node_offset).node_depth(given.node_depth).inner_hash_length(given.inner_size);
        Box::new(params.last_node(given.last_node).to_state())
    },
};

macro_rules! state {
    ($state:ty) => {
        impl State for $state {
            fn update(&mut self, data: &[u8]) {
                self.update(data);
            }

            fn finished(&self) -> Vec<u8> {
                self.finalize().as_bytes().to_vec()
            }

            fn extended(&self, length: usize) -> Vec<u8> {
                let mut digest = State::finished(self);
                digest.truncate(length);
                digest
            }

            fn copied(&self) -> Box<dyn State> {
                Box::new(self.clone())
            }
        }
    };
}

state!(blake2b_simd::State);
state!(blake2s_simd::State);

/// The parameters of a hash in a tree of hashes, and of a keyed one.
struct Given {
    digest_size: usize,
    key: Vec<u8>,
    salt: Vec<u8>,
    person: Vec<u8>,
    fanout: u8,
    depth: u8,
    leaf_size: u32,
    node_offset: u64,
    node_depth: u8,
    inner_size: usize,
    last_node: bool,
}

const PARAMETERS: &str = "data=b'', *, digest_size=64, key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0, \
                          node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=None";

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>, size: &'static Size) -> PyResult {
    let bound = arguments::bind(vm, size.kind.name, PARAMETERS, given)?;
    let data = input(vm, bound[0].as_ref(), bound[13].as_ref())?;
    let given = read(vm, &bound, size)?;
    let mut state = (size.start)(&given);
    if let Some(data) = data {
        state.update(&data);
    }
    let hash = Hash { kind: &size.kind, digest_size: given.digest_size, state: RefCell::new(state) };
    Ok(vm.heap.alloc(class, hash).into_value())
}

fn read(vm: &mut Vm, bound: &[Slot], size: &Size) -> PyResult<Given> {
    let longest = size.longest;
    let digest_size = integer(vm, bound, 1, longest as i64)?;
    if !(1..=longest as i64).contains(&digest_size) {
        let title = size.title;
        return Err(vm.value_error(format!(
            "digest_size for {title} must be between 1 and {longest} bytes, here it is {digest_size}"
        )));
    }
    let salt = limited(vm, bound, 3, ("salt", size.salt))?;
    let person = limited(vm, bound, 4, ("person", size.salt))?;
    let fanout = byte(vm, bound, 5, ("fanout", 0))?;
    let depth = byte(vm, bound, 6, ("depth", 1))?;
    let leaf_size = match &bound[7] {
        Some(value) => unsigned(vm, value)?,
        None => 0,
    };
    let Ok(leaf_size) = u32::try_from(leaf_size) else { return Err(vm.overflow_error("leaf_size is too large")) };
    let node_offset = match &bound[8] {
        Some(value) => unsigned(vm, value)?,
        None => 0,
    };
    if size.node_bits < 64 && node_offset >> size.node_bits != 0 {
        return Err(vm.overflow_error("node_offset is too large"));
    }
    let node_depth = byte(vm, bound, 9, ("node_depth", 0))?;
    let inner_size = integer(vm, bound, 10, 0)?;
    if !(0..=longest as i64).contains(&inner_size) {
        return Err(vm.value_error(format!("inner_size must be between 0 and is {longest}")));
    }
    let key = limited(vm, bound, 2, ("key", longest))?;
    let last_node = match &bound[11] {
        Some(value) => protocol::is_true(vm, value)?,
        None => false,
    };
    Ok(Given {
        digest_size: digest_size as usize,
        key,
        salt,
        person,
        fanout,
        depth,
        leaf_size,
        node_offset,
        node_depth,
        inner_size: inner_size as usize,
        last_node,
    })
}

fn integer(vm: &mut Vm, bound: &[Slot], at: usize, default: i64) -> PyResult<i64> {
    match &bound[at] {
        Some(value) => Ok(i64::from(protocol::number::int_argument(vm, value)?)),
        None => Ok(default),
    }
}

/// A number of one byte, not below `lowest`.
fn byte(vm: &mut Vm, bound: &[Slot], at: usize, (name, lowest): (&str, u8)) -> PyResult<u8> {
    let default = u8::from(at < 7);
    let number = integer(vm, bound, at, default.into())?;
    match u8::try_from(number) {
        Ok(number) if number >= lowest => Ok(number),
        _ => Err(vm.value_error(format!("{name} must be between {lowest} and 255"))),
    }
}

/// Bytes, not more than so many.
fn limited(vm: &mut Vm, bound: &[Slot], at: usize, (name, most): (&str, usize)) -> PyResult<Vec<u8>> {
    let Some(value) = &bound[at] else { return Ok(Vec::new()) };
    let data = bytes::required(vm, value)?;
    if data.len() > most {
        return Err(vm.value_error(format!("maximum {name} length is {most} bytes")));
    }
    Ok(data)
}

/// The sizes, in the module and in the classes.
pub(super) fn add_constants(vm: &mut Vm, namespace: &Py<Dict>) {
    for (prefix, class, size) in [("BLAKE2B", &BLAKE2B, &B), ("BLAKE2S", &BLAKE2S, &S)] {
        let sizes = [
            ("SALT_SIZE", size.salt),
            ("PERSON_SIZE", size.salt),
            ("MAX_KEY_SIZE", size.longest),
            ("MAX_DIGEST_SIZE", size.longest),
        ];
        let class = class.of(vm);
        let attributes = class.namespace(&vm.heap).clone();
        for (name, number) in sizes {
            set(vm, namespace, &format!("{prefix}_{name}"), Value::index(number));
            let name = vm.intern(name);
            drop(attributes.set_attribute(vm, &name, Some(Value::index(number))));
        }
    }
}
