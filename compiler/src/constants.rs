//! The constants of a code unit, each once.

use foldhash::HashMap;

use crate::code::{CodeUnit, Constant, ConstantIndex};

/// Constants by index. Equal ones of equal type share an index; 0.0 and -0.0 do not.
#[derive(Debug, Default)]
pub struct Constants {
    list: Vec<Constant>,
    known: HashMap<Vec<u8>, ConstantIndex>,
}

impl Constants {
    /// The index of `constant`.
    pub fn index(&mut self, constant: Constant) -> ConstantIndex {
        let index = ConstantIndex::at(self.list.len());
        if let Constant::Code(code) = &constant {
            let same = |known: &Constant| matches!(known, Constant::Code(known) if are_same(known, code));
            if let Some(known) = self.list.iter().position(same) {
                return ConstantIndex::at(known);
            }
        }
        let mut key = Vec::new();
        if write_key(&constant, &mut key) {
            if let Some(&known) = self.known.get(&key) {
                return known;
            }
            self.known.insert(key, index);
        }
        self.list.push(constant);
        index
    }

    /// The constants in order.
    pub fn into_list(self) -> Vec<Constant> {
        self.list
    }
}

/// Whether two codes are one: what is compiled twice, such as a lambda in a `finally` block, is so once only.
fn are_same(one: &CodeUnit, other: &CodeUnit) -> bool {
    let parts =
        |unit: &CodeUnit| (unit.name.clone(), unit.first_line, unit.flags, unit.arg_count, unit.positional_only_count);
    let locals =
        |unit: &CodeUnit| -> Vec<_> { unit.locals.iter().map(|local| (local.name.clone(), local.kind)).collect() };
    let constants = |unit: &CodeUnit| {
        let mut key = Vec::new();
        let plain = unit.constants.iter().all(|constant| write_key(constant, &mut key));
        plain.then_some(key)
    };
    parts(one) == parts(other)
        && one.keyword_only_count == other.keyword_only_count
        && one.instructions == other.instructions
        && one.positions == other.positions
        && one.passed_lines == other.passed_lines
        && one.handlers == other.handlers
        && one.flow == other.flow
        && one.names == other.names
        && one.caches == other.caches
        && locals(one) == locals(other)
        && constants(one).is_some_and(|key| constants(other) == Some(key))
}

/// Writes what tells `constant` from others; false for code.
fn write_key(constant: &Constant, key: &mut Vec<u8>) -> bool {
    let mut bytes = |tag: u8, bytes: &[u8]| {
        key.push(tag);
        key.extend((bytes.len() as u64).to_le_bytes());
        key.extend(bytes);
    };
    match constant {
        Constant::None => bytes(0, &[]),
        Constant::Bool(value) => bytes(1, &[u8::from(*value)]),
        Constant::Ellipsis => bytes(2, &[]),
        Constant::Int(value) => bytes(3, &value.to_le_bytes()),
        Constant::BigInt(value) => bytes(4, &value.to_signed_bytes_le()),
        Constant::Float(value) => bytes(5, &value.to_bits().to_le_bytes()),
        Constant::Complex(real, imaginary) => {
            bytes(6, &real.to_bits().to_le_bytes());
            bytes(6, &imaginary.to_bits().to_le_bytes());
        }
        Constant::Str(value) => bytes(7, value),
        Constant::Bytes(value) => bytes(8, value),
        Constant::Tuple(items) | Constant::FrozenSet(items) => {
            let tag = if matches!(constant, Constant::Tuple(_)) { 9 } else { 10 };
            bytes(tag, &(items.len() as u64).to_le_bytes());
            return items.iter().all(|item| write_key(item, key));
        }
        Constant::Slice(parts) => {
            bytes(11, &[]);
            return parts.iter().all(|part| write_key(part, key));
        }
        Constant::Code(_) => return false,
    }
    true
}
