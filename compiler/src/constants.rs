//! The constants of a code unit, each once.

use std::collections::HashMap;

use crate::code::{Constant, ConstantIndex};

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

/// Writes what tells `constant` from others; false for code, which is never shared.
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
