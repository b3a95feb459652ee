//! `UnicodeEncodeError`, `UnicodeDecodeError`, `UnicodeTranslateError`: which characters or bytes could not be
//! converted, and why.

use super::{Exception, Family, Field, base, convert, derived, fields};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::number;
use crate::text::wtf8;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{Arguments, ClassSpec, GetSet, NewFrom, Slots};
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm};

const GETSET: &[GetSet] = &[
    fields::member::<{ Field::Encoding as usize }>(),
    fields::member::<{ Field::Object as usize }>(),
    number_member("start", get_number::<{ Field::Start as usize }>, set_number::<{ Field::Start as usize }>),
    number_member("end", get_number::<{ Field::End as usize }>, set_number::<{ Field::End as usize }>),
    fields::member::<{ Field::Reason as usize }>(),
];

/// The declaration of `UnicodeEncodeError`.
pub const UNICODE_ENCODE_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::UnicodeEncode),
    slots: Slots { init: Some(init_encode), str: Some(str_encode), ..Slots::EMPTY },
    new_from: NewFrom::BaseListed,
    getset: GETSET,
    ..derived("UnicodeEncodeError")
};

/// The declaration of `UnicodeDecodeError`.
pub const UNICODE_DECODE_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::UnicodeDecode),
    slots: Slots { init: Some(init_decode), str: Some(str_decode), ..Slots::EMPTY },
    new_from: NewFrom::BaseListed,
    getset: GETSET,
    ..derived("UnicodeDecodeError")
};

/// The declaration of `UnicodeTranslateError`.
pub const UNICODE_TRANSLATE_ERROR: ClassSpec = ClassSpec {
    family: Some(Family::UnicodeTranslate),
    slots: Slots { init: Some(init_translate), str: Some(str_translate), ..Slots::EMPTY },
    new_from: NewFrom::BaseListed,
    getset: GETSET,
    ..derived("UnicodeTranslateError")
};

const fn number_member(
    name: &'static str,
    get: fn(&mut Vm, &Value) -> PyResult,
    set: fn(&mut Vm, &Value, Slot) -> PyResult<()>,
) -> GetSet {
    GetSet::new(name, get, set).member()
}

fn get_number<const FIELD: usize>(vm: &mut Vm, this: &Value) -> PyResult {
    Ok(fields::get(vm, this.expect::<Exception>(), Field::ALL[FIELD]).unwrap_or(Value::index(0)))
}

fn set_number<const FIELD: usize>(vm: &mut Vm, this: &Value, new: Slot) -> PyResult<()> {
    match new {
        None => Err(vm.type_error("can't delete numeric/char attribute")),
        Some(number) if Number::of(&number).is_some() => {
            let number = ssize(vm, &number)?;
            fields::set(vm, this.expect::<Exception>(), Field::ALL[FIELD], Some(number));
            Ok(())
        }
        Some(_) => Err(vm.type_error("an integer is required")),
    }
}

fn as_number(value: &Value) -> i64 {
    Number::of(value).and_then(Number::to_i64).unwrap_or_default()
}

/// A position: TypeError "'float' object cannot be interpreted as an integer", OverflowError beyond a word.
fn ssize(vm: &mut Vm, value: &Value) -> PyResult {
    let number = number::ssize_argument(vm, value)?;
    Ok(int::from_i64(vm, number as i64))
}

/// Reads `(start, end, reason)` from the arguments at `first`.
fn store_range(vm: &mut Vm, exception: &Py<Exception>, given: &[Value], first: usize) -> PyResult<()> {
    let start = ssize(vm, &given[first])?;
    let end = ssize(vm, &given[first + 1])?;
    let reason = convert::text_argument(vm, &given[first + 2], first + 3)?;
    fields::set(vm, exception, Field::Start, Some(start));
    fields::set(vm, exception, Field::End, Some(end));
    fields::set(vm, exception, Field::Reason, Some(reason.into_value()));
    Ok(())
}

fn exactly<'a>(vm: &mut Vm, this: &Value, arguments: Arguments<'a>, count: usize) -> PyResult<&'a [Value]> {
    base::init(vm, this, arguments)?;
    let given = arguments.positional();
    if given.len() == count { Ok(given) } else { Err(convert::wrong_tuple_size(vm, "exactly", count, given.len())) }
}

fn init_encode(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let given = exactly(vm, this, arguments, 5)?;
    let exception = this.expect::<Exception>();
    let encoding = convert::text_argument(vm, &given[0], 1)?;
    let object = convert::text_argument(vm, &given[1], 2)?;
    store_range(vm, exception, given, 2)?;
    fields::set(vm, exception, Field::Encoding, Some(encoding.into_value()));
    fields::set(vm, exception, Field::Object, Some(object.into_value()));
    Ok(())
}

fn init_decode(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let given = exactly(vm, this, arguments, 5)?;
    let exception = this.expect::<Exception>();
    let encoding = convert::text_argument(vm, &given[0], 1)?;
    store_range(vm, exception, given, 2)?;
    let object = if given[1].has::<Bytes>() {
        given[1].clone()
    } else {
        let data = bytes::required(vm, &given[1])?;
        bytes::new(vm, data)
    };
    fields::set(vm, exception, Field::Encoding, Some(encoding.into_value()));
    fields::set(vm, exception, Field::Object, Some(object));
    Ok(())
}

fn init_translate(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let given = exactly(vm, this, arguments, 4)?;
    let exception = this.expect::<Exception>();
    let object = convert::text_argument(vm, &given[0], 1)?;
    store_range(vm, exception, given, 1)?;
    fields::set(vm, exception, Field::Object, Some(object.into_value()));
    Ok(())
}

/// The parts every text form needs; `None` for an exception whose `__init__` never ran.
struct Shown {
    encoding: String,
    object: Value,
    reason: String,
    start: i64,
    end: i64,
}

/// What is to be shown; `None` for an exception whose `__init__` never ran. The object
/// is looked at once more after the texts have been made, which may have run code that changed it.
fn shown(vm: &mut Vm, this: &Value, wanted: Wanted) -> PyResult<Option<Shown>> {
    let exception = this.expect::<Exception>();
    if fields::get(vm, exception, Field::Object).is_none() {
        return Ok(None);
    }
    let reason = text_of(vm, exception, Field::Reason)?;
    let encoding = if exception.family == Family::UnicodeTranslate {
        String::new()
    } else {
        text_of(vm, exception, Field::Encoding)?
    };
    let [object, start, end] = [Field::Object, Field::Start, Field::End].map(|field| fields::get(vm, exception, field));
    let Some(object) = object else { return Err(vm.type_error("UnicodeError 'object' attribute is not set")) };
    let (is_right, kind) = match wanted {
        Wanted::Str => (object.has::<Str>(), "string"),
        Wanted::Bytes => (object.has::<Bytes>(), "bytes"),
    };
    if !is_right {
        return Err(vm.type_error(format!("UnicodeError 'object' attribute must be a {kind}")));
    }
    let number = |slot: Slot| slot.as_ref().map_or(0, as_number);
    Ok(Some(Shown { encoding, object, reason, start: number(start), end: number(end) }))
}

/// What the object of an error has to be.
#[derive(Clone, Copy)]
enum Wanted {
    Str,
    Bytes,
}

fn text_of(vm: &mut Vm, exception: &Py<Exception>, field: Field) -> PyResult<String> {
    match fields::get(vm, exception, field) {
        Some(value) => Ok(convert::to_str(vm, &value)?.to_string_lossy().into_owned()),
        None => Ok("<NULL>".to_owned()),
    }
}

/// The only character of the range, as an escape.
fn single_character(shown: &Shown) -> Option<String> {
    let text = shown.object.cast::<Str>()?;
    if shown.end != shown.start.wrapping_add(1) {
        return None;
    }
    let index = usize::try_from(shown.start).ok().filter(|&index| index < text.len())?;
    let code = wtf8::Text::with_len(text.as_bytes(), text.len()).get(index)?;
    Some(match code {
        0..0x100 => format!("\\x{code:02x}"),
        0x100..0x1_0000 => format!("\\u{code:04x}"),
        _ => format!("\\U{code:08x}"),
    })
}

fn str_encode(vm: &mut Vm, this: &Value) -> PyResult {
    let Some(shown) = shown(vm, this, Wanted::Str)? else { return Ok(vm.names.empty.to_value()) };
    let Shown { encoding, reason, start, end, .. } = &shown;
    let text = if let Some(character) = single_character(&shown) {
        format!("'{encoding}' codec can't encode character '{character}' in position {start}: {reason}")
    } else {
        let last = end.wrapping_sub(1);
        format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}")
    };
    Ok(vm.new_str(text).into_value())
}

fn str_translate(vm: &mut Vm, this: &Value) -> PyResult {
    let Some(shown) = shown(vm, this, Wanted::Str)? else { return Ok(vm.names.empty.to_value()) };
    let Shown { reason, start, end, .. } = &shown;
    let text = if let Some(character) = single_character(&shown) {
        format!("can't translate character '{character}' in position {start}: {reason}")
    } else {
        let last = end.wrapping_sub(1);
        format!("can't translate characters in position {start}-{last}: {reason}")
    };
    Ok(vm.new_str(text).into_value())
}

fn str_decode(vm: &mut Vm, this: &Value) -> PyResult {
    let Some(shown) = shown(vm, this, Wanted::Bytes)? else { return Ok(vm.names.empty.to_value()) };
    let Shown { encoding, reason, start, end, object } = &shown;
    let at = usize::try_from(*start).ok().filter(|_| *end == start.wrapping_add(1));
    let byte = at.and_then(|at| object.cast::<Bytes>()?.data.get(at).copied());
    let text = if let Some(byte) = byte {
        format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
    } else {
        let last = end.wrapping_sub(1);
        format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}")
    };
    Ok(vm.new_str(text).into_value())
}
