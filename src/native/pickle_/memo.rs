//! What a pickler has written and can refer to.

use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::object::{Edge, References, Release, Tracer, Value};

/// The places of CPython's smallest table.
const FEWEST_PLACES: usize = 8;

/// From this many objects on CPython's table grows slower.
const MANY: usize = 50_000;

/// Objects by identity, each with its number.
pub(super) struct Memo {
    entries: Vec<(Value, isize)>,
    positions: HashMap<u64, usize, FxBuildHasher>,
    /// How many places CPython's table would have.
    places: usize,
}

impl Memo {
    pub(super) fn new() -> Memo {
        Memo { entries: Vec::new(), positions: HashMap::default(), places: FEWEST_PLACES }
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(super) fn get(&self, value: &Value) -> Option<isize> {
        self.positions.get(&value.bits()).map(|&position| self.entries[position].1)
    }

    /// Gives an object a number; whether it was new.
    pub(super) fn set(&mut self, value: &Value, number: isize) {
        if let Some(&position) = self.positions.get(&value.bits()) {
            self.entries[position].1 = number;
            return;
        }
        self.positions.insert(value.bits(), self.entries.len());
        self.entries.push((value.clone(), number));
        let used = self.entries.len();
        if used * 3 >= self.places * 2 {
            let least = if used > MANY { 2 } else { 4 } * used;
            self.places = least.next_power_of_two().max(FEWEST_PLACES);
        }
    }

    pub(super) fn entries(&self) -> &[(Value, isize)] {
        &self.entries
    }

    /// Takes everything out, to die where the caller drops it.
    pub(super) fn take(&mut self) -> Vec<(Value, isize)> {
        self.positions.clear();
        std::mem::take(&mut self.entries)
    }

    /// Bytes of CPython's table.
    pub(super) fn size(&self) -> usize {
        32 + 16 * self.places
    }
}

impl Clone for Memo {
    fn clone(&self) -> Memo {
        Memo { entries: self.entries.clone(), positions: self.positions.clone(), places: self.places }
    }
}

impl References for Memo {
    fn trace(&self, edge: Edge<'_>, tracer: &mut Tracer<'_>) {
        for (value, _) in &self.entries {
            tracer.value(edge, value);
        }
    }

    fn release(self, sink: &mut Release) {
        for (value, _) in self.entries {
            sink.give(value);
        }
    }
}
