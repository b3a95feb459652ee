//! `MultibyteCodec`: an encoding as `codecs` wants it, a pair of functions without state.

use std::cell::Cell;
use std::rc::Rc;

use super::NativeClass;
use super::convert::{self, End, Errors};
use crate::object::{ClassFlags, Layout, Slot, Str, Value, payload};
use crate::protocol::{attribute, repr};
use crate::text::multibyte::Encoding;
use crate::types::bytes;
use crate::types::class::{ClassSpec, NativeDef, Slots};
use crate::types::codec::plain_name;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_multibytecodec",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { getattro: Some(attribute::generic_get), ..Slots::EMPTY },
    methods: &[
        NativeDef::keywords("encode", "input, errors=None", encode),
        NativeDef::keywords("decode", "input, errors=None", decode),
    ],
    ..ClassSpec::new("MultibyteCodec", Layout::of::<MultibyteCodec>())
})
.hidden();

/// An encoding and its name.
#[derive(Clone)]
pub struct Codec {
    /// The name that exceptions carry.
    pub name: &'static str,
    /// The encoding.
    pub encoding: Rc<dyn Encoding>,
}

/// What `getcodec` gives.
pub struct MultibyteCodec {
    /// The encoding.
    pub codec: Codec,
    /// The module it is from.
    module: Value,
}

payload! { MultibyteCodec: AtBirth, size 32;
    references { module }
}

impl MultibyteCodec {
    /// A codec of a module.
    pub fn create(vm: &mut Vm, name: &'static str, encoding: Rc<dyn Encoding>, module: &Value) -> Value {
        let (class, codec) = (CLASS.of(vm), Codec { name, encoding });
        vm.heap.alloc(&class, MultibyteCodec { codec, module: module.clone() }).into_value()
    }
}

/// The `errors` of a function.
fn errors_argument(vm: &mut Vm, function: &str, errors: Option<&Value>) -> PyResult<Errors> {
    let Some(errors) = errors.filter(|errors| !errors.is_none()) else { return Ok(Errors::Strict) };
    let Some(name) = errors.cast::<Str>().cloned() else {
        let class = vm.class_name(errors);
        return Err(vm.type_error(format!("{function}() argument 'errors' must be str or None, not {class}")));
    };
    let name = plain_name(vm, &name)?;
    Ok(Errors::of(vm, &name))
}

/// `encode(input, errors=None)`: of what is no text, `str(input)`.
fn encode(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(input), errors] = bound else { return Ok(Value::NONE) };
    let errors = errors_argument(vm, "encode", errors.as_ref())?;
    let codec = this.expect::<MultibyteCodec>().codec.clone();
    let text = repr::str(vm, input)?;
    let state = Cell::new(codec.encoding.encoder_state());
    let encoded = convert::encode(vm, &codec, &state, &text, &errors, End::Reset)?;
    let data = bytes::new(vm, encoded.data);
    Ok(vm.new_tuple(vec![data, Value::index(text.len())]).into_value())
}

/// `decode(input, errors=None)`
fn decode(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let [Some(input), errors] = bound else { return Ok(Value::NONE) };
    let data = bytes::required(vm, input)?;
    let errors = errors_argument(vm, "decode", errors.as_ref())?;
    let codec = this.expect::<MultibyteCodec>().codec.clone();
    let state = Cell::new(codec.encoding.decoder_state());
    let mut exception = None;
    let mut decoding = convert::Decoding::new(&codec, &state, &data, &mut exception);
    decoding.advance(vm, &errors, convert::Rest::Fault)?;
    let text = vm.new_str_bytes(&decoding.text).into_value();
    Ok(vm.new_tuple(vec![text, Value::index(data.len())]).into_value())
}
