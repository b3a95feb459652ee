//! `strftime`: the directives that `time.strftime` does not know, or knows otherwise, are replaced before it is called.

use super::arguments::Reader;
use super::clock::Clock;
use super::day::Day;
use super::{moment, time, zone};
use crate::native::attribute_of_module;
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, number, subscript};
use crate::types::class::Arguments;
use crate::types::int;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm};

const PARAMETERS: Signature<'static> = Signature::new("format");

/// The one argument of `strftime`.
pub fn format_argument(vm: &mut Vm, given: Arguments<'_>) -> PyResult<Py<Str>> {
    let mut reader = Reader::new(vm, Some("strftime"), &PARAMETERS, given)?;
    let format = reader.required(vm)?;
    reader.text(vm, format)?;
    reader.finish(vm)?;
    Ok(format.expect::<Str>().clone())
}

/// `time.struct_time` of a moment; `daylight` says whether it is daylight saving time, -1 that nobody knows.
pub fn struct_time(vm: &mut Vm, day: Day, clock: Clock, daylight: i64) -> PyResult {
    let class = attribute_of_module(vm, "time", "struct_time")?;
    let [year, month, of_month] = day.fields().map(i64::from);
    let [hour, minute, second, _] = clock.fields().map(i64::from);
    let fields = [year, month, of_month, hour, minute, second, day.weekday(), day.of_year(), daylight];
    let fields = fields.map(|field| int::from_i64(vm, field));
    let fields = vm.new_tuple(fields.into()).into_value();
    protocol::call(vm, &class, &[fields])
}

/// What is replaced, each of them found out when it is first needed.
struct Replacements<'a> {
    this: &'a Value,
    /// What the methods of the time zone are asked about.
    about: &'a Value,
    moment: &'a Value,
    offset: Option<Vec<u8>>,
    offset_with_colon: Option<Vec<u8>>,
    name: Option<Vec<u8>>,
}

impl Replacements<'_> {
    fn zone(&self, vm: &Vm) -> Slot {
        match moment::of(self.this) {
            Some(moment) => moment.zone(vm),
            None => time::of(self.this).and_then(|time| time.zone(vm)),
        }
    }

    fn offset(&mut self, vm: &mut Vm, separator: &str) -> PyResult<Vec<u8>> {
        let zone = self.zone(vm);
        let kept = if separator.is_empty() { &mut self.offset } else { &mut self.offset_with_colon };
        if let Some(text) = kept {
            return Ok(text.clone());
        }
        let text = zone::offset_text(vm, &zone, self.about, separator)?.into_bytes();
        Ok(kept.insert(text).clone())
    }

    /// The name of the zone, in which `%` means nothing.
    fn name(&mut self, vm: &mut Vm) -> PyResult<Vec<u8>> {
        if let Some(text) = &self.name {
            return Ok(text.clone());
        }
        let zone = self.zone(vm);
        let text = match zone::name(vm, &zone, self.about)? {
            None => Vec::new(),
            Some(name) => {
                let method = vm.intern("replace");
                let signs = ["%", "%%"].map(|sign| vm.new_str(sign).into_value());
                let replaced = protocol::call_method(vm, &name, &method, &signs)?;
                match replaced.cast::<Str>() {
                    Some(text) => text.as_bytes().to_vec(),
                    None => return Err(vm.type_error("tzname.replace() did not return a string")),
                }
            }
        };
        Ok(self.name.insert(text).clone())
    }

    fn microsecond(&self) -> Vec<u8> {
        let moment = moment::of(self.this).map(|moment| moment.clock);
        let clock = moment.or_else(|| time::of(self.this).map(|time| time.clock));
        format!("{:06}", clock.map_or(0, |clock| clock.microsecond)).into_bytes()
    }

    /// `%Y`, `%G`, `%C` or `%F` of a year that the C library would show with fewer than four digits.
    fn year(&self, vm: &mut Vm, directive: u8, strftime: &Value) -> PyResult<Option<Vec<u8>>> {
        if vm.class_of(self.moment).slots(&vm.heap).getitem.is_none() {
            let class = vm.class_name(self.moment);
            return Err(vm.type_error(format!("'{class}' object does not support indexing")));
        }
        let year = subscript::get(vm, self.moment, &Value::index(0))?;
        let mut year = number::index_word(vm, &year)?.unwrap_or(0);
        if year >= 1000 {
            return Ok(None);
        }
        if directive == b'G' {
            let format = vm.new_str("%G").into_value();
            let text = protocol::call(vm, strftime, &[format, self.moment.clone()])?;
            let text = number::int_of(vm, &text)?;
            year = number::index_word(vm, &text)?.unwrap_or(0);
        }
        let text = match directive {
            b'C' => format!("{:02}", year / 100),
            b'F' => format!("{year:04}-%m-%d"),
            _ => format!("{year:04}"),
        };
        Ok(Some(text.into_bytes()))
    }
}

/// `strftime` of a date, time or datetime: of its time tuple `moment`, the methods of its zone being asked about `about`.
pub fn strftime(vm: &mut Vm, this: &Value, format: &Py<Str>, moment: &Value, about: &Value) -> PyResult {
    let strftime = attribute_of_module(vm, "time", "strftime")?;
    let mut replacements = Replacements { this, about, moment, offset: None, offset_with_colon: None, name: None };
    let mut replaced = Vec::with_capacity(format.as_bytes().len());
    let mut rest = format.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'%') {
        replaced.extend_from_slice(&rest[..at]);
        let (directive, behind) = match rest[at..] {
            [_, b':', b'z', ..] => (&rest[at..at + 3], &rest[at + 3..]),
            [_, _, ..] => (&rest[at..at + 2], &rest[at + 2..]),
            _ => (&rest[at..], &[][..]),
        };
        rest = behind;
        let found = match directive {
            b"%z" => Some(replacements.offset(vm, "")?),
            b"%:z" => Some(replacements.offset(vm, ":")?),
            b"%Z" => Some(replacements.name(vm)?),
            b"%f" => Some(replacements.microsecond()),
            [_, letter @ (b'Y' | b'G' | b'C' | b'F')] => replacements.year(vm, *letter, &strftime)?,
            _ => None,
        };
        replaced.extend_from_slice(found.as_deref().unwrap_or(directive));
    }
    replaced.extend_from_slice(rest);
    let format = vm.new_str_bytes(&replaced).into_value();
    protocol::call(vm, &strftime, &[format, moment.clone()])
}
