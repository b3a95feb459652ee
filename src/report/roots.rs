//! Where ways to objects begin: what keeps objects alive without being garbage itself, and what it is called.

use ouropy_compiler::code::{CodeFlags, LocalKind};

use crate::object::Value;
use crate::stdlib::names;
use crate::types::cell::Cell;
use crate::types::module;
use crate::vm::Vm;
use crate::vm::stack::Activation;

use super::graph::{Graph, Node, Set};
use super::name;
use super::own;

/// A root and the object that it refers to.
pub(super) struct Root {
    /// What it is called: `__main__.registry`, `local 'x' of f(), which is running`.
    pub(super) text: String,
    pub(super) target: Node,
    /// How far it is: less for what tells more.
    pub(super) cost: u32,
}

/// The roots, and the objects whose references are roots, through which no way leads.
#[derive(Default)]
pub(super) struct Roots {
    pub(super) roots: Vec<Root>,
    pub(super) closed: Set<Node>,
}

/// What variables of the program's own modules cost.
const VARIABLE: u32 = 1;
/// What a variable of a running function costs.
const LOCAL: u32 = 2;
/// What variables of the library's modules cost.
const LIBRARY: u32 = 6;
/// What a value on the stack of a running function costs.
const TEMPORARY: u32 = 8;
/// What the interpreter's own references cost.
const INTERPRETER: u32 = 4;
/// What a name of `builtins` costs.
const BUILTIN: u32 = 12;
/// What the caller knows already: its own variable that holds the object asked about.
pub(super) const KNOWN: u32 = 30;

/// What variables of `sys` say of exceptions that nobody has handled.
pub(super) const LAST: [&str; 4] = ["last_exc", "last_value", "last_traceback", "last_type"];

/// All roots that have a name; `more` are those of native modules. What the caller's own variables hold directly is
/// further away if it is `asked`.
pub(super) fn all(vm: &Vm, graph: &Graph, more: &[(String, Value)], asked: Option<Node>) -> Roots {
    let mut found = Roots::default();
    let caller = vm.stack.activations().iter().rposition(|activation| !own::is_own_code(activation.code()));
    for (text, value) in more {
        found.add(graph, text.clone(), value, INTERPRETER);
    }
    found.add_modules(vm, graph, caller, asked);
    for (index, activation) in vm.stack.activations().iter().enumerate() {
        if !own::is_own_code(activation.code()) {
            let known = if caller == Some(index) { asked } else { None };
            found.add_activation(vm, graph, (index, activation), known);
        }
    }
    found.add(graph, "gc.garbage".to_owned(), vm.gc_garbage.as_value(), INTERPRETER);
    found.add(graph, "gc.callbacks".to_owned(), vm.gc_callbacks.as_value(), INTERPRETER);
    found.add(graph, "sys.modules".to_owned(), vm.modules.as_value(), LIBRARY);
    if let Some(exception) = vm.handled_exception() {
        found.add(graph, "the exception that is being handled".to_owned(), exception, INTERPRETER);
    }
    for class in vm.heap.static_classes() {
        let text = format!("built-in {}", name::label(vm, &class));
        found.add(graph, text, &class, BUILTIN);
    }
    found
}

impl Roots {
    fn add(&mut self, graph: &Graph, text: String, value: &Value, cost: u32) {
        if value.header().is_some()
            && let Some(target) = graph.node(value)
        {
            self.roots.push(Root { text, target, cost });
        }
    }

    /// Variables of modules, and modules as `sys.modules` has them.
    fn add_modules(&mut self, vm: &Vm, graph: &Graph, caller: Option<usize>, asked: Option<Node>) {
        // What runs in a module's body has its variables for locals.
        let of_caller = caller.map(|index| &vm.stack.activations()[index]).and_then(|activation| {
            let is_body = !activation.code().flags.contains(CodeFlags::OPTIMIZED);
            is_body.then(|| activation.function().globals.to_value())
        });
        for (key, module) in vm.modules.items(&vm.heap) {
            let Some(namespace) = module::namespace_of(&vm.heap, &module) else { continue };
            let name = name::text(&key);
            if own::is_own_name(&name) {
                continue;
            }
            let cost = match name.split('.').next().unwrap_or_default() {
                "__main__" => VARIABLE,
                "builtins" => BUILTIN,
                top if names::contains(top) => LIBRARY,
                _ => VARIABLE + 1,
            };
            self.closed.extend(graph.node(namespace.as_value()));
            self.closed.extend(graph.node(&module));
            let is_of_caller = of_caller.as_ref().is_some_and(|globals| globals.is(namespace.as_value()));
            for (variable, value) in namespace.items(&vm.heap) {
                let variable = name::text(&variable);
                let is_last = name == "sys" && LAST.contains(&variable.as_str());
                let is_known = is_of_caller && asked.is_some() && graph.node(&value) == asked;
                let far = if is_known { KNOWN } else { 0 };
                self.add(graph, format!("{name}.{variable}"), &value, far + if is_last { VARIABLE } else { cost });
            }
            self.add(graph, format!("sys.modules[{}]", name::key_text(vm, &key)), &module, LIBRARY);
            self.add(graph, format!("the namespace of module {name}"), namespace.as_value(), LIBRARY);
        }
    }

    /// What a running function holds.
    fn add_activation(
        &mut self,
        vm: &Vm,
        graph: &Graph,
        (index, activation): (usize, &Activation),
        known: Option<Node>,
    ) {
        let code = activation.code();
        let who = name::called(code);
        let far = |value: &Value| if known.is_some() && graph.node(value) == known { KNOWN } else { 0 };
        for (register, slot) in own::registers(vm, index).iter().enumerate() {
            let Some(value) = slot else { continue };
            let Some((name, kind)) = code.locals.get(register) else {
                self.add(graph, format!("a value that {who} works with"), value, TEMPORARY + far(value));
                continue;
            };
            let name = name.to_string_lossy();
            let contents = value.cast::<Cell>().filter(|_| *kind != LocalKind::Fast);
            let word = if *kind == LocalKind::Free { "free variable" } else { "local" };
            let text = format!("{word} '{name}' of {who}, which is running");
            if let Some(contents) = contents.and_then(|cell| cell.contents.get(&vm.heap).as_ref()) {
                self.add(graph, text.clone(), contents, LOCAL + far(contents));
            }
            let cost = if contents.is_some() { LOCAL + 1 } else { LOCAL };
            self.add(graph, text, value, cost + far(value));
        }
        if let Some(namespace) = &activation.namespace {
            self.add(graph, format!("the namespace of {who}, which is running"), namespace, LOCAL);
        }
        if let Some(frame) = &activation.frame {
            self.add(graph, format!("the frame of {who}, which is running"), frame.as_value(), TEMPORARY);
        }
        if let Some(instance) = &activation.instance {
            self.add(graph, format!("the call of {who}, which is running"), instance, TEMPORARY);
        }
        if let Some(generator) = activation.generator() {
            self.add(graph, format!("{who}, which is running"), generator.as_value(), TEMPORARY);
        }
        let function = activation.function().as_value();
        self.add(graph, format!("{who}, which is running"), function, TEMPORARY);
    }
}
