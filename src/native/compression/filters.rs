//! Filter chains of `_lzma`: from dicts to what the crate `xz` takes, and their encoded properties.

use xz::stream::{Filters, LzmaOptions, MatchFinder, Mode};

use super::lzma::{Fault, refused};
use crate::object::Value;
use crate::protocol::{number, sequence, subscript};
use crate::types::bytes;
use crate::types::dict::Dict;
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

pub const LZMA1: u64 = 0x4000_0000_0000_0001;
pub const LZMA2: u64 = 0x21;
pub const DELTA: u64 = 3;
pub const X86: u64 = 4;
pub const POWERPC: u64 = 5;
pub const IA64: u64 = 6;
pub const ARM: u64 = 7;
pub const ARM_THUMB: u64 = 8;
pub const SPARC: u64 = 9;

/// The most filters in a chain.
const MOST: usize = 4;

/// A filter, as a dict describes it.
pub enum Filter {
    /// LZMA1 or LZMA2.
    Lzma(u64, Settings),
    /// The distance.
    Delta(u32),
    /// One for code of a machine, and where that starts.
    Branch(u64, u32),
}

/// How LZMA compresses.
pub struct Settings {
    options: LzmaOptions,
    /// What its encoded properties have.
    dictionary: u32,
    literal_context: u32,
    literal_position: u32,
    position: u32,
}

/// Bits of the size of the dictionary of each preset.
const DICTIONARY_BITS: [u32; 10] = [18, 20, 21, 22, 22, 23, 23, 24, 25, 26];

impl Settings {
    /// Those of a preset. LZMAError "Invalid compression preset: 10".
    pub fn preset(vm: &mut Vm, preset: u32) -> PyResult<Settings> {
        let level = (preset & 31) as usize;
        match (LzmaOptions::new_preset(preset), DICTIONARY_BITS.get(level)) {
            (Ok(options), Some(bits)) => {
                Ok(Settings { options, dictionary: 1 << bits, literal_context: 3, literal_position: 0, position: 2 })
            }
            _ => Err(super::lzma::error(vm, &format!("Invalid compression preset: {preset}"))),
        }
    }

    pub fn options(&self) -> &LzmaOptions {
        &self.options
    }
}

/// What a dict has for a key.
fn item(vm: &mut Vm, spec: &Value, key: &str) -> PyResult<Option<Value>> {
    let key = vm.new_str(key).into_value();
    let found = subscript::get(vm, spec, &key);
    vm.catch(found, |types| &types.key_error)
}

/// ValueError "Cannot convert negative int", OverflowError "Python int too large for C uint32_t".
pub fn word(vm: &mut Vm, value: &Value) -> PyResult<u32> {
    let index = number::index(vm, value)?;
    let number = int::number(&index);
    if number::saturating_i64(number) < 0 {
        return Err(vm.value_error("Cannot convert negative int"));
    }
    u32::try_from(number::saturating_i64(number)).map_err(|_| vm.overflow_error("Python int too large for C uint32_t"))
}

/// OverflowError "can't convert negative int to unsigned", "int too big to convert".
pub fn wide(vm: &mut Vm, value: &Value) -> PyResult<u64> {
    let index = number::index(vm, value)?;
    match int::number(&index) {
        int::Number::Small(small) => {
            u64::try_from(small).map_err(|_| vm.overflow_error("can't convert negative int to unsigned"))
        }
        int::Number::Big(big) if big.sign() == num_bigint::Sign::Minus => {
            Err(vm.overflow_error("can't convert negative int to unsigned"))
        }
        int::Number::Big(big) => u64::try_from(big).map_err(|_| vm.overflow_error("int too big to convert")),
    }
}

/// Whether a dict has no other keys than these. ValueError "Invalid filter specifier for LZMA filter".
fn checked_keys(vm: &mut Vm, spec: &Value, known: &[&str], kind: &str) -> PyResult<()> {
    let Some(spec) = spec.cast::<Dict>() else { return Ok(()) };
    let keys: Vec<Value> = spec.items(&vm.heap).into_iter().map(|(key, _)| key).collect();
    let is_known = |key: &Value| {
        key.cast::<crate::object::Str>().is_some_and(|key| known.iter().any(|known| known.as_bytes() == key.as_bytes()))
    };
    if keys.iter().all(is_known) { Ok(()) } else { Err(invalid(vm, kind)) }
}

#[cold]
fn invalid(vm: &mut Vm, kind: &str) -> Raised {
    vm.value_error(format!("Invalid filter specifier for {kind} filter"))
}

/// A number of a filter. A value that is none is told as CPython does.
fn option(vm: &mut Vm, spec: &Value, key: &str, kind: &str) -> PyResult<Option<u32>> {
    let Some(value) = item(vm, spec, key)? else { return Ok(None) };
    match word(vm, &value) {
        Ok(value) => Ok(Some(value)),
        Err(raised) => {
            drop(vm.take_raised(raised));
            Err(invalid(vm, kind))
        }
    }
}

/// What the dict of an LZMA filter may have.
const KEYS: [&str; 10] = ["id", "preset", "dict_size", "lc", "lp", "pb", "mode", "nice_len", "mf", "depth"];

/// Reads the description of a filter.
pub fn filter(vm: &mut Vm, spec: &Value) -> PyResult<Filter> {
    if vm.class_of(spec).slots(&vm.heap).getitem.is_none() {
        return Err(vm.type_error("Filter specifier must be a dict or dict-like object"));
    }
    let Some(id) = item(vm, spec, "id")? else {
        return Err(vm.value_error("Filter specifier must have an \"id\" entry"));
    };
    let id = wide(vm, &id)?;
    match id {
        LZMA1 | LZMA2 => {
            let kind = "LZMA";
            let preset = item(vm, spec, "preset")?.map_or(Ok(6), |preset| word(vm, &preset))?;
            let mut settings = Settings::preset(vm, preset)?;
            checked_keys(vm, spec, &KEYS, kind)?;
            if let Some(size) = option(vm, spec, "dict_size", kind)? {
                settings.dictionary = size;
                settings.options.dict_size(size);
            }
            if let Some(bits) = option(vm, spec, "lc", kind)? {
                settings.literal_context = bits;
                settings.options.literal_context_bits(bits);
            }
            if let Some(bits) = option(vm, spec, "lp", kind)? {
                settings.literal_position = bits;
                settings.options.literal_position_bits(bits);
            }
            if let Some(bits) = option(vm, spec, "pb", kind)? {
                settings.position = bits;
                settings.options.position_bits(bits);
            }
            if let Some(mode) = option(vm, spec, "mode", kind)? {
                settings.options.mode(match mode {
                    1 => Mode::Fast,
                    2 => Mode::Normal,
                    _ => return Err(refused(vm, Fault::Options)),
                });
            }
            if let Some(length) = option(vm, spec, "nice_len", kind)? {
                settings.options.nice_len(length);
            }
            if let Some(finder) = option(vm, spec, "mf", kind)? {
                settings.options.match_finder(match finder {
                    3 => MatchFinder::HashChain3,
                    4 => MatchFinder::HashChain4,
                    0x12 => MatchFinder::BinaryTree2,
                    0x13 => MatchFinder::BinaryTree3,
                    0x14 => MatchFinder::BinaryTree4,
                    _ => return Err(refused(vm, Fault::Options)),
                });
            }
            if let Some(depth) = option(vm, spec, "depth", kind)? {
                settings.options.depth(depth);
            }
            Ok(Filter::Lzma(id, settings))
        }
        DELTA => {
            checked_keys(vm, spec, &["id", "dist"], "delta")?;
            Ok(Filter::Delta(option(vm, spec, "dist", "delta")?.unwrap_or(1)))
        }
        X86..=SPARC => {
            checked_keys(vm, spec, &["id", "start_offset"], "BCJ")?;
            Ok(Filter::Branch(id, option(vm, spec, "start_offset", "BCJ")?.unwrap_or(0)))
        }
        _ => Err(vm.value_error(format!("Invalid filter ID: {id}"))),
    }
}

/// Reads the descriptions of a chain.
pub fn chain(vm: &mut Vm, specs: &Value) -> PyResult<Vec<Filter>> {
    if specs.has::<Dict>() {
        let name = vm.class_name(specs);
        return Err(vm.type_error(format!("{name} is not a sequence")));
    }
    let count = sequence::len(vm, specs)?;
    if count > MOST {
        return Err(vm.value_error(format!("Too many filters - liblzma supports a maximum of {MOST}")));
    }
    let mut filters = Vec::new();
    for index in 0..count {
        let spec = subscript::get(vm, specs, &Value::index(index))?;
        filters.push(filter(vm, &spec)?);
    }
    Ok(filters)
}

/// A chain as the crate takes it.
pub fn built(vm: &mut Vm, filters: &[Filter]) -> PyResult<Filters> {
    let mut chain = Filters::new();
    for filter in filters {
        let added = match filter {
            Filter::Lzma(id, settings) => {
                if *id == LZMA1 {
                    chain.lzma1(&settings.options)
                } else {
                    chain.lzma2(&settings.options)
                };
                Ok(())
            }
            Filter::Delta(distance) => match u8::try_from(distance.wrapping_sub(1)) {
                Ok(byte) => chain.delta_properties(&[byte]).map(|_| ()),
                Err(_) => return Err(refused(vm, Fault::Options)),
            },
            Filter::Branch(id, start) => {
                let start = start.to_le_bytes();
                let start = if start == [0; 4] { &[][..] } else { &start[..] };
                match *id {
                    X86 => chain.x86_properties(start),
                    POWERPC => chain.powerpc_properties(start),
                    IA64 => chain.ia64_properties(start),
                    ARM => chain.arm_properties(start),
                    ARM_THUMB => chain.arm_thumb_properties(start),
                    _ => chain.sparc_properties(start),
                }
                .map(|_| ())
            }
        };
        added.map_err(|fault| refused(vm, fault.into()))?;
    }
    Ok(chain)
}

/// The size of a dictionary that a byte of LZMA2's properties stands for.
fn dictionary_size(byte: u8) -> Option<u32> {
    match byte {
        40 => Some(u32::MAX),
        0..40 => Some((2 | u32::from(byte & 1)) << (byte / 2 + 11)),
        _ => None,
    }
}

/// `_encode_filter_properties(filter)`.
pub fn encode(vm: &mut Vm, spec: &Value) -> PyResult {
    let encoded = match filter(vm, spec)? {
        Filter::Lzma(LZMA1, settings) => {
            let Settings { literal_context, literal_position, position, dictionary, .. } = settings;
            if literal_context + literal_position > 4 || literal_context > 4 || literal_position > 4 || position > 4 {
                return Err(refused(vm, Fault::Program));
            }
            let mut encoded = vec![((position * 5 + literal_position) * 9 + literal_context) as u8];
            encoded.extend(dictionary.to_le_bytes());
            encoded
        }
        Filter::Lzma(_, settings) => {
            let fits = |byte: &u8| dictionary_size(*byte).is_some_and(|size| size >= settings.dictionary);
            vec![(0..=40).find(fits).unwrap_or(40)]
        }
        Filter::Delta(distance) => match u8::try_from(distance.wrapping_sub(1)) {
            Ok(byte) => vec![byte],
            Err(_) => return Err(refused(vm, Fault::Program)),
        },
        Filter::Branch(_, 0) => Vec::new(),
        Filter::Branch(_, start) => start.to_le_bytes().to_vec(),
    };
    Ok(bytes::new(vm, encoded))
}

/// `_decode_filter_properties(filter_id, encoded_props)`.
pub fn decode(vm: &mut Vm, arguments: &[Value]) -> PyResult {
    let id = wide(vm, &arguments[0])?;
    let encoded = bytes::required(vm, &arguments[1])?;
    let entries: Vec<(&str, u64)> = match (id, &encoded[..]) {
        (LZMA1, [byte, size @ ..]) if *byte < 225 && size.len() == 4 => {
            let size = size.iter().rev().fold(0, |size, &byte| size << 8 | u64::from(byte));
            let (rest, literal_context) = (byte / 9, byte % 9);
            let (position, literal_position) = (rest / 5, rest % 5);
            if literal_context + literal_position > 4 {
                return Err(refused(vm, Fault::Options));
            }
            let bits = |bits: u8| u64::from(bits);
            vec![
                ("lc", bits(literal_context)),
                ("lp", bits(literal_position)),
                ("pb", bits(position)),
                ("dict_size", size),
            ]
        }
        (LZMA2, [byte]) => match dictionary_size(*byte) {
            Some(size) => vec![("dict_size", size.into())],
            None => return Err(refused(vm, Fault::Options)),
        },
        (DELTA, [byte]) => vec![("dist", u64::from(*byte) + 1)],
        (X86..=SPARC, []) => Vec::new(),
        (X86..=SPARC, start) if start.len() == 4 => {
            let start = start.iter().rev().fold(0, |start, &byte| start << 8 | u64::from(byte));
            if start == 0 { Vec::new() } else { vec![("start_offset", start)] }
        }
        _ => return Err(refused(vm, Fault::Options)),
    };
    let spec = vm.new_dict();
    for (name, number) in [("id", id)].into_iter().chain(entries) {
        let (name, number) = (vm.intern(name), int::from_u64(vm, number));
        drop(spec.set_str(vm, &name, number));
    }
    Ok(spec.into_value())
}
