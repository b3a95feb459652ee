//! Template strings (PEP 750): `Template`, its iterator, and `Interpolation`, what one of its replacement fields holds.

pub mod declaration;
pub mod interpolation;
pub mod iterator;

use crate::object::{Py, Slot, Tuple, Value, payload};
use crate::vm::Vm;

/// Where Python code finds the types.
const MODULE: &str = "string.templatelib";

/// What a template string makes: literal text and replacement fields in turn, a text first and last.
pub struct Template {
    /// `strings`: one more than there are interpolations.
    strings: Py<Tuple>,
    /// `interpolations`: [`Interpolation`]s.
    interpolations: Py<Tuple>,
}

payload! { Template: AtBirth, size 32;
    references { strings = .strings, interpolations = .interpolations }
}

impl Template {
    /// A template of the two tuples, the first one item longer.
    pub fn create(vm: &mut Vm, strings: Py<Tuple>, interpolations: Py<Tuple>) -> Value {
        vm.heap.alloc(&vm.types.template, Template { strings, interpolations }).into_value()
    }
}

/// A replacement field of a template string, not formatted.
pub struct Interpolation {
    /// `value`
    value: Value,
    /// `expression`: a str, the source text.
    expression: Value,
    /// `conversion`: `'s'`, `'r'`, `'a'` or None.
    conversion: Value,
    /// `format_spec`: a str.
    format_spec: Value,
}

payload! { Interpolation: AtBirth, size 48;
    references { value = .value, expression = .expression, conversion = .conversion, format_spec = .format_spec }
}

impl Interpolation {
    /// An interpolation of what its attributes show.
    fn create(vm: &mut Vm, [value, expression, conversion, format_spec]: [Value; 4]) -> Value {
        let payload = Interpolation { value, expression, conversion, format_spec };
        vm.heap.alloc(&vm.types.interpolation, payload).into_value()
    }

    /// An interpolation as a template string makes it: of the value, its source text, the letter of a conversion and
    /// a format specification.
    pub fn written(vm: &mut Vm, value: Value, expression: Value, letter: Option<char>, format_spec: Slot) -> Value {
        let conversion = letter.map_or(Value::NONE, |letter| vm.characters[letter as usize].to_value());
        let format_spec = format_spec.unwrap_or_else(|| vm.names.empty.to_value());
        Interpolation::create(vm, [value, expression, conversion, format_spec])
    }

    fn attributes(&self) -> [Value; 4] {
        [self.value.clone(), self.expression.clone(), self.conversion.clone(), self.format_spec.clone()]
    }
}
