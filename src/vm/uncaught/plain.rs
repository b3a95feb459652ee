//! Reports made without the library: the chain of exceptions, tracebacks with lines of source, messages. Members of
//! groups, notes, hints and carets are the library's.

use std::collections::HashSet;
use std::fmt::Write;

use super::facts::{Place, class_text, or_failed, place_of, text_of};
use super::source;
use crate::object::{Slot, Str, Value};
use crate::types::exception::{self, Exception, Family, Field};
use crate::types::object;
use crate::types::traceback::Traceback;
use crate::vm::Vm;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// Equal entries in a row beyond this many are only counted.
const SHOWN_IN_A_ROW: usize = 3;

/// The report of an exception and of what it is chained to, the newest last.
pub(super) fn report(vm: &mut Vm, exception: &Value) -> String {
    let mut chain = Vec::new();
    let mut seen = HashSet::new();
    let mut next = Some((exception.clone(), ""));
    while let Some((exception, sentence)) = next {
        seen.insert(exception.bits());
        next = older(vm, &exception).filter(|(older, _)| !seen.contains(&older.bits()));
        chain.push((exception, sentence));
    }
    let mut text = String::new();
    while let Some((exception, sentence)) = chain.pop() {
        push_alone(vm, &exception, &mut text);
        text.push_str(sentence);
    }
    text
}

/// What an exception is chained to, with the sentence that says how.
fn older(vm: &Vm, exception: &Value) -> Option<(Value, &'static str)> {
    let exception = exception.cast::<Exception>()?;
    if let Some(cause) = exception.cause.get(&vm.heap) {
        return Some((cause.clone(), CAUSE));
    }
    let context = exception.context.get(&vm.heap).clone().filter(|_| !exception.suppress_context.get())?;
    Some((context, CONTEXT))
}

fn push_alone(vm: &mut Vm, exception: &Value, text: &mut String) {
    let Some(family) = exception.cast::<Exception>().map(|exception| exception.family) else {
        let found = vm.class_name(exception);
        let _ = writeln!(text, "TypeError: print_exception(): Exception expected for value, {found} found");
        return;
    };
    if let Some(traceback) = traceback_of(vm, exception) {
        push_traceback(vm, &traceback, text);
    }
    if family == Family::Syntax {
        let filename = exception::get_field(vm, exception, Field::Filename);
        let filename = filename.filter(Value::has::<Str>).map_or_else(|| "<string>".to_owned(), |name| text_of(&name));
        // CPython has lost the line by then.
        let _ = writeln!(text, "  File \"{filename}\", line 0");
    }
    let message = exception::to_str(vm, exception);
    let message = or_failed(vm, message, "<exception str() failed>");
    text.push_str(&class_text(vm, exception));
    if !message.is_empty() {
        text.push_str(": ");
        text.push_str(&message);
    }
    text.push('\n');
}

/// `__traceback__`.
pub(super) fn traceback_of(vm: &Vm, exception: &Value) -> Slot {
    exception.cast::<Exception>()?.traceback.get(&vm.heap).clone()
}

/// The links of a traceback that are shown: at most `sys.tracebacklimit` of the innermost ones.
fn links(vm: &mut Vm, traceback: &Value) -> Vec<Value> {
    let mut links = Vec::new();
    let mut next = Some(traceback.clone());
    while let Some(link) = next {
        next = link.cast::<Traceback>().and_then(|link| link.next.get(&vm.heap).clone());
        links.push(link);
    }
    let name = vm.intern("tracebacklimit");
    if let Some(limit) = vm.sys.get_str(&vm.heap, &name).and_then(Value::as_small_int) {
        let limit = usize::try_from(limit).unwrap_or(0);
        links.drain(..links.len().saturating_sub(limit));
    }
    links
}

/// The traceback with its source lines, without carets.
pub(super) fn push_traceback(vm: &mut Vm, traceback: &Value, text: &mut String) {
    text.push_str("Traceback (most recent call last):\n");
    let mut sources = sources(vm);
    let mut last: Option<Place> = None;
    let mut in_a_row = 0;
    for link in links(vm, traceback) {
        let Some(link) = link.cast::<Traceback>() else { continue };
        let place = place_of(vm, link);
        if last.as_ref() != Some(&place) {
            push_repeated(text, in_a_row);
            in_a_row = 0;
        }
        in_a_row += 1;
        if in_a_row <= SHOWN_IN_A_ROW {
            let _ = writeln!(text, "  File \"{}\", line {}, in {}", place.filename, place.line, place.name);
            let line = sources.line(&place.filename, u32::try_from(place.line).unwrap_or(0));
            let line = line.trim_start_matches([' ', '\t', '\x0c']);
            if !line.is_empty() {
                let _ = writeln!(text, "    {line}");
            }
        }
        last = Some(place);
    }
    push_repeated(text, in_a_row);
}

fn push_repeated(text: &mut String, in_a_row: usize) {
    if in_a_row > SHOWN_IN_A_ROW {
        let more = in_a_row - SHOWN_IN_A_ROW;
        let plural = if more > 1 { "s" } else { "" };
        let _ = writeln!(text, "  [Previous line repeated {more} more time{plural}]");
    }
}

/// Source texts, looked for in the directories of `sys.path` too.
fn sources(vm: &mut Vm) -> source::Sources {
    let mut sources = source::Sources::new(vm.hooks.library_source);
    sources.closed = vm.modules_removed;
    let name = vm.names.sys_path.clone();
    if let Some(path) = vm.sys.get_str(&vm.heap, &name).cloned() {
        let listed = exception::collect(vm, &path);
        let listed = super::swallow(vm, listed).unwrap_or_default();
        sources.search = listed.iter().filter(|folder| folder.has::<Str>()).map(text_of).collect();
    }
    sources
}

/// What is said of an exception that `sys.stderr` does not take: written to the process's standard error.
pub(super) fn dump(vm: &mut Vm, exception: &Value) {
    let (name, count) = (vm.class_name(exception), vm.visible_refcount(exception));
    let class = vm.class_of(exception).to_value();
    let (address, class) = (object::address(exception), object::address(&class));
    let shown = exception::to_repr(vm, exception);
    let shown = or_failed(vm, shown, "");
    let text = format!(
        "object address  : {address:#x}\nobject refcount : {count}\nobject type     : {class:#x}\n\
         object type name: {name}\nobject repr     : {shown}\nlost sys.stderr\n"
    );
    // It is the last resort.
    drop(std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes()));
}
