//! `ast.AST`, the base of all nodes.

use super::classes::Classes;
use super::schema::{Group, Kind};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, OwnDict, Py, Str, Tuple, Value, payload};
use crate::program::warnings;
use crate::protocol::{self, attribute, sequence};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::class_method::{get_dict, set_dict};
use crate::types::dict::Dict;
use crate::types::generic_alias::GenericAlias;
use crate::types::list::List;
use crate::types::union::Union;
use crate::vm::{PyResult, Vm};

/// The class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "ast",
    lists_module: true,
    flags: ClassFlags::BASE_TYPE.union(ClassFlags::HAS_DICT).union(ClassFlags::MUTABLE),
    slots: Slots {
        new: Some(|vm, class, _| Ok(create(vm, class))),
        init: Some(init),
        repr: Some(|vm, this| {
            let text = repr_of(vm, this, LEVELS_SHOWN)?;
            Ok(vm.new_str_bytes(&text).into_value())
        }),
        getattro: Some(attribute::generic_get),
        setattro: Some(attribute::generic_set),
        ..Slots::EMPTY
    },
    methods: &[NativeDef::none("__reduce__", reduce), NativeDef::any("__replace__", replace)],
    getset: &[GetSet::new("__dict__", get_dict, set_dict)],
    ..ClassSpec::new("AST", Layout::of::<Ast>())
});

/// How many nodes below each other a repr shows.
const LEVELS_SHOWN: u32 = 3;

/// A node: everything it has is in its dict.
pub struct Ast;

payload! { Ast: AtBirth, size 24, own_dict OwnDict::First; }

/// A node without attributes.
pub fn create(vm: &mut Vm, class: &Py<Class>) -> Value {
    vm.heap.alloc(class, Ast).into_value()
}

/// The names that an attribute of the class holds.
fn names(vm: &mut Vm, class: &Value, attribute: &str) -> PyResult<Vec<Value>> {
    let key = vm.intern(attribute);
    match attribute::get_optional(vm, class, &key)? {
        Some(names) => protocol::iterate::collect_to_vec(vm, &names),
        None => Ok(Vec::new()),
    }
}

fn contains(vm: &mut Vm, names: &[Value], name: &Value) -> PyResult<Option<usize>> {
    for (index, known) in names.iter().enumerate() {
        if protocol::is_equal(vm, known, name)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

fn set(vm: &mut Vm, this: &Value, name: &Value, value: &Value) -> PyResult<()> {
    let Some(name) = name.cast::<Str>().cloned() else {
        let class = vm.class_name(name);
        return Err(vm.type_error(format!("attribute name must be string, not '{class}'")));
    };
    attribute::set(vm, this, &name, Some(value))
}

fn warn(vm: &mut Vm, text: &str) -> PyResult<()> {
    let category = vm.types.deprecation_warning.clone();
    warnings::warn(vm, &category, text)
}

fn shown(vm: &mut Vm, value: &Value) -> PyResult<String> {
    Ok(protocol::repr(vm, value)?.to_string_lossy().into_owned())
}

/// Fields by position and by name. What is not given is filled up where the schema says with what.
fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let class = vm.class_of(this).to_value();
    let name = vm.class_own_name(this);
    let key = vm.intern("_fields");
    // A class without any is no class of nodes.
    drop(attribute::get(vm, &class, &key)?);
    let fields = names(vm, &class, "_fields")?;
    let given = arguments.positional();
    if fields.len() < given.len() {
        let (count, plural) = (fields.len(), if fields.len() == 1 { "" } else { "s" });
        return Err(vm.type_error(format!("{name} constructor takes at most {count} positional argument{plural}")));
    }
    for (field, value) in fields.iter().zip(given) {
        set(vm, this, field, value)?;
    }
    let mut missing = fields[given.len()..].to_vec();
    for (key, value) in arguments.keywords() {
        if let Some(index) = contains(vm, &missing, key)? {
            missing.remove(index);
        } else if contains(vm, &fields, key)?.is_some() {
            let key = shown(vm, key)?;
            return Err(vm.type_error(format!("{name} got multiple values for argument {key}")));
        } else {
            let attributes = names(vm, &class, "_attributes")?;
            if contains(vm, &attributes, key)?.is_none() {
                let key = shown(vm, key)?;
                warn(
                    vm,
                    &format!(
                        "{name}.__init__ got an unexpected keyword argument {key}. Support for arbitrary keyword \
                         arguments is deprecated and will be removed in Python 3.15."
                    ),
                )?;
            }
        }
        set(vm, this, key, value)?;
    }
    let key = vm.intern("_field_types");
    let types = if missing.is_empty() { None } else { attribute::get_optional(vm, &class, &key)? };
    let Some(types) = types.as_ref().and_then(Value::cast::<Dict>) else { return Ok(()) };
    for field in &missing {
        fill(vm, this, &name, types, field)?;
    }
    Ok(())
}

/// Gives a field that the constructor was not given what the schema has for it, or warns.
fn fill(vm: &mut Vm, this: &Value, name: &str, types: &Py<Dict>, field: &Value) -> PyResult<()> {
    let classes = Classes::of(vm)?;
    match types.get(vm, field)? {
        None => {
            let field = shown(vm, field)?;
            let text =
                format!("Field {field} is missing from {name}._field_types. This will become an error in Python 3.15.");
            warn(vm, &text)
        }
        // The class has its default.
        Some(optional) if optional.has::<Union>() => Ok(()),
        Some(list) if list.has::<GenericAlias>() => {
            let empty = List::create(vm, Vec::new()).into_value();
            set(vm, this, field, &empty)
        }
        Some(context) if context.is(classes.group(Group::ExprContext).as_value()) => {
            let load = classes.kind(Kind::Load).only.clone().unwrap_or(Value::NONE);
            set(vm, this, field, &load)
        }
        Some(_) => {
            let field = protocol::str(vm, field)?.to_string_lossy().into_owned();
            let text = format!(
                "{name}.__init__ missing 1 required positional argument: '{field}'. This will become an error in \
                 Python 3.15."
            );
            warn(vm, &text)
        }
    }
}

/// The repr, with `levels` of nodes shown.
fn repr_of(vm: &mut Vm, this: &Value, levels: u32) -> PyResult<Vec<u8>> {
    let mut text = vm.class_own_name(this).into_bytes();
    if levels == 0 || protocol::repr::enter(vm, this) {
        text.put_all(b"(...)");
        return Ok(text);
    }
    let filled = push_fields(vm, &mut text, this, levels);
    protocol::repr::leave(vm, this);
    filled?;
    Ok(text)
}

fn push_fields(vm: &mut Vm, text: &mut Vec<u8>, this: &Value, levels: u32) -> PyResult<()> {
    let class = vm.class_of(this).to_value();
    text.push(b'(');
    for (index, field) in names(vm, &class, "_fields")?.iter().enumerate() {
        let Some(name) = field.cast::<Str>() else { continue };
        let value = attribute::get(vm, this, name)?;
        text.put_all(if index > 0 { b", " } else { b"" });
        text.put_all(name.as_bytes());
        text.push(b'=');
        if value.has::<List>() || value.has::<Tuple>() {
            push_ends(vm, text, &value, levels)?;
        } else {
            push_value(vm, text, &value, levels)?;
        }
    }
    text.push(b')');
    Ok(())
}

/// The first and the last item of a list or tuple.
fn push_ends(vm: &mut Vm, text: &mut Vec<u8>, items: &Value, levels: u32) -> PyResult<()> {
    let (open, close) = if items.has::<List>() { (b'[', b']') } else { (b'(', b')') };
    let items = protocol::iterate::collect_to_vec(vm, items)?;
    text.push(open);
    if let Some(first) = items.first() {
        push_value(vm, text, first, levels)?;
    }
    if items.len() > 2 {
        text.put_all(b", ...");
    }
    if let [_, .., last] = &items[..] {
        text.put_all(b", ");
        push_value(vm, text, last, levels)?;
    }
    text.push(close);
    Ok(())
}

fn push_value(vm: &mut Vm, text: &mut Vec<u8>, value: &Value, levels: u32) -> PyResult<()> {
    if value.has::<Ast>() {
        text.extend(repr_of(vm, value, levels - 1)?);
        return Ok(());
    }
    sequence::push_repr(vm, text, value)
}

/// The class, None for each field up to the first that is missing, and the attributes: the constructor does not miss
/// the fields then, and nodes that refer to each other are copied one after the other.
fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let class = vm.class_of(this).to_value();
    let attributes = attribute::instance_dict(vm, this).copy(vm);
    let mut given = Vec::new();
    for field in names(vm, &class, "_fields")? {
        if attributes.get(vm, &field)?.is_none() {
            break;
        }
        given.push(Value::NONE);
    }
    let given = vm.new_tuple(given).into_value();
    Ok(vm.new_tuple(vec![class, given, attributes.into_value()]).into_value())
}

/// A node of the same class with other values of fields and attributes.
fn replace(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    if !arguments.positional().is_empty() {
        return Err(vm.type_error("__replace__() takes no positional arguments"));
    }
    let class = vm.class_of(this).to_value();
    let name = vm.class_own_name(this);
    let fields = names(vm, &class, "_fields")?;
    let known = [&fields[..], &names(vm, &class, "_attributes")?].concat();
    let (own, all) = (attribute::instance_dict(vm, this), vm.new_dict());
    for key in &known {
        if let Some(value) = own.get(vm, key)? {
            drop(all.set(vm, key.clone(), value)?);
        }
    }
    for (key, value) in arguments.keywords() {
        if contains(vm, &known, key)?.is_none() {
            let key = shown(vm, key)?;
            return Err(vm.type_error(format!("{name}.__replace__ got an unexpected keyword argument {key}.")));
        }
        drop(all.set(vm, key.clone(), value.clone())?);
    }
    let mut missing = Vec::new();
    for key in fields {
        // What is optional is an attribute of the class.
        let is_optional = match key.cast::<Str>().cloned() {
            Some(key) => attribute::get_optional(vm, &class, &key)?.is_some_and(|default| default.is_none()),
            None => false,
        };
        if !is_optional && all.get(vm, &key)?.is_none() {
            missing.push(shown(vm, &key)?);
        }
    }
    if !missing.is_empty() {
        missing.sort();
        let (count, plural) = (missing.len(), if missing.len() == 1 { "" } else { "s" });
        let missing = missing.join(", ");
        return Err(vm.type_error(format!("{name}.__replace__ missing {count} keyword argument{plural}: {missing}.")));
    }
    let (keys, values): (Vec<Value>, Vec<Value>) = all.items(&vm.heap).into_iter().unzip();
    protocol::call::call_args(vm, &class, Arguments { values: &values, names: &keys })
}
