//! `_json.Encoder`: from objects to text.

use super::{ENCODE, ENCODE_ASCII};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Str, Tuple, Value, payload, with_borrowed};
use crate::protocol::{self, iterate, number, recursion};
use crate::text::float_digits;
use crate::text::json::{Plain, push_quoted};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, Slots};
use crate::types::dict::Dict;
use crate::types::int::Number;
use crate::types::list::List;
use crate::types::native::NativeFunction;
use crate::types::{exception, float, int, list};
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_json",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots { new: Some(new), call: Some(call), ..Slots::EMPTY },
    getset: &[
        GetSet::read_only("markers", |_, this| Ok(this.expect::<JsonEncoder>().markers.clone())).member(),
        GetSet::read_only("default", |_, this| Ok(this.expect::<JsonEncoder>().default.clone())).member(),
        GetSet::read_only("encoder", |_, this| Ok(this.expect::<JsonEncoder>().encoder.clone())).member(),
        GetSet::read_only("indent", |_, this| Ok(this.expect::<JsonEncoder>().indent.clone())).member(),
        GetSet::read_only("key_separator", |_, this| Ok(this.expect::<JsonEncoder>().key_separator.to_value()))
            .member(),
        GetSet::read_only("item_separator", |_, this| Ok(this.expect::<JsonEncoder>().item_separator.to_value()))
            .member(),
        GetSet::read_only("sort_keys", |_, this| {
            Ok(Value::bool(this.expect::<JsonEncoder>().key_order == KeyOrder::Sorted))
        })
        .member(),
        GetSet::read_only("skipkeys", |_, this| {
            Ok(Value::bool(this.expect::<JsonEncoder>().other_keys == OtherKeys::Skipped))
        })
        .member(),
    ],
    ..ClassSpec::new("Encoder", Layout::of::<JsonEncoder>())
})
.hidden();

#[derive(Clone, Copy, PartialEq, Eq)]
enum KeyOrder {
    Own,
    Sorted,
}

/// What becomes of keys that JSON has no form for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OtherKeys {
    Refused,
    Skipped,
}

/// An encoder: how things are written.
pub struct JsonEncoder {
    /// The objects being written, by their ids; None when nobody looks for circles.
    markers: Value,
    default: Value,
    encoder: Value,
    indent: Value,
    key_separator: Py<Str>,
    item_separator: Py<Str>,
    key_order: KeyOrder,
    other_keys: OtherKeys,
    allow_nan: bool,
    /// How strings are written, if that is one of the module's functions.
    plain: Option<Plain>,
}

payload! { JsonEncoder: AtBirth, size 80;
    references {
        markers = .markers, default = .default, encoder = .encoder, indent = .indent,
        key_separator = .key_separator, item_separator = .item_separator,
    }
}

const PARAMETERS: &str =
    "markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan";

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "make_encoder", PARAMETERS, given)?;
    let argument = |index: usize| bound[index].clone().unwrap_or(Value::NONE);
    let separator = |vm: &mut Vm, index: usize| match argument(index).cast_into::<Str>() {
        Ok(text) => Ok(text),
        Err(other) => {
            let name = if other.is_none() { "None".to_owned() } else { vm.class_name(&other) };
            Err(vm.type_error(format!("make_encoder() argument {} must be str, not {name}", index + 1)))
        }
    };
    let (key_separator, item_separator) = (separator(vm, 4)?, separator(vm, 5)?);
    let mut flag = |index: usize| protocol::is_true(vm, &argument(index));
    let (sorted, skipped, allow_nan) = (flag(6)?, flag(7)?, flag(8)?);
    let markers = argument(0);
    if !markers.is_none() && !markers.has::<Dict>() {
        let name = vm.class_name(&markers);
        return Err(vm.type_error(format!("make_encoder() argument 1 must be dict or None, not {name}")));
    }
    let encoder = argument(2);
    let function = encoder.cast::<NativeFunction>().map(|function| function.def.name);
    let plain = match function {
        Some(ENCODE_ASCII) => Some(Plain::Ascii),
        Some(ENCODE) => Some(Plain::Unicode),
        _ => None,
    };
    let encoder = JsonEncoder {
        markers,
        default: argument(1),
        encoder,
        indent: argument(3),
        key_separator,
        item_separator,
        key_order: if sorted { KeyOrder::Sorted } else { KeyOrder::Own },
        other_keys: if skipped { OtherKeys::Skipped } else { OtherKeys::Refused },
        allow_nan,
        plain,
    };
    Ok(vm.heap.alloc(class, encoder).into_value())
}

fn call(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "_iterencode", "obj, _current_indent_level", given)?;
    let [Some(object), Some(level)] = &bound[..] else { return Ok(Value::NONE) };
    let level = number::ssize_argument(vm, level)?;
    let encoder = this.expect::<JsonEncoder>().clone();
    let indent = match encoder.indent.cast::<Str>() {
        Some(indent) => Some(indent.as_bytes()),
        None if encoder.indent.is_none() => None,
        None => {
            let name = vm.class_name(&encoder.indent);
            return Err(vm.type_error(format!("can only concatenate str (not \"{name}\") to str")));
        }
    };
    let level = usize::try_from(level).unwrap_or(0);
    let mut writer = Writer { encoder: &encoder, indent, level, out: Vec::new() };
    writer.object(vm, object)?;
    let text = vm.new_str_bytes(&writer.out).into_value();
    Ok(vm.new_tuple(vec![text]).into_value())
}

/// One call of an encoder.
struct Writer<'a> {
    encoder: &'a JsonEncoder,
    indent: Option<&'a [u8]>,
    level: usize,
    out: Vec<u8>,
}

impl Writer<'_> {
    fn object(&mut self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if let Some(text) = constant(value) {
            self.out.put_all(text);
            return Ok(());
        }
        if let Some(text) = value.cast::<Str>() {
            return self.string(vm, text);
        }
        if let Some(number) = Number::of(value) {
            let digits = int::to_decimal(vm, number)?;
            self.out.put_all(digits.as_bytes());
            return Ok(());
        }
        if let Some(number) = float::value_of(value) {
            return self.float(vm, value, number);
        }
        recursion::check(vm, " while encoding a JSON object")?;
        if value.has::<List>() || value.has::<Tuple>() {
            return self.list(vm, value);
        }
        if value.has::<Dict>() {
            return self.dict(vm, value);
        }
        let marker = self.enter(vm, value)?;
        let replaced = with_borrowed([value], |values| protocol::call(vm, &self.encoder.default, values))?;
        if let Err(raised) = self.object(vm, &replaced) {
            let name = vm.class_name(value);
            return Err(exception::noted(vm, raised, format!("when serializing {name} object")));
        }
        self.leave(vm, marker)
    }

    /// Marks what is being written. ValueError "Circular reference detected".
    fn enter(&self, vm: &mut Vm, value: &Value) -> PyResult<Slot> {
        let Some(markers) = self.encoder.markers.cast::<Dict>() else { return Ok(None) };
        let id = int::from_u64(vm, crate::types::object::address(value));
        if markers.get(vm, &id)?.is_some() {
            return Err(vm.value_error("Circular reference detected"));
        }
        drop(markers.set(vm, id.clone(), value.clone())?);
        Ok(Some(id))
    }

    fn leave(&self, vm: &mut Vm, marker: Slot) -> PyResult<()> {
        if let Some((markers, id)) = self.encoder.markers.cast::<Dict>().zip(marker)
            && markers.remove(vm, &id)?.is_none()
        {
            return Err(vm.key_error(&id));
        }
        Ok(())
    }

    fn string(&mut self, vm: &mut Vm, text: &Py<Str>) -> PyResult<()> {
        if let Some(plain) = self.encoder.plain {
            push_quoted(&mut self.out, text.as_bytes(), plain);
            return Ok(());
        }
        let encoded = with_borrowed([text.as_value()], |values| protocol::call(vm, &self.encoder.encoder, values))?;
        let Some(encoded) = encoded.cast::<Str>() else {
            let name = vm.class_name(&encoded);
            return Err(vm.type_error(format!("encoder() must return a string, not {name}")));
        };
        self.out.put_all(encoded.as_bytes());
        Ok(())
    }

    fn float(&mut self, vm: &mut Vm, value: &Value, number: f64) -> PyResult<()> {
        if number.is_finite() {
            self.out.put_all(float_digits::repr(number).as_bytes());
            return Ok(());
        }
        if !self.encoder.allow_nan {
            let shown = protocol::repr(vm, value)?.to_string_lossy().into_owned();
            return Err(vm.value_error(format!("Out of range float values are not JSON compliant: {shown}")));
        }
        let text = match number {
            f64::INFINITY => "Infinity",
            f64::NEG_INFINITY => "-Infinity",
            _ => "NaN",
        };
        self.out.put_all(text.as_bytes());
        Ok(())
    }

    /// A new line, if lines are wanted.
    fn line(&mut self) {
        if let Some(indent) = self.indent {
            self.out.put(b'\n');
            for _ in 0..self.level {
                self.out.put_all(indent);
            }
        }
    }

    fn separator(&mut self) {
        self.out.put_all(self.encoder.item_separator.as_bytes());
        self.line();
    }

    fn list(&mut self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        if nth(vm, value, 0).is_none() {
            self.out.put_all(b"[]");
            return Ok(());
        }
        let marker = self.enter(vm, value)?;
        self.out.put(b'[');
        self.level += 1;
        self.line();
        let mut index = 0;
        while let Some(item) = nth(vm, value, index) {
            if index > 0 {
                self.separator();
            }
            if let Err(raised) = self.object(vm, &item) {
                let name = vm.class_name(value);
                return Err(exception::noted(vm, raised, format!("when serializing {name} item {index}")));
            }
            index += 1;
        }
        self.leave(vm, marker)?;
        self.level -= 1;
        self.line();
        self.out.put(b']');
        Ok(())
    }

    fn dict(&mut self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let dict = value.expect::<Dict>();
        if dict.is_empty(&vm.heap) {
            self.out.put_all(b"{}");
            return Ok(());
        }
        let marker = self.enter(vm, value)?;
        self.out.put(b'{');
        self.level += 1;
        let start = self.out.len();
        if self.encoder.key_order == KeyOrder::Sorted || !vm.is_exactly(value, &vm.types.dict) {
            self.listed_items(vm, value, start)?;
        } else {
            let mut position = 0;
            while let Some((found, key, item)) = {
                let entry = dict.table.get(&vm.heap).entry_from(position);
                entry.map(|(found, entry)| (found, entry.key.clone(), entry.value.clone()))
            } {
                position = found + 1;
                self.member(vm, &key, &item, start)?;
            }
        }
        self.leave(vm, marker)?;
        self.level -= 1;
        if self.out.len() > start {
            self.line();
        }
        self.out.put(b'}');
        Ok(())
    }

    /// The members that `items` gives, sorted if that is wanted.
    fn listed_items(&mut self, vm: &mut Vm, dict: &Value, start: usize) -> PyResult<()> {
        let name = vm.names.items.clone();
        let items = protocol::call_method(vm, dict, &name, &[])?;
        let mut collected = Vec::new();
        iterate::for_each(vm, &items, |vm, item| {
            list::push(&mut collected, item);
            vm.check_memory()?;
            Ok(())
        })?;
        drop(items);
        let items = List::create(vm, collected);
        if self.encoder.key_order == KeyOrder::Sorted {
            let order = list::sort::Order::of_reverse(vm, None)?;
            list::sort::sort(vm, &items, None, order)?;
        }
        let mut index = 0;
        while let Some(item) = items.items.get(&vm.heap).get(index).cloned() {
            let pair = item.cast::<Tuple>().map(|pair| pair.items());
            let Some([key, value]) = pair else { return Err(vm.value_error("items must return 2-tuples")) };
            self.member(vm, key, value, start)?;
            index += 1;
        }
        Ok(())
    }

    /// A key and its value; the first member begins at `start`.
    fn member(&mut self, vm: &mut Vm, key: &Value, value: &Value, start: usize) -> PyResult<()> {
        let text = match key.cast::<Str>() {
            Some(text) => Ok(text.clone()),
            None => self.key(vm, key),
        };
        let Some(text) = text.map(Some).or_else(|refused| match refused {
            Unwritten::Skipped => Ok(None),
            Unwritten::Raised(raised) => Err(raised),
        })?
        else {
            return Ok(());
        };
        if self.out.len() > start {
            self.separator();
        } else {
            self.line();
        }
        self.string(vm, &text)?;
        drop(text);
        self.out.put_all(self.encoder.key_separator.as_bytes());
        self.object(vm, value).map_err(|raised| match protocol::repr(vm, key) {
            Ok(shown) => {
                let mut note = b"when serializing dict item ".to_vec();
                note.extend_from_slice(shown.as_bytes());
                let note = String::from_utf8_lossy(&note).into_owned();
                exception::noted(vm, raised, note)
            }
            Err(raised) => raised,
        })
    }

    /// The text of a key that is no str.
    fn key(&mut self, vm: &mut Vm, key: &Value) -> Result<Py<Str>, Unwritten> {
        if let Some(number) = float::value_of(key) {
            let start = self.out.len();
            self.float(vm, key, number)?;
            let text = self.out.split_off(start);
            return Ok(vm.new_str_bytes(&text));
        }
        if let Some(text) = constant(key) {
            return Ok(vm.new_str_bytes(text));
        }
        if let Some(number) = Number::of(key) {
            let digits = int::to_decimal(vm, number)?;
            return Ok(vm.new_str(digits));
        }
        if self.encoder.other_keys == OtherKeys::Skipped {
            return Err(Unwritten::Skipped);
        }
        let name = vm.class_name(key);
        Err(vm.type_error(format!("keys must be str, int, float, bool or None, not {name}")).into())
    }
}

/// Why a member is not written.
enum Unwritten {
    Skipped,
    Raised(Raised),
}

impl From<Raised> for Unwritten {
    fn from(raised: Raised) -> Unwritten {
        Unwritten::Raised(raised)
    }
}

fn constant(value: &Value) -> Option<&'static [u8]> {
    match value.as_bool() {
        Some(true) => Some(b"true"),
        Some(false) => Some(b"false"),
        None => value.is_none().then_some(b"null"),
    }
}

/// The item of a list or a tuple.
fn nth(vm: &Vm, value: &Value, index: usize) -> Slot {
    match value.cast::<List>() {
        Some(list) => list.items.get(&vm.heap).get(index).cloned(),
        None => value.cast::<Tuple>().and_then(|tuple| tuple.items().get(index).cloned()),
    }
}
