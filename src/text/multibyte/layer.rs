//! `Layer`: a recorded set of characters, or what one has otherwise than those below it.

use flate2::{Decompress, FlushDecompress};

/// What `record.py` has written.
static FILE: &[u8] = include_bytes!("tables.bin");

/// What a character, or a code, is in a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer<T> {
    /// The layers below have to be asked.
    Unknown,
    /// There is none, whatever those below say.
    Nothing,
    /// This.
    Known(T),
}

/// In the recording, from here on numbers stand for pairs of characters.
const FIRST_PAIR: u32 = 0x11_0000;

/// A layer: characters by code, codes by character.
#[derive(Default)]
pub struct Layer {
    decoded: Pages<u32>,
    encoded: Pages<u16>,
    pairs: Vec<Pair>,
}

/// Two characters that are one sign.
struct Pair {
    codes: [u32; 2],
    code: u16,
}

/// What a code stands for: a number of a character or of a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// A character.
    One(u32),
    /// Two.
    Pair([u32; 2]),
}

impl Layer {
    /// The layer of that name, an empty one if there is none.
    pub fn unpack(name: &str) -> Layer {
        packed(name).and_then(|data| read(&mut Numbers(&inflated(data)))).unwrap_or_default()
    }

    /// What a code stands for.
    pub fn sign(&self, code: u16) -> Answer<Sign> {
        match self.decoded.get(u32::from(code)) {
            Pages::<u32>::UNKNOWN => Answer::Unknown,
            Pages::<u32>::NOTHING => Answer::Nothing,
            number @ FIRST_PAIR.. => match self.pairs.get((number - FIRST_PAIR) as usize) {
                Some(pair) => Answer::Known(Sign::Pair(pair.codes)),
                None => Answer::Nothing,
            },
            number => Answer::Known(Sign::One(number)),
        }
    }

    /// The code of a character.
    pub fn code(&self, character: u32) -> Answer<u16> {
        match self.encoded.get(character) {
            Pages::<u16>::UNKNOWN => Answer::Unknown,
            Pages::<u16>::NOTHING => Answer::Nothing,
            code => Answer::Known(code),
        }
    }

    /// Whether pairs begin with the character.
    pub fn begins_pair(&self, character: u32) -> bool {
        self.pairs.iter().any(|pair| pair.codes[0] == character)
    }

    /// The code of a pair.
    pub fn pair(&self, codes: [u32; 2]) -> Option<u16> {
        self.pairs.iter().find(|pair| pair.codes == codes).map(|pair| pair.code)
    }
}

/// The compressed bytes of a layer.
fn packed(name: &str) -> Option<&'static [u8]> {
    let mut file = Numbers(FILE);
    while !file.0.is_empty() {
        let length = file.next()?;
        let found = file.take(length)?;
        let length = file.next()?;
        let data = file.take(length)?;
        if found == name.as_bytes() {
            return Some(data);
        }
    }
    None
}

fn inflated(data: &[u8]) -> Vec<u8> {
    let (mut inflater, mut out) = (Decompress::new(false), Vec::new());
    loop {
        out.reserve(data.len().max(1 << 10));
        let rest = data.get(inflater.total_in() as usize..).unwrap_or_default();
        match inflater.decompress_vec(rest, &mut out, FlushDecompress::None) {
            Ok(flate2::Status::Ok) => {}
            _ => return out,
        }
    }
}

/// A layer from its recording, whose form `record.py` tells; `None` if that is cut off.
fn read(numbers: &mut Numbers<'_>) -> Option<Layer> {
    let mut layer = Layer::default();
    for _ in 0..numbers.next()? {
        layer.pairs.push(Pair { codes: [numbers.next()?, numbers.next()?], code: 0 });
    }
    let mut runs = Vec::new();
    let mut at = 0;
    for _ in 0..numbers.next()? {
        let start = at + numbers.next()?;
        let end = start + numbers.next()?;
        runs.push(start..end);
        at = end - 1;
    }
    let mut number = 0_u32;
    for code in runs.into_iter().flatten() {
        number = number.checked_add_signed(numbers.next_signed()?)?;
        match number.checked_sub(FIRST_PAIR) {
            Some(index) => layer.pairs.get_mut(index as usize)?.code = code as u16,
            None if number > 0 && layer.encoded.get(number) == Pages::<u16>::UNKNOWN => {
                layer.encoded.set(number, code as u16);
            }
            None => {}
        }
        layer.decoded.set(code, if number == 0 { Pages::<u32>::NOTHING } else { number });
    }
    let (mut character, mut code) = (0, 0_u32);
    for _ in 0..numbers.next()? {
        character += numbers.next()?;
        code = code.checked_add_signed(numbers.next_signed()?)?;
        layer.encoded.set(character, if code == 0 { Pages::<u16>::NOTHING } else { code as u16 });
    }
    Some(layer)
}

/// Numbers of seven bits a byte, the least significant ones first.
struct Numbers<'a>(&'a [u8]);

impl<'a> Numbers<'a> {
    fn take(&mut self, length: u32) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(length as usize)?;
        self.0 = rest;
        Some(taken)
    }

    fn next(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = *self.take(1)?.first()?;
            number |= u32::from(byte & 0x7f).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
            shift += 7;
        }
    }

    /// The sign is the lowest bit.
    fn next_signed(&mut self) -> Option<i32> {
        let number = self.next()?;
        let half = (number >> 1) as i32;
        Some(if number & 1 == 0 { half } else { -half - 1 })
    }
}

/// A table by number, in pages of 256, of which all empty ones are one.
struct Pages<T> {
    index: Vec<u16>,
    cells: Vec<T>,
}

impl Pages<u32> {
    const UNKNOWN: u32 = 0;
    const NOTHING: u32 = u32::MAX;
}

impl Pages<u16> {
    const UNKNOWN: u16 = 0;
    const NOTHING: u16 = u16::MAX;
}

impl<T: Copy + Default> Default for Pages<T> {
    fn default() -> Pages<T> {
        Pages { index: Vec::new(), cells: vec![T::default(); 256] }
    }
}

impl<T: Copy + Default> Pages<T> {
    #[inline]
    fn get(&self, number: u32) -> T {
        let page = self.index.get((number >> 8) as usize).copied().unwrap_or_default();
        self.cells[usize::from(page) << 8 | (number & 0xff) as usize]
    }

    fn set(&mut self, number: u32, value: T) {
        let place = (number >> 8) as usize;
        if place >= self.index.len() {
            self.index.resize(place + 1, 0);
        }
        if self.index[place] == 0 {
            self.index[place] = (self.cells.len() >> 8) as u16;
            self.cells.resize(self.cells.len() + 256, T::default());
        }
        self.cells[usize::from(self.index[place]) << 8 | (number & 0xff) as usize] = value;
    }
}
