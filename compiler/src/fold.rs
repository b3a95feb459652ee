//! Constant folding, as CPython's AST optimizer does it, within its limits on the size of results.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};
use ouropy_grammar::ast::{self, Expr, ExprKind, Operator, UnaryOp};

use super::Compiler;
use crate::code::Constant;

/// Longest folded product or power, in bits.
const MAX_INT_BITS: u64 = 128;
/// Most items of a folded tuple product.
const MAX_ITEMS: usize = 256;
/// Longest folded string product.
const MAX_TEXT: usize = 4096;

impl Compiler<'_> {
    /// The constant an expression is, if it is one.
    pub(super) fn fold(&self, expression: &Expr) -> Option<Constant> {
        match &expression.kind {
            ExprKind::Constant { value, .. } => Some(literal(value)),
            ExprKind::Name { id } if &**id == "__debug__" => Some(Constant::Bool(self.options.optimize == 0)),
            ExprKind::Tuple { elts } => self.fold_all(elts).map(Constant::Tuple),
            ExprKind::UnaryOp { op, operand } => unary(*op, self.fold(operand)?),
            ExprKind::BinOp { left, op, right } => {
                // The right operand first: it is short where a chain of operators is long.
                let right = self.fold(right)?;
                binary(&self.fold(left)?, *op, &right)
            }
            ExprKind::Subscript { value, slice } => {
                if !matches!(value.kind, ExprKind::Constant { .. } | ExprKind::Tuple { .. }) {
                    return None;
                }
                let index = self.fold(slice)?;
                subscript(self.fold(value)?, &index)
            }
            ExprKind::Slice { lower, upper, step } => {
                let [lower, upper, step] = [lower, upper, step].map(|part| self.part_of_slice(part.as_deref()));
                Some(Constant::Slice(Box::new([lower?, upper?, step?])))
            }
            _ => None,
        }
    }

    /// A part of a slice that is constant as it stands. CPython makes the slice before it folds operators.
    fn part_of_slice(&self, part: Option<&Expr>) -> Option<Constant> {
        match part {
            None => Some(Constant::None),
            Some(part) => matches!(part.kind, ExprKind::Constant { .. } | ExprKind::Name { .. })
                .then(|| self.fold(part))
                .flatten(),
        }
    }

    /// All of them as constants.
    pub(super) fn fold_all(&self, expressions: &[Expr]) -> Option<Vec<Constant>> {
        // A display is mostly not constant at either end.
        if let Some(last) = expressions.last() {
            self.fold(last)?;
        }
        expressions.iter().map(|expression| self.fold(expression)).collect()
    }

    /// A list or set display that is only iterated or searched, as a tuple or frozenset.
    pub(super) fn fold_iterable(&self, expression: &Expr) -> Option<Constant> {
        match &expression.kind {
            ExprKind::List { elts } => self.fold_all(elts).map(Constant::Tuple),
            ExprKind::Set { elts } => self.fold_all(elts).map(Constant::FrozenSet),
            _ => None,
        }
    }
}

/// The constant of a literal.
pub(super) fn literal(value: &ast::Constant) -> Constant {
    match value {
        ast::Constant::None => Constant::None,
        ast::Constant::True => Constant::Bool(true),
        ast::Constant::False => Constant::Bool(false),
        ast::Constant::Ellipsis => Constant::Ellipsis,
        ast::Constant::Int(value) => Constant::Int(*value),
        ast::Constant::BigInt(value) => Constant::BigInt(Box::new((**value).clone())),
        ast::Constant::Float(value) => Constant::Float(*value),
        ast::Constant::Complex(real, imaginary) => Constant::Complex(*real, *imaginary),
        ast::Constant::Str(value) => Constant::Str(value.clone()),
        ast::Constant::Bytes(value) => Constant::Bytes(value.clone()),
        ast::Constant::Tuple(items) => Constant::Tuple(items.iter().map(literal).collect()),
        ast::Constant::FrozenSet(items) => Constant::FrozenSet(items.iter().map(literal).collect()),
    }
}

/// Whether a constant is true.
pub(super) fn truth(constant: &Constant) -> bool {
    match constant {
        Constant::None => false,
        Constant::Bool(value) => *value,
        Constant::Ellipsis | Constant::Slice(_) | Constant::Code(_) => true,
        Constant::Int(value) => *value != 0,
        Constant::BigInt(value) => !value.is_zero(),
        Constant::Float(value) => *value != 0.0,
        Constant::Complex(real, imaginary) => *real != 0.0 || *imaginary != 0.0,
        Constant::Str(value) | Constant::Bytes(value) => !value.is_empty(),
        Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
    }
}

fn int(value: BigInt) -> Constant {
    value.to_i64().map_or_else(|| Constant::BigInt(Box::new(value)), Constant::Int)
}

/// A number as an int, bools included.
fn as_int(constant: &Constant) -> Option<BigInt> {
    match constant {
        Constant::Bool(value) => Some(BigInt::from(u8::from(*value))),
        Constant::Int(value) => Some(BigInt::from(*value)),
        Constant::BigInt(value) => Some((**value).clone()),
        _ => None,
    }
}

/// A number as a float, as far as that is exact.
fn as_float(constant: &Constant) -> Option<f64> {
    match constant {
        Constant::Float(value) => Some(*value),
        Constant::Bool(value) => Some(f64::from(u8::from(*value))),
        Constant::Int(value) if value.unsigned_abs() <= 1 << 53 => Some(*value as f64),
        _ => None,
    }
}

fn unary(op: UnaryOp, operand: Constant) -> Option<Constant> {
    if op == UnaryOp::Not {
        return Some(Constant::Bool(!truth(&operand)));
    }
    match (op, &operand) {
        (UnaryOp::USub, Constant::Float(value)) => Some(Constant::Float(-value)),
        (UnaryOp::USub, Constant::Complex(real, imaginary)) => Some(Constant::Complex(-real, -imaginary)),
        (UnaryOp::UAdd, Constant::Float(_) | Constant::Complex(..)) => Some(operand),
        // `~True` warns when it runs.
        (UnaryOp::Invert, Constant::Bool(_)) => None,
        (UnaryOp::USub, _) => as_int(&operand).map(|value| int(-value)),
        (UnaryOp::UAdd, _) => as_int(&operand).map(int),
        (UnaryOp::Invert, _) => as_int(&operand).map(|value| int(-value - 1)),
        (UnaryOp::Not, _) => None,
    }
}

fn binary(left: &Constant, op: Operator, right: &Constant) -> Option<Constant> {
    if let (Constant::Int(left), Constant::Int(right)) = (left, right) {
        // The usual case, without big integers.
        let small = match op {
            Operator::Add => left.checked_add(*right),
            Operator::Sub => left.checked_sub(*right),
            Operator::BitOr => Some(left | right),
            Operator::BitXor => Some(left ^ right),
            Operator::BitAnd => Some(left & right),
            _ => None,
        };
        if let Some(value) = small {
            return Some(Constant::Int(value));
        }
    }
    if let (Constant::Bool(left), Constant::Bool(right)) = (left, right) {
        // Between two bools these three give a bool.
        match op {
            Operator::BitAnd => return Some(Constant::Bool(left & right)),
            Operator::BitOr => return Some(Constant::Bool(left | right)),
            Operator::BitXor => return Some(Constant::Bool(left ^ right)),
            _ => {}
        }
    }
    if let (Some(left), Some(right)) = (as_int(left), as_int(right)) {
        return int_binary(&left, op, &right);
    }
    if let (Some(left), Some(right)) = (as_float(left), as_float(right)) {
        return float_binary(left, op, right).map(Constant::Float);
    }
    match (left, op, right) {
        (Constant::Complex(..), Operator::Add | Operator::Sub, _)
        | (_, Operator::Add | Operator::Sub, Constant::Complex(..)) => complex_sum(left, op, right),
        (Constant::Str(left), Operator::Add, Constant::Str(right)) => {
            Some(Constant::Str([&left[..], &right[..]].concat().into()))
        }
        (Constant::Bytes(left), Operator::Add, Constant::Bytes(right)) => {
            Some(Constant::Bytes([&left[..], &right[..]].concat().into()))
        }
        (Constant::Tuple(left), Operator::Add, Constant::Tuple(right)) => {
            Some(Constant::Tuple(left.iter().chain(right).cloned().collect()))
        }
        (sequence, Operator::Mult, count) | (count, Operator::Mult, sequence) if as_int(count).is_some() => {
            repeated(sequence, as_int(count)?.to_i64()?)
        }
        _ => None,
    }
}

fn int_binary(left: &BigInt, op: Operator, right: &BigInt) -> Option<Constant> {
    use num_integer::Integer;
    Some(match op {
        Operator::Add => int(left + right),
        Operator::Sub => int(left - right),
        Operator::Mult => {
            if !left.is_zero() && !right.is_zero() && left.bits() + right.bits() > MAX_INT_BITS {
                return None;
            }
            int(left * right)
        }
        Operator::Div => {
            let (left, right) = (left.to_i64()?, right.to_i64()?);
            let exact = |value: i64| value.unsigned_abs() <= 1 << 53;
            if right == 0 || !exact(left) || !exact(right) {
                return None;
            }
            Constant::Float(left as f64 / right as f64)
        }
        Operator::FloorDiv if !right.is_zero() => int(left.div_floor(right)),
        Operator::Mod if !right.is_zero() => int(left.mod_floor(right)),
        Operator::Pow if !right.is_negative() => {
            let exponent = right.to_u32()?;
            if left.bits() * u64::from(exponent) > MAX_INT_BITS {
                return None;
            }
            int(left.pow(exponent))
        }
        Operator::LShift if !right.is_negative() => {
            let shift = right.to_u64()?;
            if !left.is_zero() && (shift > MAX_INT_BITS || left.bits() > MAX_INT_BITS - shift) {
                return None;
            }
            int(if left.is_zero() { BigInt::ZERO } else { left << shift })
        }
        Operator::RShift if !right.is_negative() => int(left >> right.to_u64()?),
        Operator::BitOr => int(left | right),
        Operator::BitXor => int(left ^ right),
        Operator::BitAnd => int(left & right),
        _ => return None,
    })
}

fn float_binary(left: f64, op: Operator, right: f64) -> Option<f64> {
    match op {
        Operator::Add => Some(left + right),
        Operator::Sub => Some(left - right),
        Operator::Mult => Some(left * right),
        Operator::Div if right != 0.0 => Some(left / right),
        _ => None,
    }
}

fn complex_sum(left: &Constant, op: Operator, right: &Constant) -> Option<Constant> {
    let parts = |constant: &Constant| match constant {
        Constant::Complex(real, imaginary) => Some((*real, *imaginary)),
        other => as_float(other).map(|real| (real, 0.0)),
    };
    let ((a, b), (c, d)) = (parts(left)?, parts(right)?);
    Some(if op == Operator::Add { Constant::Complex(a + c, b + d) } else { Constant::Complex(a - c, b - d) })
}

fn repeated(sequence: &Constant, count: i64) -> Option<Constant> {
    let times = usize::try_from(count.max(0)).ok()?;
    let fits = |length: usize, limit: usize| length.checked_mul(times).is_some_and(|total| total <= limit);
    match sequence {
        Constant::Str(value) if fits(value.len(), MAX_TEXT) => Some(Constant::Str(value.repeat(times).into())),
        Constant::Bytes(value) if fits(value.len(), MAX_TEXT) => Some(Constant::Bytes(value.repeat(times).into())),
        Constant::Tuple(items) if fits(items.len(), MAX_ITEMS) && !items.iter().any(is_tuple) => {
            Some(Constant::Tuple(std::iter::repeat_n(items, times).flatten().cloned().collect()))
        }
        _ => None,
    }
}

fn is_tuple(constant: &Constant) -> bool {
    matches!(constant, Constant::Tuple(_))
}

fn subscript(mut value: Constant, index: &Constant) -> Option<Constant> {
    if let Constant::Slice(parts) = index {
        return sliced(&value, parts);
    }
    let index = as_int(index)?.to_i64()?;
    let at = |length: usize| {
        let index = if index < 0 { index + length as i64 } else { index };
        usize::try_from(index).ok().filter(|&index| index < length)
    };
    match &mut value {
        Constant::Tuple(items) => {
            let index = at(items.len())?;
            Some(items.swap_remove(index))
        }
        Constant::Bytes(bytes) => Some(Constant::Int(i64::from(bytes[at(bytes.len())?]))),
        Constant::Str(text) => {
            let text = std::str::from_utf8(text).ok()?;
            let index = at(text.chars().count())?;
            let character = text.chars().nth(index)?;
            Some(Constant::Str(character.to_string().into_bytes().into()))
        }
        _ => None,
    }
}

/// A slice of a constant.
fn sliced(value: &Constant, [lower, upper, step]: &[Constant; 3]) -> Option<Constant> {
    let part = |part: &Constant| match part {
        Constant::None => Some(None),
        part => as_int(part)?.to_i64().map(Some),
    };
    let (lower, upper, step) = (part(lower)?, part(upper)?, part(step)?.unwrap_or(1));
    // What is written out as a number has no sign: every part counts from the front.
    let step = usize::try_from(step).ok().filter(|&step| step > 0)?;
    let skipped = usize::try_from(lower.unwrap_or(0)).ok()?;
    let end = upper.map_or(Some(usize::MAX), |upper| usize::try_from(upper).ok())?;
    let taken = end.saturating_sub(skipped);
    Some(match value {
        Constant::Tuple(items) => {
            Constant::Tuple(items.iter().skip(skipped).take(taken).step_by(step).cloned().collect())
        }
        Constant::Bytes(bytes) => {
            Constant::Bytes(bytes.iter().skip(skipped).take(taken).step_by(step).copied().collect())
        }
        Constant::Str(text) => {
            let characters = std::str::from_utf8(text).ok()?.chars();
            let text: String = characters.skip(skipped).take(taken).step_by(step).collect();
            Constant::Str(text.into_bytes().into())
        }
        _ => return None,
    })
}
