//! The iterator of templates.

use std::cell::Cell;

use super::{MODULE, Template};
use crate::object::{Layout, Str, Value, payload};
use crate::protocol::iterate;
use crate::types::class::ClassSpec;
use crate::types::iterators::spec;
use crate::vm::{PyResult, Vm};

/// The declaration of `string.templatelib.TemplateIter`.
pub const ITERATOR: ClassSpec =
    ClassSpec { module: MODULE, ..spec("TemplateIter", Layout::of::<TemplateIterator>(), next) };

/// Which of the two iterators gives the next part.
#[derive(Clone, Copy)]
enum Turn {
    Text,
    Interpolation,
}

/// An iterator over the parts of a template, empty texts left out.
pub struct TemplateIterator {
    strings: Value,
    interpolations: Value,
    turn: Cell<Turn>,
}

payload! { TemplateIterator: AtBirth, size 40;
    references { strings, interpolations }
}

impl TemplateIterator {
    /// An iterator from the beginning.
    pub(super) fn create(vm: &mut Vm, template: &Template) -> PyResult {
        let strings = iterate::iter(vm, template.strings.as_value())?;
        let interpolations = iterate::iter(vm, template.interpolations.as_value())?;
        let payload = TemplateIterator { strings, interpolations, turn: Cell::new(Turn::Text) };
        Ok(vm.heap.alloc(&vm.types.template_iterator, payload).into_value())
    }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<TemplateIterator>();
    if let Turn::Text = this.turn.replace(Turn::Interpolation) {
        match iterate::next(vm, &this.strings)? {
            Some(text) if text.cast::<Str>().is_some_and(|text| text.is_empty()) => {}
            part => return Ok(part),
        }
    }
    this.turn.set(Turn::Text);
    iterate::next(vm, &this.interpolations)
}
