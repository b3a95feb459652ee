//! From events to calls of handlers.

use super::parser::{XmlParser, of};
use super::refused;
use crate::object::{Py, Value};
use crate::protocol::{self, number};
use crate::text::xml::{Code, Declared, EntityKind, Event, External, Found, Particle, Text};
use crate::types::codec;
use crate::types::dict::Dict;
use crate::types::int;
use crate::types::list::List;
use crate::vm::{PyResult, Raised, Vm};

/// What can be called, in the order in which a parser shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Handler {
    StartElement,
    EndElement,
    ProcessingInstruction,
    CharacterData,
    UnparsedEntityDecl,
    NotationDecl,
    StartNamespaceDecl,
    EndNamespaceDecl,
    Comment,
    StartCdataSection,
    EndCdataSection,
    Default,
    DefaultExpand,
    NotStandalone,
    ExternalEntityRef,
    StartDoctypeDecl,
    EndDoctypeDecl,
    EntityDecl,
    XmlDecl,
    ElementDecl,
    AttlistDecl,
    SkippedEntity,
}

impl Handler {
    /// Their attributes.
    pub const NAMES: [&str; 22] = [
        "StartElementHandler",
        "EndElementHandler",
        "ProcessingInstructionHandler",
        "CharacterDataHandler",
        "UnparsedEntityDeclHandler",
        "NotationDeclHandler",
        "StartNamespaceDeclHandler",
        "EndNamespaceDeclHandler",
        "CommentHandler",
        "StartCdataSectionHandler",
        "EndCdataSectionHandler",
        "DefaultHandler",
        "DefaultHandlerExpand",
        "NotStandaloneHandler",
        "ExternalEntityRefHandler",
        "StartDoctypeDeclHandler",
        "EndDoctypeDeclHandler",
        "EntityDeclHandler",
        "XmlDeclHandler",
        "ElementDeclHandler",
        "AttlistDeclHandler",
        "SkippedEntityHandler",
    ];
}

/// The handler, if it is set.
pub fn handler(vm: &Vm, this: &Value, handler: Handler) -> Option<Value> {
    of(this).handlers[handler as usize].get(&vm.heap).clone()
}

fn has(vm: &Vm, this: &Value, handler: Handler) -> bool {
    of(this).handlers[handler as usize].get(&vm.heap).is_some()
}

/// Sets a handler; None takes it away.
pub fn set_handler(vm: &mut Vm, this: &Value, handler: Handler, value: Value) -> PyResult<()> {
    if handler == Handler::CharacterData {
        flush(vm, this)?;
    }
    let new = Some(value).filter(|value| !value.is_none());
    let this = this.expect::<XmlParser>().clone();
    if matches!(handler, Handler::Default | Handler::DefaultExpand) {
        this.default.set(new.as_ref().map(|_| handler));
        this.parser.borrow_mut().wishes.expands = handler == Handler::DefaultExpand;
    }
    let old = this.handlers[handler as usize].replace(&mut vm.heap, new);
    drop(old);
    Ok(())
}

/// ExpatError at the place of the last event.
pub fn refuse(vm: &mut Vm, this: &Value, code: Code) -> Raised {
    let place = of(this).parser.borrow().position();
    refused(vm, code, place)
}

/// Asks for events and calls the handlers until all that was given has been read.
pub fn run(vm: &mut Vm, this: &Value) -> PyResult<()> {
    loop {
        let has_default = of(this).default.get().is_some();
        let (starts, externals, standing) = (
            has(vm, this, Handler::StartElement),
            has(vm, this, Handler::ExternalEntityRef),
            has(vm, this, Handler::NotStandalone),
        );
        let mut parser = of(this).parser.borrow_mut();
        let wishes = &mut parser.wishes;
        (wishes.raw, wishes.starts, wishes.externals, wishes.standing) = (has_default, starts, externals, standing);
        let next = parser.next();
        drop(parser);
        match next {
            Ok(None) => return Ok(()),
            Err(fault) => return Err(refuse(vm, this, fault.code)),
            Ok(Some(found)) => {
                if let Err(raised) = dispatch(vm, this, found) {
                    let exception = vm.take_raised(raised);
                    abort(vm, this);
                    return Err(vm.raise_as_is(exception));
                }
            }
        }
    }
}

/// After an exception nothing more is told.
fn abort(vm: &mut Vm, this: &Value) {
    let this = this.expect::<XmlParser>().clone();
    this.parser.borrow_mut().abort();
    this.default.set(None);
    for handler in &this.handlers {
        let old = handler.replace(&mut vm.heap, None);
        drop(old);
    }
}

/// Calls a handler if it is set; what waits for it is told first.
fn tell(
    vm: &mut Vm,
    this: &Value,
    which: Handler,
    arguments: impl FnOnce(&mut Vm, &Value) -> PyResult<Vec<Value>>,
) -> PyResult<Option<Value>> {
    if !has(vm, this, which) {
        return Ok(None);
    }
    flush(vm, this)?;
    // What was told may have taken the handler away.
    let Some(handler) = handler(vm, this, which) else { return Ok(Some(Value::index(1))) };
    let arguments = arguments(vm, this)?;
    call(vm, this, &handler, &arguments).map(Some)
}

fn call(vm: &mut Vm, this: &Value, handler: &Value, arguments: &[Value]) -> PyResult {
    let before = of(this).is_in_handler.replace(true);
    let result = protocol::call(vm, handler, arguments);
    of(this).is_in_handler.set(before);
    result
}

/// Tells the text that waits.
pub fn flush(vm: &mut Vm, this: &Value) -> PyResult<()> {
    let text = match &mut *of(this).text.borrow_mut() {
        Some(text) if !text.is_empty() => std::mem::take(text),
        _ => return Ok(()),
    };
    tell_text(vm, this, &text)
}

fn tell_text(vm: &mut Vm, this: &Value, text: &[u8]) -> PyResult<()> {
    let Some(handler) = handler(vm, this, Handler::CharacterData) else { return Ok(()) };
    let text = vm.new_str_bytes(text).into_value();
    drop(call(vm, this, &handler, &[text])?);
    Ok(())
}

fn text(vm: &mut Vm, this: &Value, text: &[u8]) -> PyResult<()> {
    let size = of(this).text_size.get();
    let Some(used) = of(this).text.borrow().as_ref().map(Vec::len) else { return tell_text(vm, this, text) };
    if used + text.len() > size {
        flush(vm, this)?;
        if !has(vm, this, Handler::CharacterData) {
            return Ok(());
        }
    }
    if text.len() > size || of(this).text.borrow().is_none() {
        return tell_text(vm, this, text);
    }
    if let Some(waiting) = &mut *of(this).text.borrow_mut() {
        waiting.extend(text);
    }
    Ok(())
}

fn plain(vm: &mut Vm, text: Text) -> Value {
    vm.new_str_bytes(&text).into_value()
}

fn optional(vm: &mut Vm, text: Option<Text>) -> Value {
    text.map_or(Value::NONE, |text| plain(vm, text))
}

/// A name as the one object that stands for it.
fn name(vm: &mut Vm, this: &Value, text: Text) -> PyResult {
    let text = plain(vm, text);
    let intern = of(this).intern.get(&vm.heap).clone();
    let Some(intern) = intern.as_ref().and_then(|intern| intern.cast::<Dict>()) else { return Ok(text) };
    if let Some(known) = intern.get(vm, &text)? {
        return Ok(known);
    }
    drop(intern.set(vm, text.clone(), text.clone())?);
    Ok(text)
}

fn optional_name(vm: &mut Vm, this: &Value, text: Option<Text>) -> PyResult {
    text.map_or(Ok(Value::NONE), |text| name(vm, this, text))
}

/// Base, system and public identifier.
fn places(vm: &mut Vm, this: &Value, external: External) -> PyResult<[Value; 3]> {
    let base = of(this).parser.borrow().base.clone();
    let base = optional_name(vm, this, base)?;
    let system = optional_name(vm, this, external.system)?;
    Ok([base, system, optional_name(vm, this, external.public)?])
}

/// Whether a handler says yes.
fn is_yes(vm: &mut Vm, answer: &Value) -> PyResult<bool> {
    let index = number::index(vm, answer)?;
    match int::number(&index) {
        int::Number::Small(number) => Ok(number != 0),
        int::Number::Big(_) => Err(vm.overflow_error("Python int too large to convert to C long")),
    }
}

fn dispatch(vm: &mut Vm, this: &Value, found: Found) -> PyResult<()> {
    let told = match found.event {
        Event::Start { name: shown, attributes, specified, is_empty } => {
            let told = tell(vm, this, Handler::StartElement, |vm, this| {
                let count = if of(this).has_specified_attributes.get() { specified } else { attributes.len() };
                let attributes = attributes_value(vm, this, attributes, count)?;
                Ok(vec![name(vm, this, shown)?, attributes])
            })?;
            told.is_some() || is_empty && has(vm, this, Handler::EndElement)
        }
        Event::End(shown) => {
            tell(vm, this, Handler::EndElement, |vm, this| Ok(vec![name(vm, this, shown)?]))?.is_some()
        }
        Event::Text(data) => {
            let is_told = has(vm, this, Handler::CharacterData);
            if is_told {
                text(vm, this, &data)?;
            }
            is_told
        }
        Event::Instruction(target, data) => tell(vm, this, Handler::ProcessingInstruction, |vm, this| {
            Ok(vec![name(vm, this, target)?, plain(vm, data)])
        })?
        .is_some(),
        Event::Comment(data) => tell(vm, this, Handler::Comment, |vm, _| Ok(vec![plain(vm, data)]))?.is_some(),
        Event::CdataStart => tell(vm, this, Handler::StartCdataSection, |_, _| Ok(Vec::new()))?.is_some(),
        Event::CdataEnd => tell(vm, this, Handler::EndCdataSection, |_, _| Ok(Vec::new()))?.is_some(),
        Event::NamespaceStart(prefix, uri) => tell(vm, this, Handler::StartNamespaceDecl, |vm, this| {
            Ok(vec![optional_name(vm, this, prefix)?, optional_name(vm, this, uri)?])
        })?
        .is_some(),
        Event::NamespaceEnd(prefix) => {
            tell(vm, this, Handler::EndNamespaceDecl, |vm, this| Ok(vec![optional_name(vm, this, prefix)?]))?.is_some()
        }
        Event::Declaration(version, encoding, standalone) => tell(vm, this, Handler::XmlDecl, |vm, _| {
            let standalone = int::from_i64(vm, standalone.into());
            Ok(vec![optional(vm, version), optional(vm, encoding), standalone])
        })?
        .is_some(),
        Event::DoctypeStart { name: root, external, has_internal } => {
            tell(vm, this, Handler::StartDoctypeDecl, |vm, this| {
                let root = name(vm, this, root)?;
                let system = optional_name(vm, this, external.system)?;
                let public = optional_name(vm, this, external.public)?;
                Ok(vec![root, system, public, Value::index(has_internal.into())])
            })?
            .is_some()
        }
        Event::DoctypeEnd => tell(vm, this, Handler::EndDoctypeDecl, |_, _| Ok(Vec::new()))?.is_some(),
        Event::Entity { name: entity, is_parameter, value, external, notation } => {
            if notation.is_some() && has(vm, this, Handler::UnparsedEntityDecl) {
                tell(vm, this, Handler::UnparsedEntityDecl, |vm, this| {
                    let entity = name(vm, this, entity)?;
                    let [base, system, public] = places(vm, this, external)?;
                    Ok(vec![entity, base, system, public, optional_name(vm, this, notation)?])
                })?
                .is_some()
            } else {
                tell(vm, this, Handler::EntityDecl, |vm, this| {
                    let entity = name(vm, this, entity)?;
                    let value = optional(vm, value);
                    let [base, system, public] = places(vm, this, external)?;
                    let notation = optional_name(vm, this, notation)?;
                    Ok(vec![entity, Value::index(is_parameter.into()), value, base, system, public, notation])
                })?
                .is_some()
            }
        }
        Event::Notation(notation, external) => tell(vm, this, Handler::NotationDecl, |vm, this| {
            let notation = name(vm, this, notation)?;
            let [base, system, public] = places(vm, this, external)?;
            Ok(vec![notation, base, system, public])
        })?
        .is_some(),
        Event::Element(element, model) => tell(vm, this, Handler::ElementDecl, |vm, this| {
            let element = name(vm, this, element)?;
            Ok(vec![element, model_value(vm, this, &model)?])
        })?
        .is_some(),
        Event::Attribute { element, name: attribute, kind, default, is_required } => {
            tell(vm, this, Handler::AttlistDecl, |vm, this| {
                let element = name(vm, this, element)?;
                let attribute = name(vm, this, attribute)?;
                let (kind, default) = (plain(vm, kind), optional(vm, default));
                Ok(vec![element, attribute, kind, default, Value::index(is_required.into())])
            })?
            .is_some()
        }
        Event::Skipped(entity, kind) => tell(vm, this, Handler::SkippedEntity, |vm, this| {
            let entity = name(vm, this, entity)?;
            Ok(vec![entity, Value::index((kind == EntityKind::Parameter).into())])
        })?
        .is_some(),
        Event::External(context, external) => {
            let answer = tell(vm, this, Handler::ExternalEntityRef, |vm, this| {
                let context = optional(vm, context);
                let [base, system, public] = places(vm, this, external)?;
                Ok(vec![context, base, system, public])
            })?;
            return answered(vm, this, answer, Code::ExternalEntityHandling, found.raw);
        }
        Event::NotStandalone => {
            let answer = tell(vm, this, Handler::NotStandalone, |_, _| Ok(Vec::new()))?;
            return answered(vm, this, answer, Code::NotStandalone, found.raw);
        }
        Event::Encoding(encoding) => return find_table(vm, this, &encoding),
        Event::Markup(declared) => match declared {
            Declared::None => false,
            Declared::Doctype => has(vm, this, Handler::StartDoctypeDecl),
            Declared::DoctypeEnd => has(vm, this, Handler::EndDoctypeDecl),
            Declared::Entity => has(vm, this, Handler::EntityDecl),
            Declared::Unparsed => has(vm, this, Handler::EntityDecl) || has(vm, this, Handler::UnparsedEntityDecl),
            Declared::Notation => has(vm, this, Handler::NotationDecl),
            Declared::Element => has(vm, this, Handler::ElementDecl),
            Declared::Attribute => has(vm, this, Handler::AttlistDecl),
        },
    };
    if told { Ok(()) } else { tell_default(vm, this, found.raw) }
}

/// Tells the handler of all else how something is written.
fn tell_default(vm: &mut Vm, this: &Value, raw: Option<Text>) -> PyResult<()> {
    let (Some(raw), Some(which)) = (raw, of(this).default.get()) else { return Ok(()) };
    drop(tell(vm, this, which, |vm, _| Ok(vec![plain(vm, raw)]))?);
    Ok(())
}

fn answered(vm: &mut Vm, this: &Value, answer: Option<Value>, code: Code, raw: Option<Text>) -> PyResult<()> {
    let Some(answer) = answer else { return tell_default(vm, this, raw) };
    if !is_yes(vm, &answer)? {
        // The parser says so when it is asked for the next event.
        of(this).parser.borrow_mut().refuse(code);
    }
    Ok(())
}

/// Names and values as a dict, or as a list.
fn attributes_value(vm: &mut Vm, this: &Value, attributes: Vec<(Text, Text)>, count: usize) -> PyResult {
    if of(this).has_ordered_attributes.get() {
        let mut items = Vec::with_capacity(2 * count);
        for (key, value) in attributes.into_iter().take(count) {
            items.push(name(vm, this, key)?);
            items.push(plain(vm, value));
        }
        return Ok(List::create(vm, items).into_value());
    }
    let dict: Py<Dict> = vm.new_dict();
    for (key, value) in attributes.into_iter().take(count) {
        let (key, value) = (name(vm, this, key)?, plain(vm, value));
        drop(dict.set(vm, key, value)?);
    }
    Ok(dict.into_value())
}

/// The deepest content model that becomes tuples.
const DEEPEST: usize = 10_000;

/// A content model as tuples. RecursionError if it is too deep.
fn model_value(vm: &mut Vm, this: &Value, model: &[Particle]) -> PyResult {
    let mut depths = vec![0; model.len()];
    for (index, particle) in model.iter().enumerate() {
        for &child in &particle.children {
            depths[child] = depths[index] + 1;
        }
    }
    if depths.iter().any(|&depth| depth > DEEPEST) {
        return Err(vm.recursion_error("maximum recursion depth exceeded in conv_content_model"));
    }
    let mut values: Vec<Value> = vec![Value::NONE; model.len()];
    for (index, particle) in model.iter().enumerate().rev() {
        let children = particle.children.iter().map(|&child| std::mem::replace(&mut values[child], Value::NONE));
        let children = children.collect();
        let children = vm.new_tuple(children).into_value();
        let shown = optional_name(vm, this, particle.name.clone())?;
        let numbers = [particle.kind, particle.quantity].map(|number| Value::index(number.into()));
        let [kind, quantity] = numbers;
        values[index] = vm.new_tuple(vec![kind, quantity, shown, children]).into_value();
    }
    Ok(values.swap_remove(0))
}

/// The characters of an encoding that the parser does not know. LookupError, ValueError "multi-byte encodings are not
/// supported".
fn find_table(vm: &mut Vm, this: &Value, encoding: &[u8]) -> PyResult<()> {
    let all: Vec<u8> = (0..=255).collect();
    let object = crate::types::bytes::new(vm, all.clone());
    let encoding = String::from_utf8_lossy(encoding);
    let decoded = codec::decode(vm, &object, &all, Some(&encoding), Some("replace"));
    let decoded = match decoded {
        Ok(decoded) => decoded,
        Err(raised) => {
            of(this).parser.borrow_mut().refuse(Code::UnknownEncoding);
            return Err(raised);
        }
    };
    let found: Vec<char> = decoded.to_string_lossy().chars().collect();
    let Ok(found) = <[char; 256]>::try_from(found) else {
        of(this).parser.borrow_mut().refuse(Code::UnknownEncoding);
        return Err(vm.value_error("multi-byte encodings are not supported"));
    };
    let table = found.map(|found| Some(found).filter(|found| *found != '\u{fffd}'));
    // What XML is written with is where ASCII has it.
    let is_fit = (0u8..=255).all(|byte| {
        let shown = table[usize::from(byte)].filter(char::is_ascii).map_or(byte, |found| found as u8);
        if !shown.is_ascii() {
            return true;
        }
        let is_plain = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~') && !b"$@\\^`{}~".contains(&byte);
        !is_plain(shown) && !is_plain(byte) || table[usize::from(byte)] == Some(char::from(byte))
    });
    let mut parser = of(this).parser.borrow_mut();
    if is_fit {
        parser.set_table(Box::new(table));
    } else {
        parser.refuse(Code::UnknownEncoding);
    }
    Ok(())
}
