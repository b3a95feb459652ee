//! `types.GenericAlias`: `list[int]`.

use ouropy_compiler::code::Comparison;

use crate::object::{ClassFlags, Layout, Py, Slot, Str, Tuple, Value, payload};
use crate::protocol;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots, convert};
use crate::types::union;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `types.GenericAlias`.
pub const SPEC: ClassSpec = ClassSpec {
    module: "types",
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots {
        repr: Some(repr),
        call: Some(call),
        getattro: Some(get_attribute),
        richcompare: Some(compare),
        hash: Some(hash),
        or: Some(union::or),
        getitem: Some(getitem),
        new: Some(new),
        ..Slots::EMPTY
    },
    methods: &[
        NativeDef::one("__mro_entries__", |vm, this, _| {
            let origin = this.expect::<GenericAlias>().origin.clone();
            Ok(vm.new_tuple(vec![origin]).into_value())
        }),
        NativeDef::one("__instancecheck__", |vm, _, _| {
            Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
        }),
        NativeDef::one("__subclasscheck__", |vm, _, _| {
            Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
        }),
        NativeDef::none("__reduce__", reduce),
    ],
    getset: &[
        GetSet::read_only("__origin__", |_, this| Ok(this.expect::<GenericAlias>().origin.clone())).member(),
        GetSet::read_only("__args__", |_, this| Ok(this.expect::<GenericAlias>().args.to_value())).member(),
        GetSet::read_only("__unpacked__", |_, _| Ok(Value::FALSE)).member(),
        GetSet::read_only("__parameters__", |vm, this| {
            let args = this.expect::<GenericAlias>().args.clone();
            Ok(parameters(vm, args.items())?.into_value())
        }),
        GetSet::read_only("__typing_unpacked_tuple_args__", |_, _| Ok(Value::NONE)),
    ],
    ..ClassSpec::new("GenericAlias", Layout::of::<GenericAlias>())
};

/// A class with arguments in brackets.
pub struct GenericAlias {
    /// `__origin__`.
    pub origin: Value,
    /// `__args__`.
    pub args: Py<Tuple>,
}

payload! { GenericAlias: AtBirth, size 72;
    references { origin = .__origin__, args = .__args__ }
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.types.generic_alias.to_value();
    let alias = this.expect::<GenericAlias>().clone();
    let arguments = vm.new_tuple(vec![alias.origin.clone(), alias.args.to_value()]).into_value();
    Ok(vm.new_tuple(vec![class, arguments]).into_value())
}

/// `origin[item]`: what `__class_getitem__` of a built-in class returns.
pub fn create(vm: &mut Vm, origin: &Value, item: &Value) -> Value {
    let class = vm.types.generic_alias.clone();
    make(vm, &class, origin, item)
}

/// The method `__class_getitem__` of a built-in class.
pub const CLASS_GETITEM: NativeDef = NativeDef::one("__class_getitem__", class_getitem).class_method();

/// `__class_getitem__` of built-in classes.
pub fn class_getitem(vm: &mut Vm, class: &Value, item: &Value) -> PyResult {
    Ok(create(vm, class, item))
}

fn make(vm: &mut Vm, class: &Py<Class>, origin: &Value, item: &Value) -> Value {
    let args = match item.cast::<Tuple>() {
        Some(args) if vm.is_exactly(item, &vm.types.tuple) => args.clone(),
        _ => vm.new_tuple(vec![item.clone()]),
    };
    vm.heap.alloc(class, GenericAlias { origin: origin.clone(), args }).into_value()
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if !arguments.names.is_empty() {
        return Err(vm.type_error("GenericAlias() takes no keyword arguments"));
    }
    match arguments.values {
        [origin, item] => Ok(make(vm, class, origin, item)),
        other => Err(arguments::wrong_count(vm, "GenericAlias", 2, 2, other.len())),
    }
}

/// The type variables among the arguments, each once, in order.
pub fn parameters(vm: &mut Vm, args: &[Value]) -> PyResult<Py<Tuple>> {
    let mut found: Vec<Value> = Vec::new();
    let (substitution, nested) = (vm.intern("__typing_subst__"), vm.intern("__parameters__"));
    for arg in args {
        if arg.has::<Class>() {
            continue;
        }
        if protocol::attribute::get_optional(vm, arg, &substitution)?.is_some() {
            if !found.iter().any(|known| known.is(arg)) {
                found.push(arg.clone());
            }
        } else if let Some(inner) = protocol::attribute::get_optional(vm, arg, &nested)?
            && let Some(inner) = inner.cast::<Tuple>()
        {
            for parameter in inner.items() {
                if !found.iter().any(|known| known.is(parameter)) {
                    found.push(parameter.clone());
                }
            }
        }
    }
    Ok(vm.new_tuple(found))
}

fn getitem(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let alias = this.expect::<GenericAlias>().clone();
    let args = substitute(vm, this, alias.args.items(), item)?;
    let args = vm.new_tuple(args).into_value();
    let class = vm.types.generic_alias.clone();
    Ok(make(vm, &class, &alias.origin, &args))
}

/// The arguments with their type variables replaced by `item` (or the items of a tuple).
pub fn substitute(vm: &mut Vm, this: &Value, args: &[Value], item: &Value) -> PyResult<Vec<Value>> {
    let parameters = parameters(vm, args)?;
    if parameters.is_empty() {
        let shown = convert::repr_text(vm, this)?.to_string_lossy().into_owned();
        return Err(vm.type_error(format!("{shown} is not a generic class")));
    }
    let items = match item.cast::<Tuple>() {
        Some(items) => items.items().to_vec(),
        None => vec![item.clone()],
    };
    if items.len() != parameters.len() {
        let many = if items.len() > parameters.len() { "many" } else { "few" };
        let shown = convert::repr_text(vm, this)?.to_string_lossy().into_owned();
        let (given, wanted) = (items.len(), parameters.len());
        return Err(vm.type_error(format!("Too {many} arguments for {shown}; actual {given}, expected {wanted}")));
    }
    let (substitution, nested) = (vm.intern("__typing_subst__"), vm.intern("__parameters__"));
    let mut replaced = Vec::with_capacity(args.len());
    for arg in args {
        let position = |arg: &Value| parameters.items().iter().position(|parameter| parameter.is(arg));
        let subst: Slot =
            if arg.has::<Class>() { None } else { protocol::attribute::get_optional(vm, arg, &substitution)? };
        if let (Some(subst), Some(at)) = (subst, position(arg)) {
            replaced.push(protocol::call(vm, &subst, std::slice::from_ref(&items[at]))?);
            continue;
        }
        let inner = if arg.has::<Class>() { None } else { protocol::attribute::get_optional(vm, arg, &nested)? };
        match inner.as_ref().and_then(|inner| inner.cast::<Tuple>()) {
            Some(inner) if !inner.is_empty() => {
                let chosen = inner.items().iter().filter_map(&position).map(|at| items[at].clone()).collect();
                let key = vm.new_tuple(chosen).into_value();
                match vm.class_of(arg).slots(&vm.heap).getitem {
                    Some(getitem) => replaced.push(getitem(vm, arg, &key)?),
                    None => replaced.push(arg.clone()),
                }
            }
            _ => replaced.push(arg.clone()),
        }
    }
    Ok(replaced)
}

fn call(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let origin = this.expect::<GenericAlias>().origin.clone();
    let made = protocol::call_args(vm, &origin, arguments)?;
    let name = vm.names.orig_class.clone();
    let stored = protocol::attribute::set(vm, &made, &name, Some(this.clone()));
    if let Err(raised) = stored {
        let harmless =
            vm.raised_is(&raised, |types| &types.attribute_error) || vm.raised_is(&raised, |types| &types.type_error);
        if !harmless {
            return Err(raised);
        }
        drop(vm.take_raised(raised));
    }
    Ok(made)
}

/// Attributes of the alias that are its own; all others are the origin's.
const OWN: &[&str] = &[
    "__class__",
    "__bases__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

fn get_attribute(vm: &mut Vm, this: &Value, name: &Py<Str>) -> PyResult {
    let own = OWN.iter().any(|own| own.as_bytes() == name.as_bytes());
    if own && name.as_bytes() != b"__bases__" && !matches!(name.as_bytes(), b"__copy__" | b"__deepcopy__") {
        return protocol::attribute::generic_get(vm, this, name);
    }
    if own {
        return Err(protocol::attribute::no_attribute(vm, this, name));
    }
    let origin = this.expect::<GenericAlias>().origin.clone();
    protocol::attribute::get(vm, &origin, name)
}

/// How a type is shown inside brackets and unions: classes by their qualified name, `...`, else `repr`.
pub fn shown(vm: &mut Vm, value: &Value) -> PyResult<String> {
    if value.is(&Value::ELLIPSIS) {
        return Ok("...".to_owned());
    }
    if value.is_none() {
        return Ok("None".to_owned());
    }
    if value.has::<GenericAlias>() {
        return Ok(convert::repr_text(vm, value)?.to_string_lossy().into_owned());
    }
    let (qualname, module) = (vm.names.qualname.clone(), vm.names.module.clone());
    let qualname = protocol::attribute::get_optional(vm, value, &qualname)?;
    let module = protocol::attribute::get_optional(vm, value, &module)?;
    let (Some(qualname), Some(module)) = (qualname, module.filter(|module| !module.is_none())) else {
        return Ok(convert::repr_text(vm, value)?.to_string_lossy().into_owned());
    };
    let text = |value: &Value| value.cast::<Str>().map(|text| text.to_string_lossy().into_owned());
    let (qualname, module) = (text(&qualname).unwrap_or_default(), text(&module).unwrap_or_default());
    Ok(if module == "builtins" { qualname } else { format!("{module}.{qualname}") })
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let alias = this.expect::<GenericAlias>().clone();
    let mut parts = Vec::new();
    for arg in alias.args.items() {
        parts.push(match convert::items_of_list(arg, vm) {
            Some(items) => {
                let mut inner = Vec::new();
                for item in &items {
                    inner.push(shown(vm, item)?);
                }
                format!("[{}]", inner.join(", "))
            }
            None => shown(vm, arg)?,
        });
    }
    if parts.is_empty() {
        parts.push("()".to_owned());
    }
    let origin = shown(vm, &alias.origin)?;
    Ok(vm.new_str(format!("{origin}[{}]", parts.join(", "))).into_value())
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(left), Some(right)) = (left.cast::<GenericAlias>(), right.cast::<GenericAlias>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (left, right) = (left.clone(), right.clone());
    let equal = protocol::is_equal(vm, &left.origin, &right.origin)?
        && protocol::is_equal(vm, left.args.as_value(), right.args.as_value())?;
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let alias = this.expect::<GenericAlias>().clone();
    let hash = protocol::hash(vm, &alias.origin)? ^ protocol::hash(vm, alias.args.as_value())?;
    Ok(if hash == -1 { -2 } else { hash })
}
