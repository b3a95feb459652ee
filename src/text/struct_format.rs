//! Format texts of `struct`: which fields they describe, and where in the bytes each stands.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An int of the field's size.
    Signed,
    /// One that is not below 0.
    Unsigned,
    /// An address, which may be given as a negative number.
    Pointer,
    /// A truth value in one byte.
    Bool,
    /// One byte, as bytes.
    Char,
    /// Bytes: filled up with zeros.
    Text,
    /// Bytes behind one byte with their number.
    Pascal,
    /// A float of 2, 4 or 8 bytes.
    Float,
    /// Two floats.
    Complex,
}

/// Fields of one kind, one behind the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// What they hold.
    pub kind: Kind,
    /// The letter in the format.
    pub code: u8,
    /// Where the first begins.
    pub offset: usize,
    /// Bytes of each.
    pub size: usize,
    /// How many.
    pub count: usize,
}

/// The order of bytes in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The lowest first.
    Little,
    /// The highest first.
    Big,
}

/// A format that has been read.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    /// What is packed, in order.
    pub fields: Vec<Field>,
    /// Bytes of all.
    pub size: usize,
    /// Values of all.
    pub values: usize,
    /// In numbers.
    pub order: Order,
}

/// The machine's order.
const NATIVE: Order = if cfg!(target_endian = "big") { Order::Big } else { Order::Little };

/// Whose sizes fields have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sizes {
    /// C's on this machine, where fields are aligned too.
    Native,
    /// The same everywhere.
    Standard,
}

/// Kind, size and alignment of a letter.
fn letter(code: u8, sizes: Sizes) -> Option<(Kind, usize, usize)> {
    let (kind, standard, size, align) = match code {
        b'x' => (Kind::Text, 1, 1, 1),
        b'b' => (Kind::Signed, 1, 1, 1),
        b'B' => (Kind::Unsigned, 1, 1, 1),
        b'c' => (Kind::Char, 1, 1, 1),
        b's' => (Kind::Text, 1, 1, 1),
        b'p' => (Kind::Pascal, 1, 1, 1),
        b'h' => (Kind::Signed, 2, 2, 2),
        b'H' => (Kind::Unsigned, 2, 2, 2),
        b'i' => (Kind::Signed, 4, 4, 4),
        b'I' => (Kind::Unsigned, 4, 4, 4),
        b'l' => (Kind::Signed, 4, 8, 8),
        b'L' => (Kind::Unsigned, 4, 8, 8),
        b'q' => (Kind::Signed, 8, 8, 8),
        b'Q' => (Kind::Unsigned, 8, 8, 8),
        b'n' if sizes == Sizes::Native => (Kind::Signed, 8, 8, 8),
        b'N' if sizes == Sizes::Native => (Kind::Unsigned, 8, 8, 8),
        b'P' if sizes == Sizes::Native => (Kind::Pointer, 8, 8, 8),
        b'?' => (Kind::Bool, 1, 1, 1),
        b'e' => (Kind::Float, 2, 2, 2),
        b'f' => (Kind::Float, 4, 4, 4),
        b'd' => (Kind::Float, 8, 8, 8),
        b'F' => (Kind::Complex, 8, 8, 4),
        b'D' => (Kind::Complex, 16, 16, 8),
        _ => return None,
    };
    Some(if sizes == Sizes::Native { (kind, size, align) } else { (kind, standard, 1) })
}

const TOO_LONG: &str = "total struct size too long";

/// The fields of a format; the message of what is wrong with it.
pub fn parse(format: &[u8]) -> Result<Layout, &'static str> {
    if format.contains(&0) {
        return Err("embedded null character");
    }
    let (order, sizes, mut rest) = match format {
        [b'<', rest @ ..] => (Order::Little, Sizes::Standard, rest),
        [b'>' | b'!', rest @ ..] => (Order::Big, Sizes::Standard, rest),
        [b'=', rest @ ..] => (NATIVE, Sizes::Standard, rest),
        [b'@', rest @ ..] => (NATIVE, Sizes::Native, rest),
        rest => (NATIVE, Sizes::Native, rest),
    };
    let mut layout = Layout { fields: Vec::new(), size: 0, values: 0, order };
    while let [code, behind @ ..] = rest {
        rest = behind;
        let mut code = *code;
        if matches!(code, b' ' | b'\t'..=b'\r') {
            continue;
        }
        let mut count = 1;
        if code.is_ascii_digit() {
            count = usize::from(code - b'0');
            loop {
                let [digit, behind @ ..] = rest else { return Err("repeat count given without format specifier") };
                rest = behind;
                code = *digit;
                if !code.is_ascii_digit() {
                    break;
                }
                let more = count.checked_mul(10).and_then(|count| count.checked_add(usize::from(code - b'0')));
                count = more.filter(|&count| isize::try_from(count).is_ok()).ok_or(TOO_LONG)?;
            }
        }
        let (kind, size, align) = letter(code, sizes).ok_or("bad char in struct format")?;
        let offset = layout.size.checked_next_multiple_of(align).ok_or(TOO_LONG)?;
        let end = count.checked_mul(size).and_then(|bytes| bytes.checked_add(offset));
        layout.size = end.filter(|&end| isize::try_from(end).is_ok()).ok_or(TOO_LONG)?;
        match code {
            b'x' => {}
            b's' | b'p' => {
                layout.fields.push(Field { kind, code, offset, size: count, count: 1 });
                layout.values += 1;
            }
            _ if count > 0 => {
                layout.fields.push(Field { kind, code, offset, size, count });
                layout.values += count;
            }
            _ => {}
        }
    }
    Ok(layout)
}

/// The number in the bytes of a field, its sign not being looked at.
pub fn read(bytes: &[u8], order: Order) -> u64 {
    let fold = |number: u64, &byte: &u8| number << 8 | u64::from(byte);
    match order {
        Order::Big => bytes.iter().fold(0, fold),
        Order::Little => bytes.iter().rev().fold(0, fold),
    }
}

/// Writes the lowest bytes of a number.
pub fn write(target: &mut [u8], number: u64, order: Order) {
    let size = target.len();
    let bytes = number.to_le_bytes();
    target.copy_from_slice(&bytes[..size]);
    if order == Order::Big {
        target.reverse();
    }
}

/// A number of so many bytes with its sign.
pub fn signed(number: u64, size: usize) -> i64 {
    let shift = 64 - 8 * size as u32;
    ((number << shift) as i64) >> shift
}

#[cfg(test)]
mod tests {
    use super::{Order, parse};

    #[test]
    fn sizes_are_pythons() {
        let sizes = [("@bih", 10), ("0q", 0), ("b0q", 8), ("=bq", 9), ("n?xc4s3pefdFD", 56), ("!x", 1), ("> 2h 3s", 7)];
        for (format, size) in sizes {
            assert_eq!(parse(format.as_bytes()).map(|layout| layout.size), Ok(size), "{format}");
        }
        assert_eq!(parse(b">h").map(|layout| layout.order), Ok(Order::Big));
        for format in ["z", "3", "<n", "99999999999999999999b"] {
            assert!(parse(format.as_bytes()).is_err(), "{format}");
        }
    }
}
