//! Struct sequences: tuples whose items have names, such as `sys.version_info` and `time.struct_time`. Behind the items
//! there can be fields that are reached by name only.

use crate::object::{Layout, Py, Slot, Str, Tuple, Value};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm, arguments};

/// The declaration of a struct sequence class with these fields, to be made with `tuple` as base.
pub const fn class(module: &'static str, name: &'static str, fields: &'static [GetSet]) -> ClassSpec {
    ClassSpec {
        module,
        slots: Slots { repr: Some(repr), new: Some(new), ..Slots::EMPTY },
        methods: METHODS,
        getset: fields,
        visible: Some(fields.len()),
        ..ClassSpec::new(name, Layout::of::<Tuple>())
    }
}

/// The same with `hidden` of the fields, the last ones, reached by name only.
#[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
pub const fn with_hidden(spec: ClassSpec, hidden: usize) -> ClassSpec {
    ClassSpec { visible: Some(spec.getset.len() - hidden), ..spec }
}

/// The same whose last `unnamed` items have no name.
#[expect(clippy::large_types_passed_by_value, reason = "constants are made of it, and nothing else is")]
pub const fn with_unnamed(spec: ClassSpec, unnamed: usize) -> ClassSpec {
    let visible = match spec.visible {
        Some(visible) => visible + unnamed,
        None => unnamed,
    };
    ClassSpec { visible: Some(visible), unnamed, ..spec }
}

/// The same as a class that cannot be called.
pub const fn without_instances(mut spec: ClassSpec) -> ClassSpec {
    spec.slots.new = None;
    spec
}

/// The name of item `INDEX`.
pub const fn field<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, read::<INDEX>).member()
}

fn read<const INDEX: usize>(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(this.expect::<Tuple>().all().get(INDEX).cloned().unwrap_or(Value::NONE))
}

const METHODS: &[NativeDef] = &[NativeDef::none("__reduce__", reduce), REPLACE];

/// `__replace__`, for a class that is reduced in its own way.
pub const REPLACE: NativeDef = NativeDef::any("__replace__", replace);

/// An instance with these values, one for each field, as C code makes it: CPython's `PyStructSequence_New` leaves it to
/// its callers to have it tracked, and none does. So the collector never sees what it refers to.
pub fn create(vm: &mut Vm, class: &Py<Class>, values: Vec<Value>) -> Value {
    let instance = create_tracked(vm, class, values);
    if let Some(header) = instance.header() {
        vm.heap.untrack(header);
    }
    instance
}

/// An instance as Python code makes it, which is tracked whatever its values are.
pub fn create_tracked(vm: &mut Vm, class: &Py<Class>, values: Vec<Value>) -> Value {
    let hidden = values.len().saturating_sub(visible(class));
    match vm.heap.new_tuple_hiding(class, values.into_iter(), hidden) {
        Ok(tuple) => tuple.into_value(),
        Err(_) => std::alloc::handle_alloc_error(std::alloc::Layout::new::<Value>()),
    }
}

/// Puts the numbers of fields and their names into the namespace of the class.
pub fn describe(vm: &mut Vm, namespace: &Py<Dict>, spec: &ClassSpec) {
    let Some(visible) = spec.visible else { return };
    let (all, unnamed) = (spec.getset.len() + spec.unnamed, spec.unnamed);
    for (name, count) in [("n_sequence_fields", visible), ("n_fields", all), ("n_unnamed_fields", unnamed)] {
        let (name, count) = (vm.intern(name), Value::index(count));
        drop(namespace.set_str(vm, &name, count));
    }
    let names = spec.getset[..visible - unnamed].iter().map(|field| vm.intern(field.name).into_value()).collect();
    let (key, names) = (vm.intern("__match_args__"), vm.new_tuple(names).into_value());
    drop(namespace.set_str(vm, &key, names));
}

fn fields(class: &Class) -> &'static [GetSet] {
    class.spec.map_or(&[], |spec| spec.getset)
}

fn unnamed(class: &Class) -> usize {
    class.spec.map_or(0, |spec| spec.unnamed)
}

fn visible(class: &Class) -> usize {
    class.spec.and_then(|spec| spec.visible).unwrap_or_default()
}

/// `__new__` of a struct sequence class: of a sequence, and of a dict for the fields that it does not have.
pub fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut bound = arguments::bind(vm, "structseq", "sequence, dict=None", arguments)?.into_iter().flatten();
    let (sequence, named) = (bound.next().unwrap_or(Value::NONE), bound.next());
    if !protocol::iterate::is_iterable(vm, &sequence) {
        return Err(vm.type_error("constructor requires a sequence"));
    }
    let mut values = protocol::iterate::collect_to_vec(vm, &sequence)?;
    let name = vm.full_name(class);
    let named = match named {
        None => None,
        Some(named) => match named.cast::<Dict>() {
            Some(named) => Some(named.clone()),
            None => return Err(vm.type_error(format!("{name}() takes a dict as second arg, if any"))),
        },
    };
    let (least, most, given) = (visible(class), fields(class).len() + unnamed(class), values.len());
    if given < least || given > most {
        let (bound, number) = match (least == most, given < least) {
            (true, _) => ("a", most),
            (false, true) => ("an at least", least),
            (false, false) => ("an at most", most),
        };
        return Err(vm.type_error(format!("{name}() takes {bound} {number}-sequence ({given}-sequence given)")));
    }
    let mut found = 0;
    for field in &fields(class)[given - unnamed(class)..] {
        let value = take(vm, named.as_ref(), field.name);
        found += usize::from(value.is_some());
        values.push(value.unwrap_or(Value::NONE));
    }
    if named.is_some_and(|named| named.len(&vm.heap) > found) {
        return Err(vm.type_error(format!("{name}() got duplicate or unexpected field name(s)")));
    }
    Ok(create_tracked(vm, class, values))
}

fn take(vm: &mut Vm, named: Option<&Py<Dict>>, name: &str) -> Slot {
    let name = vm.intern(name);
    named?.get_str(&vm.heap, &name).cloned()
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).clone();
    let mut text = vm.full_name(&class);
    text.push('(');
    let items = this.expect::<Tuple>().items().to_vec();
    for (index, (field, item)) in fields(&class).iter().zip(items).enumerate() {
        if index > 0 {
            text.push_str(", ");
        }
        let item = protocol::repr::repr(vm, &item)?;
        text.push_str(field.name);
        text.push('=');
        text.push_str(&item.to_string_lossy());
    }
    text.push(')');
    Ok(vm.new_str(text).into_value())
}

/// The class, and the arguments that make an equal instance: the items, and the hidden fields by name.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).clone();
    let tuple = this.expect::<Tuple>();
    let (items, named) = (vm.new_tuple_from(tuple.items()).into_value(), vm.new_dict());
    let hidden = tuple.all().iter().skip(tuple.len());
    for (field, value) in fields(&class).iter().skip(tuple.len() - unnamed(&class)).zip(hidden) {
        let name = vm.intern(field.name);
        drop(named.set_str(vm, &name, value.clone()));
    }
    let parts = vm.new_tuple(vec![items, named.into_value()]).into_value();
    Ok(vm.new_tuple(vec![class.into_value(), parts]).into_value())
}

/// `this.__replace__(name=value, ...)`: a copy with other values.
fn replace(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if !arguments.positional().is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let class = vm.class_of(this).clone();
    if unnamed(&class) > 0 {
        let name = vm.full_name(&class);
        let text = format!("__replace__() is not supported for {name} because it has unnamed field(s)");
        return Err(vm.type_error(text));
    }
    let mut values = this.expect::<Tuple>().all().to_vec();
    let mut unknown = Vec::new();
    for (name, value) in arguments.keywords() {
        let text = name.cast::<Str>().map(|name| name.as_bytes());
        match fields(&class).iter().position(|field| Some(field.name.as_bytes()) == text) {
            Some(index) => values[index] = value.clone(),
            None => unknown.push(name.clone()),
        }
    }
    if unknown.is_empty() { Ok(create_tracked(vm, &class, values)) } else { Err(unexpected(vm, unknown)) }
}

fn unexpected(vm: &mut Vm, names: Vec<Value>) -> Raised {
    let names = crate::types::list::List::create(vm, names).into_value();
    match protocol::repr::repr(vm, &names) {
        Ok(names) => vm.type_error(format!("Got unexpected field name(s): {}", names.to_string_lossy())),
        Err(raised) => raised,
    }
}
