//! Products and quotients of complex numbers, real and imaginary part, as Annex G of C's standard has them: a result of
//! two NaNs is computed once more where an infinity or a zero can be saved.

pub type Parts = (f64, f64);

/// `a * b`.
pub(super) fn product(a: Parts, b: Parts) -> Parts {
    let terms = [a.0 * b.0, a.1 * b.1, a.0 * b.1, a.1 * b.0];
    let plain = (terms[0] - terms[1], terms[2] + terms[3]);
    if !is_lost(plain) {
        return plain;
    }
    let (left, right) = match (is_infinite(a), is_infinite(b)) {
        (true, true) => (boxed(a), boxed(b)),
        (true, false) => (boxed(a), without_nan(b)),
        (false, true) => (without_nan(a), boxed(b)),
        (false, false) if terms.iter().any(|term| term.is_infinite()) => (without_nan(a), without_nan(b)),
        (false, false) => return plain,
    };
    let infinite = |sum: f64| f64::INFINITY * sum;
    (infinite(left.0 * right.0 - left.1 * right.1), infinite(left.0 * right.1 + left.1 * right.0))
}

/// `a / b`, scaled by the larger part of the divisor, so that nothing overflows on the way; `None` for zero.
pub fn quotient(a: Parts, b: Parts) -> Option<Parts> {
    let plain = match scaled(b)? {
        Scaled::ByReal { ratio, scale } => ((a.0 + a.1 * ratio) / scale, (a.1 - a.0 * ratio) / scale),
        Scaled::ByImaginary { ratio, scale } => ((a.0 * ratio + a.1) / scale, (a.1 * ratio - a.0) / scale),
        Scaled::Nan => (f64::NAN, f64::NAN),
    };
    Some(recovered(plain, a, b))
}

/// `a / b` for a real number divided by a complex one; `None` for zero.
pub(super) fn quotient_of_real(a: f64, b: Parts) -> Option<Parts> {
    let plain = match scaled(b)? {
        Scaled::ByReal { ratio, scale } => (a / scale, (-a * ratio) / scale),
        Scaled::ByImaginary { ratio, scale } => (a * ratio / scale, -a / scale),
        Scaled::Nan => (f64::NAN, f64::NAN),
    };
    if is_lost(plain) && is_infinite(b) && a.is_finite() {
        let unit = boxed(b);
        return Some((0.0 * (a * unit.0), 0.0 * (-a * unit.1)));
    }
    Some(plain)
}

/// A divisor, divided by its larger part.
enum Scaled {
    ByReal { ratio: f64, scale: f64 },
    ByImaginary { ratio: f64, scale: f64 },
    Nan,
}

/// `None` for zero.
fn scaled(divisor: Parts) -> Option<Scaled> {
    let (real, imaginary) = divisor;
    Some(if real.abs() >= imaginary.abs() {
        if real == 0.0 {
            return None;
        }
        let ratio = imaginary / real;
        Scaled::ByReal { ratio, scale: real + imaginary * ratio }
    } else if imaginary.abs() >= real.abs() {
        let ratio = real / imaginary;
        Scaled::ByImaginary { ratio, scale: real * ratio + imaginary }
    } else {
        Scaled::Nan
    })
}

/// The quotient `plain` of `a` and `b`, with the infinities and zeros that came out as NaN.
fn recovered(plain: Parts, a: Parts, b: Parts) -> Parts {
    if !is_lost(plain) {
        return plain;
    }
    let times_conjugate =
        |a: Parts, b: Parts, factor: f64| (factor * (a.0 * b.0 + a.1 * b.1), factor * (a.1 * b.0 - a.0 * b.1));
    if is_infinite(a) && is_finite(b) {
        return times_conjugate(boxed(a), b, f64::INFINITY);
    }
    if is_infinite(b) && is_finite(a) {
        return times_conjugate(a, boxed(b), 0.0);
    }
    plain
}

fn is_lost(parts: Parts) -> bool {
    parts.0.is_nan() && parts.1.is_nan()
}

fn is_infinite(parts: Parts) -> bool {
    parts.0.is_infinite() || parts.1.is_infinite()
}

fn is_finite(parts: Parts) -> bool {
    parts.0.is_finite() && parts.1.is_finite()
}

/// An infinite number as a corner of the unit square: infinite parts are one, the others zero.
fn boxed(parts: Parts) -> Parts {
    let corner = |part: f64| if part.is_infinite() { 1.0_f64.copysign(part) } else { 0.0_f64.copysign(part) };
    (corner(parts.0), corner(parts.1))
}

/// NaNs become zeros of their sign.
fn without_nan(parts: Parts) -> Parts {
    let zero = |part: f64| if part.is_nan() { 0.0_f64.copysign(part) } else { part };
    (zero(parts.0), zero(parts.1))
}
