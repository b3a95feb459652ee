//! The algebra of sets on their tables alone: what [`super::operations`] does, as long as no element has to be
//! compared by Python code. Nothing is copied, and nothing has changed when a result is refused.

use super::table::{Table, Undecided};
use crate::object::Value;

/// Whether a table has an element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Present,
    Absent,
}

fn presence(asked: &Table, element: &Value, hash: i64) -> Result<Presence, Undecided> {
    Ok(if asked.find(element, hash)?.is_some() { Presence::Present } else { Presence::Absent })
}

/// The elements of `walked` that `asked` has.
pub fn intersection(walked: &Table, asked: &Table) -> Result<Table, Undecided> {
    filtered(walked, asked, Presence::Present)
}

/// The elements of `walked` that `asked` does not have.
pub fn difference(walked: &Table, asked: &Table) -> Result<Table, Undecided> {
    filtered(walked, asked, Presence::Absent)
}

fn filtered(walked: &Table, asked: &Table, wanted: Presence) -> Result<Table, Undecided> {
    let mut result = Table::default();
    for (hash, element) in walked.entries() {
        if presence(asked, element, hash)? == wanted {
            result.add(element.clone(), hash).map_err(|_| Undecided)?;
        }
    }
    Ok(result)
}

/// Whether `asked` has every element of `walked`.
pub fn is_subset(walked: &Table, asked: &Table) -> Result<bool, Undecided> {
    all(walked, asked, Presence::Present)
}

/// Whether `asked` has no element of `walked`.
pub fn is_disjoint(walked: &Table, asked: &Table) -> Result<bool, Undecided> {
    all(walked, asked, Presence::Absent)
}

fn all(walked: &Table, asked: &Table, wanted: Presence) -> Result<bool, Undecided> {
    for (hash, element) in walked.entries() {
        if presence(asked, element, hash)? != wanted {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Adds elements to `table`. Gives back how many of them are done: all, or those before the first one that has to be
/// compared.
pub fn add_all(table: &mut Table, elements: &Table) -> usize {
    each(elements, |element, hash| table.add(element.clone(), hash).map_err(|_| Undecided))
}

/// Removes elements from `table`; as [`add_all`].
pub fn remove_all(table: &mut Table, elements: &Table) -> usize {
    each(elements, |element, hash| {
        if let Some(at) = table.find(element, hash)? {
            drop(table.remove_at(at));
        }
        Ok(())
    })
}

/// Removes the elements that `table` has and adds the others; as [`add_all`].
pub fn toggle_all(table: &mut Table, elements: &Table) -> usize {
    each(elements, |element, hash| {
        match table.find(element, hash)? {
            Some(at) => drop(table.remove_at(at)),
            None => table.add(element.clone(), hash).map_err(|_| Undecided)?,
        }
        Ok(())
    })
}

fn each(elements: &Table, mut change: impl FnMut(&Value, i64) -> Result<(), Undecided>) -> usize {
    let mut done = 0;
    for (hash, element) in elements.entries() {
        if change(element, hash).is_err() {
            break;
        }
        done += 1;
    }
    done
}
