//! `exit`, `quit`, `copyright`, `credits`, `license`, `help`: what CPython's `site` adds for interactive use.

use crate::native::NativeClass;
use crate::native::set;
use crate::object::{ClassFlags, Layout, Py, Str, Value};
use crate::protocol;
use crate::types::class::slots::Slots;
use crate::types::class::{Arguments, ClassSpec};
use crate::types::dict::Dict;
use crate::types::object::Instance;
use crate::vm::{PyResult, Vm};

static QUITTER: NativeClass = NativeClass::new(ClassSpec {
    module: "_sitebuiltins",
    flags: ClassFlags::HAS_DICT.union(ClassFlags::CONTAINER),
    slots: Slots { repr: Some(quitter_repr), call: Some(quit), ..Slots::EMPTY },
    ..ClassSpec::new("Quitter", Layout::of::<Instance>())
});

static PRINTER: NativeClass = NativeClass::new(ClassSpec {
    module: "_sitebuiltins",
    flags: ClassFlags::HAS_DICT.union(ClassFlags::CONTAINER),
    slots: Slots { repr: Some(printer_repr), call: Some(show), ..Slots::EMPTY },
    ..ClassSpec::new("_Printer", Layout::of::<Instance>())
});

static HELPER: NativeClass = NativeClass::new(ClassSpec {
    module: "_sitebuiltins",
    flags: ClassFlags::HAS_DICT.union(ClassFlags::CONTAINER),
    slots: Slots { repr: Some(helper_repr), call: Some(help), ..Slots::EMPTY },
    ..ClassSpec::new("_Helper", Layout::of::<Instance>())
});

const ABOUT: &[(&str, &str)] = &[
    ("copyright", "Copyright (c) the ouropy developers. MIT or Apache-2.0."),
    ("credits", "ouropy is a Python 3.14 interpreter written in Rust."),
    ("license", "ouropy is available under the MIT licence or the Apache License 2.0, at your choice."),
];

/// Adds the objects.
pub fn add(vm: &mut Vm, namespace: &Py<Dict>) {
    let quitter = QUITTER.of(vm);
    for name in ["exit", "quit"] {
        let object = named(vm, &quitter, name);
        set(vm, namespace, name, object);
    }
    let printer = PRINTER.of(vm);
    for (name, _) in ABOUT {
        let object = named(vm, &printer, name);
        set(vm, namespace, name, object);
    }
    let helper = HELPER.of(vm);
    let object = named(vm, &helper, "help");
    set(vm, namespace, "help", object);
}

fn named(vm: &mut Vm, class: &Py<crate::types::class::Class>, name: &str) -> Value {
    let object = vm.heap.alloc(class, Instance).into_value();
    let attributes = vm.new_dict();
    let text = vm.intern(name).into_value();
    set(vm, &attributes, "name", text);
    drop(vm.heap.set_instance_dict(&object, Some(attributes.into_value())));
    object
}

fn name_of(vm: &mut Vm, this: &Value) -> String {
    let key = vm.intern("name");
    vm.heap
        .instance_dict(this)
        .and_then(Value::cast::<Dict>)
        .and_then(|dict| dict.get_str(&vm.heap, &key))
        .and_then(Value::cast::<Str>)
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default()
}

fn quitter_repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = name_of(vm, this);
    Ok(vm.new_str(format!("Use {name}() or Ctrl-D (i.e. EOF) to exit")).into_value())
}

fn quit(vm: &mut Vm, _this: &Value, arguments: Arguments<'_>) -> PyResult {
    let code = arguments.values.first().cloned().unwrap_or(Value::NONE);
    Err(vm.raise_with(|types| &types.system_exit, vec![code]))
}

fn text_of(name: &str) -> &'static str {
    ABOUT.iter().find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}

fn printer_repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = name_of(vm, this);
    Ok(vm.new_str(text_of(&name)).into_value())
}

fn show(vm: &mut Vm, this: &Value, _arguments: Arguments<'_>) -> PyResult {
    let name = name_of(vm, this);
    let text = vm.new_str(text_of(&name));
    super::write_line(vm, &text)?;
    Ok(Value::NONE)
}

fn helper_repr(vm: &mut Vm, _this: &Value) -> PyResult {
    let text = "Type help() for interactive help, or help(object) for help about object.";
    Ok(vm.new_str(text).into_value())
}

/// `help(object)`: the repr and the docstring.
fn help(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult {
    let Some(object) = arguments.values.first() else {
        let text = helper_repr(vm, this)?;
        let text = text.expect::<Str>().clone();
        super::write_line(vm, &text)?;
        return Ok(Value::NONE);
    };
    let text = protocol::repr::repr(vm, object)?;
    super::write_line(vm, &text)?;
    let doc = vm.names.doc.clone();
    if let Some(doc) = protocol::attribute::get_optional(vm, object, &doc)?
        && let Some(doc) = doc.cast::<Str>()
    {
        let doc = doc.clone();
        super::write_line(vm, &doc)?;
    }
    Ok(Value::NONE)
}
