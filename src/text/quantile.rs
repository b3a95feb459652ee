//! Quantiles of the normal distribution: Wichura's algorithm AS 241 (Applied Statistics 37, 1988), whose coefficients
//! these are.

/// Two polynomials whose quotient is wanted, the highest power first.
struct Rational {
    numerator: [f64; 8],
    denominator: [f64; 8],
}

/// Near the middle.
const CENTRE: Rational = Rational {
    numerator: [
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ],
    denominator: [
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ],
};

/// Further out.
const FLANK: Rational = Rational {
    numerator: [
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ],
    denominator: [
        1.0507500716444169e-9,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ],
};

/// Far out.
const TAIL: Rational = Rational {
    numerator: [
        2.0103343992922881e-7,
        2.7115555687434876e-5,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ],
    denominator: [
        2.0442631033899397e-15,
        1.421511758316446e-7,
        1.8463183175100548e-5,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ],
};

/// The value of a polynomial, by Horner's rule.
fn polynomial(coefficients: &[f64; 8], r: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, coefficient| sum * r + coefficient)
}

impl Rational {
    /// The quotient at `r`, the numerator being taken `factor` times.
    fn at(&self, r: f64, factor: f64) -> f64 {
        polynomial(&self.numerator, r) * factor / polynomial(&self.denominator, r)
    }
}

/// The number below which a normally distributed one lies with the probability `p`.
pub fn normal(p: f64, mu: f64, sigma: f64) -> f64 {
    let q = p - 0.5;
    let x = if q.abs() <= 0.425 {
        CENTRE.at(0.180_625 - q * q, q)
    } else {
        let r = (-(if q <= 0.0 { p } else { 1.0 - p }).ln()).sqrt();
        let x = if r <= 5.0 { FLANK.at(r - 1.6, 1.0) } else { TAIL.at(r - 5.0, 1.0) };
        if q < 0.0 { -x } else { x }
    };
    mu + x * sigma
}
