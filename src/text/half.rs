//! Floats of 16 bits.

/// The number that a float of 16 bits stands for: sign, 5 bits of exponent, 10 of fraction.
pub fn from_half(bits: u16) -> f64 {
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 1023));
    let magnitude = match exponent {
        0 => fraction * 2_f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2_f64.powi(exponent - 25),
    };
    if bits >> 15 == 0 { magnitude } else { -magnitude }
}

/// The nearest float of 16 bits, the even one of two; none if the number is too large.
pub fn to_half(number: f64) -> Option<u16> {
    let sign = u16::from(number.is_sign_negative()) << 15;
    let magnitude = number.abs();
    if number.is_nan() {
        return Some(sign | 0x7e00);
    }
    if magnitude.is_infinite() {
        return Some(sign | 0x7c00);
    }
    // The distance between neighbours, down to the smallest there is.
    let exponent = if magnitude < 2_f64.powi(-14) { -14 } else { magnitude.log2().floor() as i32 };
    let steps = (magnitude / 2_f64.powi(exponent - 10)).round_ties_even();
    // One step beyond the largest fraction is the first of the next exponent: the numbers run on.
    let bits = if exponent == -14 { steps as u32 } else { ((exponent + 15) as u32 - 1) * 1024 + steps as u32 };
    (bits < 0x7c00).then_some(sign | bits as u16)
}

#[cfg(test)]
mod tests {
    use super::{from_half, to_half};

    #[test]
    fn halves() {
        for bits in (0..=u16::MAX).filter(|bits| bits >> 10 & 31 != 31) {
            assert_eq!(to_half(from_half(bits)), Some(bits), "{bits:#x}");
        }
        assert_eq!(to_half(65519.9), Some(0x7bff));
        assert_eq!(to_half(65520.0), None);
        assert_eq!(to_half(f64::INFINITY), Some(0x7c00));
        assert_eq!(to_half(-1e-10), Some(0x8000));
        assert_eq!(to_half(0.1), Some(0x2e66));
    }
}
