//! `EncodingMap`: which byte stands for a character, of a code page given by its 256 characters.

use std::collections::{BTreeMap, BTreeSet};

use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Str, Value, payload};
use crate::text::wtf8;
use crate::types::class::{ClassSpec, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of `EncodingMap`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    flags: ClassFlags::empty(),
    methods: &[NativeDef::none("size", |_, this| Ok(Value::index(this.expect::<EncodingMap>().size())))],
    ..ClassSpec::new("EncodingMap", Layout::of::<EncodingMap>())
})
.hidden();

/// A table from characters to bytes.
pub struct EncodingMap {
    bytes: BTreeMap<u32, u8>,
}

payload! { EncodingMap: Atom;
    size(this, _heap) { this.size() }
}

/// Where the decoding text of a code page has no character.
pub(super) const UNDEFINED: u32 = 0xfffe;

impl EncodingMap {
    /// The byte of a character.
    pub(super) fn byte(&self, code: u32) -> Option<u8> {
        self.bytes.get(&code).copied()
    }

    /// Bytes that CPython's table has: one of three levels, each with those parts only that are used.
    fn size(&self) -> usize {
        let parts = |bits: u32| self.bytes.keys().map(|code| code >> bits).collect::<BTreeSet<u32>>().len();
        63 + 16 * parts(11) + 128 * parts(7)
    }
}

/// `charmap_build(text)`: a table for the text of a usual code page, else a dict.
pub(super) fn build(vm: &mut Vm, _module: &Value, text: &Value) -> PyResult {
    let Some(text) = text.cast::<Str>().filter(|text| !text.is_empty()) else {
        if text.cast::<Str>().is_some() {
            return Err(vm.raise_with(|types| &types.system_error, Vec::new()));
        }
        let class = super::shown(vm, text);
        return Err(vm.type_error(format!("charmap_build() argument must be str, not {class}")));
    };
    let codes: Vec<u32> = wtf8::code_points(text.as_bytes()).take(256).collect();
    let is_usual = codes[0] == 0 && codes[1..].iter().all(|&code| code != 0 && code <= 0xffff);
    if is_usual {
        let known = codes.iter().enumerate().filter(|(_, code)| **code != UNDEFINED);
        let map = EncodingMap { bytes: known.map(|(byte, &code)| (code, byte as u8)).collect() };
        let class = SPEC.of(vm);
        return Ok(vm.heap.alloc(&class, map).into_value());
    }
    let dict = vm.new_dict();
    for (byte, code) in codes.into_iter().enumerate() {
        drop(dict.set(vm, Value::index(code as usize), Value::index(byte))?);
    }
    Ok(dict.into_value())
}
