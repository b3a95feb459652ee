//! `_hmac`, and the class `HMAC` that it and `_hashlib` have.

use std::cell::RefCell;

use super::algorithms::{Algorithm, Mac};
use super::openssl::message;
use super::{Kind, content, hexadecimal};
use crate::native::{ModuleSpec, NativeClass, exception_of, new_exception, set};
use crate::object::{ClassFlags, Layout, Str, Value, payload};
use crate::protocol;
use crate::types::bytes;
use crate::types::class::slots::Slots;
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of `_hmac`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_hmac",
    functions: &[
        NativeDef::keywords("new", "key, msg=None, digestmod=None", |vm, _, bound| {
            let [Some(key), message, digest] = bound else { return Ok(Value::NONE) };
            let Some(digest) = digest else {
                return Err(vm.type_error("new() missing 1 required argument 'digestmod'"));
            };
            let algorithm = of_digest(vm, digest)?;
            let key = content(vm, key)?;
            create(vm, &OWN_HMAC, algorithm, &key, message.as_ref())
        }),
        NativeDef::keywords("compute_digest", "key, msg, digest", |vm, _, bound| {
            let [Some(key), Some(message), Some(digest)] = bound else { return Ok(Value::NONE) };
            let algorithm = of_digest(vm, digest)?;
            let (key, message) = (content(vm, key)?, content(vm, message)?);
            Ok(self::digest(vm, algorithm, &key, &message))
        }),
        NativeDef::positional("compute_md5", 2, 2, |vm, _, values| computed(vm, values, "md5")),
        NativeDef::positional("compute_sha1", 2, 2, |vm, _, values| computed(vm, values, "sha1")),
        NativeDef::positional("compute_sha224", 2, 2, |vm, _, values| computed(vm, values, "sha224")),
        NativeDef::positional("compute_sha256", 2, 2, |vm, _, values| computed(vm, values, "sha256")),
        NativeDef::positional("compute_sha384", 2, 2, |vm, _, values| computed(vm, values, "sha384")),
        NativeDef::positional("compute_sha512", 2, 2, |vm, _, values| computed(vm, values, "sha512")),
        NativeDef::positional("compute_sha3_224", 2, 2, |vm, _, values| computed(vm, values, "sha3_224")),
        NativeDef::positional("compute_sha3_256", 2, 2, |vm, _, values| computed(vm, values, "sha3_256")),
        NativeDef::positional("compute_sha3_384", 2, 2, |vm, _, values| computed(vm, values, "sha3_384")),
        NativeDef::positional("compute_sha3_512", 2, 2, |vm, _, values| computed(vm, values, "sha3_512")),
        NativeDef::positional("compute_blake2s_32", 2, 2, |vm, _, values| computed(vm, values, "blake2s")),
        NativeDef::positional("compute_blake2b_32", 2, 2, |vm, _, values| computed(vm, values, "blake2b")),
    ],
    classes: &[&OWN_HMAC],
    init: Some(|vm, namespace| {
        super::init(vm, namespace)?;
        let base = vm.types.value_error.clone();
        let error = new_exception(vm, "_hmac", "UnknownHashError", &base)?;
        set(vm, namespace, "UnknownHashError", error);
        Ok(())
    }),
};

/// An HMAC that is being computed.
pub struct Hmac {
    kind: &'static Kind,
    state: RefCell<Mac>,
}

payload! { Hmac: Atom; }

const METHODS: &[NativeDef] = &[
    NativeDef::none("copy", |vm, this| {
        let (kind, state) = (of(this).kind, RefCell::new(of(this).state.borrow().copied()));
        let class = vm.class_of(this).clone();
        Ok(vm.heap.alloc(&class, Hmac { kind, state }).into_value())
    }),
    NativeDef::none("digest", |vm, this| {
        let digest = of(this).state.borrow().finished();
        Ok(bytes::new(vm, digest))
    }),
    NativeDef::none("hexdigest", |vm, this| {
        let digest = of(this).state.borrow().finished();
        Ok(hexadecimal(vm, &digest))
    }),
    NativeDef::keywords("update", "msg", |vm, this, bound| {
        let [Some(message)] = bound else { return Ok(Value::NONE) };
        let message = content(vm, message)?;
        of(this).state.borrow_mut().update(&message);
        Ok(Value::NONE)
    }),
];

const ATTRIBUTES: &[GetSet] = &[
    GetSet::read_only("block_size", |_, this| Ok(Value::index(of(this).kind.block_size))),
    GetSet::read_only("digest_size", |_, this| Ok(Value::index(of(this).kind.digest_size))),
    GetSet::read_only("name", |vm, this| {
        let name = of(this).kind.name;
        Ok(vm.new_str(format!("hmac-{name}")).into_value())
    }),
];

const fn class(module: &'static str) -> ClassSpec {
    ClassSpec {
        module,
        flags: ClassFlags::HEAP_TYPE,
        slots: Slots {
            repr: Some(|vm, this| {
                let name = of(this).kind.name;
                Ok(vm.new_str(format!("<{name} HMAC object @ {:#x}>", this.bits())).into_value())
            }),
            ..Slots::EMPTY
        },
        methods: METHODS,
        getset: ATTRIBUTES,
        ..ClassSpec::new("HMAC", Layout::of::<Hmac>())
    }
}

/// The declaration of `_hashlib.HMAC`.
pub(super) static HMAC: NativeClass = NativeClass::new(class("_hashlib"));

static OWN_HMAC: NativeClass = NativeClass::new(class("_hmac"));

fn of(this: &Value) -> &Hmac {
    this.expect::<Hmac>()
}

/// ValueError for a hash whose digests have no size.
pub(super) fn check(vm: &mut Vm, algorithm: &Algorithm) -> PyResult<()> {
    if algorithm.kind.digest_size == 0 { Err(vm.value_error("no reason supplied")) } else { Ok(()) }
}

/// An object of one of the two classes.
pub(super) fn create(
    vm: &mut Vm,
    class: &'static NativeClass,
    algorithm: &Algorithm,
    key: &[u8],
    given: Option<&Value>,
) -> PyResult {
    check(vm, algorithm)?;
    let mut state = Mac::new(algorithm.kind, key);
    state.update(&message(vm, given)?);
    let class = class.of(vm);
    Ok(vm.heap.alloc(&class, Hmac { kind: algorithm.kind, state: RefCell::new(state) }).into_value())
}

/// The HMAC of a whole message.
pub(super) fn digest(vm: &mut Vm, algorithm: &Algorithm, key: &[u8], message: &[u8]) -> Value {
    let mut state = Mac::new(algorithm.kind, key);
    state.update(message);
    bytes::new(vm, state.finished())
}

fn computed(vm: &mut Vm, values: &[Value], name: &str) -> PyResult {
    let (key, message) = (content(vm, &values[0])?, content(vm, &values[1])?);
    let Some(algorithm) = Algorithm::find(name) else { return Ok(Value::NONE) };
    Ok(digest(vm, algorithm, &key, &message))
}

/// The names that the module knows, whatever their letters.
const NAMES: &[&str] = &[
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2s",
    "blake2b",
];

/// The algorithm of a name; UnknownHashError.
fn of_digest(vm: &mut Vm, digest: &Value) -> PyResult<&'static Algorithm> {
    let name = digest.cast::<Str>().and_then(|name| name.as_str().map(str::to_ascii_lowercase));
    if let Some(algorithm) = name.filter(|name| NAMES.contains(&name.as_str())).and_then(|name| Algorithm::find(&name))
    {
        return Ok(algorithm);
    }
    let shown = protocol::repr::repr(vm, digest)?.to_string_lossy().into_owned();
    let class = exception_of(vm, "_hmac", "UnknownHashError").unwrap_or_else(|| vm.types.value_error.clone());
    let text = vm.new_str(format!("unsupported hash type: {shown}")).into_value();
    match protocol::call(vm, class.as_value(), &[text]) {
        Ok(exception) => Err(vm.raise(exception)),
        Err(raised) => Err(raised),
    }
}
