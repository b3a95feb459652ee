//! The rules: each knows a shape of a ring of references, and which of them a programmer can do without.

use crate::object::{Kind, Value};
use crate::types::code::Code;
use crate::types::frame::Frame;
use crate::types::generator::Generator;

use super::super::find::Look;
use super::super::graph::{Map, Node};
use super::super::name;
use super::super::web::{Thread, Web};

/// What a rule says about a ring.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// The rule, as in [`Advice::rule`](super::super::model::Advice::rule).
    pub(super) rule: &'static str,
    /// What to do.
    pub(super) action: String,
    /// Why that helps: said once for all steps of a rule.
    pub(super) reason: String,
    /// The threads that go.
    pub(super) cut: Vec<usize>,
    /// The frame and its variable, where that is what has to be emptied.
    pub(super) variable: Option<(Node, String)>,
}

impl Step {
    fn new(rule: &'static str, action: String, reason: &str, cut: Vec<usize>) -> Step {
        Step { rule, action, reason: reason.to_owned(), cut, variable: None }
    }
}

/// A ring as the rules look at it.
struct Ring<'a> {
    look: &'a Look<'a>,
    web: &'a Web,
    numbers: &'a [usize],
}

type Rule = fn(&Ring<'_>) -> Option<Step>;

/// The rules, those that know most about a shape first.
const RULES: &[Rule] = &[
    own_cause,
    own_dict,
    exception_on_object,
    local_of_frame,
    own_frame_of_generator,
    recursive_closure,
    closure_over_owner,
    bound_method,
    default_of_parameter,
    back_reference,
    class_of_its_own,
    any_attribute,
    any_item,
];

/// What the rules say about a ring, given as numbers of [`Web::threads`].
pub(super) fn of_ring(look: &Look<'_>, web: &Web, numbers: &[usize]) -> Vec<Step> {
    let ring = Ring { look, web, numbers };
    RULES.iter().filter_map(|rule| rule(&ring)).collect()
}

impl<'a> Ring<'a> {
    fn threads(&self) -> impl DoubleEndedIterator<Item = (usize, &'a Thread)> + Clone + use<'a> {
        let web = self.web;
        self.numbers.iter().map(move |&number| (number, &web.threads[number]))
    }

    fn from(&self, thread: &Thread) -> &Value {
        self.look.graph.object(thread.from)
    }

    fn to(&self, thread: &Thread) -> &Value {
        self.look.graph.object(thread.to)
    }

    /// The thread behind another one.
    fn next(&self, number: usize) -> Option<(usize, &'a Thread)> {
        let at = self.numbers.iter().position(|&other| other == number)?;
        let next = self.numbers[(at + 1) % self.numbers.len()];
        Some((next, &self.web.threads[next]))
    }

    fn label(&self, node: usize) -> String {
        self.web.label(self.look.vm, self.look.graph, node)
    }

    fn find(&self, is: impl Fn(&Thread) -> bool) -> Option<(usize, &'a Thread)> {
        self.threads().find(|(_, thread)| is(thread))
    }
}

/// An exception that is its own cause or context.
fn own_cause(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| {
        matches!(thread.name.as_str(), ".__cause__" | ".__context__")
            && name::is_exception(ring.from(thread))
            && name::is_exception(ring.to(thread))
    })?;
    let text = match thread.name.as_str() {
        ".__cause__" => "do not raise an exception from itself: write `raise e`, or `raise New(...) from e`",
        _ => "an exception is the context of one that it leads to: raise a new one, or set `__context__` to None",
    };
    Some(Step::new("exception-chain", text.to_owned(), "", vec![number]))
}

/// An object that is its own attribute dict.
fn own_dict(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| thread.name == ".__dict__" && thread.from == thread.to)?;
    let action = format!(
        "give the {} `__getattr__` and `__setattr__` that look into it, instead of making it its own `__dict__`",
        ring.label(thread.from)
    );
    Some(Step::new("own-dict", action, "", vec![number]))
}

/// An exception kept by an object that a frame of its traceback refers to: mostly `self`.
fn exception_on_object(ring: &Ring<'_>) -> Option<Step> {
    let (traceback, thread) = ring.find(|thread| thread.name == ".__traceback__")?;
    let exception = thread.from;
    // The frame refers to the object that keeps it, not to the exception or a container made for it.
    let (local, _) = ring.find(|thread| variable(thread).is_some())?;
    let (_, held) = ring.next(local)?;
    if !is_attribute(ring, held) || name::is_exception(ring.from(held)) {
        return None;
    }
    let action = format!(
        "store the {} of `{}{}` without its traceback (`e.with_traceback(None)`), or set that to None when it has been \
         dealt with",
        name::class_name(ring.look.vm, ring.look.graph.object(exception)),
        short_label(&ring.label(held.from)),
        held.name,
    );
    Some(Step::new("exception-on-object", action, "a frame of the traceback leads back to the object", vec![traceback]))
}

/// A local of a frame that refers, by way of exceptions, tracebacks and frames, to the frame.
fn local_of_frame(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| ring.from(thread).has::<Frame>() && variable(thread).is_some())?;
    let frame = ring.from(thread).cast::<Frame>()?;
    let variable = variable(thread)?;
    let target = ring.to(thread);
    let by_caller = ring.threads().any(|(_, thread)| thread.name == ".f_back");
    let has_exception = ring.threads().any(|(_, thread)| name::is_exception(ring.from(thread)));
    let (rule, reason) = match (name::is_exception(target), has_exception, target.kind()) {
        (_, true, _) if by_caller => (
            "exception-in-callers-frame",
            "frames of the exception's traceback lead back here through `f_back`: clearing the inner ones does not help",
        ),
        (true, ..) => ("exception-in-own-frame", "the exception's traceback holds the frame"),
        (_, true, _) => ("exception-in-own-frame", "it leads to an exception whose traceback holds the frame"),
        (_, _, Some(Kind::Traceback)) => ("traceback-in-own-frame", "the traceback holds the frame"),
        (_, _, Some(Kind::Frame)) if thread.from == thread.to => ("frame-in-own-frame", "it is the frame itself"),
        _ => ("frame-in-own-frame", "it leads to the frame itself"),
    };
    let name = bare(&variable);
    let action = format!("empty {variable} before {} ends (`{name} = None`, in a `finally`)", function(&frame.code));
    let variable = Some((thread.from, name.to_owned()));
    Some(Step { variable, ..Step::new(rule, action, reason, vec![number]) })
}

/// A generator or coroutine in a variable of its own frame.
fn own_frame_of_generator(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| ring.from(thread).has::<Generator>() && variable(thread).is_some())?;
    let generator = ring.from(thread).cast::<Generator>()?;
    let variable = variable(thread)?;
    let action = format!(
        "close the {} when it is no longer needed, or empty {variable} of {}",
        generator.flavour().noun(),
        function(&generator.body.code),
    );
    Some(Step::new("generator-in-own-frame", action, "the variable leads back to what holds the frame", vec![number]))
}

/// A function whose closure has the variable that holds it.
fn recursive_closure(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| {
        ring.from(thread).kind() == Some(Kind::Cell) && ring.to(thread).kind() == Some(Kind::Function)
    })?;
    let variable = cell_variable(&ring.label(thread.from));
    let action = format!("set '{variable}' to None in the enclosing function when it is done");
    let reason = "the function reaches itself through its closure; or make it a function of the module that gets what it \
                  needs as arguments";
    Some(Step::new("recursive-closure", action, reason, vec![number]))
}

/// An object that keeps a function whose closure has the object.
fn closure_over_owner(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| ring.from(thread).kind() == Some(Kind::Cell))?;
    let (_, closes) = ring.find(|thread| ring.from(thread).kind() == Some(Kind::Function))?;
    let variable = cell_variable(&ring.label(thread.from));
    if variable.starts_with("__class") {
        // The compiler's own: what the functions of a class need to find it.
        return None;
    }
    let action = format!("let {} close over `weakref.ref({variable})` or a proxy", ring.label(closes.from));
    let reason = format!("it closes over '{variable}', the {} that keeps it", short_label(&ring.label(thread.to)));
    Some(Step::new("closure-over-owner", action, &reason, vec![number]))
}

/// An object that keeps a method bound to itself.
fn bound_method(ring: &Ring<'_>) -> Option<Step> {
    let (_, bound) =
        ring.find(|thread| thread.name == ".__self__" && ring.from(thread).kind() == Some(Kind::Method))?;
    let (kept, _) = ring.threads().find(|(_, thread)| thread.to == bound.from)?;
    let method = ring.label(bound.from);
    let method = method.strip_prefix("bound method ").unwrap_or(&method);
    let last = method.rsplit('.').next().unwrap_or(method);
    let owner = short_label(&ring.label(bound.to)).to_owned();
    let action = format!("keep `weakref.WeakMethod(self.{last})`, or look the method up when it is called");
    let reason = format!("the {owner} keeps its own bound method {method}");
    Some(Step::new("bound-method-on-owner", action, &reason, vec![kept]))
}

/// A function that is reached from one of its defaults.
fn default_of_parameter(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.find(|thread| thread.name.starts_with("default of parameter"))?;
    let action =
        format!("take the {} of {} away when it is done (`__defaults__ = None`)", thread.name, ring.label(thread.from));
    Some(Step::new("function-in-own-default", action, "it leads back to the function", vec![number]))
}

/// Words of names that say of a reference that it leads back to where its owner is kept.
const BACK: &[&str] =
    &["parent", "owner", "back", "prev", "root", "document", "container", "manager", "outer", "session", "host"];

/// An attribute by which a part refers to its whole: called so, or to the one object that keeps it in a container.
fn back_reference(ring: &Ring<'_>) -> Option<Step> {
    let named = |thread: &Thread| BACK.iter().any(|word| thread.name.to_lowercase().contains(word));
    let objects = ring.threads().filter(|(_, thread)| has_attributes(ring, thread.from)).count();
    let closes = |number: usize, thread: &Thread| {
        // What comes before it is a container: the one that keeps the part.
        let before = ring.threads().find(|(_, other)| other.to == thread.from);
        before.is_some_and(|(other, before)| other != number && !has_attributes(ring, before.from))
    };
    let (number, thread) =
        ring.threads().find(|(_, thread)| is_attribute(ring, thread) && named(thread)).or_else(|| {
            ring.threads().find(|&(number, thread)| objects > 1 && is_attribute(ring, thread) && closes(number, thread))
        })?;
    let action = format!(
        "let `{}{}` refer to the {} weakly (`weakref.ref`), or clear it when the two part",
        short_label(&ring.label(thread.from)),
        thread.name,
        short_label(&ring.label(thread.to)),
    );
    Some(Step::new("back-reference", action, "", vec![number]))
}

/// A class, which refers to itself.
fn class_of_its_own(ring: &Ring<'_>) -> Option<Step> {
    let is_class = |value: &Value| value.kind() == Some(Kind::Class);
    let namespaces = ring.web.threads.iter().filter(|thread| thread.name == ".__dict__" && is_class(ring.from(thread)));
    // The first class that has it.
    let owners: Map<Node, Node> = namespaces.rev().map(|thread| (thread.to, thread.from)).collect();
    let class = ring.threads().find_map(|(_, thread)| {
        if is_class(ring.from(thread)) { Some(thread.from) } else { owners.get(&thread.from).copied() }
    })?;
    let namespace = ring.web.threads.iter().find(|thread| thread.from == class && thread.name == ".__dict__");
    let namespace = namespace.map(|thread| thread.to);
    // All that a class has of itself goes, or none of it.
    let own = ring.web.threads.iter().enumerate().filter(|(_, thread)| {
        let of_class = thread.from == class || matches!(thread.name.as_str(), ".__objclass__" | ".__class__");
        let in_cell = thread.name.starts_with(".cell_contents");
        thread.to == class && (of_class || in_cell) || Some(thread.to) == namespace && in_cell
    });
    let action = format!("make {} once, at module level or in a cache", ring.label(class));
    let reason = "a class refers to itself through its `__mro__`: each new one stays until a collection";
    Some(Step::new("class-made-again", action, reason, own.map(|(number, _)| number).collect()))
}

/// Any attribute: the last resort, the one before the ring begins anew.
fn any_attribute(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.threads().rev().find(|(_, thread)| is_attribute(ring, thread))?;
    let action = format!(
        "set `{}{}` to None when it is no longer needed, or make it a `weakref.ref`",
        short_label(&ring.label(thread.from)),
        thread.name,
    );
    Some(Step::new("attribute-in-cycle", action, "", vec![number]))
}

/// Any item of a container.
fn any_item(ring: &Ring<'_>) -> Option<Step> {
    let (number, thread) = ring.threads().rev().find(|(_, thread)| thread.name.starts_with('['))?;
    let action = format!("take {} out of the {} when it is no longer needed", thread.name, ring.label(thread.from));
    Some(Step::new("item-in-cycle", action, "", vec![number]))
}

/// Whether an object has attributes that a program gives it: an exception, an instance of a Python class.
fn has_attributes(ring: &Ring<'_>, node: Node) -> bool {
    let object = ring.look.graph.object(node);
    object.kind() != Some(Kind::Class) && (name::is_exception(object) || ring.look.vm.class_of(object).spec.is_none())
}

/// Whether a thread is such an attribute.
fn is_attribute(ring: &Ring<'_>, thread: &Thread) -> bool {
    thread.name.starts_with('.') && !thread.name.starts_with(".__") && has_attributes(ring, thread.from)
}

/// The words for the variable of a frame that a thread is.
fn variable(thread: &Thread) -> Option<String> {
    let is_variable = thread.name.starts_with("local '") || thread.name.starts_with("variable '");
    is_variable.then(|| thread.name.clone())
}

/// The name in `local 'x'`.
fn bare(variable: &str) -> &str {
    variable.split('\'').nth(1).unwrap_or(variable)
}

/// The variable of a cell, by its label.
fn cell_variable(label: &str) -> String {
    bare(label).to_owned()
}

/// A label without what kind of object it is.
fn short_label(label: &str) -> &str {
    label.strip_prefix("class ").unwrap_or(label)
}

/// `f()`, or what stands for the body of a module.
fn function(code: &Code) -> String {
    let qualname = code.qualname.to_string_lossy();
    match name::short(&qualname) {
        "<module>" => "the module".to_owned(),
        name => format!("{name}()"),
    }
}
