//! Type variables of aliases and unions, and what takes their place.

use super::GenericAlias;
use super::methods::nested;
use crate::object::{Py, Slot, Tuple, Value};
use crate::protocol::{self, attribute};
use crate::types::class::{Class, convert};
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// An attribute of what is no class: a class's own descriptors say nothing of it.
fn attribute_of(vm: &mut Vm, value: &Value, name: &str) -> PyResult<Slot> {
    if value.has::<Class>() {
        return Ok(None);
    }
    let name = vm.intern(name);
    attribute::get_optional(vm, value, &name)
}

/// The type variables among the arguments, each once, in order.
pub fn parameters(vm: &mut Vm, args: &[Value]) -> PyResult<Py<Tuple>> {
    let mut found: Vec<Value> = Vec::new();
    collect(vm, args, &mut found)?;
    Ok(vm.new_tuple(found))
}

fn collect(vm: &mut Vm, args: &[Value], found: &mut Vec<Value>) -> PyResult<()> {
    protocol::recursion::check(vm, "")?;
    for arg in args {
        if attribute_of(vm, arg, "__typing_subst__")?.is_some() {
            add(found, arg);
        } else if let Some(inner) = attribute_of(vm, arg, "__parameters__")? {
            for parameter in inner.cast::<Tuple>().map(|inner| inner.items()).unwrap_or_default() {
                add(found, parameter);
            }
        } else if let Some(inner) = nested(vm, arg) {
            collect(vm, &inner, found)?;
        }
    }
    Ok(())
}

fn add(found: &mut Vec<Value>, parameter: &Value) {
    if !found.iter().any(|known| known.is(parameter)) {
        found.push(parameter.clone());
    }
}

/// The arguments with their type variables, `parameters`, replaced by `item` (or the items of a tuple).
pub fn substitute(
    vm: &mut Vm,
    this: &Value,
    args: &[Value],
    parameters: &Py<Tuple>,
    item: &Value,
) -> PyResult<Py<Tuple>> {
    protocol::recursion::check(vm, "")?;
    if parameters.is_empty() {
        let shown = convert::repr_text(vm, this)?.to_string_lossy().into_owned();
        return Err(vm.type_error(format!("{shown} is not a generic class")));
    }
    let mut item = unpacked(vm, item)?;
    for parameter in parameters.items() {
        let name = vm.intern("__typing_prepare_subst__");
        let prepare = attribute::get_optional(vm, parameter, &name)?;
        if let Some(prepare) = prepare.filter(|prepare| !prepare.is_none()) {
            let given = match item.cast::<Tuple>() {
                Some(_) => item.clone(),
                None => vm.new_tuple(vec![item.clone()]).into_value(),
            };
            item = protocol::call(vm, &prepare, &[this.clone(), given])?;
        }
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
    let mut replaced = Filled::new(vm, args.len());
    for arg in args {
        if arg.has::<Class>() {
            replaced.push(vm, arg.clone());
            continue;
        }
        if let Some(inner) = nested(vm, arg) {
            let inner = substitute(vm, this, &inner, parameters, &item)?;
            let inner = if arg.has::<Tuple>() {
                inner.into_value()
            } else {
                List::create(vm, inner.items().to_vec()).into_value()
            };
            replaced.push(vm, inner);
            continue;
        }
        let unpacks = attribute_of(vm, arg, "__typing_is_unpacked_typevartuple__")?;
        let unpacks = unpacks.map_or(Ok(false), |unpacks| protocol::is_true(vm, &unpacks))?;
        let position = parameters.items().iter().position(|parameter| parameter.is(arg));
        let new = match (attribute_of(vm, arg, "__typing_subst__")?, position) {
            (Some(substitute), Some(at)) => protocol::call(vm, &substitute, std::slice::from_ref(&items[at]))?,
            // The parameters were collected when it was no type variable yet.
            (Some(_), None) => {
                let shown = convert::repr_text(vm, arg)?.to_string_lossy().into_owned();
                let text = format!("argument {shown} with __typing_subst__ was not found in __parameters__");
                return Err(vm.type_error(text));
            }
            _ => substitute_inside(vm, arg, parameters.items(), &items)?,
        };
        if !unpacks {
            replaced.push(vm, new);
        } else if let Some(several) = new.cast::<Tuple>() {
            replaced.extend(vm, several.items());
        } else {
            let [original, new] = [arg, &new].map(|value| vm.class_own_name(value));
            let message = format!("expected __typing_subst__ of {original} objects to return a tuple, not {new}");
            return Err(vm.type_error(message));
        }
    }
    Ok(replaced.tuple)
}

/// A tuple that is there before its items are made: the order in which the collector sees them.
pub struct Filled {
    /// The tuple as far as it is filled.
    pub tuple: Py<Tuple>,
    count: usize,
}

impl Filled {
    /// A tuple of so many items, all None.
    pub fn new(vm: &mut Vm, length: usize) -> Filled {
        Filled { tuple: vm.new_tuple(vec![Value::NONE; length]), count: 0 }
    }

    /// Puts an item into the next place.
    pub fn push(&mut self, vm: &mut Vm, item: Value) {
        if let Err(item) = self.tuple.replace_item(self.count, item) {
            // Somebody has seen it: a copy goes on.
            let mut items = self.tuple.items().to_vec();
            items[self.count] = item;
            self.tuple = vm.new_tuple(items);
        }
        self.count += 1;
    }

    /// Puts several items into one place.
    fn extend(&mut self, vm: &mut Vm, items: &[Value]) {
        let (before, after) = self.tuple.items().split_at(self.count);
        let all = [before, items, after.get(1..).unwrap_or_default()].concat();
        self.tuple = vm.new_tuple(all);
        self.count += items.len();
    }
}

/// An argument that has type variables in it, with those replaced.
fn substitute_inside(vm: &mut Vm, arg: &Value, parameters: &[Value], items: &[Value]) -> PyResult {
    let inner = attribute_of(vm, arg, "__parameters__")?;
    let Some(inner) = inner.as_ref().and_then(Value::cast::<Tuple>).filter(|inner| !inner.is_empty()) else {
        return Ok(arg.clone());
    };
    let mut chosen = Vec::with_capacity(inner.len());
    for parameter in inner.items() {
        match parameters.iter().position(|known| known.is(parameter)) {
            // A type variable tuple stands for several.
            Some(at) if vm.class_of(parameter).slots(&vm.heap).iter.is_some() && items[at].has::<Tuple>() => {
                chosen.extend_from_slice(items[at].expect::<Tuple>().items());
            }
            Some(at) => chosen.push(items[at].clone()),
            None => chosen.push(parameter.clone()),
        }
    }
    let key = vm.new_tuple(chosen).into_value();
    protocol::subscript::get(vm, arg, &key)
}

/// The items between the brackets; unpacked tuples among them are replaced by their items, unless they go on with `...`.
fn unpacked(vm: &mut Vm, item: &Value) -> PyResult {
    let items = match item.cast::<Tuple>() {
        Some(items) => items.items().to_vec(),
        None => vec![item.clone()],
    };
    let mut all = Vec::with_capacity(items.len());
    for item in items {
        let inner = match item.cast::<GenericAlias>() {
            Some(alias) if alias.starred.get() && alias.origin.is(vm.types.tuple.as_value()) => {
                Some(alias.args(vm).into_value())
            }
            _ => attribute_of(vm, &item, "__typing_unpacked_tuple_args__")?,
        };
        match inner.as_ref().and_then(Value::cast::<Tuple>) {
            Some(inner) if !inner.items().last().is_some_and(|last| last.is(&Value::ELLIPSIS)) => {
                all.extend_from_slice(inner.items());
            }
            _ => all.push(item),
        }
    }
    Ok(vm.new_tuple(all).into_value())
}
