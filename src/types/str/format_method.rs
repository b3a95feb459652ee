//! `format` and `format_map`.

use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{self, attribute, number, subscript};
use crate::text::room::{Room, with_room};
use crate::text::str_format::{self, Field, First, MAX_DEPTH, Numbering, Piece, Step, Template, TemplateError};
use crate::types::class::Arguments;
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

/// Where fields find their values.
#[derive(Clone, Copy)]
enum Source<'a> {
    /// The arguments of `format`.
    Arguments(Arguments<'a>),
    /// The mapping of `format_map`.
    Mapping(&'a Value),
}

pub(super) fn format(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    render(vm, this, Source::Arguments(arguments))
}

pub(super) fn format_map(vm: &mut Vm, this: &Value, mapping: &Value) -> PyResult {
    render(vm, this, Source::Mapping(mapping))
}

fn render(vm: &mut Vm, this: &Value, source: Source<'_>) -> PyResult {
    let mut numbering = Numbering::default();
    let text = expand(vm, this.expect::<Str>().as_bytes(), source, &mut numbering, MAX_DEPTH)?;
    if text == this.expect::<Str>().as_bytes() && vm.is_exactly(this, &vm.types.str) {
        return Ok(this.clone());
    }
    Ok(vm.new_str_bytes(&text).into_value())
}

fn refuse(vm: &mut Vm, error: TemplateError) -> Raised {
    number::raise_text(vm, error.kind(), &error)
}

fn expand(
    vm: &mut Vm,
    template: &[u8],
    source: Source<'_>,
    numbering: &mut Numbering,
    depth: usize,
) -> PyResult<Vec<u8>> {
    if depth == 0 {
        return Err(refuse(vm, TemplateError::TooDeep));
    }
    let mut reader = Template::new(template);
    let mut out = with_room(template.len());
    loop {
        match reader.next_piece() {
            Ok(None) => return Ok(out),
            Ok(Some(Piece::Literal(text))) => out.put_all(text),
            Ok(Some(Piece::Field(field))) => {
                let text = replace_field(vm, &field, source, numbering, depth)?;
                out.put_all(text.as_bytes());
            }
            Err(error) => return Err(refuse(vm, error)),
        }
    }
}

fn replace_field(
    vm: &mut Vm,
    field: &Field<'_>,
    source: Source<'_>,
    numbering: &mut Numbering,
    depth: usize,
) -> PyResult<Py<Str>> {
    let mut value = lookup(vm, field.name, source, numbering)?;
    if let Some(code) = field.conversion {
        let conversion = match str_format::check_conversion(code) {
            Ok(conversion) => conversion,
            Err(error) => return Err(refuse(vm, error)),
        };
        value = match conversion {
            b'r' => protocol::repr(vm, &value)?,
            b's' => protocol::str(vm, &value)?,
            _ => protocol::ascii(vm, &value)?,
        }
        .into_value();
    }
    if field.spec.is_empty()
        && let Some(text) = protocol::format::unspecified(vm, &value)
    {
        return Ok(text);
    }
    let spec = if field.nested {
        let expanded = expand(vm, field.spec, source, numbering, depth - 1)?;
        vm.new_str_bytes(&expanded)
    } else {
        vm.new_str_bytes(field.spec)
    };
    // CPython formats exact instances without a call of `__format__`.
    let types = [&vm.types.str, &vm.types.int, &vm.types.float];
    if types.into_iter().any(|class| vm.is_exactly(&value, class)) {
        return protocol::format::builtin(vm, &value, &spec);
    }
    protocol::format(vm, &value, &spec)
}

/// The object a field names: an argument, then its attributes and items.
fn lookup(vm: &mut Vm, name: &[u8], source: Source<'_>, numbering: &mut Numbering) -> PyResult {
    let (first, mut path) = match str_format::split_name(name, numbering) {
        Ok(parts) => parts,
        Err(error) => return Err(refuse(vm, error)),
    };
    let mut value = match (first, source) {
        (First::Index(index), Source::Arguments(arguments)) => match arguments.positional().get(index) {
            Some(value) => value.clone(),
            None => {
                return Err(vm.index_error(format!("Replacement index {index} out of range for positional args tuple")));
            }
        },
        (First::Index(_), Source::Mapping(_)) => return Err(refuse(vm, TemplateError::PositionalInMap)),
        (First::Key(key), Source::Mapping(mapping)) => {
            let key = vm.new_str_bytes(key).into_value();
            subscript::get(vm, mapping, &key)?
        }
        (First::Key(key), Source::Arguments(arguments)) => {
            let found: Slot = arguments
                .keywords()
                .find(|(name, _)| name.cast::<Str>().is_some_and(|name| name.as_bytes() == key))
                .map(|(_, value)| value.clone());
            match found {
                Some(value) => value,
                None => {
                    let key = vm.new_str_bytes(key).into_value();
                    return Err(vm.key_error(&key));
                }
            }
        }
    };
    loop {
        let step = match path.next_step() {
            Ok(None) => return Ok(value),
            Ok(Some(step)) => step,
            Err(error) => return Err(refuse(vm, error)),
        };
        value = match step {
            Step::Attribute(name) => {
                let name = vm.new_str_bytes(name);
                let name = vm.intern_str(&name);
                attribute::get(vm, &value, &name)?
            }
            Step::Index(index) => {
                let index = int::from_usize(vm, index);
                subscript::get(vm, &value, &index)?
            }
            Step::Key(key) => {
                let key = vm.new_str_bytes(key).into_value();
                subscript::get(vm, &value, &key)?
            }
        };
    }
}
