//! `operator.methodcaller`.

use super::only_argument;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, OwnDict, Phantom, Py, Str, Tuple, Value, payload, with_prefixed};
use crate::protocol::{self, attribute, sequence};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Vm};

/// The declaration of `operator.methodcaller`.
pub static SPEC: NativeClass = NativeClass::new(ClassSpec {
    module: "operator",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { new: Some(new), call: Some(call), repr: Some(repr), ..Slots::EMPTY },
    methods: &[NativeDef::none("__reduce__", reduce)],
    ..ClassSpec::new("methodcaller", Layout::of::<MethodCaller>())
});

/// A callable that calls a method of its argument.
pub struct MethodCaller {
    name: Py<Str>,
    args: Py<Tuple>,
    keywords: Option<Py<Dict>>,
    /// What a call passes behind the object: arguments and keywords' values, and the keywords' names. CPython lays them
    /// out when they are few, and so they are seen.
    passed: Option<Py<Tuple>>,
    names: Option<Py<Tuple>>,
}

payload! { MethodCaller: AtBirth, size 64, own_dict OwnDict::ClassLast;
    references { name, args, keywords, passed, names }
}

/// CPython's _METHODCALLER_MAX_ARGS, less the method and the object.
const FEW: usize = 6;

impl MethodCaller {
    /// Names and values of the keywords.
    fn keywords(&self, vm: &Vm) -> (Vec<Value>, Vec<Value>) {
        self.keywords.as_ref().map(|keywords| keywords.items(&vm.heap)).unwrap_or_default().into_iter().unzip()
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let Some((name, rest)) = arguments.positional().split_first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.cast::<Str>() else {
        return Err(vm.type_error("method name must be a string"));
    };
    let name = vm.intern_str(name);
    // The dict comes first, as that of the call is taken; then come the tuples.
    let keywords = if arguments.names.is_empty() {
        None
    } else {
        let keywords = vm.new_dict();
        for (name, value) in arguments.keywords() {
            drop(keywords.set(vm, name.clone(), value.clone())?);
        }
        Some(keywords)
    };
    let args = vm.new_tuple_from(rest);
    let (mut passed, mut names) = (None, None);
    if arguments.values.len() - 1 <= FEW {
        let is_all = arguments.names.is_empty();
        passed = Some(if is_all { args.clone() } else { vm.new_tuple_from(&arguments.values[1..]) });
        names = (!arguments.names.is_empty()).then(|| vm.new_tuple(arguments.names.to_vec()));
    }
    Ok(vm.heap.alloc(class, MethodCaller { name, args, keywords, passed, names }).into_value())
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let object = only_argument(vm, "methodcaller", arguments)?;
    let caller = this.expect::<MethodCaller>().clone();
    // CPython calls the function with the object in front and binds no method.
    let unbound = [Phantom::Method, Phantom::Function];
    unbound.into_iter().for_each(Phantom::freed);
    let result = call_bound(vm, &caller, object);
    for phantom in unbound {
        vm.heap.phantom_made(phantom);
    }
    result
}

fn call_bound(vm: &mut Vm, caller: &Py<MethodCaller>, object: &Value) -> PyResult {
    let method = attribute::get(vm, object, &caller.name)?;
    let (names, values) = caller.keywords(vm);
    let values = [caller.args.items(), &values].concat();
    protocol::call_args(vm, &method, Arguments { values: &values, names: &names })
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    if protocol::repr::enter(vm, this) {
        return Ok(vm.new_str("operator.methodcaller(...)").into_value());
    }
    let text = shown(vm, this);
    protocol::repr::leave(vm, this);
    let text = text?;
    Ok(vm.new_str_bytes(&text).into_value())
}

fn shown(vm: &mut Vm, this: &Value) -> PyResult<Vec<u8>> {
    let caller = this.expect::<MethodCaller>().clone();
    let mut text = b"operator.methodcaller(".to_vec();
    sequence::push_repr(vm, &mut text, caller.name.as_value())?;
    for value in caller.args.items() {
        text.put_all(b", ");
        sequence::push_repr(vm, &mut text, value)?;
    }
    let (names, values) = caller.keywords(vm);
    for (name, value) in names.iter().zip(&values) {
        text.put_all(b", ");
        text.put_all(sequence::keyword_text(name).as_bytes());
        text.push(b'=');
        sequence::push_repr(vm, &mut text, value)?;
    }
    text.push(b')');
    Ok(text)
}

/// `(type, (name, *args))`; with keywords `(partial(type, name, **keywords), args)`.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let caller = this.expect::<MethodCaller>().clone();
    let class = vm.class_of(this).to_value();
    let (names, keyword_values) = caller.keywords(vm);
    let (constructor, args) = if names.is_empty() {
        let args = with_prefixed(caller.name.as_value(), caller.args.items(), |args| vm.new_tuple_from(args));
        (class, args)
    } else {
        let mut values = vec![class, caller.name.to_value()];
        values.extend(keyword_values);
        let partial = crate::native::functools_::partial::SPEC.of(vm).into_value();
        let constructor = protocol::call_args(vm, &partial, Arguments { values: &values, names: &names })?;
        (constructor, caller.args.clone())
    };
    Ok(vm.new_tuple(vec![constructor, args.into_value()]).into_value())
}
