//! What is to be printed about an exception, collected before anything is printed: the text forms run Python code.

use std::collections::HashSet;

use super::entry::{Entry, entries};
use super::source::Sources;
use super::suggest;
use super::syntax::SyntaxPlace;
use crate::object::{Str, Value};
use crate::protocol::attribute;
use crate::text::wtf8;
use crate::types::exception::{self, Exception, Family, group};
use crate::vm::{PyResult, Vm};

/// An exception as text, with what hangs on it by index.
pub(super) struct Report {
    /// The traceback, outermost entry first.
    pub entries: Vec<Entry>,
    /// The class as it is shown: without its module if that is `builtins` or `__main__`.
    pub class: String,
    /// `str(exception)` with the suggestion.
    pub message: String,
    /// Lines of `__notes__`.
    pub notes: Vec<String>,
    /// Where a SyntaxError points to.
    pub syntax: Option<SyntaxPlace>,
    /// `__cause__`.
    pub cause: Option<usize>,
    /// `__context__`.
    pub context: Option<usize>,
    /// `__suppress_context__`.
    pub suppress_context: bool,
    /// The exceptions of a group.
    pub exceptions: Option<Vec<usize>>,
}

/// The reports of an exception (the first one) and of its causes, contexts and group members. An exception is
/// reported as cause or context once only, so that loops end.
pub(super) fn collect(vm: &mut Vm, exception: &Value, sources: &mut Sources) -> Vec<Report> {
    let mut seen = HashSet::from([exception.bits()]);
    let mut reports = vec![collect_alone(vm, exception, sources)];
    let mut open = vec![(0, exception.clone())];
    while let Some((index, exception)) = open.pop() {
        let Some(chain) = exception.cast::<Exception>() else { continue };
        let mut linked = Vec::new();
        let mut report = |vm: &mut Vm, other: Value, seen: &mut HashSet<u64>, reports: &mut Vec<Report>| {
            seen.insert(other.bits());
            reports.push(collect_alone(vm, &other, sources));
            linked.push((reports.len() - 1, other));
            reports.len() - 1
        };
        let cause = chain.cause.get(&vm.heap).clone().filter(|cause| !seen.contains(&cause.bits()));
        let cause = cause.map(|cause| report(vm, cause, &mut seen, &mut reports));
        let context = chain.context.get(&vm.heap).clone().filter(|context| !seen.contains(&context.bits()));
        let context = context.map(|context| report(vm, context, &mut seen, &mut reports));
        let mut exceptions = None;
        if group::is_group(vm, &exception) {
            let inner = group::exceptions(vm, &exception);
            exceptions =
                Some(inner.into_iter().map(|inner| report(vm, inner, &mut seen, &mut reports)).collect::<Vec<_>>());
        }
        let this = &mut reports[index];
        this.suppress_context = chain.suppress_context.get();
        (this.cause, this.context, this.exceptions) = (cause, context, exceptions);
        open.extend(linked);
    }
    reports
}

fn collect_alone(vm: &mut Vm, exception: &Value, sources: &mut Sources) -> Report {
    let traceback = exception.cast::<Exception>().and_then(|e| e.traceback.get(&vm.heap).clone());
    let entries = entries(vm, traceback.as_ref(), sources);
    let text = exception::to_str(vm, exception);
    let mut message = or_failed(vm, text, "<exception str() failed>");
    let notes = notes(vm, exception);
    let class = class_text(vm, exception);
    let mut syntax = None;
    match exception.cast::<Exception>().map(|e| e.family) {
        Some(Family::Syntax) => syntax = Some(SyntaxPlace::of(vm, exception)),
        Some(Family::Import | Family::Name | Family::Attribute) => {
            message.push_str(&suggest::hint(vm, exception, traceback.as_ref()));
        }
        _ => {}
    }
    let suppress_context = false;
    Report { entries, class, message, notes, syntax, cause: None, context: None, suppress_context, exceptions: None }
}

/// The text, or the replacement when getting it failed; what was raised is dropped.
pub(super) fn or_failed(vm: &mut Vm, text: PyResult<crate::object::Py<Str>>, replacement: &str) -> String {
    match text {
        Ok(text) => printable(&text),
        Err(raised) => {
            drop(vm.take_raised(raised));
            replacement.to_owned()
        }
    }
}

/// The text with lone surrogates as escapes, the way `sys.stderr` writes them.
pub(super) fn printable(text: &Str) -> String {
    match text.as_str() {
        Some(text) => text.to_owned(),
        None => wtf8::code_points(text.as_bytes())
            .map(|code| char::from_u32(code).map_or_else(|| format!("\\u{code:04x}"), String::from))
            .collect(),
    }
}

/// The exception's class: qualified name, with the module unless it is `builtins` or `__main__`.
pub(super) fn class_text(vm: &mut Vm, exception: &Value) -> String {
    let class = vm.class_of(exception).to_value();
    let (module, qualname) = (vm.names.module.clone(), vm.names.qualname.clone());
    let qualname = match attribute::get(vm, &class, &qualname) {
        Ok(name) => name.cast::<Str>().map(|name| printable(name)).unwrap_or_default(),
        Err(raised) => {
            drop(vm.take_raised(raised));
            vm.class_name(exception)
        }
    };
    let module = match attribute::get_optional(vm, &class, &module) {
        Ok(module) => module,
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    };
    match module.as_ref().and_then(Value::cast::<Str>).map(|module| printable(module)) {
        Some(module) if module == "builtins" || module == "__main__" => qualname,
        Some(module) => format!("{module}.{qualname}"),
        None => format!("<unknown>.{qualname}"),
    }
}

/// The lines of `__notes__`.
fn notes(vm: &mut Vm, exception: &Value) -> Vec<String> {
    let name = vm.names.notes.clone();
    let notes = match attribute::get_optional(vm, exception, &name) {
        Ok(Some(notes)) if !notes.is_none() => notes,
        Ok(_) => return Vec::new(),
        Err(raised) => {
            let error = vm.take_raised(raised);
            let shown = exception::to_repr(vm, &error);
            let shown = or_failed(vm, shown, "<__notes__ repr() failed>");
            // CPython makes a list of this one sentence.
            return vec![format!("Ignored error getting __notes__: {shown}")];
        }
    };
    if !is_sequence_of_notes(vm, &notes) {
        let shown = exception::to_repr(vm, &notes);
        return vec![or_failed(vm, shown, "<__notes__ repr() failed>")];
    }
    let items = match exception::collect(vm, &notes) {
        Ok(items) => items,
        Err(raised) => {
            drop(vm.take_raised(raised));
            return Vec::new();
        }
    };
    let mut lines = Vec::new();
    for note in items {
        let text = exception::to_str(vm, &note);
        let text = or_failed(vm, text, "<note str() failed>");
        lines.extend(text.split('\n').map(str::to_owned));
    }
    lines
}

/// Whether the notes are listed one by one: `collections.abc.Sequence`, but not text.
fn is_sequence_of_notes(vm: &mut Vm, notes: &Value) -> bool {
    use crate::object::Kind;
    match notes.kind() {
        Some(
            Kind::List | Kind::Tuple | Kind::Range | Kind::Array | Kind::ByteArray | Kind::MemoryView | Kind::Deque,
        ) => true,
        Some(Kind::Instance) => {
            let name = vm.intern("count");
            let slots = vm.class_of(notes).slots(&vm.heap);
            let sequence = slots.getitem.is_some() && slots.length.is_some();
            let class = vm.class_of(notes).clone();
            sequence && vm.lookup(&class, &name).is_some()
        }
        _ => false,
    }
}
