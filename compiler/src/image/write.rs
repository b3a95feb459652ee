//! From a code unit to its image.

use foldhash::HashMap;
use std::rc::Rc;

use super::{MAGIC, Tag};
use crate::code::{CodeUnit, Constant, FlowMark, Handler, PassedLine, Position};

/// The image of a unit and of all that are nested in it.
pub fn write(unit: &CodeUnit) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.unit(unit);
    let Writer { bytes, texts, .. } = writer;
    let mut head = Writer { bytes: MAGIC.to_vec(), ..Writer::default() };
    head.list(&texts, |writer, text| writer.blob(text.as_bytes()));
    head.bytes.extend(bytes);
    head.bytes
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    texts: Vec<Rc<str>>,
    places: HashMap<Rc<str>, usize>,
}

impl Writer {
    fn number(&mut self, number: u64) {
        let mut rest = number;
        while rest >= 0x80 {
            self.bytes.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.bytes.push(rest as u8);
    }

    /// Small negative numbers are short, too.
    fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)) as u64);
    }

    fn blob(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    fn list<T>(&mut self, items: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.number(items.len() as u64);
        for item in items {
            each(self, item);
        }
    }

    /// The place of a text among the texts.
    fn text(&mut self, text: &Rc<str>) {
        let next = self.texts.len();
        let place = *self.places.entry(Rc::clone(text)).or_insert(next);
        if place == next {
            self.texts.push(Rc::clone(text));
        }
        self.number(place as u64);
    }

    fn unit(&mut self, unit: &CodeUnit) {
        for text in [&unit.name, &unit.qualname, &unit.filename] {
            self.text(text);
        }
        for number in [
            unit.first_line,
            unit.flags.bits(),
            unit.arg_count,
            unit.positional_only_count,
            unit.keyword_only_count,
            unit.register_count,
        ] {
            self.number(u64::from(number));
        }
        self.list(&unit.names, Writer::text);
        self.list(&unit.locals, |writer, local| {
            writer.text(&local.name);
            writer.bytes.push(local.kind as u8);
        });
        self.list(&unit.caches, |writer, name| writer.number(name.index() as u64));
        self.list(&unit.instructions, |writer, instruction| {
            writer.bytes.extend_from_slice(&instruction.word().to_le_bytes());
        });
        self.positions(&unit.positions);
        self.list(&unit.passed_lines, |writer, PassedLine { at, line, skipped_by, outside }| {
            writer.number(u64::from(*at));
            writer.number(u64::from(*line));
            writer.list(skipped_by, |writer, jump| writer.number(u64::from(*jump)));
            writer.number(u64::from(*outside));
        });
        self.list(&unit.handlers, |writer, Handler { start, end, target, register }| {
            for number in [*start, *end, *target, register.index() as u32] {
                writer.number(u64::from(number));
            }
        });
        self.list(&unit.flow, |writer, FlowMark { at, line, label, flow, width }| {
            for number in [*at, *line, *label, *flow as u32, u32::from(*width)] {
                writer.number(u64::from(number));
            }
        });
        self.blob(&unit.loads.0);
        self.list(&unit.constants, Writer::constant);
    }

    /// One for each instruction: 0 for the same as before, else what differs.
    fn positions(&mut self, positions: &[Position]) {
        let mut before = Position::default();
        for &position in positions {
            if position == before {
                self.number(0);
                continue;
            }
            let lines = i64::from(position.line) - i64::from(before.line);
            self.number(((lines << 1) ^ (lines >> 63)) as u64 + 1);
            self.signed(i64::from(position.end_line) - i64::from(position.line));
            self.number(u64::from(position.column));
            self.number(u64::from(position.end_column));
            before = position;
        }
    }

    fn constant(&mut self, constant: &Constant) {
        let tag = match constant {
            Constant::None => Tag::None,
            Constant::Bool(true) => Tag::True,
            Constant::Bool(false) => Tag::False,
            Constant::Ellipsis => Tag::Ellipsis,
            Constant::Int(_) => Tag::Int,
            Constant::BigInt(_) => Tag::BigInt,
            Constant::Float(_) => Tag::Float,
            Constant::Complex(..) => Tag::Complex,
            Constant::Str(_) => Tag::Str,
            Constant::Bytes(_) => Tag::Bytes,
            Constant::Tuple(_) => Tag::Tuple,
            Constant::FrozenSet(_) => Tag::FrozenSet,
            Constant::Slice(_) => Tag::Slice,
            Constant::Code(_) => Tag::Code,
        };
        self.bytes.push(tag as u8);
        match constant {
            Constant::None | Constant::Bool(_) | Constant::Ellipsis => {}
            Constant::Int(number) => self.signed(*number),
            Constant::BigInt(number) => self.blob(&number.to_signed_bytes_le()),
            Constant::Float(number) => self.bytes.extend(number.to_bits().to_le_bytes()),
            Constant::Complex(real, imaginary) => {
                for part in [real, imaginary] {
                    self.bytes.extend(part.to_bits().to_le_bytes());
                }
            }
            Constant::Str(bytes) | Constant::Bytes(bytes) => self.blob(bytes),
            Constant::Tuple(items) | Constant::FrozenSet(items) => self.list(items, Writer::constant),
            Constant::Slice(parts) => parts.iter().for_each(|part| self.constant(part)),
            Constant::Code(unit) => self.unit(unit),
        }
    }
}
