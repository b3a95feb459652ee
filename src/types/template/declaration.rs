//! `Template`.

use super::iterator::TemplateIterator;
use super::{Interpolation, MODULE, Template};
use crate::object::{Layout, Py, Str, Tuple, Value};
use crate::protocol::{self, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::generic_alias::CLASS_GETITEM;
use crate::types::iterators::{builtin, recipe};
use crate::types::{str, tuple};
use crate::vm::{PyResult, Vm};

/// The declaration of `string.templatelib.Template`.
pub const TEMPLATE: ClassSpec = ClassSpec {
    module: MODULE,
    slots: Slots {
        new: Some(new),
        repr: Some(repr),
        iter: Some(|vm, this| TemplateIterator::create(vm, this.expect::<Template>())),
        concat: Some(concat),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", reduce), CLASS_GETITEM],
    getset: &[
        GetSet::read_only("strings", |_, this| Ok(this.expect::<Template>().strings.to_value())).member(),
        GetSet::read_only("interpolations", |_, this| Ok(this.expect::<Template>().interpolations.to_value())).member(),
        GetSet::read_only("values", values),
    ],
    ..ClassSpec::new("Template", Layout::of::<Template>())
};

/// `Template(*args)`: neighbouring texts are joined, and where two interpolations meet there is an empty one. TypeError
/// for anything but texts and interpolations.
fn new(vm: &mut Vm, _class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("Template.__new__ only accepts *args arguments"));
    }
    let mut strings: Vec<Value> = Vec::new();
    let mut interpolations = Vec::new();
    for part in arguments.values {
        if part.has::<Interpolation>() {
            if strings.len() == interpolations.len() {
                strings.push(vm.names.empty.to_value());
            }
            interpolations.push(part.clone());
        } else if part.has::<Str>() {
            if strings.len() > interpolations.len()
                && let Some(last) = strings.pop()
            {
                strings.push(str::concat(vm, &last, part)?);
            } else {
                strings.push(part.clone());
            }
        } else {
            let class = vm.class_name(part);
            let message = format!("Template.__new__ *args need to be of type 'str' or 'Interpolation', got {class}");
            return Err(vm.type_error(message));
        }
    }
    if strings.len() == interpolations.len() {
        strings.push(vm.names.empty.to_value());
    }
    let strings = vm.new_tuple(strings);
    let interpolations = vm.new_tuple(interpolations);
    Ok(Template::create(vm, strings, interpolations))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let template = this.expect::<Template>();
    let (strings, interpolations) = (template.strings.to_value(), template.interpolations.to_value());
    let mut text = vm.class_own_name(this).into_bytes();
    text.extend_from_slice(b"(strings=");
    sequence::push_repr(vm, &mut text, &strings)?;
    text.extend_from_slice(b", interpolations=");
    sequence::push_repr(vm, &mut text, &interpolations)?;
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

/// `left + right`: the last text of the one and the first of the other become one.
fn concat(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let (left, Some(right)) = (left.expect::<Template>(), right.cast::<Template>()) else {
        let (own, other) = (vm.class_name(left), vm.class_name(right));
        return Err(vm.type_error(format!("can only concatenate {own} (not \"{other}\") to {own}")));
    };
    let mut strings = left.strings.items().to_vec();
    if let (Some(last), Some((first, rest))) = (strings.pop(), right.strings.items().split_first()) {
        strings.push(str::concat(vm, &last, first)?);
        strings.extend_from_slice(rest);
    }
    let strings = vm.new_tuple(strings);
    let (one, other) = (left.interpolations.to_value(), right.interpolations.to_value());
    let interpolations = tuple::concat(vm, &one, &other)?;
    Ok(Template::create(vm, strings, interpolations.expect::<Tuple>().clone()))
}

/// `values`: those of the interpolations.
fn values(vm: &mut Vm, this: &Value) -> PyResult {
    let interpolations = this.expect::<Template>().interpolations.clone();
    let values = interpolations.items().iter().map(|item| item.expect::<Interpolation>().value.clone()).collect();
    Ok(vm.new_tuple(values).into_value())
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let key = vm.intern(MODULE);
    let modules = vm.modules.clone();
    if modules.get(vm, key.as_value())?.is_none() {
        let import = builtin(vm, "__import__")?;
        protocol::call(vm, &import, std::slice::from_ref(key.as_value()))?;
    }
    let Some(module) = modules.get(vm, key.as_value())? else { return Err(vm.key_error(key.as_value())) };
    let name = vm.intern("_template_unpickle");
    let function = protocol::attribute::get(vm, &module, &name)?;
    let template = this.expect::<Template>();
    let parts = vec![template.strings.to_value(), template.interpolations.to_value()];
    Ok(recipe(vm, function, parts, None))
}
