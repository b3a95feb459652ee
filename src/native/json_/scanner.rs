//! `_json.Scanner`: from text to objects.

use super::{fault, no_text, string_at};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Value, payload};
use crate::protocol::{self, attribute, number, recursion};
use crate::text::json::{Controls, Number, scan_number};
use crate::text::{float as float_text, int_text};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::types::dict::{self, Dict};
use crate::types::list::{self, List};
use crate::types::{float, int, str};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_json",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots { new: Some(new), call: Some(call), ..Slots::EMPTY },
    getset: &[
        GetSet::read_only("strict", |_, this| {
            Ok(Value::bool(this.expect::<JsonScanner>().controls == Controls::Refused))
        })
        .member(),
        GetSet::read_only("object_hook", |_, this| Ok(this.expect::<JsonScanner>().object_hook.clone())).member(),
        GetSet::read_only("object_pairs_hook", |_, this| Ok(this.expect::<JsonScanner>().object_pairs_hook.clone()))
            .member(),
        GetSet::read_only("parse_float", |_, this| Ok(this.expect::<JsonScanner>().parse_float.clone())).member(),
        GetSet::read_only("parse_int", |_, this| Ok(this.expect::<JsonScanner>().parse_int.clone())).member(),
        GetSet::read_only("parse_constant", |_, this| Ok(this.expect::<JsonScanner>().parse_constant.clone())).member(),
    ],
    ..ClassSpec::new("Scanner", Layout::of::<JsonScanner>())
})
.hidden();

/// A scanner: what a decoder wants.
pub struct JsonScanner {
    controls: Controls,
    object_hook: Value,
    object_pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

payload! { JsonScanner: AtBirth, size 64;
    references {
        object_hook = .object_hook, object_pairs_hook = .object_pairs_hook, parse_float = .parse_float,
        parse_int = .parse_int, parse_constant = .parse_constant,
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "make_scanner", "context", given)?;
    let context = bound[0].clone().unwrap_or(Value::NONE);
    let get = |vm: &mut Vm, name: &str| {
        let name = vm.intern(name);
        attribute::get(vm, &context, &name)
    };
    let strict = get(vm, "strict")?;
    let controls = if protocol::is_true(vm, &strict)? { Controls::Refused } else { Controls::Accepted };
    let scanner = JsonScanner {
        controls,
        object_hook: get(vm, "object_hook")?,
        object_pairs_hook: get(vm, "object_pairs_hook")?,
        parse_float: get(vm, "parse_float")?,
        parse_int: get(vm, "parse_int")?,
        parse_constant: get(vm, "parse_constant")?,
    };
    Ok(vm.heap.alloc(class, scanner).into_value())
}

fn call(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "scan_once", "string, idx", given)?;
    let [Some(string), Some(index)] = &bound[..] else { return Ok(Value::NONE) };
    let index = number::ssize_argument(vm, index)?;
    let Some(text) = string.cast::<Str>() else { return Err(no_text(vm, string)) };
    let Ok(index) = usize::try_from(index) else { return Err(vm.value_error("idx cannot be negative")) };
    let view = str::view(text);
    if index > view.len() {
        return Err(vm.stop_iteration(Value::index(index)));
    }
    let at = view.byte_offset(index);
    let scanner = this.expect::<JsonScanner>().clone();
    let keys = vm.new_dict();
    let mut scan = Scan { scanner: &scanner, text, bytes: text.as_bytes(), keys: &keys };
    let (value, end) = scan.value(vm, at)?;
    let end = Value::index(view.index_of_byte(end));
    Ok(vm.new_tuple(vec![value, end]).into_value())
}

/// One call of a scanner. Places are offsets in bytes.
struct Scan<'a> {
    scanner: &'a JsonScanner,
    text: &'a Py<Str>,
    bytes: &'a [u8],
    /// The keys met so far: equal ones are one object.
    keys: &'a Py<Dict>,
}

impl Scan<'_> {
    /// The value at `at`, and where it ends. StopIteration where there is none.
    fn value(&mut self, vm: &mut Vm, at: usize) -> PyResult<(Value, usize)> {
        const PLACES: [&str; 2] = [
            " while decoding a JSON object from a unicode string",
            " while decoding a JSON array from a unicode string",
        ];
        let rest = &self.bytes[at..];
        match rest.first() {
            Some(b'"') => {
                let (text, end) = string_at(vm, self.text, at + 1, self.scanner.controls)?;
                return Ok((text.into_value(), end));
            }
            Some(b'{') => {
                recursion::check(vm, PLACES[0])?;
                return self.object(vm, at + 1);
            }
            Some(b'[') => {
                recursion::check(vm, PLACES[1])?;
                return self.array(vm, at + 1);
            }
            _ => {}
        }
        for (name, value) in [("null", Value::NONE), ("true", Value::TRUE), ("false", Value::FALSE)] {
            if rest.starts_with(name.as_bytes()) {
                return Ok((value, at + name.len()));
            }
        }
        for name in ["NaN", "Infinity", "-Infinity"] {
            if rest.starts_with(name.as_bytes()) {
                let constant = vm.intern(name).into_value();
                let value = protocol::call(vm, &self.scanner.parse_constant, &[constant])?;
                return Ok((value, at + name.len()));
            }
        }
        match scan_number(rest) {
            Some(found) => Ok((self.number(vm, &rest[..found.length], found)?, at + found.length)),
            None => Err(self.stop(vm, at)),
        }
    }

    #[cold]
    fn stop(&self, vm: &mut Vm, at: usize) -> Raised {
        let index = str::view(self.text).index_of_byte(at);
        vm.stop_iteration(Value::index(index))
    }

    fn number(&self, vm: &mut Vm, digits: &[u8], found: Number) -> PyResult {
        let (parse, native) = if found.is_float {
            (&self.scanner.parse_float, &vm.types.float)
        } else {
            (&self.scanner.parse_int, &vm.types.int)
        };
        if !parse.is(native.as_value()) {
            let digits = vm.new_str_ascii(digits).into_value();
            return protocol::call(vm, parse, &[digits]);
        }
        if found.is_float {
            let number = float_text::parse_bytes(digits).unwrap_or_default();
            return Ok(float::new(vm, number));
        }
        match int_text::parse_bytes(digits, 10, vm.max_str_digits) {
            Ok(int_text::Int::Small(small)) => Ok(int::from_i64(vm, small)),
            Ok(int_text::Int::Big(big)) => Ok(int::from_big(vm, big)),
            Err(error) => Err(number::raise_text(vm, error.kind(), &error)),
        }
    }

    /// Where the next character other than white space is.
    fn skip(&self, at: usize) -> usize {
        let rest = &self.bytes[at..];
        at + rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')).count()
    }

    /// Behind the comma at `at`, or none at the closing bracket.
    fn next_item(&self, vm: &mut Vm, at: usize, close: u8, trailing: &str) -> PyResult<Option<usize>> {
        match self.bytes.get(at) {
            Some(&byte) if byte == close => Ok(None),
            Some(b',') => {
                let next = self.skip(at + 1);
                if self.bytes.get(next) == Some(&close) {
                    return Err(fault(vm, trailing, self.text, at));
                }
                Ok(Some(next))
            }
            _ => Err(fault(vm, "Expecting ',' delimiter", self.text, at)),
        }
    }

    fn array(&mut self, vm: &mut Vm, start: usize) -> PyResult<(Value, usize)> {
        let array = List::create(vm, Vec::new());
        let mut at = self.skip(start);
        if self.bytes.get(at) == Some(&b']') {
            return Ok((array.into_value(), at + 1));
        }
        loop {
            let (item, end) = self.value(vm, at)?;
            list::push(array.items.get_mut(&mut vm.heap), item);
            vm.check_memory()?;
            let end = self.skip(end);
            match self.next_item(vm, end, b']', "Illegal trailing comma before end of array")? {
                Some(next) => at = next,
                None => return Ok((array.into_value(), end + 1)),
            }
        }
    }

    fn object(&mut self, vm: &mut Vm, start: usize) -> PyResult<(Value, usize)> {
        let mut members = if self.scanner.object_pairs_hook.is_none() {
            Members::Dict(vm.new_dict())
        } else {
            Members::Pairs(List::create(vm, Vec::new()))
        };
        let mut at = self.skip(start);
        while self.bytes.get(at) != Some(&b'}') {
            at = self.member(vm, at, &mut members)?;
            match self.next_item(vm, at, b'}', "Illegal trailing comma before end of object")? {
                Some(next) => at = next,
                None => break,
            }
        }
        let scanner = self.scanner;
        let object = match members {
            Members::Pairs(pairs) => protocol::call(vm, &scanner.object_pairs_hook, &[pairs.into_value()])?,
            Members::Dict(dict) if scanner.object_hook.is_none() => dict.into_value(),
            Members::Dict(dict) => protocol::call(vm, &scanner.object_hook, &[dict.into_value()])?,
        };
        Ok((object, at + 1))
    }

    /// Adds the key at `at` and its value; where the next sign stands.
    fn member(&mut self, vm: &mut Vm, at: usize, members: &mut Members) -> PyResult<usize> {
        if self.bytes.get(at) != Some(&b'"') {
            return Err(fault(vm, "Expecting property name enclosed in double quotes", self.text, at));
        }
        let (key, end) = string_at(vm, self.text, at + 1, self.scanner.controls)?;
        let key = dict::set_default(vm, self.keys, key.as_value(), key.to_value())?;
        let colon = self.skip(end);
        if self.bytes.get(colon) != Some(&b':') {
            return Err(fault(vm, "Expecting ':' delimiter", self.text, colon));
        }
        let start = self.skip(colon + 1);
        let (value, end) = self.value(vm, start)?;
        let replaced: Slot = match members {
            Members::Dict(dict) => dict.set(vm, key, value)?,
            Members::Pairs(pairs) => {
                let pair = vm.pack_tuple(vec![key, value]).into_value();
                list::push(pairs.items.get_mut(&mut vm.heap), pair);
                vm.check_memory()?;
                None
            }
        };
        drop(replaced);
        Ok(self.skip(end))
    }
}

/// What has been read of an object.
enum Members {
    Dict(Py<Dict>),
    Pairs(Py<List>),
}
