//! Bytes to values. They may come from anywhere: everything is checked, code by the verifier.

use num_bigint::{BigInt, Sign};
use ouropy_compiler::code::verify_all;
use ouropy_compiler::image;

use super::{CodeObjects, DEEPEST, REFERABLE};
use crate::object::{Slot, Value};
use crate::types::code::Code;
use crate::types::int;
use crate::types::list::List;
use crate::types::slice::Slice;
use crate::types::{bytes, complex, float, set};
use crate::vm::{PyResult, Raised, Vm};

/// The value at the beginning of the bytes and how many bytes it has; EOFError "EOF read where object expected",
/// ValueError "bad marshal data (…)".
pub(super) fn read(vm: &mut Vm, data: &[u8], code: CodeObjects) -> PyResult<(Value, usize)> {
    let mut reader = Reader { rest: data, places: Vec::new(), depth: 0, code };
    match reader.value(vm)? {
        Some(value) => Ok((value, data.len() - reader.rest.len())),
        None => Err(vm.type_error("NULL object in marshal data for object")),
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    /// What can be referred to; `None` while it is being made.
    places: Vec<Slot>,
    depth: u32,
    code: CodeObjects,
}

impl<'a> Reader<'a> {
    fn take(&mut self, vm: &mut Vm, length: usize) -> PyResult<&'a [u8]> {
        match self.rest.split_at_checked(length) {
            Some((taken, rest)) => {
                self.rest = rest;
                Ok(taken)
            }
            None => Err(vm.eof_error("marshal data too short")),
        }
    }

    fn array<const SIZE: usize>(&mut self, vm: &mut Vm) -> PyResult<[u8; SIZE]> {
        let taken = self.take(vm, SIZE)?;
        let mut array = [0; SIZE];
        array.copy_from_slice(taken);
        Ok(array)
    }

    fn long(&mut self, vm: &mut Vm) -> PyResult<i32> {
        Ok(i32::from_le_bytes(self.array(vm)?))
    }

    fn size(&mut self, vm: &mut Vm, what: &str) -> PyResult<usize> {
        let size = self.long(vm)?;
        usize::try_from(size).map_err(|_| bad(vm, &format!("{what} size out of range")))
    }

    /// The next value; `None` for the end of a dict.
    fn value(&mut self, vm: &mut Vm) -> PyResult<Slot> {
        let Some((&first, rest)) = self.rest.split_first() else {
            return Err(vm.eof_error("EOF read where object expected"));
        };
        self.rest = rest;
        if self.depth > DEEPEST {
            return Err(vm.value_error("recursion limit exceeded"));
        }
        self.depth += 1;
        let (kind, is_referable) = (first & !REFERABLE, first & REFERABLE != 0);
        // Values get their numbers in the order in which they begin.
        let place = is_referable.then(|| {
            self.places.push(None);
            self.places.len() - 1
        });
        let value = self.of_kind(vm, kind, place)?;
        if let (Some(place), Some(value)) = (place, &value) {
            self.places[place] = Some(value.clone());
        }
        self.depth -= 1;
        Ok(value)
    }

    /// A value that has to be there.
    fn item(&mut self, vm: &mut Vm, what: &str) -> PyResult {
        match self.value(vm)? {
            Some(value) => Ok(value),
            None => Err(vm.type_error(format!("NULL object in marshal data for {what}"))),
        }
    }

    fn items(&mut self, vm: &mut Vm, count: usize, what: &str) -> PyResult<Vec<Value>> {
        // A value has at least one byte.
        if count > self.rest.len() {
            return Err(vm.eof_error("EOF read where object expected"));
        }
        (0..count).map(|_| self.item(vm, what)).collect()
    }

    fn of_kind(&mut self, vm: &mut Vm, kind: u8, place: Option<usize>) -> PyResult<Slot> {
        Ok(Some(match kind {
            b'0' => return Ok(None),
            b'N' => Value::NONE,
            b'F' => Value::FALSE,
            b'T' => Value::TRUE,
            b'.' => Value::ELLIPSIS,
            b'S' => vm.types.stop_iteration.to_value(),
            b'i' => {
                let number = self.long(vm)?;
                int::from_i64(vm, i64::from(number))
            }
            b'I' => {
                let number = i64::from_le_bytes(self.array(vm)?);
                int::from_i64(vm, number)
            }
            b'l' => self.long_int(vm)?,
            b'f' => {
                let number = self.float_text(vm)?;
                float::new(vm, number)
            }
            b'g' => {
                let number = self.float(vm)?;
                float::new(vm, number)
            }
            b'x' => {
                let (real, imaginary) = (self.float_text(vm)?, self.float_text(vm)?);
                complex::new(vm, real, imaginary)
            }
            b'y' => {
                let (real, imaginary) = (self.float(vm)?, self.float(vm)?);
                complex::new(vm, real, imaginary)
            }
            b's' => {
                let size = self.size(vm, "bytes object")?;
                let data = self.take(vm, size)?.to_vec();
                bytes::new(vm, data)
            }
            b'z' | b'Z' => {
                let [size] = self.array(vm)?;
                let text = self.ascii(vm, usize::from(size))?;
                if kind == b'Z' { vm.intern(&text).into_value() } else { vm.new_str(&text).into_value() }
            }
            b'a' | b'A' => {
                let size = self.size(vm, "string")?;
                let text = self.ascii(vm, size)?;
                if kind == b'A' { vm.intern(&text).into_value() } else { vm.new_str(&text).into_value() }
            }
            b'u' | b't' => {
                let size = self.size(vm, "string")?;
                let data = self.take(vm, size)?;
                let object = bytes::new(vm, data.to_vec());
                let text = crate::types::codec::decode(vm, &object, data, Some("utf-8"), Some("surrogatepass"))?;
                if kind == b't' { vm.intern_str(&text).into_value() } else { text.into_value() }
            }
            b')' => {
                let [size] = self.array(vm)?;
                let items = self.items(vm, usize::from(size), "tuple")?;
                vm.new_tuple(items).into_value()
            }
            b'(' => {
                let size = self.size(vm, "tuple")?;
                let items = self.items(vm, size, "tuple")?;
                vm.new_tuple(items).into_value()
            }
            b'[' => {
                let size = self.size(vm, "list")?;
                let list = List::create(vm, Vec::new());
                self.begin(place, list.as_value());
                let items = self.items(vm, size, "list")?;
                list.items.get_mut(&mut vm.heap).extend(items);
                list.into_value()
            }
            b'{' => {
                let dict = vm.new_dict();
                self.begin(place, dict.as_value());
                while let Some(key) = self.value(vm)? {
                    let Some(value) = self.value(vm)? else { break };
                    drop(dict.set(vm, key, value)?);
                }
                dict.into_value()
            }
            b'<' | b'>' => {
                let size = self.size(vm, "set")?;
                let made = if kind == b'<' { set::new(vm) } else { set::new_frozen(vm) };
                if kind == b'<' {
                    self.begin(place, &made);
                }
                for item in self.items(vm, size, "set")? {
                    set::add(vm, &made, item)?;
                }
                made
            }
            b':' => {
                let [start, stop, step] = [self.item(vm, "slice")?, self.item(vm, "slice")?, self.item(vm, "slice")?];
                Slice::create(vm, start, stop, step)
            }
            b'c' => self.code(vm)?,
            b'r' => {
                let place = self.long(vm)?;
                let found = usize::try_from(place).ok().and_then(|place| self.places.get(place));
                match found {
                    Some(Some(value)) => value.clone(),
                    _ => return Err(bad(vm, "invalid reference")),
                }
            }
            _ => return Err(bad(vm, "unknown type code")),
        }))
    }

    /// A container can be referred to before it is full.
    fn begin(&mut self, place: Option<usize>, value: &Value) {
        if let Some(place) = place {
            self.places[place] = Some(value.clone());
        }
    }

    fn code(&mut self, vm: &mut Vm) -> PyResult {
        if self.code == CodeObjects::Refused {
            return Err(vm.value_error("unmarshalling code objects is disallowed"));
        }
        let size = self.size(vm, "code")?;
        let image = self.take(vm, size)?;
        let Ok(unit) = image::read(image) else { return Err(bad(vm, "not a code object of this version")) };
        if verify_all(&unit).is_err() {
            return Err(bad(vm, "invalid code object"));
        }
        Ok(Code::create(vm, &unit).into_value())
    }

    /// Text of CPython's one-byte characters.
    fn ascii(&mut self, vm: &mut Vm, size: usize) -> PyResult<String> {
        Ok(self.take(vm, size)?.iter().map(|&byte| char::from(byte)).collect())
    }

    fn float(&mut self, vm: &mut Vm) -> PyResult<f64> {
        Ok(f64::from_bits(u64::from_le_bytes(self.array(vm)?)))
    }

    fn float_text(&mut self, vm: &mut Vm) -> PyResult<f64> {
        let [size] = self.array(vm)?;
        let text = self.take(vm, usize::from(size))?;
        let number = std::str::from_utf8(text).ok().and_then(|text| text.trim().parse().ok());
        number.ok_or_else(|| bad(vm, "digit out of range"))
    }

    fn long_int(&mut self, vm: &mut Vm) -> PyResult {
        let count = self.long(vm)?;
        let mut bits = Vec::new();
        for index in 0..count.unsigned_abs() {
            let digit = u16::from_le_bytes(self.array(vm)?);
            if digit >= 1 << 15 {
                return Err(bad(vm, "digit out of range in long"));
            }
            if digit == 0 && index + 1 == count.unsigned_abs() {
                return Err(bad(vm, "unnormalized long data"));
            }
            bits.push(u32::from(digit));
        }
        let sign = if count < 0 { Sign::Minus } else { Sign::Plus };
        // Digits of 15 bits, which `from_radix_le` cannot take: words of 32.
        let (mut words, mut rest, mut held) = (Vec::new(), 0u64, 0);
        for digit in bits {
            rest |= u64::from(digit) << held;
            held += 15;
            if held >= 32 {
                words.push(rest as u32);
                rest >>= 32;
                held -= 32;
            }
        }
        words.push(rest as u32);
        Ok(int::from_big(vm, BigInt::from_slice(sign, &words)))
    }
}

#[cold]
fn bad(vm: &mut Vm, why: &str) -> Raised {
    vm.value_error(format!("bad marshal data ({why})"))
}
