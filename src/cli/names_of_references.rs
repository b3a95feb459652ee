//! Whether the names that payloads give their references are Python's: asks an object of each kind for what the names
//! say, by running Python code.
#![expect(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use super::{STACK_SIZE, options, run};
use crate::object::{Edge, Kind, Value};
use crate::program::shutdown;
use crate::protocol::{attribute, sequence, subscript};
use crate::types::cell::Cell;
use crate::types::generator::Generator;
use crate::types::list::List;
use crate::types::mapping_proxy::MappingProxy;
use crate::types::module;
use crate::vm::{PyResult, Vm};

/// Makes the list `objects`.
const SCRIPT: &str = include_str!("names_of_references.py");

/// An [`Edge`] that borrows nothing.
#[derive(Debug)]
enum Name {
    Attribute(Value),
    Item(usize),
    ItemOf(Value, usize),
    Key,
    Value(Value),
    Local(Value),
    Hidden,
}

#[test]
fn names_of_references_are_pythons() {
    let test = || {
        let arguments = ["ouropy", "-I", "-c", SCRIPT].map(str::to_owned);
        let options = options::read(&arguments).unwrap();
        let mut vm = run::boot(&options, STACK_SIZE).unwrap();
        assert_eq!(run::execute(&mut vm, &options), 0);
        let mut wrong = Vec::new();
        let mut kinds = Vec::new();
        for object in objects(&vm) {
            kinds.push(object.kind().unwrap());
            compare(&mut vm, &object, &mut wrong);
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        // A wrapped value exists between an asynchronous generator's `yield` and the step that takes it: no program has it.
        kinds.push(Kind::Wrapped);
        let missing: Vec<_> = Kind::ALL.iter().filter(|kind| !kinds.contains(kind)).collect();
        assert!(missing.is_empty(), "no object of these kinds: {missing:?}");
        let code = shutdown::finalize(&mut vm, 0);
        assert_eq!(shutdown::free(vm, code), 0);
    };
    std::thread::Builder::new().stack_size(STACK_SIZE).spawn(test).unwrap().join().unwrap();
}

fn objects(vm: &Vm) -> Vec<Value> {
    let main = vm.modules.get_str(&vm.heap, &vm.names.main).unwrap();
    let namespace = module::namespace_of(&vm.heap, main).unwrap();
    let mut items = namespace.items(&vm.heap).into_iter();
    let (_, list) = items.find(|(name, _)| format!("{}", Edge::Member(name)) == ".objects").unwrap();
    list.expect::<List>().items.get(&vm.heap).clone()
}

/// Notes the references of `object` that Python code does not find under their names.
fn compare(vm: &mut Vm, object: &Value, wrong: &mut Vec<String>) {
    let mut references = Vec::new();
    vm.heap.references(object, &mut |edge, referent| references.push((edge.to_string(), copy(edge), referent.clone())));
    for (index, (text, mut name, referent)) in references.into_iter().enumerate() {
        if let Name::Attribute(name) | Name::ItemOf(name, _) = &mut name {
            // Names that the declarations hold are text until here.
            *name = vm.intern(text.trim_start_matches('.').split('[').next().unwrap()).into_value();
        }
        let found = find(vm, object, &name, &referent);
        let found = found.map_err(|raised| drop(vm.take_raised(raised)));
        if !found.is_ok_and(|found| found) {
            let kind = object.kind();
            wrong.push(format!("reference {index} of {kind:?} is not {text} but {referent:?}"));
        }
    }
}

fn copy(edge: Edge<'_>) -> Name {
    match edge {
        Edge::Attribute(_) | Edge::Member(_) => Name::Attribute(Value::NONE),
        Edge::Item(index) => Name::Item(index),
        Edge::ItemOf(_, index) => Name::ItemOf(Value::NONE, index),
        Edge::Key => Name::Key,
        Edge::Value(key) => Name::Value(key.clone()),
        Edge::Local(name) => Name::Local(name.clone()),
        Edge::Internal(_) | Edge::Temporary(_) | Edge::Items => Name::Hidden,
    }
}

/// Whether `referent` is what Python code gets by the name.
fn find(vm: &mut Vm, object: &Value, name: &Name, referent: &Value) -> PyResult<bool> {
    let found = match name {
        Name::Attribute(name) => attribute::get(vm, object, name.expect())?,
        Name::Item(index) => subscript::get(vm, object, &Value::index(*index))?,
        Name::ItemOf(name, index) => {
            let items = attribute::get(vm, object, name.expect())?;
            subscript::get(vm, &items, &Value::index(*index))?
        }
        Name::Key => return sequence::contains(vm, object, referent),
        Name::Value(key) => subscript::get(vm, object, key)?,
        Name::Local(name) => {
            let frame = frame_of(vm, object)?;
            let locals_name = vm.intern("f_locals");
            let locals = attribute::get(vm, &frame, &locals_name)?;
            subscript::get(vm, &locals, name)?
        }
        Name::Hidden => return Ok(true),
    };
    // A class shows its namespace behind a proxy, a variable of a closure what its cell holds.
    let behind_proxy = found.cast::<MappingProxy>().is_some_and(|proxy| proxy.mapping.is(referent));
    let in_cell = referent.cast::<Cell>().is_some_and(|cell| cell.contents.get(&vm.heap).as_ref() == Some(&found));
    Ok(found.is(referent) || behind_proxy || in_cell)
}

/// The frame object that shows the local variables of a frame or a generator.
fn frame_of(vm: &mut Vm, object: &Value) -> PyResult {
    if object.has::<Generator>() {
        let class = vm.class_name(object);
        let name = match class.as_str() {
            "coroutine" => "cr_frame",
            "async_generator" => "ag_frame",
            _ => "gi_frame",
        };
        let name = vm.intern(name);
        return attribute::get(vm, object, &name);
    }
    Ok(object.clone())
}
