//! `_hashlib`: what CPython has from OpenSSL, by the same crates as the other hashes.

use std::cell::RefCell;

use super::algorithms::{ALL, Algorithm};
use super::mac::{self, HMAC};
use super::{ATTRIBUTES, GIVEN, Hash, METHODS, content, hexadecimal, input, of};
use crate::native::operator_::compare_digest;
use crate::native::{ModuleSpec, NativeClass, exception_of, new_exception, set};
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Value};
use crate::protocol::{self, number};
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::native::NativeFunction;
use crate::types::{bytes, mapping_proxy};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `_hashlib`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_hashlib",
    functions: &[
        NativeDef::keywords("new", "name, data=b'', *, usedforsecurity=True, string=None", |vm, _, bound| {
            let [Some(name), data, _, string] = bound else { return Ok(Value::NONE) };
            let algorithm = named(vm, "new", "name", name)?;
            begin(vm, data.as_ref(), string.as_ref(), algorithm)
        }),
        NativeDef::keywords("openssl_md5", GIVEN, |vm, _, bound| made(vm, bound, "md5")),
        NativeDef::keywords("openssl_sha1", GIVEN, |vm, _, bound| made(vm, bound, "sha1")),
        NativeDef::keywords("openssl_sha224", GIVEN, |vm, _, bound| made(vm, bound, "sha224")),
        NativeDef::keywords("openssl_sha256", GIVEN, |vm, _, bound| made(vm, bound, "sha256")),
        NativeDef::keywords("openssl_sha384", GIVEN, |vm, _, bound| made(vm, bound, "sha384")),
        NativeDef::keywords("openssl_sha512", GIVEN, |vm, _, bound| made(vm, bound, "sha512")),
        NativeDef::keywords("openssl_sha3_224", GIVEN, |vm, _, bound| made(vm, bound, "sha3_224")),
        NativeDef::keywords("openssl_sha3_256", GIVEN, |vm, _, bound| made(vm, bound, "sha3_256")),
        NativeDef::keywords("openssl_sha3_384", GIVEN, |vm, _, bound| made(vm, bound, "sha3_384")),
        NativeDef::keywords("openssl_sha3_512", GIVEN, |vm, _, bound| made(vm, bound, "sha3_512")),
        NativeDef::keywords("openssl_shake_128", GIVEN, |vm, _, bound| made(vm, bound, "shake_128")),
        NativeDef::keywords("openssl_shake_256", GIVEN, |vm, _, bound| made(vm, bound, "shake_256")),
        NativeDef::keywords("hmac_new", "key, msg=b'', digestmod=None", |vm, _, bound| {
            let [Some(key), message, digest] = bound else { return Ok(Value::NONE) };
            let key = bytes::required(vm, key)?;
            let Some(digest) = digest else {
                return Err(vm.type_error("Missing required parameter 'digestmod'."));
            };
            let algorithm = of_digest(vm, digest)?;
            mac::create(vm, &HMAC, algorithm, &key, message.as_ref())
        }),
        NativeDef::keywords("hmac_digest", "key, msg, digest", |vm, _, bound| {
            let [Some(key), Some(message), Some(digest)] = bound else { return Ok(Value::NONE) };
            let (key, message) = (bytes::required(vm, key)?, bytes::required(vm, message)?);
            let algorithm = of_digest(vm, digest)?;
            mac::check(vm, algorithm)?;
            Ok(mac::digest(vm, algorithm, &key, &message))
        }),
        NativeDef::keywords("pbkdf2_hmac", "hash_name, password, salt, iterations, dklen=None", derive),
        NativeDef::keywords("scrypt", "password, *, salt, n, r, p, maxmem=0, dklen=64", scrypt),
        NativeDef::positional("compare_digest", 2, 2, compare_digest),
        NativeDef::none("get_fips_mode", |_, _| Ok(Value::index(0))),
    ],
    classes: &[&HASH, &HASHXOF, &HMAC],
    init: Some(init),
};

const FLAGS: ClassFlags = ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE);

/// The declaration of `_hashlib.HASH`.
pub(super) static HASH: NativeClass = NativeClass::new(ClassSpec {
    module: "_hashlib",
    flags: FLAGS,
    slots: Slots {
        repr: Some(|vm, this| {
            let class = vm.class_of(this).clone();
            let (name, class) = (of(this).kind.name, vm.full_name(&class));
            Ok(vm.new_str(format!("<{name} {class} object @ {:#x}>", this.bits())).into_value())
        }),
        ..Slots::EMPTY
    },
    methods: METHODS,
    getset: ATTRIBUTES,
    ..ClassSpec::new("HASH", Layout::of::<Hash>())
});

/// The declaration of `_hashlib.HASHXOF`: a hash whose digests are as long as one wants.
static HASHXOF: NativeClass = NativeClass::below(
    &HASH,
    ClassSpec {
        module: "_hashlib",
        flags: FLAGS,
        methods: &[
            NativeDef::keywords("digest", "length", |vm, this, bound| match extended(vm, this, bound)? {
                Some(digest) => Ok(bytes::new(vm, digest)),
                None => {
                    let text = "Negative size passed to PyBytes_FromStringAndSize";
                    Err(vm.raise_message(|types| &types.system_error, text))
                }
            }),
            NativeDef::keywords("hexdigest", "length", |vm, this, bound| match extended(vm, this, bound)? {
                Some(digest) => Ok(hexadecimal(vm, &digest)),
                None => Err(vm.memory_error()),
            }),
        ],
        getset: &[GetSet::read_only("digest_size", |_, _| Ok(Value::index(0)))],
        ..ClassSpec::new("HASHXOF", Layout::of::<Hash>())
    },
);

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    super::init(vm, namespace)?;
    let base = vm.types.value_error.clone();
    let error = new_exception(vm, "_hashlib", "UnsupportedDigestmodError", &base)?;
    set(vm, namespace, "UnsupportedDigestmodError", error);
    let (constructors, mut names) = (vm.new_dict(), Vec::new());
    for algorithm in &ALL {
        let name = vm.intern(algorithm.kind.name);
        names.push(name.to_value());
        let function = vm.intern(&format!("openssl_{}", algorithm.kind.name));
        if let Some(function) = namespace.get_str(&vm.heap, &function).cloned() {
            drop(constructors.set(vm, function, name.into_value())?);
        }
    }
    let constructors = mapping_proxy::create(vm, constructors.into_value());
    set(vm, namespace, "_constructors", constructors);
    let (class, names) = (vm.types.frozenset.to_value(), List::create(vm, names).into_value());
    let names = protocol::call(vm, &class, &[names])?;
    set(vm, namespace, "openssl_md_meth_names", names);
    Ok(())
}

/// UnsupportedDigestmodError.
#[cold]
fn unsupported(vm: &mut Vm, text: &str) -> Raised {
    let class = exception_of(vm, "_hashlib", "UnsupportedDigestmodError");
    let class = class.unwrap_or_else(|| vm.types.value_error.clone());
    let text = vm.new_str(text).into_value();
    match protocol::call(vm, class.as_value(), &[text]) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}

/// The algorithm that an argument names.
fn named(vm: &mut Vm, function: &str, parameter: &str, name: &Value) -> PyResult<&'static Algorithm> {
    let Some(name) = name.cast::<Str>().cloned() else {
        let class = if name.is_none() { "None".to_owned() } else { vm.class_name(name) };
        return Err(vm.type_error(format!("{function}() argument '{parameter}' must be str, not {class}")));
    };
    known(vm, &name)
}

fn known(vm: &mut Vm, name: &Py<Str>) -> PyResult<&'static Algorithm> {
    let text = crate::types::codec::encode(vm, name, None, None)?;
    if text.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    let found = std::str::from_utf8(&text).ok().and_then(Algorithm::find);
    found.ok_or_else(|| unsupported(vm, "[digital envelope routines] unsupported"))
}

/// The algorithm of a name or of the function of this module that makes its hashes.
fn of_digest(vm: &mut Vm, digest: &Value) -> PyResult<&'static Algorithm> {
    if let Some(name) = digest.cast::<Str>().cloned() {
        return known(vm, &name);
    }
    let function = digest.cast::<NativeFunction>().and_then(|function| function.def.name.strip_prefix("openssl_"));
    if let Some(algorithm) = function.and_then(Algorithm::find) {
        return Ok(algorithm);
    }
    let shown = protocol::repr::repr(vm, digest)?.to_string_lossy().into_owned();
    Err(unsupported(vm, &format!("Unsupported digestmod {shown}")))
}

fn made(vm: &mut Vm, bound: &[Slot], name: &str) -> PyResult {
    let ([data, _, string], Some(algorithm)) = (bound, Algorithm::find(name)) else { return Ok(Value::NONE) };
    begin(vm, data.as_ref(), string.as_ref(), algorithm)
}

fn begin(vm: &mut Vm, data: Option<&Value>, string: Option<&Value>, algorithm: &Algorithm) -> PyResult {
    let kind = algorithm.kind;
    let mut state = (kind.begin)();
    if let Some(data) = input(vm, data, string)? {
        state.update(&data);
    }
    let class = if kind.digest_size == 0 { HASHXOF.of(vm) } else { HASH.of(vm) };
    let hash = Hash { kind, digest_size: kind.digest_size, state: RefCell::new(state) };
    Ok(vm.heap.alloc(&class, hash).into_value())
}

/// A digest of the length that the caller wants; `None` if that is negative.
fn extended(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult<Option<Vec<u8>>> {
    let [Some(length)] = bound else { return Ok(None) };
    let Ok(length) = usize::try_from(number::ssize_argument(vm, length)?) else { return Ok(None) };
    room(vm, length)?;
    let digest = of(this).state.borrow().extended(length);
    Ok(Some(digest))
}

/// MemoryError if there is no room for so many bytes.
fn room(vm: &mut Vm, length: usize) -> PyResult<()> {
    Vec::<u8>::new().try_reserve_exact(length).map_err(|_| vm.memory_error())
}

fn long(vm: &mut Vm, value: &Value) -> PyResult<i64> {
    crate::native::posix::arguments::long(vm, value)
}

fn derive(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(name), Some(password), Some(salt), Some(iterations), length] = bound else { return Ok(Value::NONE) };
    if !name.has::<Str>() {
        named(vm, "pbkdf2_hmac", "hash_name", name)?;
    }
    let (password, salt) = (bytes::required(vm, password)?, bytes::required(vm, salt)?);
    let iterations = long(vm, iterations)?;
    let algorithm = named(vm, "pbkdf2_hmac", "hash_name", name)?;
    if iterations < 1 {
        return Err(vm.value_error("iteration value must be greater than 0."));
    }
    let Ok(iterations) = i32::try_from(iterations).map(i32::cast_unsigned) else {
        return Err(vm.overflow_error("iteration value is too great."));
    };
    let length = match length.as_ref().filter(|length| !length.is_none()) {
        Some(length) => long(vm, length)?,
        None => algorithm.kind.digest_size as i64,
    };
    if length < 1 {
        return Err(vm.value_error("key length must be greater than 0."));
    }
    if length > i64::from(i32::MAX) {
        return Err(vm.overflow_error("key length is too great."));
    }
    mac::check(vm, algorithm)?;
    room(vm, length as usize)?;
    let mut key = vec![0; length as usize];
    algorithm.derive(&password, &salt, iterations, &mut key);
    Ok(bytes::new(vm, key))
}

/// The memory that `scrypt` may use if nothing is said: 32 MiB.
const USUAL_MEMORY: u128 = 32 << 20;

fn scrypt(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [Some(password), Some(salt), Some(n), Some(r), Some(p), memory, length] = bound else {
        return Ok(Value::NONE);
    };
    let (password, salt) = (bytes::required(vm, password)?, bytes::required(vm, salt)?);
    let [n, r, p] = [unsigned(vm, n)?, unsigned(vm, r)?, unsigned(vm, p)?];
    let memory = memory.as_ref().map_or(Ok(0), |memory| long(vm, memory))?;
    let length = length.as_ref().map_or(Ok(64), |length| long(vm, length))?;
    if n < 2 || !n.is_power_of_two() {
        return Err(vm.value_error("n must be a power of 2."));
    }
    let most = i64::from(i32::MAX);
    if !(0..=most).contains(&memory) {
        return Err(vm.value_error(format!("maxmem must be positive and smaller than {most}")));
    }
    if !(1..=most).contains(&length) {
        return Err(vm.value_error(format!("dklen must be greater than 0 and smaller than {most}")));
    }
    if r == 0 || p == 0 {
        return Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem."));
    }
    let (Ok(blocks), Ok(lanes)) = (u32::try_from(r), u32::try_from(p)) else {
        return Err(vm.value_error("[digital envelope routines] parameter too large"));
    };
    let [n_bytes, r, p] = [n, r, p].map(u128::from);
    let needed = p * 128 * r + 128 * r * (n_bytes + 2);
    let allowed = if memory == 0 { USUAL_MEMORY } else { memory as u128 };
    let exponent = n.trailing_zeros() as u8;
    let parameters = scrypt::Params::new(exponent, blocks, lanes);
    let (Ok(parameters), true) = (parameters, needed <= allowed) else {
        return Err(vm.value_error("[digital envelope routines] memory limit exceeded"));
    };
    room(vm, length as usize)?;
    let mut key = vec![0; length as usize];
    match scrypt::scrypt(&password, &salt, &parameters, &mut key) {
        Ok(()) => Ok(bytes::new(vm, key)),
        Err(_) => Err(vm.value_error("Invalid parameter combination for n, r, p, maxmem.")),
    }
}

fn unsigned(vm: &mut Vm, value: &Value) -> PyResult<u64> {
    let number = number::unsigned_argument(vm, value)?;
    number.ok_or_else(|| vm.overflow_error("Python int too large for C unsigned long"))
}

/// The bytes of a message, None for none.
pub(super) fn message(vm: &mut Vm, message: Option<&Value>) -> PyResult<Vec<u8>> {
    match message.filter(|message| !message.is_none()) {
        Some(message) => content(vm, message),
        None => Ok(Vec::new()),
    }
}
