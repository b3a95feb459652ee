//! Arguments that are converted one after the other, as CPython's `PyArg_ParseTupleAndKeywords` does: a missing or
//! superfluous one is told only when its turn comes.

use crate::object::{Str, Value};
use crate::protocol::number;
use crate::text::suggest;
use crate::types::class::Arguments;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Raised, Vm};

/// The arguments of a call, on the way from the first parameter to the last.
pub struct Reader<'a> {
    /// Some functions do not say their name.
    function: Option<&'static str>,
    signature: &'static Signature<'static>,
    given: Arguments<'a>,
    next: usize,
}

impl<'a> Reader<'a> {
    /// TypeError "isoformat() takes at most 2 arguments (3 given)".
    pub fn new(
        vm: &mut Vm,
        function: Option<&'static str>,
        signature: &'static Signature<'static>,
        given: Arguments<'a>,
    ) -> PyResult<Reader<'a>> {
        let reader = Reader { function, signature, given, next: 0 };
        let (by_position, all) = (given.positional().len(), given.values.len());
        let (count, positional) = (reader.signature.count(), reader.signature.positional());
        let (most, kind, given) = if all > count {
            (count, if by_position == 0 { "keyword " } else { "" }, all)
        } else if by_position > positional {
            (positional, "positional ", by_position)
        } else {
            return Ok(reader);
        };
        let (name, plural) = (reader.name("function"), if most == 1 { "" } else { "s" });
        Err(vm.type_error(format!("{name} takes at most {most} {kind}argument{plural} ({given} given)")))
    }

    fn name(&self, nameless: &str) -> String {
        self.function.map_or_else(|| nameless.to_owned(), |name| format!("{name}()"))
    }

    fn keyword(&self, name: &str) -> Option<&'a Value> {
        let mut keywords = self.given.keywords();
        keywords
            .find(|(key, _)| key.cast::<Str>().is_some_and(|key| key.as_bytes() == name.as_bytes()))
            .map(|(_, value)| value)
    }

    /// The argument for the next parameter, which has a default.
    pub fn optional(&mut self) -> Option<&'a Value> {
        let index = self.next;
        self.next += 1;
        self.given.positional().get(index).or_else(|| self.keyword(self.signature.name(index)))
    }

    /// The argument for the next parameter; TypeError "function missing required argument 'year' (pos 1)".
    pub fn required(&mut self, vm: &mut Vm) -> PyResult<&'a Value> {
        match self.optional() {
            Some(value) => Ok(value),
            None => {
                let (name, position) = (self.signature.name(self.next - 1), self.next);
                let function = self.name("function");
                Err(vm.type_error(format!("{function} missing required argument '{name}' (pos {position})")))
            }
        }
    }

    /// A C int for the next parameter, which has a default.
    pub fn optional_int(&mut self, vm: &mut Vm, default: i32) -> PyResult<i32> {
        match self.optional() {
            Some(value) => int(vm, value),
            None => Ok(default),
        }
    }

    /// A C int for the next parameter.
    pub fn int(&mut self, vm: &mut Vm) -> PyResult<i32> {
        let value = self.required(vm)?;
        int(vm, value)
    }

    /// Text for the parameter just read; TypeError "strftime() argument 1 must be str, not int".
    pub fn text(&self, vm: &mut Vm, value: &'a Value) -> PyResult<&'a Str> {
        match value.cast::<Str>() {
            Some(text) => Ok(text),
            None => Err(wrong_type(vm, self.function.unwrap_or("function"), self.next, "str", value)),
        }
    }

    /// All parameters have been asked for: TypeErrors about keywords that are none, or are given twice.
    pub fn finish(self, vm: &mut Vm) -> PyResult<()> {
        let by_position = self.given.positional().len();
        if let Some(index) = (0..by_position).find(|&index| self.keyword(self.signature.name(index)).is_some()) {
            let (name, position) = (self.signature.name(index), index + 1);
            let function = self.name("function");
            let text = format!("argument for {function} given by name ('{name}') and position ({position})");
            return Err(vm.type_error(text));
        }
        for (key, _) in self.given.keywords() {
            let Some(text) = key.cast::<Str>() else { return Err(vm.type_error("keywords must be strings")) };
            if self.signature.find(text.as_bytes()).is_none() {
                let known: Vec<&[u8]> =
                    (0..self.signature.count()).map(|index| self.signature.name(index).as_bytes()).collect();
                let hint = suggest::best_match(text.as_bytes(), known.iter().copied())
                    .map(|best| format!(". Did you mean '{}'?", self.signature.name(best)))
                    .unwrap_or_default();
                let (function, name) = (self.name("this function"), text.to_string_lossy());
                return Err(vm.type_error(format!("{function} got an unexpected keyword argument '{name}'{hint}")));
            }
        }
        Ok(())
    }
}

/// TypeError "f() argument 1 must be str, not None".
#[cold]
pub fn wrong_type(vm: &mut Vm, function: &str, position: usize, wanted: &str, given: &Value) -> Raised {
    let given = if given.is_none() { "None".to_owned() } else { vm.class_name(given) };
    vm.type_error(format!("{function}() argument {position} must be {wanted}, not {given}"))
}

/// A C int; OverflowErrors "Python int too large to convert to C long", "signed integer is greater than maximum".
pub fn int(vm: &mut Vm, value: &Value) -> PyResult<i32> {
    let Some(word) = number::index_word(vm, value)? else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    i32::try_from(word).map_err(|_| {
        let bound = if word < 0 { "less than minimum" } else { "greater than maximum" };
        vm.overflow_error(format!("signed integer is {bound}"))
    })
}
