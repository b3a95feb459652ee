//! `pyexpat`: XML as events.

mod attributes;
mod dispatch;
mod parser;

use super::{ModuleSpec, set};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::{attribute, number};
use crate::text::xml::{Code, Position, TEXTS};
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::list::List;
use crate::types::{exception, int, module};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "pyexpat",
    functions: &[
        NativeDef::keywords("ParserCreate", "encoding=None, namespace_separator=None, intern={}", parser::create),
        NativeDef::one("ErrorString", |vm, _, code| {
            let code = number::index(vm, code)?;
            let code = int::number(&code);
            let text = usize::try_from(number::saturating_i64(code)).ok().and_then(text_of);
            Ok(text.map_or(Value::NONE, |text| vm.new_str(text).into_value()))
        }),
    ],
    classes: &[&parser::CLASS],
    init: Some(init),
};

/// The version of expat that this does as.
const VERSION: [usize; 3] = [2, 9, 0];

const FEATURES: [(&str, usize); 10] = [
    ("sizeof(XML_Char)", 1),
    ("sizeof(XML_LChar)", 1),
    ("XML_DTD", 0),
    ("XML_CONTEXT_BYTES", 1024),
    ("XML_NS", 0),
    ("XML_BLAP_MAX_AMP", 100),
    ("XML_BLAP_ACT_THRES", 8 << 20),
    ("XML_GE", 0),
    ("XML_AT_MAX_AMP", 100),
    ("XML_AT_ACT_THRES", 64 << 20),
];

const MODEL: [(&str, usize); 10] = [
    ("XML_CTYPE_EMPTY", 1),
    ("XML_CTYPE_ANY", 2),
    ("XML_CTYPE_MIXED", 3),
    ("XML_CTYPE_NAME", 4),
    ("XML_CTYPE_CHOICE", 5),
    ("XML_CTYPE_SEQ", 6),
    ("XML_CQUANT_NONE", 0),
    ("XML_CQUANT_OPT", 1),
    ("XML_CQUANT_REP", 2),
    ("XML_CQUANT_PLUS", 3),
];

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    let class = parser::CLASS.of(vm);
    set(vm, namespace, "XMLParserType", class);
    let capsule = super::types_::capsule(vm, "pyexpat.expat_CAPI", Vec::new());
    set(vm, namespace, "expat_CAPI", capsule);
    let base = vm.types.exception.clone();
    let error = super::new_exception(vm, "xml.parsers.expat", "ExpatError", &base)?;
    set(vm, namespace, "error", error.clone());
    set(vm, namespace, "ExpatError", error);
    let [major, minor, micro] = VERSION;
    let version = vm.new_str(format!("expat_{major}.{minor}.{micro}")).into_value();
    set(vm, namespace, "EXPAT_VERSION", version);
    let version = vm.new_tuple(VERSION.map(Value::index).to_vec()).into_value();
    set(vm, namespace, "version_info", version);
    let encoding = vm.new_str("UTF-8").into_value();
    set(vm, namespace, "native_encoding", encoding);
    for (number, name) in ["NEVER", "UNLESS_STANDALONE", "ALWAYS"].into_iter().enumerate() {
        set(vm, namespace, &format!("XML_PARAM_ENTITY_PARSING_{name}"), Value::index(number));
    }
    let features = FEATURES
        .iter()
        .map(|(name, number)| {
            let name = vm.new_str(*name).into_value();
            vm.new_tuple(vec![name, Value::index(*number)]).into_value()
        })
        .collect();
    let features = List::create(vm, features).into_value();
    set(vm, namespace, "features", features);
    let errors = submodule(vm, namespace, "errors", "Constants used to describe error conditions.");
    let (codes, messages) = (vm.new_dict(), vm.new_dict());
    for (index, (name, text)) in TEXTS.iter().enumerate() {
        let (text, code) = (vm.new_str(*text).into_value(), Value::index(index + 1));
        set(vm, &errors, &format!("XML_ERROR_{name}"), text.clone());
        drop(codes.set(vm, text.clone(), code.clone())?);
        drop(messages.set(vm, code, text)?);
    }
    set(vm, &errors, "codes", codes.into_value());
    set(vm, &errors, "messages", messages.into_value());
    let model = submodule(vm, namespace, "model", "Constants used to interpret content model information.");
    for (name, number) in MODEL {
        set(vm, &model, name, Value::index(number));
    }
    Ok(())
}

/// The namespace of a module within this one.
fn submodule(vm: &mut Vm, namespace: &Py<Dict>, name: &str, doc: &str) -> Py<Dict> {
    let full = vm.intern(&format!("pyexpat.{name}"));
    let inner = vm.new_dict();
    let module = module::over(vm, &full, &inner);
    let doc = vm.new_str(doc).into_value();
    set(vm, &inner, "__doc__", doc);
    let modules = vm.modules.clone();
    drop(modules.set_str(vm, &full, module.to_value()));
    set(vm, namespace, name, module.into_value());
    inner
}

fn text_of(code: usize) -> Option<&'static str> {
    TEXTS.get(code.checked_sub(1)?).map(|(_, text)| *text)
}

/// ExpatError "syntax error: line 1, column 0", with the attributes `code`, `offset` and `lineno`.
#[cold]
fn refused(vm: &mut Vm, code: Code, place: Position) -> Raised {
    let text = text_of(code as usize).unwrap_or_default();
    let message = format!("{text}: line {}, column {}", place.line, place.column);
    let Some(class) = super::exception_of(vm, "pyexpat", "ExpatError") else { return vm.value_error(message) };
    let message = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![message]);
    for (name, number) in [("code", code as usize), ("lineno", place.line), ("offset", place.column)] {
        let (name, number) = (vm.intern(name), Value::index(number));
        if let Err(raised) = attribute::set(vm, &exception, &name, Some(&number)) {
            return raised;
        }
    }
    vm.raise(exception)
}

/// ExpatError with a text of its own.
#[cold]
fn error(vm: &mut Vm, message: &str) -> Raised {
    let Some(class) = super::exception_of(vm, "pyexpat", "ExpatError") else { return vm.value_error(message) };
    let text = vm.new_str(message).into_value();
    let exception = exception::new(vm, &class, vec![text]);
    vm.raise(exception)
}

/// A str argument, or None where that may be; TypeError "f() argument 'x' must be str or None, not int".
fn text_argument(vm: &mut Vm, place: &str, expected: &str, value: &Slot) -> PyResult<Option<Py<Str>>> {
    match value {
        None => Ok(None),
        Some(none) if none.is_none() && expected != "str" => Ok(None),
        Some(value) => match value.cast::<Str>() {
            Some(text) if text.as_bytes().contains(&0) => Err(vm.value_error("embedded null character")),
            Some(text) => Ok(Some(text.clone())),
            None => {
                let name = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
                Err(vm.type_error(format!("{place} must be {expected}, not {name}")))
            }
        },
    }
}
