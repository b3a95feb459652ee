//! From an image to the code unit.

use std::fmt;
use std::rc::Rc;

use num_bigint::BigInt;

use super::{MAGIC, Tag};
use crate::code::{
    CodeFlags, CodeUnit, Constant, Flow, FlowMark, Handler, Instruction, LoadTable, Local, LocalKind, NameIndex,
    PassedLine, Position, Register,
};

/// How deep constants and nested code may lie in each other: deeper than any source can nest them.
const DEEPEST: u32 = 250;

/// The bytes are no image of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a code unit of this version")
    }
}

impl std::error::Error for Damaged {}

type Read<T> = Result<T, Damaged>;

/// The code unit of an image, and those nested in it. Of an image from elsewhere the form is certain then, not what it
/// does: [`verify_all`](crate::code::verify_all) says whether it keeps to the contract.
///
/// # Errors
/// [`Damaged`], when the bytes are something else.
pub fn read(bytes: &[u8]) -> Result<Rc<CodeUnit>, Damaged> {
    let rest = bytes.strip_prefix(&MAGIC).ok_or(Damaged)?;
    let mut reader = Reader { rest, texts: Vec::new(), depth: 0 };
    reader.texts = reader.list(|reader| {
        let text = std::str::from_utf8(reader.blob()?).map_err(|_| Damaged)?;
        Ok(Rc::from(text))
    })?;
    let unit = reader.unit()?;
    if reader.rest.is_empty() { Ok(Rc::new(unit)) } else { Err(Damaged) }
}

struct Reader<'a> {
    rest: &'a [u8],
    texts: Vec<Rc<str>>,
    depth: u32,
}

impl<'a> Reader<'a> {
    fn byte(&mut self) -> Read<u8> {
        let (&first, rest) = self.rest.split_first().ok_or(Damaged)?;
        self.rest = rest;
        Ok(first)
    }

    fn take(&mut self, length: usize) -> Read<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(Damaged)?;
        self.rest = rest;
        Ok(taken)
    }

    #[inline]
    fn number(&mut self) -> Read<u64> {
        let first = self.byte()?;
        if first < 0x80 {
            return Ok(u64::from(first));
        }
        let mut number = u64::from(first & 0x7f);
        for shift in (7..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damaged)
    }

    #[inline]
    fn word(&mut self) -> Read<u32> {
        self.number()?.try_into().map_err(|_| Damaged)
    }

    #[inline]
    fn signed(&mut self) -> Read<i64> {
        self.number().map(unfolded)
    }

    fn float(&mut self) -> Read<f64> {
        let bytes = self.take(8)?.try_into().map_err(|_| Damaged)?;
        Ok(f64::from_bits(u64::from_le_bytes(bytes)))
    }

    /// A length: no more than there are bytes.
    fn length(&mut self) -> Read<usize> {
        let length = self.number()? as usize;
        if length <= self.rest.len() { Ok(length) } else { Err(Damaged) }
    }

    fn blob(&mut self) -> Read<&'a [u8]> {
        let length = self.length()?;
        self.take(length)
    }

    /// Text that may hold lone surrogates.
    fn wtf8(&mut self) -> Read<&'a [u8]> {
        let bytes = self.blob()?;
        let (mut rest, mut after_high) = (bytes, false);
        while let Err(error) = std::str::from_utf8(rest) {
            let surrogate = &rest[error.valid_up_to()..];
            let &[0xed, second @ 0xa0..=0xbf, 0x80..=0xbf, ..] = surrogate else { return Err(Damaged) };
            let is_high = second < 0xb0;
            // A pair has a form of its own.
            if after_high && error.valid_up_to() == 0 && !is_high {
                return Err(Damaged);
            }
            (rest, after_high) = (&surrogate[3..], is_high);
        }
        Ok(bytes)
    }

    fn list<T>(&mut self, mut each: impl FnMut(&mut Reader<'a>) -> Read<T>) -> Read<Vec<T>> {
        let length = self.length()?;
        let mut items = Vec::with_capacity(length);
        for _ in 0..length {
            items.push(each(self)?);
        }
        Ok(items)
    }

    fn text(&mut self) -> Read<Rc<str>> {
        let place = self.number()? as usize;
        self.texts.get(place).cloned().ok_or(Damaged)
    }

    fn unit(&mut self) -> Read<CodeUnit> {
        let (name, qualname, filename) = (self.text()?, self.text()?, self.text()?);
        let (first_line, flags) = (self.word()?, CodeFlags::from_bits(self.word()?).ok_or(Damaged)?);
        let (arg_count, positional_only_count, keyword_only_count) = (self.word()?, self.word()?, self.word()?);
        let register_count = self.word()?;
        let names = self.list(Reader::text)?;
        let locals = self.list(|reader| Ok(Local { name: reader.text()?, kind: reader.local_kind()? }))?;
        let caches = self.list(|reader| Ok(NameIndex::at(reader.number()? as usize)))?;
        let instructions = self.instructions()?;
        let positions = self.positions(instructions.len())?;
        let passed_lines = self.list(|reader| {
            let (at, line) = (reader.word()?, reader.word()?);
            Ok(PassedLine { at, line, skipped_by: reader.list(Reader::word)?, outside: reader.word()? })
        })?;
        let handlers = self.list(|reader| {
            let (start, end, target) = (reader.word()?, reader.word()?, reader.word()?);
            Ok(Handler { start, end, target, register: Register::at(reader.number()? as usize) })
        })?;
        let flow = self.list(|reader| {
            let (at, line, label) = (reader.word()?, reader.word()?, reader.word()?);
            let flow = *Flow::ALL.get(reader.number()? as usize).ok_or(Damaged)?;
            Ok(FlowMark { at, line, label, flow, width: reader.word()?.try_into().map_err(|_| Damaged)? })
        })?;
        let loads = LoadTable(self.blob()?.into());
        let constants = self.list(Reader::constant)?;
        Ok(CodeUnit {
            name,
            qualname,
            filename,
            first_line,
            flags,
            arg_count,
            positional_only_count,
            keyword_only_count,
            instructions,
            positions,
            passed_lines,
            handlers,
            flow,
            loads,
            constants,
            names,
            caches,
            locals,
            register_count,
        })
    }

    fn local_kind(&mut self) -> Read<LocalKind> {
        const KINDS: [LocalKind; 4] = [LocalKind::Fast, LocalKind::Cell, LocalKind::Free, LocalKind::Hidden];
        KINDS.get(usize::from(self.byte()?)).copied().ok_or(Damaged)
    }

    fn instructions(&mut self) -> Read<Vec<Instruction>> {
        let length = self.length()?;
        let words = self.take(length.checked_mul(8).ok_or(Damaged)?)?.as_chunks::<8>().0;
        words.iter().map(|&word| Instruction::from_word(u64::from_le_bytes(word)).ok_or(Damaged)).collect()
    }

    fn positions(&mut self, length: usize) -> Read<Vec<Position>> {
        let mut positions = Vec::with_capacity(length);
        let mut before = Position::default();
        for _ in 0..length {
            let step = self.number()?;
            if step != 0 {
                let line = i64::from(before.line).checked_add(unfolded(step - 1)).ok_or(Damaged)?;
                let end_line = line.checked_add(self.signed()?).ok_or(Damaged)?;
                let in_word = |number: i64| u32::try_from(number).map_err(|_| Damaged);
                let (line, end_line) = (in_word(line)?, in_word(end_line)?);
                before = Position { line, end_line, column: self.word()?, end_column: self.word()? };
            }
            positions.push(before);
        }
        Ok(positions)
    }

    fn constant(&mut self) -> Read<Constant> {
        if self.depth >= DEEPEST {
            return Err(Damaged);
        }
        self.depth += 1;
        let tag = *Tag::ALL.get(usize::from(self.byte()?)).ok_or(Damaged)?;
        let constant = match tag {
            Tag::None => Constant::None,
            Tag::True => Constant::Bool(true),
            Tag::False => Constant::Bool(false),
            Tag::Ellipsis => Constant::Ellipsis,
            Tag::Int => Constant::Int(self.signed()?),
            Tag::BigInt => Constant::BigInt(Box::new(BigInt::from_signed_bytes_le(self.blob()?))),
            Tag::Float => Constant::Float(self.float()?),
            Tag::Complex => Constant::Complex(self.float()?, self.float()?),
            Tag::Str => Constant::Str(self.wtf8()?.into()),
            Tag::Bytes => Constant::Bytes(self.blob()?.into()),
            Tag::Tuple => Constant::Tuple(self.list(Reader::constant)?),
            Tag::FrozenSet => Constant::FrozenSet(self.list(Reader::constant)?),
            Tag::Slice => Constant::Slice(Box::new([self.constant()?, self.constant()?, self.constant()?])),
            Tag::Code => Constant::Code(Rc::new(self.unit()?)),
        };
        self.depth -= 1;
        Ok(constant)
    }
}

/// The number that `Writer::signed` folded.
fn unfolded(folded: u64) -> i64 {
    (folded >> 1) as i64 ^ -((folded & 1) as i64)
}
