//! `Interpolation`.

use super::{Interpolation, MODULE};
use crate::object::{Layout, Py, Slot, Str, Value};
use crate::protocol::sequence;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::generic_alias::CLASS_GETITEM;
use crate::types::iterators::recipe;
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `string.templatelib.Interpolation`.
pub const SPEC: ClassSpec = ClassSpec {
    module: MODULE,
    slots: Slots { new: Some(new), repr: Some(repr), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce), CLASS_GETITEM],
    getset: &[
        GetSet::read_only("value", |_, this| Ok(this.expect::<Interpolation>().value.clone())).member(),
        GetSet::read_only("expression", |_, this| Ok(this.expect::<Interpolation>().expression.clone())).member(),
        GetSet::read_only("conversion", |_, this| Ok(this.expect::<Interpolation>().conversion.clone())).member(),
        GetSet::read_only("format_spec", |_, this| Ok(this.expect::<Interpolation>().format_spec.clone())).member(),
    ],
    ..ClassSpec::new("Interpolation", Layout::of::<Interpolation>())
};

const PARAMETERS: Signature<'static> = Signature::new("value, expression='', conversion=None, format_spec=''");

/// Gives the class its `__match_args__`: the names of the attributes.
pub fn add_match_args(vm: &mut Vm) {
    let names = SPEC.getset.iter().map(|attribute| vm.intern(attribute.name).into_value()).collect();
    let names = vm.new_tuple(names).into_value();
    let key = vm.names.match_args.clone();
    let namespace = vm.types.interpolation.namespace(&vm.heap).clone();
    namespace.set_str(vm, &key, names);
}

fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind_to(vm, "Interpolation", &PARAMETERS, arguments)?;
    let [value, expression, conversion, format_spec] = &bound[..] else {
        return Err(vm.system_error("one slot for each parameter"));
    };
    let expression = text(vm, "expression", expression)?;
    let conversion = match conversion {
        None => Value::NONE,
        Some(none) if none.is_none() => Value::NONE,
        given => conversion_of(vm, given)?,
    };
    let format_spec = text(vm, "format_spec", format_spec)?;
    let value = value.clone().unwrap_or(Value::NONE);
    Ok(Interpolation::create(vm, [value, expression, conversion, format_spec]))
}

/// The str given for `parameter`, empty if none was.
fn text(vm: &mut Vm, parameter: &str, given: &Slot) -> PyResult {
    match given {
        None => Ok(vm.names.empty.to_value()),
        Some(value) if value.has::<Str>() => Ok(value.clone()),
        Some(other) => {
            let class = vm.class_name(other);
            Err(vm.type_error(format!("Interpolation() argument '{parameter}' must be str, not {class}")))
        }
    }
}

fn conversion_of(vm: &mut Vm, given: &Slot) -> PyResult {
    let letter = text(vm, "conversion", given)?;
    match letter.expect::<Str>().as_bytes() {
        b"s" | b"r" | b"a" => Ok(letter),
        _ => Err(vm.value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")),
    }
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = vm.class_own_name(this).into_bytes();
    text.push(b'(');
    for (index, attribute) in this.expect::<Interpolation>().attributes().iter().enumerate() {
        if index > 0 {
            text.extend_from_slice(b", ");
        }
        sequence::push_repr(vm, &mut text, attribute)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let attributes = this.expect::<Interpolation>().attributes().into();
    Ok(recipe(vm, class, attributes, None))
}
