//! The exceptions being handled: CPython's `exc_info` stack.

use crate::object::{Header, Py, Slot, Value};
use crate::types::generator::Generator;

/// What a handler in one activation, and in the functions it calls, is handling.
struct Entry {
    /// The running generator, whose exception goes with it when it is suspended; null for the main stack. Not counted.
    owner: *const Header,
    exception: Slot,
}

/// The exceptions being handled, outermost first. CPython has an entry for each running generator; here one gets its
/// entry with its first handler, so that resuming a generator that handles nothing costs nothing.
#[derive(Default)]
pub struct Handled {
    entries: Vec<Entry>,
}

fn owner_of(generator: Option<&Py<Generator>>) -> *const Header {
    generator.map_or(std::ptr::null(), |generator| std::ptr::from_ref(generator.header()))
}

impl Handled {
    /// `sys.exception()`: the innermost one.
    pub fn exception(&self) -> Option<&Value> {
        self.entries.iter().rev().find_map(|entry| entry.exception.as_ref())
    }

    /// A handler of the innermost activation, of `generator` if it is one's, begins: gives back what was being handled
    /// there.
    pub fn begin(&mut self, generator: Option<&Py<Generator>>, exception: Value) -> Slot {
        let owner = owner_of(generator);
        match self.entries.last_mut() {
            // A function called by a generator shares the entry, for it ends before the generator is suspended.
            Some(entry) if generator.is_none() || entry.owner == owner => entry.exception.replace(exception),
            _ => {
                self.entries.push(Entry { owner, exception: Some(exception) });
                None
            }
        }
    }

    /// A handler ends: what was being handled is so again. Gives back what it handled.
    pub fn end(&mut self, previous: Slot) -> Slot {
        self.entries.last_mut().and_then(|entry| std::mem::replace(&mut entry.exception, previous))
    }

    /// What `generator`, the innermost one, is handling itself.
    pub fn of(&self, generator: &Py<Generator>) -> Option<&Value> {
        self.entries.last().filter(|entry| entry.owner == owner_of(Some(generator)))?.exception.as_ref()
    }

    /// The innermost handler now handles another exception. Gives back the one before.
    pub fn replace(&mut self, exception: Value) -> Slot {
        self.end(Some(exception))
    }

    /// `generator` goes on handling `exception`.
    pub fn resume(&mut self, generator: &Py<Generator>, exception: Value) {
        self.entries.push(Entry { owner: owner_of(Some(generator)), exception: Some(exception) });
    }

    /// `generator` is suspended or ends: gives back what it is handling.
    #[inline]
    pub fn suspend(&mut self, generator: &Py<Generator>) -> Slot {
        self.entries.pop_if(|entry| entry.owner == owner_of(Some(generator)))?.exception
    }

    /// Nothing is being handled any more.
    pub fn clear(&mut self) {
        self.entries.clear();
    }
}
