//! Argument arrays made of borrowed values, for calls that must not be seen in the reference counts.
#![expect(unsafe_code, reason = "values are viewed a second time without a second reference")]

use std::mem::ManuallyDrop;

use super::value::{Slot, Value};

/// Calls `f` with the values side by side, none of them counted once more.
#[inline]
pub fn with_borrowed<const N: usize, R>(values: [&Value; N], f: impl FnOnce(&[Value]) -> R) -> R {
    // SAFETY: the copies are never dropped, and `f` sees them only while the originals are borrowed.
    let array = values.map(|value| ManuallyDrop::new(unsafe { Value::from_bits(value.bits()) }));
    // SAFETY: `ManuallyDrop<Value>` is laid out as `Value`.
    f(unsafe { &*(&raw const array).cast::<[Value; N]>() })
}

/// Calls `f` with `first` in front of the other values, none of them counted once more: a method's receiver before
/// its arguments.
pub fn with_prefixed<R>(first: &Value, rest: &[Value], f: impl FnOnce(&[Value]) -> R) -> R {
    let mut all: Vec<ManuallyDrop<Value>> = Vec::with_capacity(rest.len() + 1);
    all.extend(std::iter::once(first).chain(rest).map(|value| {
        // SAFETY: as in `with_borrowed`.
        ManuallyDrop::new(unsafe { Value::from_bits(value.bits()) })
    }));
    // SAFETY: as in `with_borrowed`; the vector outlives the view.
    f(unsafe { std::slice::from_raw_parts(all.as_ptr().cast::<Value>(), all.len()) })
}

/// Calls `f` with the values of two slices side by side, none of them counted once more.
pub fn with_joined<R>(first: &[Value], rest: &[Value], f: impl FnOnce(&[Value]) -> R) -> R {
    match (first, rest) {
        ([], only) | (only, []) => f(only),
        ([one], rest) => with_prefixed(one, rest, f),
        _ => {
            let mut all: Vec<ManuallyDrop<Value>> = Vec::with_capacity(first.len() + rest.len());
            all.extend(first.iter().chain(rest).map(|value| {
                // SAFETY: as in `with_borrowed`.
                ManuallyDrop::new(unsafe { Value::from_bits(value.bits()) })
            }));
            // SAFETY: as in `with_prefixed`.
            f(unsafe { std::slice::from_raw_parts(all.as_ptr().cast::<Value>(), all.len()) })
        }
    }
}

/// Calls `f` while each of the values is counted once more, as if a container held them.
pub fn with_counted<R>(values: &[Value], f: impl FnOnce() -> R) -> R {
    for value in values {
        std::mem::forget(value.clone());
    }
    let result = f();
    for value in values.iter().rev() {
        // SAFETY: this is the reference that was made above; the slice still has its own.
        drop(unsafe { Value::from_bits(value.bits()) });
    }
    result
}

/// Slots that [`with_borrowed_slots`] has room for on the stack.
const SLOTS: usize = 8;

/// Calls `f` with `count` slots, the first of which hold the values, none of them counted once more: the parameters
/// of a native function, those without an argument empty.
#[inline]
pub fn with_borrowed_slots<R>(values: &[Value], count: usize, f: impl FnOnce(&[Slot]) -> R) -> R {
    let mut few = [const { ManuallyDrop::new(None) }; SLOTS];
    let mut many;
    let slots = match few.get_mut(..count) {
        Some(slots) => slots,
        None => {
            many = Vec::new();
            many.resize_with(count, || ManuallyDrop::new(None));
            many.as_mut_slice()
        }
    };
    for (slot, value) in slots.iter_mut().zip(values) {
        // SAFETY: as in `with_borrowed`.
        *slot = ManuallyDrop::new(Some(unsafe { Value::from_bits(value.bits()) }));
    }
    // SAFETY: `ManuallyDrop<Slot>` is laid out as `Slot`.
    f(unsafe { &*(&raw const *slots as *const [Slot]) })
}
