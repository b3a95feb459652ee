//! Values to bytes.

use std::collections::HashMap;

use num_bigint::{BigInt, Sign};
use num_traits::Signed;
use ouropy_compiler::image;

use super::{CodeObjects, DEEPEST, Options, REFERABLE};
use crate::object::{Py, Str, Tuple, Value};
use crate::text::float_digits;
use crate::text::room::Room;
use crate::types::bytes;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::types::object;
use crate::types::slice::Slice;
use crate::types::{complex, float, set};
use crate::vm::{PyResult, Vm};

/// The bytes of a value; ValueError "unmarshallable object".
pub(super) fn write(vm: &mut Vm, value: &Value, options: Options) -> PyResult<Vec<u8>> {
    let mut writer = Writer { bytes: Vec::new(), options, places: HashMap::new(), depth: 0 };
    writer.value(vm, value)?;
    Ok(writer.bytes)
}

struct Writer {
    bytes: Vec<u8>,
    options: Options,
    /// The numbers of the values that can be referred to, by identity. They are alive while this is.
    places: HashMap<u64, u32>,
    depth: u32,
}

impl Writer {
    fn long(&mut self, number: u32) {
        self.bytes.put_each(number.to_le_bytes());
    }

    /// The byte of a type, and a length.
    fn sized(&mut self, kind: u8, length: usize) {
        self.bytes.push(kind);
        self.long(length as u32);
    }

    fn value(&mut self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if self.depth > DEEPEST {
            return Err(vm.value_error("object too deeply nested to marshal"));
        }
        self.depth += 1;
        let single = if value.is_none() {
            Some(b'N')
        } else if let Some(truth) = value.as_bool() {
            Some(if truth { b'T' } else { b'F' })
        } else if value.is(&Value::ELLIPSIS) {
            Some(b'.')
        } else if value.is(vm.types.stop_iteration.as_value()) {
            Some(b'S')
        } else {
            None
        };
        match single {
            Some(byte) => self.bytes.push(byte),
            None => self.compound(vm, value)?,
        }
        self.depth -= 1;
        Ok(())
    }

    /// A value of several bytes, or a reference to one that has been written.
    fn compound(&mut self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let mut flag = 0;
        // What nobody else holds cannot come again.
        if self.options.version >= 3 && value.is_heap() && value.refcount() > 1 {
            let next = self.places.len() as u32;
            let place = *self.places.entry(object::address(value)).or_insert(next);
            if place != next {
                self.sized(b'r', place as usize);
                return Ok(());
            }
            flag = REFERABLE;
        }
        let start = self.bytes.len();
        self.plain(vm, value)?;
        self.bytes[start] |= flag;
        Ok(())
    }

    fn plain(&mut self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let exactly = vm.class_of(value).clone();
        let types = &vm.types;
        if exactly.is(&types.int) {
            self.int(int::number(value));
        } else if exactly.is(&types.float) {
            self.float(b'g', &[float::value_of(value).unwrap_or_default()]);
        } else if exactly.is(&types.complex) {
            let (real, imaginary) = complex::value_of(value).unwrap_or_default();
            self.float(b'y', &[real, imaginary]);
        } else if let Some(text) = value.cast::<Str>().filter(|_| exactly.is(&types.str)) {
            self.text(text);
        } else if let Some(tuple) = value.cast::<Tuple>().filter(|_| exactly.is(&types.tuple)) {
            let items = tuple.items().to_vec();
            if self.options.version >= 4 && items.len() < 256 {
                self.bytes.put_each([b')', items.len() as u8]);
            } else {
                self.sized(b'(', items.len());
            }
            self.items(vm, &items)?;
        } else if let Some(list) = value.cast::<List>().filter(|_| exactly.is(&types.list)) {
            let items = list.items.get(&vm.heap).clone();
            self.sized(b'[', items.len());
            self.items(vm, &items)?;
        } else if let Some(dict) = value.cast::<Dict>().filter(|_| exactly.is(&types.dict)) {
            let items = dict.items(&vm.heap);
            self.bytes.push(b'{');
            for (key, value) in items {
                self.value(vm, &key)?;
                self.value(vm, &value)?;
            }
            self.bytes.push(b'0');
        } else if exactly.is(&types.set) || exactly.is(&types.frozenset) {
            let kind = if exactly.is(&types.set) { b'<' } else { b'>' };
            let items: Vec<Value> = set::snapshot(vm, value).into_iter().map(|(_, item)| item).collect();
            self.sized(kind, items.len());
            self.items(vm, &items)?;
        } else if let Some(slice) = value.cast::<Slice>().filter(|_| self.options.version >= 5) {
            let parts = [&slice.start, &slice.stop, &slice.step].map(Value::clone);
            self.bytes.push(b':');
            self.items(vm, &parts)?;
        } else if let Some(code) = value.cast::<Code>() {
            if self.options.code == CodeObjects::Refused {
                return Err(vm.value_error("marshalling code objects is disallowed"));
            }
            let image = image::write(&code.unit);
            self.sized(b'c', image.len());
            self.bytes.put_each(image);
        } else {
            match bytes::read(vm, value, bytes::Request::Simple)? {
                Some(data) => {
                    self.sized(b's', data.len());
                    self.bytes.put_each(data);
                }
                None => return Err(vm.value_error("unmarshallable object")),
            }
        }
        Ok(())
    }

    fn items(&mut self, vm: &mut Vm, items: &[Value]) -> PyResult<()> {
        items.iter().try_for_each(|item| self.value(vm, item))
    }

    fn int(&mut self, number: Number<'_>) {
        if let Some(small) = number.to_i64().and_then(|number| i32::try_from(number).ok()) {
            self.bytes.push(b'i');
            self.bytes.put_each(small.to_le_bytes());
            return;
        }
        let number: BigInt = number.to_big();
        let digits = digits(&number);
        let length = digits.len() as i32;
        self.bytes.push(b'l');
        self.bytes.put_each((if number.is_negative() { -length } else { length }).to_le_bytes());
        for digit in digits {
            self.bytes.put_each(digit.to_le_bytes());
        }
    }

    fn float(&mut self, binary: u8, parts: &[f64]) {
        if self.options.version > 1 {
            self.bytes.push(binary);
            for part in parts {
                self.bytes.put_each(part.to_bits().to_le_bytes());
            }
            return;
        }
        self.bytes.push(if parts.len() == 1 { b'f' } else { b'x' });
        for part in parts {
            let text = float_digits::format_double(*part, b'g', 17, float_digits::Flags::default()).unwrap_or_default();
            self.bytes.push(text.len() as u8);
            self.bytes.put_each(text.into_bytes());
        }
    }

    fn text(&mut self, text: &Py<Str>) {
        let interned = text.is_interned();
        let data = text.as_bytes();
        if self.options.version >= 4 && data.is_ascii() {
            if data.len() < 256 {
                self.bytes.put_each([if interned { b'Z' } else { b'z' }, data.len() as u8]);
            } else {
                self.sized(if interned { b'A' } else { b'a' }, data.len());
            }
        } else {
            let kind = if interned && self.options.version >= 1 { b't' } else { b'u' };
            self.sized(kind, data.len());
        }
        self.bytes.put_all(data);
    }
}

/// The digits of the absolute value in base 32768, the lowest first.
fn digits(number: &BigInt) -> Vec<u16> {
    let (sign, words) = number.to_u32_digits();
    if sign == Sign::NoSign {
        return Vec::new();
    }
    let (mut digits, mut rest, mut bits) = (Vec::new(), 0u64, 0);
    for word in words {
        rest |= u64::from(word) << bits;
        bits += 32;
        while bits >= 15 {
            digits.push((rest & 0x7fff) as u16);
            rest >>= 15;
            bits -= 15;
        }
    }
    digits.push(rest as u16);
    while digits.last() == Some(&0) {
        digits.pop();
    }
    digits
}
