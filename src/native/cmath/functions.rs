//! Elementary functions of complex numbers, after W. Kahan, "Branch cuts for complex elementary functions": values for
//! infinities, NaNs and signed zeros are those of Annex G of C's standard.

use std::f64::consts::{E, FRAC_PI_2, LN_2, LN_10};

/// A complex number.
#[derive(Clone, Copy, Debug)]
pub struct Number {
    pub re: f64,
    pub im: f64,
}

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The function has none there.
    Domain,
    /// It is too large.
    Range,
}

pub type Outcome = Result<Number, Failure>;

/// Parts beyond this are halved before they are squared.
const LARGE: f64 = f64::MAX / 4.0;

/// What is done to parts that would vanish when squared: they are made larger by this power of two.
const SCALE: i32 = 53;

/// Beyond this, `exp` of a number is near the largest float.
const LOG_LARGE: f64 = 708.396_418_532_264_1;

const fn number(re: f64, im: f64) -> Number {
    Number { re, im }
}

impl Number {
    fn is_finite(self) -> bool {
        self.re.is_finite() && self.im.is_finite()
    }

    fn is_large(self) -> bool {
        self.re.abs() > LARGE || self.im.abs() > LARGE
    }

    /// `i` times this.
    const fn turned(self) -> Number {
        number(-self.im, self.re)
    }

    /// `-i` times this.
    const fn turned_back(self) -> Number {
        number(self.im, -self.re)
    }

    /// Infinities and zeros with the signs of the direction `angle`.
    fn towards(size: f64, angle: f64) -> Number {
        number(size.copysign(angle.cos()), size.copysign(angle.sin()))
    }

    /// The number, if it could be computed without overflow.
    fn in_range(self) -> Outcome {
        if self.re.is_infinite() || self.im.is_infinite() { Err(Failure::Range) } else { Ok(self) }
    }
}

const LOST: Number = number(f64::NAN, f64::NAN);

pub fn exp(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if z.is_finite() {
        // A step down keeps the factor a float where the product is one.
        let (size, rest) = if x > LOG_LARGE { ((x - 1.0).exp(), E) } else { (x.exp(), 1.0) };
        return number(size * y.cos() * rest, size * y.sin() * rest).in_range();
    }
    let size = if x > 0.0 { f64::INFINITY } else { 0.0 };
    match (x.is_infinite(), y) {
        (true, 0.0) => Ok(number(size, y)),
        (true, y) if y.is_finite() => Ok(Number::towards(size, y)),
        (true, y) if x > 0.0 && y.is_infinite() => Err(Failure::Domain),
        (true, _) => Ok(number(size, if x > 0.0 { f64::NAN } else { 0.0 })),
        (false, y) if y.is_infinite() && !x.is_nan() => Err(Failure::Domain),
        (false, 0.0) => Ok(number(f64::NAN, y)),
        (false, _) => Ok(LOST),
    }
}

pub fn cosh(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if z.is_finite() {
        let (near, rest) = reduced(x);
        return number(y.cos() * near.cosh() * rest, y.sin() * near.sinh() * rest).in_range();
    }
    let flipped = 1.0_f64.copysign(x);
    match (x.is_infinite(), y) {
        (_, y) if y.is_infinite() && !x.is_nan() => Err(Failure::Domain),
        (true, 0.0) => Ok(number(f64::INFINITY, y * flipped)),
        (true, y) if y.is_finite() => {
            let Number { re, im } = Number::towards(f64::INFINITY, y);
            Ok(number(re, im * flipped))
        }
        (true, _) => Ok(number(f64::INFINITY, f64::NAN)),
        (false, y) if x == 0.0 || y == 0.0 => Ok(number(f64::NAN, 0.0)),
        (false, _) => Ok(LOST),
    }
}

pub fn sinh(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if z.is_finite() {
        let (near, rest) = reduced(x);
        return number(y.cos() * near.sinh() * rest, y.sin() * near.cosh() * rest).in_range();
    }
    match (x.is_infinite(), y) {
        (_, y) if y.is_infinite() && !x.is_nan() => Err(Failure::Domain),
        (true, 0.0) => Ok(z),
        (true, y) if y.is_finite() => {
            let Number { re, im } = Number::towards(f64::INFINITY, y);
            Ok(number(re * 1.0_f64.copysign(x), im))
        }
        (true, _) => Ok(number(f64::INFINITY, f64::NAN)),
        (false, y) if y == 0.0 => Ok(number(f64::NAN, y)),
        (false, _) if x == 0.0 => Ok(number(0.0, f64::NAN)),
        (false, _) => Ok(LOST),
    }
}

/// A step towards zero for numbers whose hyperbolic functions may overflow, and the factor that makes up for it.
fn reduced(x: f64) -> (f64, f64) {
    if x.abs() > LOG_LARGE { (x - 1.0_f64.copysign(x), E) } else { (x, 1.0) }
}

pub fn tanh(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if z.is_finite() {
        if x.abs() > LOG_LARGE {
            return Ok(number(1.0_f64.copysign(x), 4.0 * y.sin() * y.cos() * (-2.0 * x.abs()).exp()));
        }
        let (th, tg, sech) = (x.tanh(), y.tan(), 1.0 / x.cosh());
        let both = th * tg;
        let denominator = 1.0 + both * both;
        return Ok(number(th * (1.0 + tg * tg) / denominator, tg / denominator * sech * sech));
    }
    match (x.is_infinite(), y) {
        (true, y) if y.is_finite() && y != 0.0 => {
            Ok(number(1.0_f64.copysign(x), 0.0_f64.copysign(2.0 * y.sin() * y.cos())))
        }
        (true, y) => Ok(number(1.0_f64.copysign(x), if y == 0.0 { y } else { 0.0 })),
        (false, y) if y.is_infinite() && x.is_finite() => Err(Failure::Domain),
        (false, 0.0) => Ok(number(f64::NAN, y)),
        (false, _) if x == 0.0 => Ok(number(x, f64::NAN)),
        (false, _) => Ok(LOST),
    }
}

pub fn cos(z: Number) -> Outcome {
    cosh(z.turned())
}

pub fn sin(z: Number) -> Outcome {
    sinh(z.turned()).map(Number::turned_back)
}

pub fn tan(z: Number) -> Outcome {
    tanh(z.turned()).map(Number::turned_back)
}

pub fn log(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    let angle = y.atan2(x);
    if !z.is_finite() {
        let size = if x.is_infinite() || y.is_infinite() { f64::INFINITY } else { f64::NAN };
        return Ok(number(size, angle));
    }
    let (small, large) = if x.abs() < y.abs() { (x.abs(), y.abs()) } else { (y.abs(), x.abs()) };
    let size = if large > LARGE {
        (large / 2.0).hypot(small / 2.0).ln() + LN_2
    } else if large == 0.0 {
        return Err(Failure::Domain);
    } else if large < f64::MIN_POSITIVE {
        libm::ldexp(large, SCALE).hypot(libm::ldexp(small, SCALE)).ln() - f64::from(SCALE) * LN_2
    } else {
        let distance = large.hypot(small);
        if (0.71..=1.73).contains(&distance) {
            // Near 1 the logarithm is small, and what is left of it has to be kept.
            ((large - 1.0) * (large + 1.0) + small * small).ln_1p() / 2.0
        } else {
            distance.ln()
        }
    };
    Ok(number(size, angle))
}

pub fn log10(z: Number) -> Outcome {
    log(z).map(|Number { re, im }| number(re / LN_10, im / LN_10))
}

pub fn sqrt(z: Number) -> Outcome {
    Ok(root(z))
}

fn root(z: Number) -> Number {
    let Number { re: x, im: y } = z;
    if !z.is_finite() {
        return match (x, y) {
            (_, y) if y.is_infinite() => number(f64::INFINITY, y),
            (f64::INFINITY, y) => number(x, if y.is_nan() { y } else { 0.0_f64.copysign(y) }),
            (f64::NEG_INFINITY, y) if y.is_nan() => number(y, f64::INFINITY),
            (f64::NEG_INFINITY, y) => number(0.0, f64::INFINITY.copysign(y)),
            _ => LOST,
        };
    }
    if x == 0.0 && y == 0.0 {
        return number(0.0, y);
    }
    let (wide, high) = (x.abs(), y.abs());
    let half = if wide < f64::MIN_POSITIVE && high < f64::MIN_POSITIVE {
        let (wide, high) = (libm::ldexp(wide, SCALE), libm::ldexp(high, SCALE));
        libm::ldexp((wide + wide.hypot(high)).sqrt(), -(SCALE + 1) / 2)
    } else {
        2.0 * (wide / 8.0 + (wide / 8.0).hypot(high / 8.0)).sqrt()
    };
    let other = high / (2.0 * half);
    if x >= 0.0 { number(half, other.copysign(y)) } else { number(other, half.copysign(y)) }
}

/// The logarithm of twice the distance of a number so large that its inverse functions come to that.
fn log_of_double(z: Number) -> f64 {
    (z.re / 2.0).hypot(z.im / 2.0).ln() + LN_2 * 2.0
}

pub fn acos(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if !z.is_finite() {
        return Ok(match (x, y) {
            (x, y) if x.is_infinite() && y.is_nan() => number(f64::NAN, f64::INFINITY),
            (x, y) if x.is_infinite() || y.is_infinite() => number(y.abs().atan2(x), -f64::INFINITY.copysign(y)),
            (0.0, y) => number(FRAC_PI_2, y),
            _ => LOST,
        });
    }
    if z.is_large() {
        let size = log_of_double(z);
        return Ok(number(y.abs().atan2(x), if x < 0.0 { -size.copysign(y) } else { size.copysign(-y) }));
    }
    let (low, high) = (root(number(1.0 - x, -y)), root(number(1.0 + x, y)));
    Ok(number(2.0 * low.re.atan2(high.re), libm::asinh(high.re * low.im - high.im * low.re)))
}

pub fn acosh(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if !z.is_finite() {
        return Ok(match (x, y) {
            (x, y) if x.is_infinite() || y.is_infinite() => number(f64::INFINITY, y.atan2(x)),
            (0.0, _) => number(f64::NAN, FRAC_PI_2),
            _ => LOST,
        });
    }
    if z.is_large() {
        return Ok(number(log_of_double(z), y.atan2(x)));
    }
    let (low, high) = (root(number(x - 1.0, y)), root(number(x + 1.0, y)));
    Ok(number(libm::asinh(low.re * high.re + low.im * high.im), 2.0 * low.im.atan2(high.re)))
}

pub fn asinh(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if !z.is_finite() {
        return Ok(match (x, y) {
            (x, y) if x.is_infinite() => number(x, y.atan2(x.abs())),
            (x, y) if y.is_infinite() && x.is_nan() => number(f64::INFINITY, x),
            (x, y) if y.is_infinite() => number(f64::INFINITY.copysign(x), FRAC_PI_2.copysign(y)),
            (_, 0.0) => number(f64::NAN, y),
            _ => LOST,
        });
    }
    if z.is_large() {
        return Ok(number(log_of_double(z).copysign(x), y.atan2(x.abs())));
    }
    let (low, high) = (root(number(1.0 + y, -x)), root(number(1.0 - y, x)));
    Ok(number(libm::asinh(low.re * high.im - high.re * low.im), y.atan2(low.re * high.re - low.im * high.im)))
}

pub fn asin(z: Number) -> Outcome {
    asinh(z.turned()).map(Number::turned_back)
}

pub fn atanh(z: Number) -> Outcome {
    let Number { re: x, im: y } = z;
    if !z.is_finite() {
        return Ok(match (x, y) {
            (x, y) if y.is_infinite() || x.is_infinite() && !y.is_nan() => {
                number(if x.is_nan() { 0.0 } else { 0.0_f64.copysign(x) }, FRAC_PI_2.copysign(y))
            }
            (x, y) if x.is_infinite() || x == 0.0 => number(0.0_f64.copysign(x), y),
            _ => LOST,
        });
    }
    // It is an odd function.
    if x.is_sign_negative() {
        return atanh(number(-x, -y)).map(|Number { re, im }| number(-re, -im));
    }
    let high = y.abs();
    let root_of_large = LARGE.sqrt();
    if x > root_of_large || high > root_of_large {
        let distance = (x / 2.0).hypot(y / 2.0);
        return Ok(number(x / 4.0 / distance / distance, -FRAC_PI_2.copysign(-y)));
    }
    if x == 1.0 && high < f64::MIN_POSITIVE.sqrt() {
        if high == 0.0 {
            return Err(Failure::Domain);
        }
        return Ok(number(-(high.sqrt() / high.hypot(2.0).sqrt()).ln(), (2.0_f64.atan2(-high) / 2.0).copysign(y)));
    }
    let size = (4.0 * x / ((1.0 - x) * (1.0 - x) + high * high)).ln_1p() / 4.0;
    Ok(number(size, -(-2.0 * y).atan2((1.0 - x) * (1.0 + x) - high * high) / 2.0))
}

pub fn atan(z: Number) -> Outcome {
    atanh(z.turned()).map(Number::turned_back)
}

/// Modulus and argument.
pub fn polar(z: Number) -> Result<(f64, f64), Failure> {
    let size = z.re.hypot(z.im);
    if size.is_infinite() && z.is_finite() { Err(Failure::Range) } else { Ok((size, z.im.atan2(z.re))) }
}

/// The number of a modulus and an argument.
pub fn rect(size: f64, angle: f64) -> Outcome {
    if angle == 0.0 {
        let im = if size.is_finite() { size * angle } else { angle * 1.0_f64.copysign(size) };
        return Ok(number(size, if size.is_nan() { 0.0 } else { im }));
    }
    if size.is_finite() && angle.is_finite() {
        return Ok(number(size * angle.cos(), size * angle.sin()));
    }
    if size != 0.0 && !size.is_nan() && angle.is_infinite() {
        return Err(Failure::Domain);
    }
    if size.is_infinite() && angle.is_finite() {
        let Number { re, im } = Number::towards(f64::INFINITY, angle);
        let sign = 1.0_f64.copysign(size);
        return Ok(number(re * sign, im * sign));
    }
    Ok(if size == 0.0 {
        number(0.0, 0.0)
    } else if size.is_infinite() {
        number(f64::INFINITY, f64::NAN)
    } else {
        LOST
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inverse_functions_undo() {
        for z in [number(0.3, -0.4), number(-2.0, 1.5), number(1e-9, 3.0)] {
            for (function, inverse) in
                [(sin as fn(Number) -> Outcome, asin as fn(Number) -> Outcome), (tan, atan), (exp, log)]
            {
                let again = function(inverse(z).expect("inside")).expect("inside");
                assert!((again.re - z.re).abs() < 1e-12 && (again.im - z.im).abs() < 1e-12, "{z:?} {again:?}");
            }
        }
        assert!((log(number(-1.0, 0.0)).expect("inside").im - std::f64::consts::PI).abs() < 1e-15);
    }
}
