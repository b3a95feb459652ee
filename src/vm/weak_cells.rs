//! Cells that hold a function weakly, for `ouropy.weak_cells()`.
//!
//! Such a cell is empty, and so whoever reads it asks here before saying that the variable is unbound: nothing is asked
//! of cells that hold something. A function that is held this way refers to its cell, so the cell cannot be freed, nor
//! its address be another's, while there is something to be found for it.

use std::collections::HashMap;

use super::type_map::TypeMap;
use crate::object::{Slot, Value, WeakRef};

/// Weak references to functions, by the bits of their cells.
#[derive(Default)]
struct WeakCells {
    held: HashMap<u64, Value>,
}

/// What an empty cell holds weakly.
#[cold]
pub fn held(states: &TypeMap, cell: &Value) -> Slot {
    let reference = states.get::<WeakCells>()?.held.get(&cell.bits())?;
    reference.cast::<WeakRef>()?.upgrade()
}

/// A cell is emptied: it does not hold anything weakly either. Whether it did.
#[cold]
pub fn forget(states: &mut TypeMap, cell: &Value) -> bool {
    let was_held = held(states, cell).is_some();
    drop(states.get_or_default::<WeakCells>().held.remove(&cell.bits()));
    was_held
}

/// A cell, which is emptied behind this, holds weakly what `reference` refers to.
pub fn hold(states: &mut TypeMap, cell: &Value, reference: Value) {
    let held = &mut states.get_or_default::<WeakCells>().held;
    held.retain(|_, known| known.cast::<WeakRef>().is_some_and(|known| !known.is_dead()));
    held.insert(cell.bits(), reference);
}
