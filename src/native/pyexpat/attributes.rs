//! The attributes of parsers.

use super::dispatch::{self, Handler};
use super::parser::of;
use crate::object::{Slot, Value};
use crate::protocol;
use crate::protocol::number;
use crate::text::xml::Position;
use crate::types::class::GetSet;
use crate::types::int;
use crate::vm::{PyResult, Vm};

/// A position that is shown.
const fn place(name: &'static str, get: fn(&mut Vm, &Value) -> PyResult) -> GetSet {
    GetSet::read_only(name, get)
}

fn position(this: &Value) -> Position {
    of(this).parser.borrow().position()
}

fn line(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::index(position(this).line))
}

fn column(_vm: &mut Vm, this: &Value) -> PyResult {
    Ok(Value::index(position(this).column))
}

/// -1 as long as there is no document.
fn byte(vm: &mut Vm, this: &Value) -> PyResult {
    if of(this).parser.borrow().has_begun() {
        return Ok(Value::index(position(this).byte));
    }
    Ok(int::from_i64(vm, -1))
}

fn kept(value: Slot, vm: &mut Vm) -> PyResult {
    value.ok_or_else(|| vm.runtime_error("Cannot delete attribute"))
}

fn flag(vm: &mut Vm, value: Slot) -> PyResult<bool> {
    let value = kept(value, vm)?;
    protocol::is_true(vm, &value)
}

/// Reads and sets a handler.
macro_rules! handler {
    ($handler:ident) => {
        GetSet::new(
            Handler::NAMES[Handler::$handler as usize],
            |vm, this| {
                let handler = dispatch::handler(vm, this, Handler::$handler);
                Ok(handler.unwrap_or(Value::NONE))
            },
            |vm, this, value| {
                let value = kept(value, vm)?;
                dispatch::set_handler(vm, this, Handler::$handler, value)
            },
        )
    };
}

/// All of them.
pub const TABLE: &[GetSet] = &[
    GetSet::read_only("intern", |vm, this| Ok(of(this).intern.get(&vm.heap).clone().unwrap_or(Value::NONE))).member(),
    place("ErrorCode", |_, this| {
        let code = of(this).parser.borrow().code();
        Ok(Value::index(code.map_or(0, |code| code as usize)))
    }),
    place("ErrorLineNumber", line),
    place("ErrorColumnNumber", column),
    place("ErrorByteIndex", byte),
    place("CurrentLineNumber", line),
    place("CurrentColumnNumber", column),
    place("CurrentByteIndex", byte),
    GetSet::new("buffer_size", |_, this| Ok(Value::index(of(this).text_size.get())), set_size),
    GetSet::new(
        "buffer_text",
        |_, this| Ok(Value::bool(of(this).text.borrow().is_some())),
        |vm, this, value| {
            let wanted = flag(vm, value)?;
            if wanted {
                of(this).text.borrow_mut().get_or_insert_default();
                return Ok(());
            }
            if of(this).text.borrow().is_some() {
                dispatch::flush(vm, this)?;
                of(this).text.take();
            }
            Ok(())
        },
    ),
    GetSet::read_only("buffer_used", |_, this| Ok(Value::index(of(this).text.borrow().as_ref().map_or(0, Vec::len)))),
    GetSet::new(
        "namespace_prefixes",
        |_, this| Ok(Value::bool(of(this).parser.borrow().wishes.prefixes)),
        |vm, this, value| {
            let wanted = flag(vm, value)?;
            of(this).parser.borrow_mut().wishes.prefixes = wanted;
            Ok(())
        },
    ),
    GetSet::new(
        "ordered_attributes",
        |_, this| Ok(Value::bool(of(this).has_ordered_attributes.get())),
        |vm, this, value| {
            let wanted = flag(vm, value)?;
            of(this).has_ordered_attributes.set(wanted);
            Ok(())
        },
    ),
    GetSet::new(
        "specified_attributes",
        |_, this| Ok(Value::bool(of(this).has_specified_attributes.get())),
        |vm, this, value| {
            let wanted = flag(vm, value)?;
            of(this).has_specified_attributes.set(wanted);
            Ok(())
        },
    ),
    handler!(StartElement),
    handler!(EndElement),
    handler!(ProcessingInstruction),
    handler!(CharacterData),
    handler!(UnparsedEntityDecl),
    handler!(NotationDecl),
    handler!(StartNamespaceDecl),
    handler!(EndNamespaceDecl),
    handler!(Comment),
    handler!(StartCdataSection),
    handler!(EndCdataSection),
    handler!(Default),
    handler!(DefaultExpand),
    handler!(NotStandalone),
    handler!(ExternalEntityRef),
    handler!(StartDoctypeDecl),
    handler!(EndDoctypeDecl),
    handler!(EntityDecl),
    handler!(XmlDecl),
    handler!(ElementDecl),
    handler!(AttlistDecl),
    handler!(SkippedEntity),
];

fn set_size(vm: &mut Vm, this: &Value, value: Slot) -> PyResult<()> {
    let value = kept(value, vm)?;
    if int::Number::of(&value).is_none() {
        return Err(vm.type_error("buffer_size must be an integer"));
    }
    let index = number::index(vm, &value)?;
    let int::Number::Small(size) = int::number(&index) else {
        return Err(vm.overflow_error("Python int too large to convert to C long"));
    };
    if size == of(this).text_size.get() as i64 {
        return Ok(());
    }
    if size <= 0 {
        return Err(vm.value_error("buffer_size must be greater than zero"));
    }
    if size > i64::from(i32::MAX) {
        return Err(vm.value_error(format!("buffer_size must not be greater than {}", i32::MAX)));
    }
    dispatch::flush(vm, this)?;
    of(this).text_size.set(size as usize);
    Ok(())
}
