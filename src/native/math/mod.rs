//! The module `math`.

mod gamma;
mod integer;
mod parts;
mod real;
mod sums;

use crate::native::{self, ModuleSpec};
use crate::object::{Py, Value};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::float;
use crate::vm::{PyResult, Vm};
pub use real::tolerances;
use real::{Infinite, check, plain};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec { name: "math", functions: FUNCTIONS, classes: &[], init: Some(init) };

const ANY: usize = usize::MAX;

/// What functions expect that accept every number; nothing is said of it.
const NUMBER: &str = "a number";

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::one("acos", |vm, _, x| check(vm, x, f64::acos, Infinite::Domain, "a number in range from -1 up to 1")),
    NativeDef::one("acosh", |vm, _, x| check(vm, x, libm::acosh, Infinite::Domain, "argument value not less than 1")),
    NativeDef::one("asin", |vm, _, x| check(vm, x, f64::asin, Infinite::Domain, "a number in range from -1 up to 1")),
    NativeDef::one("asinh", |vm, _, x| check(vm, x, libm::asinh, Infinite::Domain, NUMBER)),
    NativeDef::one("atan", |vm, _, x| check(vm, x, f64::atan, Infinite::Domain, NUMBER)),
    NativeDef::positional("atan2", 2, 2, real::atan2),
    NativeDef::one("atanh", |vm, _, x| check(vm, x, libm::atanh, Infinite::Domain, "a number between -1 and 1")),
    NativeDef::one("cbrt", |vm, _, x| check(vm, x, libm::cbrt, Infinite::Domain, NUMBER)),
    NativeDef::one("ceil", parts::ceil),
    NativeDef::positional("comb", 2, 2, integer::comb),
    NativeDef::positional("copysign", 2, 2, real::copysign),
    NativeDef::one("cos", |vm, _, x| check(vm, x, f64::cos, Infinite::Domain, "a finite input")),
    NativeDef::one("cosh", |vm, _, x| check(vm, x, f64::cosh, Infinite::Range, NUMBER)),
    NativeDef::one("degrees", |vm, _, x| plain(vm, x, |x| x * (180.0 / std::f64::consts::PI))),
    NativeDef::positional("dist", 2, 2, sums::dist),
    NativeDef::one("erf", |vm, _, x| plain(vm, x, libm::erf)),
    NativeDef::one("erfc", |vm, _, x| plain(vm, x, libm::erfc)),
    NativeDef::one("exp", |vm, _, x| check(vm, x, f64::exp, Infinite::Range, NUMBER)),
    NativeDef::one("exp2", |vm, _, x| check(vm, x, f64::exp2, Infinite::Range, NUMBER)),
    NativeDef::one("expm1", |vm, _, x| check(vm, x, f64::exp_m1, Infinite::Range, NUMBER)),
    NativeDef::one("fabs", |vm, _, x| plain(vm, x, f64::abs)),
    NativeDef::one("factorial", integer::factorial),
    NativeDef::one("floor", parts::floor),
    NativeDef::positional("fma", 3, 3, parts::fma),
    NativeDef::positional("fmod", 2, 2, real::fmod),
    NativeDef::one("frexp", parts::frexp),
    NativeDef::one("fsum", sums::fsum),
    NativeDef::one("gamma", gamma::gamma),
    NativeDef::positional("gcd", 0, ANY, integer::gcd),
    NativeDef::positional("hypot", 0, ANY, sums::hypot),
    NativeDef::keywords("isclose", "a, b, *, rel_tol=1e-09, abs_tol=0.0", real::is_close),
    NativeDef::one("isfinite", |vm, _, x| real::test(vm, x, f64::is_finite)),
    NativeDef::one("isinf", |vm, _, x| real::test(vm, x, f64::is_infinite)),
    NativeDef::one("isnan", |vm, _, x| real::test(vm, x, f64::is_nan)),
    NativeDef::one("isqrt", integer::isqrt),
    NativeDef::positional("lcm", 0, ANY, integer::lcm),
    NativeDef::positional("ldexp", 2, 2, parts::ldexp),
    NativeDef::one("lgamma", gamma::lgamma),
    NativeDef::positional("log", 1, 2, real::log),
    NativeDef::one("log10", |vm, _, x| real::logarithm(vm, x, f64::log10)),
    NativeDef::one("log1p", |vm, _, x| check(vm, x, f64::ln_1p, Infinite::Domain, "argument value > -1")),
    NativeDef::one("log2", |vm, _, x| real::logarithm(vm, x, f64::log2)),
    NativeDef::one("modf", parts::modf),
    NativeDef::keywords("nextafter", "x, y, /, *, steps=None", parts::next_after),
    NativeDef::positional("perm", 1, 2, integer::perm),
    NativeDef::positional("pow", 2, 2, real::pow),
    NativeDef::keywords("prod", "iterable, /, *, start=1", sums::prod),
    NativeDef::one("radians", |vm, _, x| plain(vm, x, |x| x * (std::f64::consts::PI / 180.0))),
    NativeDef::positional("remainder", 2, 2, real::remainder),
    NativeDef::one("sin", |vm, _, x| check(vm, x, f64::sin, Infinite::Domain, "a finite input")),
    NativeDef::one("sinh", |vm, _, x| check(vm, x, f64::sinh, Infinite::Range, NUMBER)),
    NativeDef::one("sqrt", |vm, _, x| check(vm, x, f64::sqrt, Infinite::Domain, "a nonnegative input")),
    NativeDef::positional("sumprod", 2, 2, sums::sum_of_products),
    NativeDef::one("tan", |vm, _, x| check(vm, x, f64::tan, Infinite::Domain, "a finite input")),
    NativeDef::one("tanh", |vm, _, x| check(vm, x, f64::tanh, Infinite::Domain, NUMBER)),
    NativeDef::one("trunc", parts::trunc),
    NativeDef::one("ulp", |vm, _, x| plain(vm, x, parts::ulp)),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let constants = [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, number) in constants {
        let value: Value = float::new(vm, number);
        native::set(vm, namespace, name, value);
    }
    Ok(())
}
