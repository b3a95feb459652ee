//! `punycode`: any text in ASCII letters, digits and hyphens (RFC 3492).
//!
//! The characters that are ASCII come first, then a hyphen, then numbers that say where the others go. A number has
//! digits of base 36, of which the last one is below a threshold that depends on how large the numbers have been.

use super::room::{Room, with_room};
use std::borrow::Cow;

const BASE: u128 = 36;
const T_MIN: u128 = 1;
const T_MAX: u128 = 26;
const SKEW: u128 = 38;
const DAMP: u128 = 700;
const FIRST_BIAS: u128 = 72;
const FIRST_CODE: u32 = 0x80;
const LAST_CODE: u128 = 0x10_ffff;

/// What to do with what is no Punycode.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Handling {
    /// It is an error.
    Strict,
    /// What follows is left out; bytes beyond ASCII in front become U+FFFD.
    Replace,
    /// What follows is left out, and so are bytes beyond ASCII in front.
    Ignore,
}

/// Bytes that are no Punycode.
pub struct BadPunycode {
    /// The codec that found it: that of the characters in front is ASCII.
    pub codec: &'static str,
    /// Position of the byte.
    pub start: usize,
    /// What is wrong with it.
    pub reason: Cow<'static, str>,
}

/// How large the next number may be expected to be.
struct Bias {
    now: u128,
    /// What the next number is divided by: the first one says least of those that follow.
    damping: u128,
}

impl Bias {
    fn new() -> Bias {
        Bias { now: FIRST_BIAS, damping: DAMP }
    }

    /// The threshold of the digit at `index`.
    fn threshold(&self, index: usize) -> u128 {
        (BASE * (index as u128 + 1)).saturating_sub(self.now).clamp(T_MIN, T_MAX)
    }

    /// Adapts to a number; `count` characters have been placed.
    fn adapt(&mut self, number: u128, count: usize) {
        let mut rest = number / self.damping;
        self.damping = 2;
        rest += rest / count as u128;
        let mut digits = 0;
        while rest > (BASE - T_MIN) * T_MAX / 2 {
            rest /= BASE - T_MIN;
            digits += BASE;
        }
        self.now = digits + BASE * rest / (rest + SKEW);
    }
}

/// Encodes a whole text.
pub fn encode(codes: &[u32]) -> Vec<u8> {
    let mut out: Vec<u8> = codes.iter().filter(|&&code| code < FIRST_CODE).map(|&code| code as u8).collect();
    let basic = out.len();
    if basic > 0 {
        out.put(b'-');
    }
    let mut bias = Bias::new();
    let (mut placed, mut reached, mut gap) = (basic, FIRST_CODE, 0_u128);
    while placed < codes.len() {
        let Some(next) = codes.iter().copied().filter(|&code| code >= reached).min() else { break };
        gap += u128::from(next - reached) * (placed as u128 + 1);
        for &code in codes {
            if code < next {
                gap += 1;
            } else if code == next {
                push_number(&mut out, gap, &bias);
                bias.adapt(gap, placed + 1);
                gap = 0;
                placed += 1;
            }
        }
        gap += 1;
        reached = next + 1;
    }
    out
}

fn push_number(out: &mut Vec<u8>, number: u128, bias: &Bias) {
    let digit = |value: u128| if value < 26 { b'a' + value as u8 } else { b'0' + (value - 26) as u8 };
    let mut rest = number;
    for index in 0.. {
        let threshold = bias.threshold(index);
        if rest < threshold {
            out.put(digit(rest));
            return;
        }
        out.put(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
    }
}

/// Decodes a whole text.
pub fn decode(data: &[u8], handling: Handling) -> Result<Vec<u32>, BadPunycode> {
    let hyphen = data.iter().rposition(|&byte| byte == b'-');
    let mut codes = with_room(data.len());
    for (start, &byte) in data[..hyphen.unwrap_or(0)].iter().enumerate() {
        match handling {
            _ if byte.is_ascii() => codes.push(u32::from(byte)),
            Handling::Strict => {
                return Err(BadPunycode { codec: "ascii", start, reason: "ordinal not in range(128)".into() });
            }
            Handling::Replace => codes.push(0xfffd),
            Handling::Ignore => {}
        }
    }
    let mut bias = Bias::new();
    let first = hyphen.map_or(0, |hyphen| hyphen + 1);
    let (mut at, mut code, mut place) = (first, u128::from(FIRST_CODE), 0_u128);
    while at < data.len() {
        let begin = at;
        let number = match read_number(data, &mut at, &bias) {
            Ok(number) => number,
            Err(bad) if handling == Handling::Strict => return Err(bad),
            Err(_) => break,
        };
        let room = codes.len() as u128 + 1;
        place = place.saturating_add(number);
        code = code.saturating_add(place / room);
        place %= room;
        let inserted = match u32::try_from(code).ok().filter(|_| code <= LAST_CODE) {
            Some(code) => code,
            None if handling == Handling::Strict => {
                let reason = format!("Invalid character U+{code:x}").into();
                return Err(BadPunycode { codec: "punycode", start: begin, reason });
            }
            None => {
                code = u128::from(b'?');
                u32::from(b'?')
            }
        };
        codes.insert(place as usize, inserted);
        bias.adapt(number, codes.len());
        place += 1;
    }
    Ok(codes)
}

fn read_number(data: &[u8], at: &mut usize, bias: &Bias) -> Result<u128, BadPunycode> {
    let (mut number, mut weight) = (0_u128, 1_u128);
    for index in 0.. {
        let start = *at;
        let Some(&byte) = data.get(start) else {
            return Err(BadPunycode { codec: "punycode", start, reason: "incomplete punycode string".into() });
        };
        *at += 1;
        let digit = match byte.to_ascii_uppercase() {
            letter @ b'A'..=b'Z' => u128::from(letter - b'A'),
            digit @ b'0'..=b'9' => u128::from(digit - b'0') + 26,
            other => {
                let reason = format!("Invalid extended code point '{other}'").into();
                return Err(BadPunycode { codec: "punycode", start, reason });
            }
        };
        number = number.saturating_add(digit.saturating_mul(weight));
        let threshold = bias.threshold(index);
        if digit < threshold {
            break;
        }
        weight = weight.saturating_mul(BASE - threshold);
    }
    Ok(number)
}
