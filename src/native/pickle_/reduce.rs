//! Saving what a reducer gives: a callable, its arguments, and what is done to the result.

use super::opcode::{BUILD, NEWOBJ, NEWOBJ_EX, POP, REDUCE, TUPLE2};
use super::pickler::Pickler;
use super::save::{PersistentIds, noted_of};
use super::state::{pickling_error, state};
use crate::object::{Py, Slot, Str, Tuple, Value};
use crate::protocol::{self, attribute, iterate};
use crate::types::class::{Arguments, Class, full_name};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm};

/// How an object is made.
enum Construction {
    Call,
    NewObject,
    NewObjectWithKeywords,
}

/// The parts of a tuple that a reducer gave, checked.
struct Reduced<'a> {
    callable: &'a Value,
    arguments: &'a Py<Tuple>,
    state: Option<&'a Value>,
    list_items: Option<&'a Value>,
    dict_items: Option<&'a Value>,
    state_setter: Option<&'a Value>,
}

fn is_callable(vm: &Vm, value: &Value) -> bool {
    vm.class_of(value).slots(&vm.heap).call.is_some()
}

/// PicklingError "{what}, not int".
#[cold]
fn wrong_type(vm: &mut Vm, what: &str, value: &Value) -> Raised {
    let class = vm.class_of(value).clone();
    let class = full_name(vm, &class);
    pickling_error(vm, format!("{what}, not {class}"))
}

impl<'a> Reduced<'a> {
    fn of(vm: &mut Vm, reduced: &'a Py<Tuple>) -> PyResult<Reduced<'a>> {
        let [callable, arguments, rest @ ..] = reduced.items() else { return Err(wrong_length(vm)) };
        if rest.len() > 4 {
            return Err(wrong_length(vm));
        }
        let part = |index: usize| rest.get(index).filter(|part: &&Value| !part.is_none());
        if !is_callable(vm, callable) {
            let what = "first item of the tuple returned by __reduce__ must be callable";
            return Err(wrong_type(vm, what, callable));
        }
        let Some(arguments) = arguments.cast::<Tuple>() else {
            let what = "second item of the tuple returned by __reduce__ must be a tuple";
            return Err(wrong_type(vm, what, arguments));
        };
        for (index, place) in [(1, "fourth"), (2, "fifth")] {
            if let Some(items) = part(index).filter(|items| !iterate::is_iterator(vm, items)) {
                let what = format!("{place} item of the tuple returned by __reduce__ must be an iterator");
                return Err(wrong_type(vm, &what, items));
            }
        }
        if let Some(setter) = part(3).filter(|setter| !is_callable(vm, setter)) {
            let what = "sixth item of the tuple returned by __reduce__ must be callable";
            return Err(wrong_type(vm, what, setter));
        }
        let (state, list_items, dict_items, state_setter) = (part(0), part(1), part(2), part(3));
        Ok(Reduced { callable, arguments, state, list_items, dict_items, state_setter })
    }
}

#[cold]
fn wrong_length(vm: &mut Vm) -> Raised {
    pickling_error(vm, "tuple returned by __reduce__ must contain 2 through 6 elements")
}

impl Py<Pickler> {
    /// Writes how to make `value`, whatever is to be done with it then, and remembers it.
    pub(super) fn save_reduce(&self, vm: &mut Vm, reduced: &Py<Tuple>, value: &Value) -> PyResult<()> {
        let parts = Reduced::of(vm, reduced)?;
        match self.construction(vm, parts.callable)? {
            Construction::NewObjectWithKeywords => self.save_new_ex(vm, parts.arguments.items(), value)?,
            Construction::NewObject => self.save_new(vm, parts.arguments.items(), value)?,
            Construction::Call => {
                self.save_part(vm, parts.callable, value, "reconstructor")?;
                self.save_part(vm, parts.arguments.as_value(), value, "reconstructor arguments")?;
                self.put(vm, &[REDUCE]);
            }
        }
        // What refers to itself through its arguments has been written by now.
        if let Some(number) = self.memo.get(&vm.heap).get(value) {
            self.put(vm, &[POP]);
            return self.put_reference(vm, number);
        }
        self.memoize(vm, value);
        if let Some(items) = parts.list_items {
            self.save_appends(vm, items, value)?;
        }
        if let Some(items) = parts.dict_items {
            self.save_members(vm, items, value)?;
        }
        match (parts.state, parts.state_setter) {
            (None, _) => {}
            (Some(state), None) => {
                self.save_part(vm, state, value, "state")?;
                self.put(vm, &[BUILD]);
            }
            (Some(state), Some(setter)) => {
                self.save_part(vm, setter, value, "state setter")?;
                self.save(vm, value, PersistentIds::Asked)?;
                self.save_part(vm, state, value, "state")?;
                // What the setter returns is of no use.
                self.put(vm, &[TUPLE2, REDUCE, POP]);
            }
        }
        Ok(())
    }

    fn save_part(&self, vm: &mut Vm, part: &Value, value: &Value, what: &str) -> PyResult<()> {
        self.save(vm, part, PersistentIds::Asked).map_err(|raised| noted_of(vm, raised, value, what))
    }

    /// `copyreg`'s two functions have opcodes of their own; they are known by their names.
    fn construction(&self, vm: &mut Vm, callable: &Value) -> PyResult<Construction> {
        if self.protocol.get() < 2 {
            return Ok(Construction::Call);
        }
        let key = vm.names.name.clone();
        let name = attribute::get_optional(vm, callable, &key)?;
        Ok(match name.as_ref().and_then(Value::cast::<Str>).map(|name| name.as_bytes()) {
            Some(b"__newobj__") => Construction::NewObject,
            Some(b"__newobj_ex__") => Construction::NewObjectWithKeywords,
            _ => Construction::Call,
        })
    }

    fn save_new(&self, vm: &mut Vm, arguments: &[Value], value: &Value) -> PyResult<()> {
        let Some((class, rest)) = arguments.split_first() else {
            return Err(pickling_error(vm, "__newobj__ expected at least 1 argument, got 0"));
        };
        if !class.has::<Class>() {
            return Err(wrong_type(vm, "first argument to __newobj__() must be a class", class));
        }
        let key = vm.names.class.clone();
        let own = match attribute::get_optional(vm, value, &key)? {
            Some(own) => own,
            None => vm.class_of(value).to_value(),
        };
        if !own.is(class) {
            let (own, class) = (protocol::repr(vm, &own)?, protocol::repr(vm, class)?);
            let lead = &b"first argument to __newobj__() must be "[..];
            let text = [lead, own.as_bytes(), b", not ", class.as_bytes()].concat();
            return Err(pickling_error(vm, text));
        }
        drop(own);
        self.save_part(vm, class, value, "class")?;
        let rest = vm.new_tuple_from(rest).into_value();
        self.save_part(vm, &rest, value, "__new__ arguments")?;
        self.put(vm, &[NEWOBJ]);
        Ok(())
    }

    fn save_new_ex(&self, vm: &mut Vm, arguments: &[Value], value: &Value) -> PyResult<()> {
        let [class, positional, keywords] = arguments else {
            let given = arguments.len();
            return Err(pickling_error(vm, format!("__newobj_ex__ expected 3 arguments, got {given}")));
        };
        if !class.has::<Class>() {
            return Err(wrong_type(vm, "first argument to __newobj_ex__() must be a class", class));
        }
        let Some(items) = positional.cast::<Tuple>() else {
            return Err(wrong_type(vm, "second argument to __newobj_ex__() must be a tuple", positional));
        };
        let Some(names) = keywords.cast::<Dict>() else {
            return Err(wrong_type(vm, "third argument to __newobj_ex__() must be a dict", keywords));
        };
        if self.protocol.get() >= 4 {
            self.save_part(vm, class, value, "class")?;
            self.save_part(vm, positional, value, "__new__ arguments")?;
            self.save_part(vm, keywords, value, "__new__ arguments")?;
            self.put(vm, &[NEWOBJ_EX]);
            return Ok(());
        }
        // Older protocols have no such opcode: a partial of `__new__` is called.
        let key = vm.names.new.clone();
        let mut values = vec![attribute::get(vm, class, &key)?, class.clone()];
        values.extend_from_slice(items.items());
        let (mut given, mut keys): (Vec<Value>, Vec<Value>) = (Vec::new(), Vec::new());
        for (name, value) in names.items(&vm.heap) {
            keys.push(name);
            given.push(value);
        }
        values.append(&mut given);
        let partial = state(vm)?.partial.clone();
        let callable = protocol::call::call_args(vm, &partial, Arguments { values: &values, names: &keys })?;
        drop(values);
        self.save_part(vm, &callable, value, "reconstructor")?;
        let nothing = vm.empty_tuple.to_value();
        self.save_part(vm, &nothing, value, "reconstructor arguments")?;
        self.put(vm, &[REDUCE]);
        Ok(())
    }

    /// A type whose only instance makes it known: that of None, of `...` and of NotImplemented; any other by its name.
    pub(super) fn save_type(&self, vm: &mut Vm, value: &Value) -> PyResult<()> {
        let singletons = [Value::NONE, Value::ELLIPSIS, Value::NOT_IMPLEMENTED];
        let singleton: Slot = singletons.into_iter().find(|singleton| vm.class_of(singleton).as_value().is(value));
        let Some(singleton) = singleton else { return self.save_global(vm, value, None) };
        let class = vm.types.type_.to_value();
        let arguments = vm.new_tuple(vec![singleton]).into_value();
        let reduced = vm.new_tuple(vec![class, arguments]);
        self.save_reduce(vm, &reduced, value)
    }
}
