//! `operator.attrgetter`.

use super::only_argument;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, OwnDict, Py, Str, Tuple, Value, payload};
use crate::protocol::{attribute, sequence};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `operator.attrgetter`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "operator",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new), call: Some(call), repr: Some(repr), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", |vm, this| {
        let class = vm.class_of(this).to_value();
        let names = dotted_names(vm, this);
        let names = vm.new_tuple(names).into_value();
        Ok(vm.new_tuple(vec![class, names]).into_value())
    })],
    ..ClassSpec::new("attrgetter", Layout::of::<AttrGetter>())
});

/// A callable that reads attributes of its argument.
pub struct AttrGetter {
    /// For each result a name, or the tuple of the names that lead to it.
    paths: Py<Tuple>,
}

payload! { AttrGetter: AtBirth, size 40, own_dict OwnDict::ClassLast;
    references { paths }
}

/// The names of a path.
fn path(of: &Value) -> &[Value] {
    of.cast::<Tuple>().map_or(std::slice::from_ref(of), |names| names.items())
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("attrgetter() takes no keyword arguments"));
    }
    if arguments.values.is_empty() {
        return Err(arguments::wrong_count(vm, "attrgetter", 1, 1, 0));
    }
    let mut paths = Vec::with_capacity(arguments.values.len());
    for value in arguments.values {
        let Some(name) = value.cast::<Str>() else {
            return Err(vm.type_error("attribute name must be a string"));
        };
        let mut path = Vec::new();
        for part in name.as_bytes().split(|&byte| byte == b'.') {
            let part = vm.new_str_bytes(part);
            path.push(vm.intern_str(&part).into_value());
        }
        paths.push(match path.pop() {
            Some(only) if path.is_empty() => only,
            last => {
                path.extend(last);
                vm.new_tuple(path).into_value()
            }
        });
    }
    let paths = vm.new_tuple(paths);
    Ok(vm.heap.alloc(class, AttrGetter { paths }).into_value())
}

fn follow(vm: &mut Vm, object: &Value, names: &Value) -> PyResult {
    let mut at = object.clone();
    for name in path(names) {
        at = attribute::get(vm, &at, name.expect::<Str>())?;
    }
    Ok(at)
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let object = only_argument(vm, "attrgetter", arguments)?;
    let getter = this.expect::<AttrGetter>().clone();
    if let [only] = getter.paths.items() {
        return follow(vm, object, only);
    }
    let mut results = Vec::with_capacity(getter.paths.len());
    for path in getter.paths.items() {
        results.push(follow(vm, object, path)?);
    }
    Ok(vm.new_tuple(results).into_value())
}

fn dotted_names(vm: &mut Vm, this: &Value) -> Vec<Value> {
    let getter = this.expect::<AttrGetter>().clone();
    let mut names = Vec::with_capacity(getter.paths.len());
    for names_of_one in getter.paths.items() {
        let parts: Vec<&[u8]> = path(names_of_one).iter().map(|name| name.expect::<Str>().as_bytes()).collect();
        let name = parts.join(&b'.');
        names.push(vm.new_str_bytes(&name).into_value());
    }
    names
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = b"operator.attrgetter(".to_vec();
    for (index, name) in dotted_names(vm, this).iter().enumerate() {
        if index > 0 {
            text.put_all(b", ");
        }
        sequence::push_repr(vm, &mut text, name)?;
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}
