//! What belongs to the module `ouropy` itself, which no answer shows.

use crate::object::{IMMORTAL, Kind, Slot, Value};
use crate::types::class::Class;
use crate::types::code::Code;
use crate::types::frame::Frame;
use crate::types::function::Function;
use crate::types::generator::Generator;
use crate::types::module;
use crate::vm::Vm;
use crate::vm::stack::Activation;

use super::graph::{Graph, Node};
use super::name;

/// Whether a module of this name is part of the tool.
pub(super) fn is_own_name(module: &str) -> bool {
    module == "_ouropy" || module == "ouropy" || module.starts_with("ouropy.")
}

/// Whether code is the tool's own.
pub(super) fn is_own_code(code: &Code) -> bool {
    is_own_file(&code.filename().to_string_lossy())
}

/// Whether a file is one of the tool's.
pub(super) fn is_own_file(file: &str) -> bool {
    file.starts_with("<stdlib>/ouropy/")
}

/// Whether an object was made by the tool's own code or definitions.
fn is_own(vm: &Vm, object: &Value) -> bool {
    let heap = &vm.heap;
    if let Some(function) = object.cast::<Function>() {
        return is_own_code(function.code.get(heap));
    }
    if let Some(code) = object.cast::<Code>() {
        return is_own_code(code);
    }
    if let Some(frame) = object.cast::<Frame>() {
        return is_own_code(&frame.code);
    }
    if let Some(generator) = object.cast::<Generator>() {
        return is_own_code(&generator.body.code);
    }
    if let Some(namespace) = module::namespace_of(heap, object) {
        return namespace.get_str(heap, &vm.names.name).map(name::text).is_some_and(|name| is_own_name(&name));
    }
    if object.kind() == Some(Kind::Class) {
        return is_own_class(vm, object.expect::<Class>());
    }
    is_own_class(vm, vm.class_of(object))
}

fn is_own_class(vm: &Vm, class: &Class) -> bool {
    if let Some(spec) = class.spec {
        return spec.module == "_ouropy";
    }
    let module = class.namespace(&vm.heap).get_str(&vm.heap, &vm.names.module);
    module.map(name::text).is_some_and(|module| is_own_name(&module))
}

/// The tool's own objects: those made by its code, and the namespaces of its modules.
pub(super) fn made(vm: &Vm, graph: &Graph) -> Vec<bool> {
    let mut own = vec![false; graph.len()];
    for node in 0..graph.len() {
        let object = graph.object(node);
        if !is_own(vm, object) {
            continue;
        }
        own[node] = true;
        if let Some(namespace) = module::namespace_of(&vm.heap, object)
            && let Some(node) = graph.node(namespace.as_value())
        {
            own[node] = true;
        }
    }
    own
}

/// How often what is no object refers to each object: the interpreter, and the functions that run, but for the tool's.
pub(super) fn outside(vm: &Vm, graph: &Graph) -> Vec<i64> {
    let mut outside = graph.outside();
    for node in held_by_running(vm, graph) {
        if graph.count_of(node) != IMMORTAL {
            outside[node] -= 1;
        }
    }
    outside
}

/// The tool and what is there for its sake: what nothing refers to but the tool's objects and running functions.
pub(super) fn hidden(vm: &Vm, graph: &Graph) -> Vec<bool> {
    let mut hidden = made(vm, graph);
    let mut next: Vec<Node> = (0..graph.len()).filter(|&node| hidden[node]).collect();
    let mut left: Vec<u32> = (0..graph.len()).map(|node| graph.count_of(node)).collect();
    let mut lost = held_by_running(vm, graph);
    loop {
        for node in lost.drain(..) {
            if left[node] == IMMORTAL || hidden[node] {
                continue;
            }
            left[node] = left[node].saturating_sub(1);
            if left[node] == 0 {
                hidden[node] = true;
                next.push(node);
            }
        }
        match next.pop() {
            Some(node) => lost.extend(graph.targets(node)),
            None => return hidden,
        }
    }
}

/// What registers of the tool's running functions hold, each object as often as they do.
fn held_by_running(vm: &Vm, graph: &Graph) -> Vec<Node> {
    let own = |(index, activation): (usize, &Activation)| is_own_code(activation.code()).then_some(index);
    let activations = vm.stack.activations().iter().enumerate().filter_map(own);
    let values = activations.flat_map(|index| registers(vm, index).iter().flatten());
    values.filter(|value| value.header().is_some()).filter_map(|value| graph.node(value)).collect()
}

/// The registers of an activation that are not those of the function it is calling.
pub(super) fn registers(vm: &Vm, index: usize) -> &[Slot] {
    let window = vm.stack.window(index);
    if index + 1 == vm.stack.depth() {
        return window;
    }
    let (start, next) = (window.as_ptr() as usize, vm.stack.window(index + 1).as_ptr() as usize);
    match next.checked_sub(start) {
        Some(bytes) => &window[..window.len().min(bytes / size_of::<Slot>())],
        None => window,
    }
}
