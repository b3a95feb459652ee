//! `unicodedata`: what Unicode says of characters. Each function is a method of the old database as well.

use ouropy_grammar::names::{find_alias, find_name};

use super::{ModuleSpec, NativeClass, set};
use crate::object::{ClassFlags, Layout, Py, Str, Value, payload};
use crate::protocol::attribute;
use crate::text::character_database::normalization::{self, Form};
use crate::text::character_database::{Edition, names};
use crate::text::str_methods::single_char;
use crate::types::bytes::{self, Bytes};
use crate::types::class::{ClassSpec, GetSet, NativeDef, Slots};
use crate::types::{codec, float, str};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec {
    name: "unicodedata",
    functions: FUNCTIONS,
    classes: &[&DATABASE],
    init: Some(|vm, namespace| {
        let capsule = super::types_::capsule(vm, "unicodedata._ucnhash_CAPI", Vec::new());
        set(vm, namespace, "_ucnhash_CAPI", capsule);
        let version = vm.new_str("16.0.0");
        set(vm, namespace, "unidata_version", version);
        let class = DATABASE.of(vm);
        let old = vm.heap.alloc(&class, CharacterDatabase);
        set(vm, namespace, "ucd_3_2_0", old.into_value());
        Ok(())
    }),
};

static DATABASE: NativeClass = NativeClass::new(ClassSpec {
    module: "unicodedata",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { getattro: Some(attribute::generic_get), ..Slots::EMPTY },
    methods: FUNCTIONS,
    getset: &[GetSet::read_only("unidata_version", |vm, _| Ok(vm.new_str("3.2.0").into_value())).member()],
    ..ClassSpec::new("UCD", Layout::of::<CharacterDatabase>())
});

/// `unicodedata.ucd_3_2_0`: the database of an older Unicode.
pub struct CharacterDatabase;

payload! { CharacterDatabase: AtBirth;
    size(_this, _heap) { 40 }
}

const FUNCTIONS: &[NativeDef] = &[
    NativeDef::positional("decimal", 1, 2, |vm, this, given| {
        let code = first_character(vm, "decimal", given)?;
        let value = edition(this).decimal(code).map(|value| Value::index(usize::from(value)));
        value_or_default(vm, value, given, "not a decimal")
    }),
    NativeDef::positional("digit", 1, 2, |vm, this, given| {
        let code = first_character(vm, "digit", given)?;
        let value = edition(this).digit(code).map(|value| Value::index(usize::from(value)));
        value_or_default(vm, value, given, "not a digit")
    }),
    NativeDef::positional("numeric", 1, 2, |vm, this, given| {
        let code = first_character(vm, "numeric", given)?;
        let value = edition(this).number(code).map(|value| float::new(vm, value));
        value_or_default(vm, value, given, "not a numeric character")
    }),
    NativeDef::one("category", |vm, this, given| {
        let code = character(vm, "category", "argument", given)?;
        Ok(vm.new_str(edition(this).category(code)).into_value())
    }),
    NativeDef::one("bidirectional", |vm, this, given| {
        let code = character(vm, "bidirectional", "argument", given)?;
        Ok(vm.new_str(edition(this).direction(code)).into_value())
    }),
    NativeDef::one("combining", |vm, this, given| {
        let code = character(vm, "combining", "argument", given)?;
        Ok(Value::index(usize::from(edition(this).combining(code))))
    }),
    NativeDef::one("mirrored", |vm, this, given| {
        let code = character(vm, "mirrored", "argument", given)?;
        Ok(Value::index(usize::from(edition(this).is_mirrored(code))))
    }),
    NativeDef::one("east_asian_width", |vm, this, given| {
        let code = character(vm, "east_asian_width", "argument", given)?;
        Ok(vm.new_str(edition(this).width(code)).into_value())
    }),
    NativeDef::one("decomposition", decomposition),
    NativeDef::positional("name", 1, 2, |vm, this, given| {
        let code = first_character(vm, "name", given)?;
        let known = char::from_u32(code).filter(|_| edition(this).has(code)).and_then(names::name_of);
        let value = known.map(|name| vm.new_str(name).into_value());
        value_or_default(vm, value, given, "no such name")
    }),
    NativeDef::one("lookup", lookup),
    NativeDef::positional("is_normalized", 2, 2, is_normalized),
    NativeDef::positional("normalize", 2, 2, normalize),
];

/// The edition that the receiver, the module or an old database, has.
fn edition(this: &Value) -> Edition {
    if this.has::<CharacterDatabase>() { Edition::Old } else { Edition::Present }
}

/// The code point of an argument. TypeError "name() argument 1 must be a unicode character, not int".
fn character(vm: &mut Vm, function: &str, place: &str, value: &Value) -> PyResult<u32> {
    let Some(text) = value.cast::<Str>() else {
        return Err(wrong_argument(vm, function, place, "a unicode character", value));
    };
    match single_char(text.as_bytes()) {
        Some(code) => Ok(code),
        None => {
            let length = text.len();
            let text = format!("{function}(): {place} must be a unicode character, not a string of length {length}");
            Err(vm.type_error(text))
        }
    }
}

fn first_character(vm: &mut Vm, function: &str, given: &[Value]) -> PyResult<u32> {
    character(vm, function, "argument 1", &given[0])
}

#[cold]
fn wrong_argument(vm: &mut Vm, function: &str, place: &str, expected: &str, value: &Value) -> Raised {
    let class = if value.is_none() { "None".to_owned() } else { vm.class_name(value) };
    vm.type_error(format!("{function}() {place} must be {expected}, not {class}"))
}

/// The value, or else the second argument, or else ValueError.
fn value_or_default(vm: &mut Vm, value: Option<Value>, given: &[Value], message: &str) -> PyResult {
    value.or_else(|| given.get(1).cloned()).ok_or_else(|| vm.value_error(message))
}

/// `decomposition(chr)`: `<compat> 0020 0301`
fn decomposition(vm: &mut Vm, this: &Value, given: &Value) -> PyResult {
    let code = character(vm, "decomposition", "argument", given)?;
    let (tag, parts) = edition(this).decomposition(code).unwrap_or_default();
    let mut words = vec![tag.to_owned()];
    words.extend(parts.iter().map(|part| format!("{part:04X}")));
    Ok(vm.new_str(words.join(" ").trim_start()).into_value())
}

/// Longer names are not looked for.
const LONGEST_NAME: usize = 256;

/// `lookup(name)`. KeyError "undefined character name 'x'".
fn lookup(vm: &mut Vm, this: &Value, given: &Value) -> PyResult {
    let data = if let Some(text) = given.cast::<Str>() {
        codec::encode(vm, text, None, None)?
    } else {
        let data = bytes::required(vm, given)?;
        if !given.has::<Bytes>() {
            return Err(wrong_argument(vm, "lookup", "argument", "read-only bytes-like object", given));
        }
        data
    };
    let message = if data.len() > LONGEST_NAME {
        "name too long".to_owned()
    } else {
        let name = String::from_utf8_lossy(&data);
        // The old database has all characters of the present one by name, but no other names.
        let listed = || {
            let present = Some(&*name).filter(|_| edition(this) == Edition::Present)?;
            find_alias(present).map(String::from).or_else(|| names::find_sequence(present))
        };
        if let Some(found) = find_name(&name).map(String::from).or_else(listed) {
            return Ok(vm.new_str(found).into_value());
        }
        // The message ends as C's strings do.
        format!("undefined character name '{}'", name.split('\0').next().unwrap_or_default())
    };
    let message = vm.new_str(message).into_value();
    Err(vm.key_error(&message))
}

/// The arguments of `normalize` and `is_normalized`.
fn form_and_text(vm: &mut Vm, function: &str, given: &[Value]) -> PyResult<[Py<Str>; 2]> {
    let form = str::argument(vm, function, "argument 1", &given[0])?;
    let text = str::argument(vm, function, "argument 2", &given[1])?;
    Ok([form.clone(), text.clone()])
}

/// ValueError "invalid normalization form".
fn form_named(vm: &mut Vm, name: &Py<Str>) -> PyResult<Form> {
    Form::named(name.as_bytes()).ok_or_else(|| vm.value_error("invalid normalization form"))
}

/// Whether one look at the text says that it is in the form: the old database does not give it.
fn is_settled(this: &Value, text: &Py<Str>, form: Form) -> bool {
    edition(this) == Edition::Present && (text.is_ascii() || normalization::is_settled(text.as_bytes(), form))
}

fn is_normalized(vm: &mut Vm, this: &Value, given: &[Value]) -> PyResult {
    let [name, text] = form_and_text(vm, "is_normalized", given)?;
    if text.is_empty() {
        return Ok(Value::TRUE);
    }
    let form = form_named(vm, &name)?;
    let data = text.as_bytes();
    let holds = is_settled(this, &text, form) || normalization::normalize(edition(this), data, form) == data;
    Ok(Value::bool(holds))
}

/// `normalize(form, text)`: the text itself if one look at it is enough.
fn normalize(vm: &mut Vm, this: &Value, given: &[Value]) -> PyResult {
    let [name, text] = form_and_text(vm, "normalize", given)?;
    let form = if text.is_empty() { None } else { Some(form_named(vm, &name)?) };
    match form.filter(|&form| !is_settled(this, &text, form)) {
        Some(form) => {
            let data = normalization::normalize(edition(this), text.as_bytes(), form);
            Ok(vm.new_str_bytes(&data).into_value())
        }
        None if vm.is_exactly(text.as_value(), &vm.types.str) => Ok(text.into_value()),
        None => Ok(vm.new_str_bytes(text.as_bytes()).into_value()),
    }
}
