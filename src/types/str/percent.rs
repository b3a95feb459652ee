//! `%`: formatting of str and, by the same driver, of bytes.

use crate::object::{Kind, Str, Tuple, Value};
use crate::protocol::{self, number, subscript};
use crate::text::percent::{self, Arguments, Conversion, Event, PercentError, Reader};
use crate::text::percent_write;
use crate::text::room::{Room, copied, owned, with_room};
use crate::text::str_methods::single_char;
use crate::types::class::Class;
use crate::types::int::{self, Number};
use crate::types::{bytes, float};
use crate::vm::{PyResult, Raised, Vm};

/// `text % arguments`; NotImplemented when `left` is no str.
pub(super) fn remainder(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let Some(format) = left.cast::<Str>() else { return Ok(Value::NOT_IMPLEMENTED) };
    let text = format_text(vm, format.as_bytes(), right, Flavour::Str)?;
    if let [b'%', spec @ .., b's'] = format.as_bytes()
        && !spec.contains(&b'%')
        && let Some(whole) = right.cast::<Str>().filter(|whole| whole.as_bytes() == text)
        && vm.is_exactly(right, &vm.types.str)
    {
        // The only thing written is the operand itself.
        return Ok(whole.to_value());
    }
    Ok(vm.new_str_bytes(&text).into_value())
}

/// What is being formatted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// A str, which knows `%s %r %a` as text.
    Str,
    /// Bytes, which know `%b` (and `%s`) as bytes.
    Bytes,
}

/// The arguments not yet used.
struct Supply<'a> {
    /// The operand.
    whole: &'a Value,
    /// Its items, when it is a tuple; else itself.
    items: &'a [Value],
    next: usize,
    /// What the last `%(key)` looked up.
    keyed: Option<Value>,
    /// Whether there was a `%(key)`: from then on only what it looked up is there.
    any_key: bool,
    mapping: bool,
}

impl Supply<'_> {
    fn take(&mut self) -> Result<Value, PercentError> {
        if let Some(value) = self.keyed.take() {
            return Ok(value);
        }
        let item = if self.any_key { None } else { self.items.get(self.next) };
        let value = item.cloned().ok_or(PercentError::NotEnoughArguments)?;
        self.next += 1;
        Ok(value)
    }
}

fn refuse(vm: &mut Vm, error: &PercentError) -> Raised {
    number::raise_text(vm, error.kind(), error)
}

/// Whether `%(key)s` may look things up in the operand, and unused arguments are no error.
fn is_mapping(vm: &Vm, value: &Value, flavour: Flavour) -> bool {
    if value.has::<Tuple>() {
        return false;
    }
    let text = match flavour {
        Flavour::Str => value.has::<Str>(),
        Flavour::Bytes => matches!(value.kind(), Some(Kind::Str | Kind::Bytes | Kind::ByteArray)),
    };
    !text && vm.class_of(value).slots(&vm.heap).getitem.is_some()
}

/// `format % whole`, as WTF-8 or bytes.
pub fn format_text(vm: &mut Vm, format: &[u8], whole: &Value, flavour: Flavour) -> PyResult<Vec<u8>> {
    let mapping = is_mapping(vm, whole, flavour);
    let items = match whole.cast::<Tuple>() {
        Some(tuple) => tuple.items(),
        None => std::slice::from_ref(whole),
    };
    let mut supply = Supply { whole, items, next: 0, keyed: None, any_key: false, mapping };
    let mut reader = Reader::new(format, if mapping { Arguments::Mapping } else { Arguments::Positional });
    let mut out = with_room(format.len() + 16);
    loop {
        let event = match reader.next_event() {
            Ok(Some(event)) => event,
            Ok(None) => break,
            Err(error) => return Err(refuse(vm, &error)),
        };
        match event {
            Event::Literal(text) => out.put_all(text),
            Event::Key(key) => {
                let key = match flavour {
                    Flavour::Str => vm.new_str_bytes(key).into_value(),
                    Flavour::Bytes => bytes::new(vm, key),
                };
                supply.keyed = Some(subscript::get(vm, supply.whole, &key)?);
                supply.any_key = true;
            }
            Event::StarWidth => {
                let width = star(vm, &mut supply, &PercentError::StarTooLarge)?;
                reader.set_width(width).map_err(|error| refuse(vm, &error))?;
            }
            Event::StarPrecision => {
                let precision = star(vm, &mut supply, &PercentError::StarPrecisionTooLarge)?;
                match i32::try_from(precision) {
                    Ok(precision) => reader.set_precision(precision),
                    Err(_) => return Err(refuse(vm, &PercentError::StarPrecisionTooLarge)),
                }
            }
            Event::Conversion(conversion) => {
                let value = match supply.take() {
                    Ok(value) => value,
                    Err(error) => return Err(refuse(vm, &error)),
                };
                write(vm, &mut out, &value, &conversion, flavour)?;
            }
        }
    }
    if supply.next < items.len() && !supply.any_key && !supply.mapping {
        let place = match flavour {
            Flavour::Str => "string",
            Flavour::Bytes => "bytes",
        };
        return Err(vm.type_error(format!("not all arguments converted during {place} formatting")));
    }
    Ok(out)
}

fn star(vm: &mut Vm, supply: &mut Supply<'_>, too_large: &PercentError) -> PyResult<i64> {
    let value = match supply.take() {
        Ok(value) => value,
        Err(error) => return Err(refuse(vm, &error)),
    };
    match Number::of(&value) {
        Some(Number::Small(small)) => Ok(small),
        Some(Number::Big(_)) => Err(refuse(vm, too_large)),
        None => Err(refuse(vm, &PercentError::StarWantsInt)),
    }
}

fn write(vm: &mut Vm, out: &mut Vec<u8>, value: &Value, conversion: &Conversion, flavour: Flavour) -> PyResult<()> {
    if flavour == Flavour::Bytes && matches!(u8::try_from(conversion.code), Ok(b'b' | b's' | b'c')) {
        return write_bytes(vm, out, value, conversion);
    }
    if let Err(error) = conversion.check() {
        return Err(refuse(vm, &error));
    }
    let code = conversion.code as u8;
    let written = match code {
        b's' => {
            let text = protocol::str(vm, value)?;
            percent_write::write_str(out, text.as_bytes(), conversion)
        }
        b'r' if flavour == Flavour::Str => {
            let text = protocol::repr(vm, value)?;
            percent_write::write_str(out, text.as_bytes(), conversion)
        }
        b'r' | b'a' => {
            let text = protocol::ascii(vm, value)?;
            percent_write::write_str(out, text.as_bytes(), conversion)
        }
        b'c' => write_char(vm, out, value, conversion)?,
        b'e' | b'E' | b'f' | b'F' | b'g' | b'G' => match number::as_f64_optional(vm, value)? {
            Some(number) => percent_write::write_float(out, number, conversion),
            None if flavour == Flavour::Bytes => {
                let name = vm.class_name(value);
                return Err(vm.type_error(format!("float argument required, not {name}")));
            }
            None => Err(PercentError::MustBeRealNumber { type_name: vm.class_name(value) }),
        },
        _ => {
            let converted;
            let number = match Number::of(value) {
                Some(number) => number,
                None => {
                    converted = integer(vm, value, code)?;
                    int::number(&converted)
                }
            };
            percent_write::write_int(out, number.as_ref(), conversion, vm.max_str_digits)
        }
    };
    written.map_err(|error| refuse(vm, &error))
}

/// What is no int as the int of `%d`, which takes any real number, or of `%x`, which takes what has an index only.
fn integer(vm: &mut Vm, value: &Value, code: u8) -> PyResult {
    let conversion = char::from(code);
    let slots = vm.class_of(value).slots(&vm.heap);
    let (has_index, has_int) = (slots.index.is_some(), slots.int.is_some());
    let result = if matches!(code, b'o' | b'x' | b'X') {
        if !has_index {
            let error = PercentError::IntegerRequired { conversion, type_name: vm.class_name(value) };
            return Err(refuse(vm, &error));
        }
        number::index(vm, value)
    } else {
        if !has_index && !has_int && float::value_of(value).is_none() {
            let error = PercentError::RealNumberRequired { conversion, type_name: vm.class_name(value) };
            return Err(refuse(vm, &error));
        }
        number::int_of(vm, value)
    };
    let result = match result {
        Ok(result) => result,
        Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
            drop(vm.take_raised(raised));
            let type_name = vm.class_name(value);
            let error = if matches!(code, b'o' | b'x' | b'X') {
                PercentError::IntegerRequired { conversion, type_name }
            } else {
                PercentError::RealNumberRequired { conversion, type_name }
            };
            return Err(refuse(vm, &error));
        }
        Err(raised) => return Err(raised),
    };
    Ok(result)
}

fn write_char(
    vm: &mut Vm,
    out: &mut Vec<u8>,
    value: &Value,
    conversion: &Conversion,
) -> PyResult<Result<(), PercentError>> {
    if let Some(text) = value.cast::<Str>() {
        return Ok(match single_char(text.as_bytes()) {
            Some(_) => percent_write::write_str(out, text.as_bytes(), conversion),
            None => Err(PercentError::CharRequired { given: format!("a string of length {}", text.len()) }),
        });
    }
    if !number::has_index(vm, value) {
        return Ok(Err(PercentError::CharRequired { given: full_class_name(vm, value) }));
    }
    let number = match number::index(vm, value) {
        Err(raised) if vm.raised_is(&raised, |types| &types.type_error) => {
            drop(vm.take_raised(raised));
            return Ok(Err(PercentError::CharRequired { given: full_class_name(vm, value) }));
        }
        number => number?,
    };
    let code = number::saturating_i64(int::number(&number));
    Ok(percent_write::write_char(out, code, conversion))
}

/// `%b`, `%s` and `%c` of a bytes format.
fn write_bytes(vm: &mut Vm, out: &mut Vec<u8>, value: &Value, conversion: &Conversion) -> PyResult<()> {
    let data = if conversion.code == u32::from(b'c') { single_byte(vm, value)? } else { bytes_of(vm, value)? };
    let precision = match conversion.precision {
        Some(precision) if conversion.code != u32::from(b'c') => precision.min(data.len()),
        _ => data.len(),
    };
    let data = &data[..precision];
    let padding = conversion.width.unwrap_or(0).saturating_sub(data.len());
    let left = conversion.flags.contains(percent::Flags::LEFT);
    if out.try_reserve(data.len() + padding).is_err() {
        return Err(vm.memory_error());
    }
    let pad = |out: &mut Vec<u8>, count: usize| out.resize(out.len() + count, b' ');
    pad(out, if left { 0 } else { padding });
    out.put_all(data);
    pad(out, if left { padding } else { 0 });
    Ok(())
}

fn full_class_name(vm: &mut Vm, value: &Value) -> String {
    let class = vm.class_of(value).clone();
    crate::types::class::full_name(vm, &class)
}

fn single_byte(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    let message = "%c requires an integer in range(256) or a single byte, not";
    if let Some(data) = bytes::view(vm, value) {
        if data.len() == 1 {
            return Ok(data.into_owned());
        }
        let (class, length) = (vm.class_name(value), data.len());
        return Err(vm.type_error(format!("{message} a {class} object of length {length}")));
    }
    if number::has_index(vm, value) {
        let number = number::index(vm, value);
        if let Some(number) = vm.catch(number, |types| &types.type_error)? {
            return match int::number(&number) {
                Number::Small(byte @ 0..256) => Ok(vec![byte as u8]),
                _ => Err(vm.overflow_error("%c arg not in range(256)")),
            };
        }
    }
    let class = full_class_name(vm, value);
    Err(vm.type_error(format!("{message} {class}")))
}

fn bytes_of(vm: &mut Vm, value: &Value) -> PyResult<Vec<u8>> {
    if matches!(value.kind(), Some(Kind::Bytes | Kind::ByteArray)) {
        return Ok(owned(bytes::view(vm, value).unwrap_or_default()));
    }
    let name = vm.names.bytes.clone();
    if !value.has::<Class>()
        && let Some(result) = protocol::call::call_special(vm, value, &name, &[])?
    {
        if let Some(data) = result.cast::<bytes::Bytes>() {
            return Ok(copied(&data.data));
        }
        let name = vm.class_name(&result);
        return Err(vm.type_error(format!("__bytes__ returned non-bytes (type {name})")));
    }
    if let Some(data) = bytes::read(vm, value, bytes::Request::Full)? {
        return Ok(data);
    }
    let name = vm.class_name(value);
    Err(vm.type_error(format!("%b requires a bytes-like object, or an object that implements __bytes__, not '{name}'")))
}
