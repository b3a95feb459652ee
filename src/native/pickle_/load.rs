//! The machine that a pickle is a program for. Pickles may come from anywhere: each step checks what it needs.

use std::rc::Rc;

use num_bigint::BigInt;

use super::build::Keywords;
use super::input::Piece;
use super::opcode::{
    ADDITEMS, APPEND, APPENDS, BINBYTES, BINBYTES8, BINFLOAT, BINGET, BININT, BININT1, BININT2, BINPERSID, BINPUT,
    BINSTRING, BINUNICODE, BINUNICODE8, BUILD, BYTEARRAY8, DICT, DUP, EMPTY_DICT, EMPTY_LIST, EMPTY_SET, EMPTY_TUPLE,
    EXT1, EXT2, EXT4, FLOAT, FRAME, FROZENSET, GET, GLOBAL, HIGHEST, INST, INT, LIST, LONG, LONG_BINGET, LONG_BINPUT,
    LONG1, LONG4, MARK, MEMOIZE, NEWFALSE, NEWOBJ, NEWOBJ_EX, NEWTRUE, NEXT_BUFFER, NONE, OBJ, PERSID, POP, POP_MARK,
    PROTO, PUT, READONLY_BUFFER, REDUCE, SETITEM, SETITEMS, SHORT_BINBYTES, SHORT_BINSTRING, SHORT_BINUNICODE,
    STACK_GLOBAL, STOP, STRING, TUPLE, TUPLE1, TUPLE2, TUPLE3, UNICODE,
};
use super::stack::PickleStack;
use super::state::{State, state, unpickling_error};
use super::unpickler::Unpickler;
use crate::native::codecs_;
use crate::object::{Py, Str, Tuple, Value};
use crate::protocol::{self, iterate, number};
use crate::text::int_text;
use crate::text::room::copied;
use crate::types::dict::Dict;
use crate::types::list::{self, List};
use crate::types::set::{self, Set};

use crate::types::{bytearray, bytes, codec, float, int, memoryview};
use crate::vm::{PyResult, Raised, Vm};

/// Whether the machine goes on.
enum Step {
    Next,
    Stop,
}

/// ValueError "invalid literal for int() with base 10: 'x\n'", as C's parser of ints words it.
fn decimal(vm: &mut Vm, line: &[u8]) -> PyResult {
    let line = until_nul(line);
    match int_text::parse_bytes(line, 10, vm.max_str_digits) {
        Ok(int_text::Int::Small(small)) => Ok(int::from_i64(vm, small)),
        Ok(int_text::Int::Big(big)) => Ok(int::from_big(vm, big)),
        Err(int_text::IntTextError::InvalidLiteral) => {
            let shown = &line[..line.len().min(200)];
            let object = bytes::new(vm, shown);
            let text = codec::decode(vm, &object, shown, None, None)?;
            let shown = protocol::repr(vm, text.as_value())?;
            let text = vm.new_str_bytes(&int_text::invalid_literal(shown.as_bytes(), 10)).into_value();
            Err(vm.raise_with(|types| &types.value_error, vec![text]))
        }
        Err(error) => Err(number::raise_text(vm, error.kind(), &error)),
    }
}

/// A line as a text of C.
fn until_nul(line: &[u8]) -> &[u8] {
    &line[..memchr::memchr(0, line).unwrap_or(line.len())]
}

/// The line without its end.
fn content(line: &Piece) -> &[u8] {
    let line = line.bytes();
    &line[..line.len() - 1]
}

fn decoded(vm: &mut Vm, data: &[u8], encoding: &str, errors: Option<&str>) -> PyResult<Py<Str>> {
    if let Ok(text) = std::str::from_utf8(data)
        && (encoding == "utf-8" || encoding == "ascii" && text.is_ascii())
    {
        return Ok(vm.new_str_bytes(data));
    }
    let object = bytes::new(vm, data);
    codec::decode(vm, &object, data, Some(encoding), errors)
}

impl Py<Unpickler> {
    /// Runs the pickle up to its STOP.
    pub(super) fn run(&self, vm: &mut Vm, stack: &Py<PickleStack>) -> PyResult<()> {
        let state = state(vm)?;
        let mut steps = 0_u32;
        loop {
            let code = self.opcode(vm)?;
            if let Step::Stop = self.step(vm, stack, &state, code)? {
                return Ok(());
            }
            // What has died with a finalizer meanwhile is not kept waiting by a long pickle.
            steps = steps.wrapping_add(1);
            if steps.is_multiple_of(64) {
                vm.run_parked_if_any();
            }
        }
    }

    fn step(&self, vm: &mut Vm, stack: &Py<PickleStack>, state: &Rc<State>, code: u8) -> PyResult<Step> {
        match code {
            STOP => return Ok(Step::Stop),
            MARK => stack.mark(vm),
            NONE => stack.push(vm, Value::NONE),
            NEWTRUE => stack.push(vm, Value::TRUE),
            NEWFALSE => stack.push(vm, Value::FALSE),
            BININT | BININT1 | BININT2 | INT | LONG | LONG1 | LONG4 | FLOAT | BINFLOAT => {
                let number = self.number(vm, code)?;
                stack.push(vm, number);
            }
            STRING | BINSTRING | SHORT_BINSTRING => {
                let text = self.old_string(vm, code)?;
                stack.push(vm, text);
            }
            UNICODE | BINUNICODE | SHORT_BINUNICODE | BINUNICODE8 => {
                let text = self.text(vm, code)?;
                stack.push(vm, text.into_value());
            }
            BINBYTES | SHORT_BINBYTES | BINBYTES8 | BYTEARRAY8 => {
                let data = self.binary(vm, code)?;
                stack.push(vm, data);
            }
            NEXT_BUFFER => {
                let buffer = self.next_buffer(vm)?;
                stack.push(vm, buffer);
            }
            READONLY_BUFFER => {
                let buffer = stack.top(vm)?;
                if let Some(view) = memoryview::read_only(vm, &buffer)? {
                    stack.replace_top(vm, view);
                }
            }
            EMPTY_TUPLE => {
                let empty = vm.empty_tuple.to_value();
                stack.push(vm, empty);
            }
            EMPTY_LIST => {
                let list = List::create(vm, Vec::new());
                stack.push(vm, list.into_value());
            }
            EMPTY_DICT => {
                let dict = vm.new_dict();
                stack.push(vm, dict.into_value());
            }
            EMPTY_SET => {
                let set = set::new(vm);
                stack.push(vm, set);
            }
            TUPLE1 | TUPLE2 | TUPLE3 => {
                let count = usize::from(code - TUPLE1) + 1;
                let Some(start) = stack.len(vm).checked_sub(count) else { return Err(stack.underflow(vm)) };
                let tuple = stack.take_tuple(vm, start)?;
                stack.push(vm, tuple);
            }
            TUPLE => {
                let start = stack.unmark(vm)?;
                let tuple = stack.take_tuple(vm, start)?;
                stack.push(vm, tuple);
            }
            LIST => {
                let start = stack.unmark(vm)?;
                let list = stack.take_list(vm, start);
                stack.push(vm, list);
            }
            DICT => self.dict(vm, stack)?,
            FROZENSET => {
                let start = stack.unmark(vm)?;
                let items = stack.take_tuple(vm, start)?;
                let class = vm.types.frozenset.to_value();
                let set = protocol::call(vm, &class, &[items])?;
                stack.push(vm, set);
            }
            POP => {
                if stack.ends_with_mark(vm) {
                    stack.unmark(vm)?;
                } else {
                    drop(stack.pop(vm)?);
                }
            }
            POP_MARK => {
                let start = stack.unmark(vm)?;
                stack.truncate(vm, start);
            }
            DUP => {
                let top = stack.top(vm)?;
                stack.push(vm, top);
            }
            APPEND => {
                let start = stack.len(vm).wrapping_sub(1);
                self.append(vm, stack, start)?;
            }
            APPENDS => {
                let start = stack.unmark(vm)?;
                self.append(vm, stack, start)?;
            }
            SETITEM => {
                let start = stack.len(vm).wrapping_sub(2);
                self.set_items(vm, stack, start)?;
            }
            SETITEMS => {
                let start = stack.unmark(vm)?;
                self.set_items(vm, stack, start)?;
            }
            ADDITEMS => {
                let start = stack.unmark(vm)?;
                self.add_items(vm, stack, start)?;
            }
            GET | BINGET | LONG_BINGET => {
                let value = self.recall(vm, code)?;
                stack.push(vm, value);
            }
            PUT | BINPUT | LONG_BINPUT | MEMOIZE => self.put(vm, stack, code)?,
            PROTO => {
                let [version] = self.array(vm)?;
                if i32::from(version) > HIGHEST {
                    return Err(vm.value_error(format!("unsupported pickle protocol: {version}")));
                }
                self.protocol.set(version);
            }
            FRAME => {
                let size = i64::from_le_bytes(self.array(vm)?);
                let Ok(size) = usize::try_from(size) else {
                    let most = isize::MAX;
                    return Err(vm.overflow_error(format!("FRAME length exceeds system's maximum of {most} bytes")));
                };
                self.expect_frame(vm, size)?;
            }
            PERSID | BINPERSID => {
                let value = self.persistent(vm, stack, code)?;
                stack.push(vm, value);
            }
            GLOBAL | STACK_GLOBAL => {
                let (module, name) = self.global_name(vm, stack, code)?;
                let found = self.found(vm, &module, &name)?;
                stack.push(vm, found);
            }
            EXT1 | EXT2 | EXT4 => {
                let found = self.extension(vm, state, code)?;
                stack.push(vm, found);
            }
            REDUCE => self.reduce(vm, stack)?,
            NEWOBJ => self.new_object(vm, stack, Keywords::Absent)?,
            NEWOBJ_EX => self.new_object(vm, stack, Keywords::Given)?,
            INST => self.instance(vm, stack)?,
            OBJ => self.object(vm, stack)?,
            BUILD => self.build(vm, stack)?,
            _ => return Err(invalid(vm, code)),
        }
        Ok(Step::Next)
    }

    fn number(&self, vm: &mut Vm, code: u8) -> PyResult {
        Ok(match code {
            BININT => Value::from_i32(i32::from_le_bytes(self.array(vm)?)),
            BININT1 => Value::from_i32(i32::from(self.array::<1>(vm)?[0])),
            BININT2 => Value::from_i32(i32::from(u16::from_le_bytes(self.array(vm)?))),
            LONG1 | LONG4 => {
                let size = match code {
                    LONG1 => i32::from(self.array::<1>(vm)?[0]),
                    _ => i32::from_le_bytes(self.array(vm)?),
                };
                let Ok(size) = usize::try_from(size) else {
                    return Err(unpickling_error(vm, "LONG pickle has negative byte count"));
                };
                if size == 0 {
                    return Ok(Value::from_i32(0));
                }
                let piece = self.piece(vm, size)?;
                int::from_big(vm, BigInt::from_signed_bytes_le(piece.bytes()))
            }
            BINFLOAT => {
                let number = f64::from_be_bytes(self.array(vm)?);
                float::new(vm, number)
            }
            INT => {
                let line = self.line(vm, 2)?;
                let text = until_nul(line.bytes());
                let parsed = int_text::parse_bytes(text, 10, vm.max_str_digits);
                let is_flag = line.bytes().len() == 3;
                match parsed {
                    // The two bools of protocols before 2.
                    Ok(int_text::Int::Small(number @ (0 | 1))) if is_flag => Value::bool(number == 1),
                    Ok(int_text::Int::Small(number)) => int::from_i64(vm, number),
                    Ok(int_text::Int::Big(big)) => int::from_big(vm, big),
                    Err(_) if text.is_empty() && is_flag => Value::FALSE,
                    Err(_) if text.is_empty() => Value::from_i32(0),
                    Err(_) => return Err(vm.value_error("could not convert string to int")),
                }
            }
            LONG => {
                let line = self.line(vm, 2)?;
                let text = content(&line);
                match text.strip_suffix(b"L") {
                    Some(digits) => decimal(vm, digits)?,
                    None => decimal(vm, line.bytes())?,
                }
            }
            _ => {
                let line = self.line(vm, 2)?;
                float_of_line(vm, line.bytes())?
            }
        })
    }

    /// A str of Python 2: text in the encoding that was given, or bytes.
    fn old_string(&self, vm: &mut Vm, code: u8) -> PyResult {
        let data = if code == STRING {
            let line = self.line(vm, 0)?;
            let ([b'\'', inner @ .., b'\''] | [b'"', inner @ .., b'"']) = content(&line) else {
                return Err(unpickling_error(vm, "the STRING opcode argument must be quoted"));
            };
            let quoted = bytes::new(vm, inner);
            let data = codecs_::unescape(vm, &quoted)?;
            bytes::required(vm, &data)?
        } else {
            let size = match code {
                SHORT_BINSTRING => i32::from(self.array::<1>(vm)?[0]),
                _ => i32::from_le_bytes(self.array(vm)?),
            };
            let Ok(size) = usize::try_from(size) else {
                return Err(unpickling_error(vm, "BINSTRING pickle has negative byte count"));
            };
            copied(self.piece(vm, size)?.bytes())
        };
        let encoding = self.encoding.get(&vm.heap).clone().unwrap_or_default();
        if encoding == "bytes" {
            return Ok(bytes::new(vm, data));
        }
        let errors = self.errors.get(&vm.heap).clone();
        let object = bytes::new(vm, data.clone());
        Ok(codec::decode(vm, &object, &data, Some(&encoding), errors.as_deref())?.into_value())
    }

    /// A length of eight bytes; OverflowError "BINBYTES exceeds system's maximum size of 9223372036854775807 bytes".
    fn long_size(&self, vm: &mut Vm, what: &str) -> PyResult<usize> {
        let size = i64::from_le_bytes(self.array(vm)?);
        usize::try_from(size).map_err(|_| {
            let most = isize::MAX;
            vm.overflow_error(format!("{what} exceeds system's maximum size of {most} bytes"))
        })
    }

    fn text(&self, vm: &mut Vm, code: u8) -> PyResult<Py<Str>> {
        let size = match code {
            UNICODE => {
                let line = self.line(vm, 1)?;
                return decoded(vm, content(&line), "raw-unicode-escape", None);
            }
            SHORT_BINUNICODE => usize::from(self.array::<1>(vm)?[0]),
            BINUNICODE => u32::from_le_bytes(self.array(vm)?) as usize,
            _ => self.long_size(vm, "BINUNICODE")?,
        };
        let piece = self.piece(vm, size)?;
        decoded(vm, piece.bytes(), "utf-8", Some("surrogatepass"))
    }

    fn binary(&self, vm: &mut Vm, code: u8) -> PyResult {
        /// What CPython's bytes objects have beside their bytes.
        const OVERHEAD: usize = 33;
        let size = match code {
            SHORT_BINBYTES => usize::from(self.array::<1>(vm)?[0]),
            BINBYTES => u32::from_le_bytes(self.array(vm)?) as usize,
            BYTEARRAY8 => self.long_size(vm, "BYTEARRAY8")?,
            _ => self.long_size(vm, "BINBYTES")?,
        };
        if code != BYTEARRAY8 && size > isize::MAX as usize - OVERHEAD {
            return Err(vm.overflow_error("byte string is too large"));
        }
        let data = self.owned(vm, size)?;
        Ok(if code == BYTEARRAY8 { bytearray::new(vm, data) } else { bytes::new(vm, data) })
    }

    fn next_buffer(&self, vm: &mut Vm) -> PyResult {
        let Some(buffers) = self.buffers.get(&vm.heap).clone() else {
            let text = "pickle stream refers to out-of-band data but no *buffers* argument was given";
            return Err(unpickling_error(vm, text));
        };
        match iterate::next(vm, &buffers)? {
            Some(buffer) => Ok(buffer),
            None => Err(unpickling_error(vm, "not enough out-of-band buffers")),
        }
    }

    fn dict(&self, vm: &mut Vm, stack: &Py<PickleStack>) -> PyResult<()> {
        let start = stack.unmark(vm)?;
        let end = stack.len(vm);
        let dict = vm.new_dict();
        if !(end - start).is_multiple_of(2) {
            return Err(unpickling_error(vm, "odd number of items for DICT"));
        }
        self.fill(vm, stack, dict.as_value(), start)?;
        stack.truncate(vm, start);
        stack.push(vm, dict.into_value());
        Ok(())
    }

    /// Sets the keys above `start` to the values behind them.
    fn fill(&self, vm: &mut Vm, stack: &Py<PickleStack>, target: &Value, start: usize) -> PyResult<()> {
        let mut index = start;
        let exact = vm.is_exactly(target, &vm.types.dict);
        while let (Some(key), Some(value)) = (stack.get(vm, index), stack.get(vm, index + 1)) {
            index += 2;
            match target.cast::<Dict>() {
                Some(dict) if exact => drop(dict.set(vm, key, value)?),
                _ => protocol::subscript::set(vm, target, &key, &value)?,
            }
        }
        Ok(())
    }

    /// The object below `start` that what lies above is for; `None` if nothing does.
    fn target(&self, vm: &mut Vm, stack: &Py<PickleStack>, start: usize) -> PyResult<Option<Value>> {
        let length = stack.len(vm);
        if start > length || start <= stack.fence(vm) {
            return Err(stack.underflow(vm));
        }
        Ok(stack.get(vm, start - 1).filter(|_| start < length))
    }

    fn append(&self, vm: &mut Vm, stack: &Py<PickleStack>, start: usize) -> PyResult<()> {
        let Some(target) = self.target(vm, stack, start)? else { return Ok(()) };
        if vm.is_exactly(&target, &vm.types.list) {
            let items = stack.take(vm, start);
            let all = target.expect::<List>().items.get_mut(&mut vm.heap);
            if !list::reserve(all, items.len()) {
                return Err(vm.memory_error());
            }
            all.extend(items);
            return Ok(());
        }
        let extend = vm.intern("extend");
        if let Some(extend) = protocol::attribute::get_optional(vm, &target, &extend)? {
            let items = stack.take_list(vm, start);
            return protocol::call(vm, &extend, &[items]).map(drop);
        }
        // Objects without `extend` are as old as the opcode.
        let append = vm.intern("append");
        let append = protocol::attribute::get(vm, &target, &append)?;
        self.call_for_each(vm, stack, start, &append)
    }

    fn call_for_each(&self, vm: &mut Vm, stack: &Py<PickleStack>, start: usize, function: &Value) -> PyResult<()> {
        for item in stack.take(vm, start) {
            drop(protocol::call(vm, function, &[item])?);
        }
        Ok(())
    }

    fn set_items(&self, vm: &mut Vm, stack: &Py<PickleStack>, start: usize) -> PyResult<()> {
        let Some(target) = self.target(vm, stack, start)? else { return Ok(()) };
        if !(stack.len(vm) - start).is_multiple_of(2) {
            return Err(unpickling_error(vm, "odd number of items for SETITEMS"));
        }
        let result = self.fill(vm, stack, &target, start);
        stack.truncate(vm, start);
        result
    }

    fn add_items(&self, vm: &mut Vm, stack: &Py<PickleStack>, start: usize) -> PyResult<()> {
        let Some(target) = self.target(vm, stack, start)? else { return Ok(()) };
        if target.has::<Set>() {
            let items = stack.take_tuple(vm, start)?;
            return set::update(vm, &target, &items);
        }
        let add = vm.intern("add");
        let add = protocol::attribute::get(vm, &target, &add)?;
        self.call_for_each(vm, stack, start, &add)
    }

    /// UnpicklingError "Memo value not found at index 5".
    fn recall(&self, vm: &mut Vm, code: u8) -> PyResult {
        let number = match code {
            BINGET => isize::from(self.array::<1>(vm)?[0]),
            LONG_BINGET => u32::from_le_bytes(self.array(vm)?) as isize,
            _ => {
                let line = self.line(vm, 2)?;
                let number = decimal(vm, line.bytes())?;
                number::ssize_argument(vm, &number)?
            }
        };
        let found = usize::try_from(number).ok().and_then(|number| self.memo.get(&vm.heap).get(number));
        found.ok_or_else(|| unpickling_error(vm, format!("Memo value not found at index {number}")))
    }

    fn put(&self, vm: &mut Vm, stack: &Py<PickleStack>, code: u8) -> PyResult<()> {
        let (number, value) = match code {
            MEMOIZE => (self.next_number(vm), stack.top(vm)?),
            BINPUT => {
                let [number] = self.array(vm)?;
                (usize::from(number), stack.top(vm)?)
            }
            LONG_BINPUT => {
                let number = u32::from_le_bytes(self.array(vm)?);
                (number as usize, stack.top(vm)?)
            }
            _ => {
                let line = self.line(vm, 2)?;
                let value = stack.top(vm)?;
                let number = decimal(vm, line.bytes())?;
                let number = number::ssize_argument(vm, &number)?;
                let Ok(number) = usize::try_from(number) else {
                    return Err(vm.value_error("negative PUT argument"));
                };
                (number, value)
            }
        };
        self.remember(vm, number, value)
    }

    fn persistent(&self, vm: &mut Vm, stack: &Py<PickleStack>, code: u8) -> PyResult {
        let id = if code == BINPERSID {
            stack.pop(vm)?
        } else {
            let line = self.line(vm, 1)?;
            if !content(&line).is_ascii() {
                return Err(unpickling_error(vm, "persistent IDs in protocol 0 must be ASCII strings"));
            }
            vm.new_str_bytes(content(&line)).into_value()
        };
        self.by_persistent_id(vm, id)
    }

    fn global_name(&self, vm: &mut Vm, stack: &Py<PickleStack>, code: u8) -> PyResult<(Value, Value)> {
        if code == GLOBAL {
            let line = self.line(vm, 2)?;
            let module = decoded(vm, content(&line), "utf-8", None)?;
            let line = self.line(vm, 2)?;
            let name = decoded(vm, content(&line), "utf-8", None)?;
            return Ok((module.into_value(), name.into_value()));
        }
        let name = stack.pop(vm)?;
        let module = stack.pop(vm)?;
        if !vm.is_exactly(&module, &vm.types.str) || !vm.is_exactly(&name, &vm.types.str) {
            return Err(unpickling_error(vm, "STACK_GLOBAL requires str"));
        }
        Ok((module, name))
    }

    /// What `find_class` gives, which a subclass may have.
    pub(super) fn found(&self, vm: &mut Vm, module: &Value, name: &Value) -> PyResult {
        let find = vm.intern("find_class");
        protocol::call_method(vm, self.as_value(), &find, &[module.clone(), name.clone()])
    }

    /// An object of `copyreg`'s registry.
    fn extension(&self, vm: &mut Vm, state: &State, code: u8) -> PyResult {
        let number = match code {
            EXT1 => i32::from(self.array::<1>(vm)?[0]),
            EXT2 => i32::from(u16::from_le_bytes(self.array(vm)?)),
            _ => i32::from_le_bytes(self.array(vm)?),
        };
        if number <= 0 {
            return Err(unpickling_error(vm, "EXT specifies code <= 0"));
        }
        let key = Value::from_i32(number);
        if let Some(known) = state.extension_cache.get(vm, &key)? {
            return Ok(known);
        }
        let Some(pair) = state.inverted_registry.get(vm, &key)? else {
            return Err(vm.value_error(format!("unregistered extension code {number}")));
        };
        let names = pair.cast::<Tuple>().map(|pair| pair.items());
        let names = names.filter(|names| names.iter().all(Value::has::<Str>));
        let Some([module, name]) = names else {
            return Err(vm.value_error(format!("_inverted_registry[{number}] isn't a 2-tuple of strings")));
        };
        let found = self.found(vm, module, name)?;
        drop(state.extension_cache.set(vm, key, found.clone())?);
        Ok(found)
    }

    fn instance(&self, vm: &mut Vm, stack: &Py<PickleStack>) -> PyResult<()> {
        let start = stack.unmark(vm)?;
        let line = self.line(vm, 2)?;
        let module = decoded(vm, content(&line), "ascii", None)?;
        let line = self.line(vm, 2)?;
        let name = decoded(vm, content(&line), "ascii", None)?;
        let class = self.found(vm, module.as_value(), name.as_value())?;
        let arguments = stack.take_tuple(vm, start)?;
        let made = super::build::instantiate(vm, &class, &arguments)?;
        stack.push(vm, made);
        Ok(())
    }

    fn object(&self, vm: &mut Vm, stack: &Py<PickleStack>) -> PyResult<()> {
        let start = stack.unmark(vm)?;
        if stack.len(vm) <= start {
            return Err(stack.underflow(vm));
        }
        let arguments = stack.take_tuple(vm, start + 1)?;
        let class = stack.pop(vm)?;
        let made = super::build::instantiate(vm, &class, &arguments)?;
        stack.push(vm, made);
        Ok(())
    }
}

/// UnpicklingError "invalid load key, 'x'.".
#[cold]
fn invalid(vm: &mut Vm, code: u8) -> Raised {
    let text = match code {
        b'\'' | b'\\' => format!("invalid load key, '\\x{code:02x}'."),
        0x20..=0x7e => format!("invalid load key, '{}'.", char::from(code)),
        _ => format!("invalid load key, '\\x{code:02x}'."),
    };
    unpickling_error(vm, text)
}

/// ValueError "could not convert string to float: 'x\n'": the line's end is shown if nothing of it is a number.
fn float_of_line(vm: &mut Vm, line: &[u8]) -> PyResult {
    let line = until_nul(line);
    let text = line.strip_suffix(b"\n").unwrap_or(line);
    let length = float_length(text);
    let shown = String::from_utf8_lossy(&line[..line.len().min(200)]).into_owned();
    if length == 0 {
        return Err(vm.value_error(format!("could not convert string to float: '{shown}'")));
    }
    let number = std::str::from_utf8(&text[..length]).ok().and_then(|text| text.parse::<f64>().ok());
    let number = number.unwrap_or(f64::NAN);
    let names_infinity = text[..length].iter().any(|byte| matches!(byte, b'i' | b'I'));
    if number.is_infinite() && !names_infinity {
        return Err(vm.overflow_error(format!("value too large to convert to float: '{shown}'")));
    }
    if length < text.len() {
        return Err(vm.value_error("could not convert string to float"));
    }
    Ok(float::new(vm, number))
}

/// How much of the text is a float, as C reads one.
fn float_length(text: &[u8]) -> usize {
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let sign = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    for name in ["infinity", "inf", "nan"] {
        let word = text.get(sign..sign + name.len());
        if word.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
            return sign + name.len();
        }
    }
    let whole = digits(sign);
    let mut end = sign + whole;
    if text.get(end) == Some(&b'.') {
        let fraction = digits(end + 1);
        if whole + fraction == 0 {
            return 0;
        }
        end += 1 + fraction;
    } else if whole == 0 {
        return 0;
    }
    if matches!(text.get(end), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(end + 1), Some(b'+' | b'-')));
        let exponent = digits(end + 1 + sign);
        if exponent > 0 {
            end += 1 + sign + exponent;
        }
    }
    end
}
