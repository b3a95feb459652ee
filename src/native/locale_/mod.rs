//! `_locale`: the native half of `locale`: the C library's locale and its catalogues of messages.

mod constants;

use std::ffi::CString;

use super::pwd::{decoded, encoded};
use super::{ModuleSpec, exception_of, new_exception, set};
use crate::object::{Py, Slot, Str, Value};
use crate::protocol::number;
use crate::types::class::NativeDef;
use crate::types::dict::Dict;
use crate::types::exception;
use crate::types::list::List;
use crate::vm::locale::{self, Wide};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `_locale`.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "_locale",
    functions: &[
        NativeDef::positional("setlocale", 1, 2, set_locale),
        NativeDef::none("localeconv", conventions),
        NativeDef::positional("strcoll", 2, 2, |vm, _, values| {
            let left = wide(vm, "strcoll() argument 1", &values[0])?;
            let right = wide(vm, "strcoll() argument 2", &values[1])?;
            Ok(crate::types::int::from_i64(vm, i64::from(left.compare(&right))))
        }),
        NativeDef::one("strxfrm", |vm, _, text| {
            let transformed = wide(vm, "strxfrm() argument", text)?.transformed();
            // The library may use numbers that are no characters.
            let text: String = transformed.into_iter().map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}')).collect();
            Ok(vm.new_str(text).into_value())
        }),
        NativeDef::one("nl_langinfo", |vm, _, key| {
            let key = number::int_argument(vm, key)?;
            if !constants::INFORMATION.iter().any(|&(_, known)| known == key) {
                return Err(vm.value_error("unsupported langinfo constant"));
            }
            decoded(vm, Some(locale::information(key)))
        }),
        NativeDef::none("getencoding", |vm, _| Ok(vm.new_str("UTF-8").into_value())),
        NativeDef::one("gettext", |vm, _, message| {
            let message = text(vm, "gettext() argument", message)?;
            decoded(vm, Some(locale::translation(None, &message, None)))
        }),
        NativeDef::positional("dgettext", 2, 2, |vm, _, values| {
            let domain = optional_text(vm, "dgettext() argument 1", &values[0])?;
            let message = text(vm, "dgettext() argument 2", &values[1])?;
            decoded(vm, Some(locale::translation(domain.as_ref(), &message, None)))
        }),
        NativeDef::positional("dcgettext", 3, 3, |vm, _, values| {
            let domain = optional_text(vm, "dcgettext() argument 1", &values[0])?;
            let message = text(vm, "dcgettext() argument 2", &values[1])?;
            let category = number::int_argument(vm, &values[2])?;
            decoded(vm, Some(locale::translation(domain.as_ref(), &message, Some(category))))
        }),
        NativeDef::one("textdomain", |vm, _, domain| {
            let domain = optional_text(vm, "textdomain() argument", domain)?;
            decoded(vm, locale::domain(domain.as_ref()))
        }),
        NativeDef::positional("bindtextdomain", 2, 2, |vm, _, values| {
            let domain = text(vm, "bindtextdomain() argument 1", &values[0])?;
            if domain.is_empty() {
                return Err(failed(vm, "domain must be a non-empty string"));
            }
            let folder = if values[1].is_none() { None } else { Some(encoded(vm, &values[1])?) };
            decoded(vm, locale::bind_domain(&domain, folder.as_ref()))
        }),
        NativeDef::positional("bind_textdomain_codeset", 2, 2, |vm, _, values| {
            let domain = text(vm, "bind_textdomain_codeset() argument 1", &values[0])?;
            let codeset = optional_text(vm, "bind_textdomain_codeset() argument 2", &values[1])?;
            decoded(vm, locale::bind_codeset(&domain, codeset.as_ref()))
        }),
    ],
    classes: &[],
    init: Some(init),
};

fn init(vm: &mut Vm, namespace: &Py<Dict>) -> PyResult<()> {
    constants::add(vm, namespace);
    let base = vm.types.exception.clone();
    let error = new_exception(vm, "locale", "Error", &base)?;
    set(vm, namespace, "Error", error.into_value());
    start();
    Ok(())
}

/// What CPython does when it starts: the characters are those of the environment's locale, and UTF-8 if that is the C
/// locale. Nothing depends on it before the program looks.
fn start() {
    let category = constants::LC_CTYPE;
    let is_c = locale::set(category, Some(&CString::default())).is_none_or(|name| name == b"C" || name == b"POSIX");
    if is_c {
        drop(locale::set(category, Some(&c"C.UTF-8".to_owned())));
    }
}

fn failed(vm: &mut Vm, message: &str) -> Raised {
    match exception_of(vm, "_locale", "Error") {
        Some(class) => {
            let text = vm.new_str(message).into_value();
            let error = exception::new(vm, &class, vec![text]);
            vm.raise(error)
        }
        None => vm.value_error(message),
    }
}

fn refuse_type(vm: &mut Vm, place: &str, expected: &str, value: &Value) -> Raised {
    let class = vm.class_name(value);
    vm.type_error(format!("{place} must be {expected}, not {class}"))
}

fn text(vm: &mut Vm, place: &str, value: &Value) -> PyResult<CString> {
    let Some(text) = value.cast::<Str>() else { return Err(refuse_type(vm, place, "str", value)) };
    CString::new(text.as_bytes()).map_err(|_| vm.value_error("embedded null character"))
}

fn optional_text(vm: &mut Vm, place: &str, value: &Value) -> PyResult<Option<CString>> {
    match value.cast::<Str>() {
        Some(_) => text(vm, place, value).map(Some),
        None if value.is_none() => Ok(None),
        None => Err(refuse_type(vm, place, "str or None", value)),
    }
}

fn wide(vm: &mut Vm, place: &str, value: &Value) -> PyResult<Wide> {
    let Some(text) = value.cast::<Str>() else { return Err(refuse_type(vm, place, "str", value)) };
    if text.as_bytes().contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    Ok(Wide::new(text.to_string_lossy().chars().map(u32::from)))
}

/// `setlocale(category, locale=None)`
fn set_locale(vm: &mut Vm, _: &Value, values: &[Value]) -> PyResult {
    let category = number::int_argument(vm, &values[0])?;
    let wanted: Slot = values.get(1).filter(|locale| !locale.is_none()).cloned();
    let wanted = match wanted {
        Some(wanted) => optional_text(vm, "setlocale() argument 2", &wanted)?,
        None => None,
    };
    match locale::set(category, wanted.as_ref()) {
        Some(name) => decoded(vm, Some(name)),
        None if wanted.is_some() => Err(failed(vm, "unsupported locale setting")),
        None => Err(failed(vm, "locale query failed")),
    }
}

/// The order in which CPython lists what a locale says of money and numbers.
const ORDER: [&str; 18] = [
    "int_curr_symbol",
    "currency_symbol",
    "mon_decimal_point",
    "mon_thousands_sep",
    "mon_grouping",
    "positive_sign",
    "negative_sign",
    "int_frac_digits",
    "frac_digits",
    "p_cs_precedes",
    "p_sep_by_space",
    "n_cs_precedes",
    "n_sep_by_space",
    "p_sign_posn",
    "n_sign_posn",
    "decimal_point",
    "thousands_sep",
    "grouping",
];

/// `localeconv()`
fn conventions(vm: &mut Vm, _: &Value) -> PyResult {
    let found = locale::conventions();
    let result = vm.new_dict();
    for name in ORDER {
        let value = if let Some((_, text)) = found.texts.iter().find(|(known, _)| *known == name) {
            decoded(vm, Some(text.clone()))?
        } else if let Some(&(_, number)) = found.numbers.iter().find(|(known, _)| *known == name) {
            Value::index(number as u8 as usize)
        } else {
            let sizes = &found.groupings[usize::from(name == "grouping")];
            let mut sizes: Vec<Value> = sizes.iter().map(|&size| Value::index(usize::from(size))).collect();
            // The end says that the last size repeats.
            if !sizes.is_empty() {
                sizes.push(Value::index(0));
            }
            List::create(vm, sizes).into_value()
        };
        set(vm, &result, name, value);
    }
    Ok(result.into_value())
}
