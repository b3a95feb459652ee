//! `tell` and `seek` of text files.
//!
//! A position is where the bytes begin from which the decoder gets to the character in question, and how: its state
//! there, how many bytes it is fed, how many of the characters they give are left out. All of that is one number, which is
//! the place of the byte where nothing else is needed.

use num_bigint::BigInt;

use super::{Snapshot, TextIo, call_buffer, opened, read, write};
use crate::native::io::errors::unsupported;
use crate::native::io::newline_decoder::Piece;
use crate::native::io::{arguments, codec};
use crate::object::{Py, Value};
use crate::protocol::{self, number};
use crate::text::wtf8;
use crate::types::bytes::{self, Bytes};
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

/// What a position says.
#[derive(Default)]
struct Cookie {
    /// Where the bytes begin.
    start: i64,
    /// The number of the decoder's state.
    flags: i64,
    bytes_to_feed: usize,
    chars_to_skip: usize,
    /// The decoder is told that the bytes are the last ones.
    needs_end: bool,
}

impl Cookie {
    fn to_value(&self, vm: &mut Vm) -> Value {
        let parts = [
            (self.flags, 64),
            (self.bytes_to_feed as i64, 96),
            (self.chars_to_skip as i64, 128),
            (i64::from(self.needs_end), 160),
        ];
        let mut number = BigInt::from(self.start);
        for (part, shift) in parts {
            number += BigInt::from(part) << shift;
        }
        int::from_big(vm, number)
    }

    fn of(number: &BigInt) -> Option<Cookie> {
        let part = |shift: usize, bits: usize| -> Option<i64> {
            i64::try_from((number >> shift) & ((BigInt::from(1) << bits) - 1)).ok()
        };
        Some(Cookie {
            start: part(0, 64)?,
            flags: part(64, 32)?,
            bytes_to_feed: usize::try_from(part(96, 32)?).ok()?,
            chars_to_skip: usize::try_from(part(128, 32)?).ok()?,
            needs_end: part(160, 8)? != 0,
        })
    }
}

/// Where an encoder goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Elsewhere,
}

fn os_error(vm: &mut Vm, text: &str) -> Raised {
    vm.raise_message(|types| &types.os_error, text)
}

/// `tell()`: OSError "telling position disabled by next() call", io.UnsupportedOperation "underlying stream is not
/// seekable".
pub(super) fn tell(vm: &mut Vm, this: &Value) -> PyResult {
    let file = opened(vm, this)?;
    if !file.seekable.get() {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    if !file.telling.get() {
        return Err(os_error(vm, "telling position disabled by next() call"));
    }
    write::hand_on(vm, &file)?;
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    let position = call_buffer(vm, &file, "tell", &[])?;
    let (decoder, snapshot) = (file.decoder.get(&vm.heap).clone(), file.snapshot.get(&vm.heap).clone());
    let (Some(decoder), Some(snapshot)) = (decoder, snapshot) else { return Ok(position) };
    let start = arguments::offset(vm, &position)? - snapshot.input.len() as i64;
    let taken = file.decoded.get(&vm.heap)[..file.used.get()].to_vec();
    let count = wtf8::count(&taken);
    let mut cookie = Cookie { start, flags: snapshot.flags, ..Cookie::default() };
    if count == 0 {
        return Ok(cookie.to_value(vm));
    }
    if snapshot.flags == 0
        && let Some(length) = codec::plain_length(vm, &decoder, &snapshot.input, &taken, count)
    {
        cookie.start += length as i64;
        return Ok(cookie.to_value(vm));
    }
    let (rest, flags) = codec::state(vm, &decoder)?;
    cookie.chars_to_skip = count;
    let guess = (file.ratio.get() * count as f64) as usize;
    let found = search(vm, &decoder, &snapshot, guess, &mut cookie);
    // Whatever came of it, the decoder is as it was.
    let found = found.map_err(|raised| vm.take_raised(raised));
    codec::set_state(vm, &decoder, &rest, flags)?;
    match found {
        Ok(()) => Ok(cookie.to_value(vm)),
        Err(exception) => Err(vm.raise_as_is(exception)),
    }
}

/// Finds a place in front of the character from which the decoder gets to it: near the guess, or the start, and then byte
/// by byte the last one where it keeps nothing. OSError "can't reconstruct logical file position".
fn search(vm: &mut Vm, decoder: &Value, snapshot: &Snapshot, guess: usize, cookie: &mut Cookie) -> PyResult<()> {
    let from = approach(vm, decoder, snapshot, guess.min(snapshot.input.len()), cookie)?;
    cookie.start += from as i64;
    if cookie.chars_to_skip == 0 {
        return Ok(());
    }
    let mut given = 0;
    for byte in &snapshot.input[from..] {
        cookie.bytes_to_feed += 1;
        let input = bytes::new(vm, vec![*byte]);
        given += read::decoded(vm, decoder, &input, Piece::Inner)?.len();
        let (rest, flags) = codec::state(vm, decoder)?;
        if rest.is_empty() && given <= cookie.chars_to_skip {
            *cookie = Cookie {
                start: cookie.start + cookie.bytes_to_feed as i64,
                flags,
                chars_to_skip: cookie.chars_to_skip - given,
                ..Cookie::default()
            };
            given = 0;
        }
        if given >= cookie.chars_to_skip {
            return Ok(());
        }
    }
    let input = bytes::new(vm, Vec::new());
    given += read::decoded(vm, decoder, &input, Piece::Last)?.len();
    cookie.needs_end = true;
    if given < cookie.chars_to_skip {
        return Err(os_error(vm, "can't reconstruct logical file position"));
    }
    Ok(())
}

/// How many bytes are decoded at once on the way: fewer than the guess while that is too far, or the decoder keeps some.
fn approach(vm: &mut Vm, decoder: &Value, snapshot: &Snapshot, guess: usize, cookie: &mut Cookie) -> PyResult<usize> {
    let (mut length, mut step) = (guess, 1);
    while length > 0 {
        codec::set_state(vm, decoder, b"", snapshot.flags)?;
        let input = bytes::new(vm, &snapshot.input[..length]);
        let given = read::decoded(vm, decoder, &input, Piece::Inner)?.len();
        if given > cookie.chars_to_skip {
            length = length.saturating_sub(step);
            step *= 2;
            continue;
        }
        let (rest, flags) = codec::state(vm, decoder)?;
        if rest.is_empty() {
            cookie.flags = flags;
            cookie.chars_to_skip -= given;
            return Ok(length);
        }
        length = length.saturating_sub(rest.len());
        step = 1;
    }
    codec::set_state(vm, decoder, b"", snapshot.flags)?;
    Ok(0)
}

/// `seek(cookie, whence=0)`: io.UnsupportedOperation "can't do nonzero cur-relative seeks", ValueErrors "negative seek
/// position -1", "invalid whence (9, should be 0, 1 or 2)".
pub(super) fn seek(vm: &mut Vm, this: &Value, values: &[Value]) -> PyResult {
    let whence = arguments::whence(vm, values.get(1))?;
    let file = opened(vm, this)?;
    if !file.seekable.get() {
        return Err(unsupported(vm, "underlying stream is not seekable"));
    }
    let mut cookie = values[0].clone();
    match whence {
        0 => {}
        1 => {
            if !protocol::is_equal(vm, &cookie, &Value::index(0))? {
                return Err(unsupported(vm, "can't do nonzero cur-relative seeks"));
            }
            // Nothing moves, but positions are told again and what was read ahead is dropped.
            let tell = vm.intern("tell");
            cookie = protocol::call_method(vm, this, &tell, &[])?;
        }
        2 => {
            if !protocol::is_equal(vm, &cookie, &Value::index(0))? {
                return Err(unsupported(vm, "can't do nonzero end-relative seeks"));
            }
            return seek_to_end(vm, this, &file);
        }
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
    let index = number::index(vm, &cookie)?;
    let big = int::number(&index).to_big();
    if big.sign() == num_bigint::Sign::Minus {
        let shown = protocol::repr::repr(vm, &cookie)?.to_string_lossy().into_owned();
        return Err(vm.value_error(format!("negative seek position {shown}")));
    }
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    let Some(place) = Cookie::of(&big) else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    let start = int::from_i64(vm, place.start);
    call_buffer(vm, &file, "seek", &[start])?;
    file.forget_decoded(vm);
    let is_start = place.start == 0 && place.flags == 0;
    if let Some(decoder) = file.decoder.get(&vm.heap).clone() {
        if is_start {
            codec::reset(vm, &Some(decoder.clone()))?;
        } else {
            codec::set_state(vm, &decoder, b"", place.flags)?;
        }
        restore(vm, &file, &decoder, &place)?;
    }
    reset_encoder(vm, &file, if is_start { Place::Start } else { Place::Elsewhere })?;
    Ok(cookie)
}

/// Reads and decodes what a position says. OSError "can't restore logical file position".
fn restore(vm: &mut Vm, file: &TextIo, decoder: &Value, place: &Cookie) -> PyResult<()> {
    let mut snapshot = Snapshot { flags: place.flags, input: Vec::new() };
    if place.chars_to_skip > 0 {
        let input = call_buffer(vm, file, "read", &[Value::index(place.bytes_to_feed)])?;
        let Some(data) = input.cast::<Bytes>() else {
            let class = vm.class_name(&input);
            let text = format!("underlying read() should have returned a bytes object, not '{class}'");
            return Err(vm.type_error(text));
        };
        snapshot.input = data.data.to_vec();
        let piece = if place.needs_end { Piece::Last } else { Piece::Inner };
        let text = read::decoded(vm, decoder, &input, piece)?;
        if text.len() < place.chars_to_skip {
            return Err(os_error(vm, "can't restore logical file position"));
        }
        file.decoded.set(&mut vm.heap, text.as_bytes().to_vec());
        file.used.set(wtf8::byte_offset(text.as_bytes(), place.chars_to_skip));
    }
    file.snapshot.set(&mut vm.heap, Some(snapshot));
    Ok(())
}

fn seek_to_end(vm: &mut Vm, this: &Value, file: &Py<TextIo>) -> PyResult {
    let flush = vm.names.flush.clone();
    protocol::call_method(vm, this, &flush, &[])?;
    file.forget_decoded(vm);
    let decoder = file.decoder.get(&vm.heap).clone();
    codec::reset(vm, &decoder)?;
    let position = call_buffer(vm, file, "seek", &[Value::index(0), Value::index(2)])?;
    let is_start = protocol::is_equal(vm, &position, &Value::index(0))?;
    reset_encoder(vm, file, if is_start { Place::Start } else { Place::Elsewhere })?;
    Ok(position)
}

/// The encoder writes a mark at the start of the file, and none elsewhere.
fn reset_encoder(vm: &mut Vm, file: &TextIo, place: Place) -> PyResult<()> {
    let encoder = file.encoder.get(&vm.heap).clone();
    let Some(encoder) = encoder.filter(|encoder| !encoder.has::<codec::TextEncoder>()) else { return Ok(()) };
    if place == Place::Start {
        return codec::reset(vm, &Some(encoder));
    }
    let set_state = vm.intern("setstate");
    protocol::call_method(vm, &encoder, &set_state, &[Value::index(0)]).map(drop)
}
