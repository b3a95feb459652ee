//! The hashes behind `hashlib` and `hmac`: `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`, `_hashlib` and `_hmac`.

mod algorithms;
mod blake2;
mod mac;
mod openssl;
mod state;

pub use mac::SPEC as HMAC;
pub use openssl::SPEC as OPENSSL;

use std::cell::RefCell;

use self::state::{Extendable, Plain, State};
use super::{ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Value, payload};
use crate::protocol::number;
use crate::text::bytes_methods;
use crate::types::bytes;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm, arguments};

/// From this size on CPython lets other threads run while it hashes.
const LARGE: usize = 2048;

/// What each of the functions that make a hash takes.
const GIVEN: &str = "data=b'', *, usedforsecurity=True, string=None";

/// The declaration of `_md5`.
pub const MD5: ModuleSpec = ModuleSpec {
    name: "_md5",
    functions: &[NativeDef::keywords("md5", GIVEN, |vm, _, bound| made(vm, bound, &MD5_KIND))],
    classes: &[&MD5_CLASS],
    init: Some(|vm, namespace| {
        let class = MD5_CLASS.of(vm);
        set(vm, namespace, "MD5Type", class);
        init(vm, namespace)
    }),
};

/// The declaration of `_sha1`.
pub const SHA1: ModuleSpec = ModuleSpec {
    name: "_sha1",
    functions: &[NativeDef::keywords("sha1", GIVEN, |vm, _, bound| made(vm, bound, &SHA1_KIND))],
    classes: &[&SHA1_CLASS],
    init: Some(|vm, namespace| {
        let class = SHA1_CLASS.of(vm);
        set(vm, namespace, "SHA1Type", class);
        init(vm, namespace)
    }),
};

/// The declaration of `_sha2`.
pub const SHA2: ModuleSpec = ModuleSpec {
    name: "_sha2",
    functions: &[
        NativeDef::keywords("sha224", GIVEN, |vm, _, bound| made(vm, bound, &SHA224_KIND)),
        NativeDef::keywords("sha256", GIVEN, |vm, _, bound| made(vm, bound, &SHA256_KIND)),
        NativeDef::keywords("sha384", GIVEN, |vm, _, bound| made(vm, bound, &SHA384_KIND)),
        NativeDef::keywords("sha512", GIVEN, |vm, _, bound| made(vm, bound, &SHA512_KIND)),
    ],
    classes: &[&SHA224_CLASS, &SHA256_CLASS, &SHA384_CLASS, &SHA512_CLASS],
    init: Some(init),
};

/// The declaration of `_sha3`.
pub const SHA3: ModuleSpec = ModuleSpec {
    name: "_sha3",
    functions: &[],
    classes: &[&SHA3_224, &SHA3_256, &SHA3_384, &SHA3_512, &SHAKE_128, &SHAKE_256],
    init: Some(|vm, namespace| {
        let text = vm.new_str("RustCrypto").into_value();
        set(vm, namespace, "implementation", text);
        init(vm, namespace)
    }),
};

/// The declaration of `_blake2`.
pub const BLAKE2: ModuleSpec = ModuleSpec {
    name: "_blake2",
    functions: &[],
    classes: &[&blake2::BLAKE2B, &blake2::BLAKE2S],
    init: Some(|vm, namespace| {
        blake2::add_constants(vm, namespace);
        init(vm, namespace)
    }),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    set(vm, namespace, "_GIL_MINSIZE", Value::index(LARGE));
    Ok(())
}

/// A hash that is being computed.
pub struct Hash {
    kind: &'static Kind,
    digest_size: usize,
    state: RefCell<Box<dyn State>>,
}

payload! { Hash: Atom, size 96; }

/// An algorithm.
struct Kind {
    name: &'static str,
    class: &'static NativeClass,
    /// Bytes of a digest; 0 if a caller says how many.
    digest_size: usize,
    block_size: usize,
    begin: fn() -> Box<dyn State>,
}

const fn kind(
    name: &'static str,
    class: &'static NativeClass,
    sizes: [usize; 2],
    begin: fn() -> Box<dyn State>,
) -> Kind {
    let [digest_size, block_size] = sizes;
    Kind { name, class, digest_size, block_size, begin }
}

static MD5_KIND: Kind = kind("md5", &MD5_CLASS, [16, 64], Plain::<md5::Md5>::begin);
static SHA1_KIND: Kind = kind("sha1", &SHA1_CLASS, [20, 64], Plain::<sha1::Sha1>::begin);
static SHA224_KIND: Kind = kind("sha224", &SHA224_CLASS, [28, 64], Plain::<sha2::Sha224>::begin);
static SHA256_KIND: Kind = kind("sha256", &SHA256_CLASS, [32, 64], Plain::<sha2::Sha256>::begin);
static SHA384_KIND: Kind = kind("sha384", &SHA384_CLASS, [48, 128], Plain::<sha2::Sha384>::begin);
static SHA512_KIND: Kind = kind("sha512", &SHA512_CLASS, [64, 128], Plain::<sha2::Sha512>::begin);
static SHA3_224_KIND: Kind = kind("sha3_224", &SHA3_224, [28, 144], Plain::<sha3::Sha3_224>::begin);
static SHA3_256_KIND: Kind = kind("sha3_256", &SHA3_256, [32, 136], Plain::<sha3::Sha3_256>::begin);
static SHA3_384_KIND: Kind = kind("sha3_384", &SHA3_384, [48, 104], Plain::<sha3::Sha3_384>::begin);
static SHA3_512_KIND: Kind = kind("sha3_512", &SHA3_512, [64, 72], Plain::<sha3::Sha3_512>::begin);
static SHAKE_128_KIND: Kind = kind("shake_128", &SHAKE_128, [0, 168], Extendable::<shake::Shake128>::begin);
static SHAKE_256_KIND: Kind = kind("shake_256", &SHAKE_256, [0, 136], Extendable::<shake::Shake256>::begin);

static MD5_CLASS: NativeClass = NativeClass::new(without_new("_md5", "md5")).hidden();
static SHA1_CLASS: NativeClass = NativeClass::new(without_new("_sha1", "sha1")).hidden();
static SHA224_CLASS: NativeClass = NativeClass::new(without_new("_sha2", "SHA224Type"));
static SHA256_CLASS: NativeClass = NativeClass::new(without_new("_sha2", "SHA256Type"));
static SHA384_CLASS: NativeClass = NativeClass::new(without_new("_sha2", "SHA384Type"));
static SHA512_CLASS: NativeClass = NativeClass::new(without_new("_sha2", "SHA512Type"));
static SHA3_224: NativeClass = NativeClass::new(sha3("sha3_224", |vm, _, given| new(vm, given, &SHA3_224_KIND)));
static SHA3_256: NativeClass = NativeClass::new(sha3("sha3_256", |vm, _, given| new(vm, given, &SHA3_256_KIND)));
static SHA3_384: NativeClass = NativeClass::new(sha3("sha3_384", |vm, _, given| new(vm, given, &SHA3_384_KIND)));
static SHA3_512: NativeClass = NativeClass::new(sha3("sha3_512", |vm, _, given| new(vm, given, &SHA3_512_KIND)));
static SHAKE_128: NativeClass = NativeClass::new(shake("shake_128", |vm, _, given| new(vm, given, &SHAKE_128_KIND)));
static SHAKE_256: NativeClass = NativeClass::new(shake("shake_256", |vm, _, given| new(vm, given, &SHAKE_256_KIND)));

const METHODS: &[NativeDef] = &[
    NativeDef::none("copy", copy),
    NativeDef::none("digest", |vm, this| {
        let digest = of(this).state.borrow().finished();
        Ok(bytes::new(vm, digest))
    }),
    NativeDef::none("hexdigest", |vm, this| {
        let digest = of(this).state.borrow().finished();
        Ok(hexadecimal(vm, &digest))
    }),
    NativeDef::one("update", update),
];

const SHAKE_METHODS: &[NativeDef] = &[
    NativeDef::none("copy", copy),
    NativeDef::keywords("digest", "length", |vm, this, bound| {
        let digest = extended(vm, this, bound)?;
        Ok(bytes::new(vm, digest))
    }),
    NativeDef::keywords("hexdigest", "length", |vm, this, bound| {
        let digest = extended(vm, this, bound)?;
        Ok(hexadecimal(vm, &digest))
    }),
    NativeDef::one("update", update),
];

const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("block_size", |_, this| Ok(Value::index(of(this).kind.block_size))),
    GetSet::read_only("digest_size", |_, this| Ok(Value::index(of(this).digest_size))),
    GetSet::read_only("name", |vm, this| Ok(vm.new_str(of(this).kind.name).into_value())),
];

const SHA3_ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("_capacity_bits", |_, this| Ok(Value::index(1600 - of(this).kind.block_size * 8))),
    GetSet::read_only("_rate_bits", |_, this| Ok(Value::index(of(this).kind.block_size * 8))),
    GetSet::read_only("_suffix", |vm, this| {
        // The bits behind the message: 01 for a hash, 1111 for output of any length.
        let suffix = if of(this).kind.digest_size == 0 { 0x1f } else { 0x06 };
        Ok(bytes::new(vm, vec![suffix]))
    }),
    GetSet::read_only("block_size", |_, this| Ok(Value::index(of(this).kind.block_size))),
    GetSet::read_only("digest_size", |_, this| Ok(Value::index(of(this).digest_size))),
    GetSet::read_only("name", |vm, this| Ok(vm.new_str(of(this).kind.name).into_value())),
];

const fn without_new(module: &'static str, name: &'static str) -> ClassSpec {
    ClassSpec {
        module,
        flags: ClassFlags::HEAP_TYPE,
        methods: METHODS,
        getset: ATTRIBUTES,
        ..ClassSpec::new(name, Layout::of::<Hash>())
    }
}

const fn sha3(name: &'static str, new: fn(&mut Vm, &Py<Class>, Arguments<'_>) -> PyResult) -> ClassSpec {
    ClassSpec {
        module: "_sha3",
        flags: ClassFlags::HEAP_TYPE,
        slots: Slots { new: Some(new), ..Slots::EMPTY },
        methods: METHODS,
        getset: SHA3_ATTRIBUTES,
        ..ClassSpec::new(name, Layout::of::<Hash>())
    }
}

const fn shake(name: &'static str, new: fn(&mut Vm, &Py<Class>, Arguments<'_>) -> PyResult) -> ClassSpec {
    ClassSpec { methods: SHAKE_METHODS, ..sha3(name, new) }
}

fn of(this: &Value) -> &Hash {
    this.expect::<Hash>()
}

/// A function that makes a hash: `md5(data=b'', *, usedforsecurity=True, string=None)`.
fn made(vm: &mut Vm, bound: &[Slot], kind: &'static Kind) -> PyResult {
    let [data, _, string] = bound else { return Ok(Value::NONE) };
    begin(vm, data.as_ref(), string.as_ref(), kind)
}

/// The same by calling a class.
fn new(vm: &mut Vm, given: Arguments<'_>, kind: &'static Kind) -> PyResult {
    let bound = arguments::bind(vm, kind.name, GIVEN, given)?;
    made(vm, &bound, kind)
}

fn begin(vm: &mut Vm, data: Option<&Value>, string: Option<&Value>, kind: &'static Kind) -> PyResult {
    let mut state = (kind.begin)();
    if let Some(data) = input(vm, data, string)? {
        state.update(&data);
    }
    let hash = Hash { kind, digest_size: kind.digest_size, state: RefCell::new(state) };
    let class = kind.class.of(vm);
    Ok(vm.heap.alloc(&class, hash).into_value())
}

/// The first bytes, which have two names.
fn input(vm: &mut Vm, data: Option<&Value>, string: Option<&Value>) -> PyResult<Option<Vec<u8>>> {
    match (data, string.filter(|string| !string.is_none())) {
        (Some(_), Some(_)) => Err(vm.type_error(
            "'data' and 'string' are mutually exclusive and support for 'string' keyword parameter is slated for removal \
             in a future version.",
        )),
        (Some(given), None) | (None, Some(given)) => content(vm, given).map(Some),
        (None, None) => Ok(None),
    }
}

/// TypeError "Strings must be encoded before hashing", "object supporting the buffer API required".
fn content(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if value.has::<Str>() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    if bytes::view(vm, value).is_none()
        && !bytes::has_python_buffer(vm, value)
        && value.kind() != Some(crate::object::Kind::MemoryView)
    {
        return Err(vm.type_error("object supporting the buffer API required"));
    }
    bytes::required(vm, value)
}

fn update(vm: &mut Vm, this: &Value, data: &Value) -> PyResult {
    let data = content(vm, data)?;
    of(this).state.borrow_mut().update(&data);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, this: &Value) -> PyResult {
    let hash = of(this);
    let (kind, digest_size, state) = (hash.kind, hash.digest_size, hash.state.borrow().copied());
    let class = vm.class_of(this).clone();
    Ok(vm.heap.alloc(&class, Hash { kind, digest_size, state: RefCell::new(state) }).into_value())
}

/// A digest of the length that the caller wants.
fn extended(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult<Vec<u8>> {
    let [Some(length)] = bound else { return Ok(Vec::new()) };
    let length = unsigned(vm, length)?;
    if length >= 1 << 29 {
        return Err(vm.value_error("length is too large"));
    }
    let digest = of(this).state.borrow().extended(length as usize);
    Ok(digest)
}

/// A number that is not negative.
fn unsigned(vm: &mut Vm, value: &Value) -> PyResult<u64> {
    let number = number::unsigned_argument(vm, value)?;
    number.ok_or_else(|| vm.overflow_error("Python int too large to convert to C unsigned long"))
}

fn hexadecimal(vm: &mut Vm, digest: &[u8]) -> Value {
    vm.new_str_ascii(&bytes_methods::hex(digest, None)).into_value()
}
