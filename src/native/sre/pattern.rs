//! `re.Pattern`.

use std::hash::Hasher;

use ouropy_compiler::code::Comparison;

use super::state::{Source, source_of};
use super::{CODE_SIZE, pattern_methods};
use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Slot, Tuple, Value, payload};
use crate::protocol::{self, number};
use crate::text::regex::{self, Program};
use crate::text::room::Room;
use crate::types::class::{ClassSpec, GetSet, Slots};
use crate::types::dict::Dict;
use crate::types::int::{self, Number};
use crate::types::list::List;
use crate::types::mapping_proxy;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "re",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::WEAK_REFERENCEABLE),
    slots: Slots { repr: Some(repr), hash: Some(hash), richcompare: Some(compare), ..Slots::EMPTY },
    methods: pattern_methods::METHODS,
    getset: &[
        GetSet::read_only("pattern", |_, this| Ok(this.expect::<Pattern>().source.clone())).member(),
        GetSet::read_only("flags", |vm, this| Ok(int::from_i64(vm, this.expect::<Pattern>().flags.into()))).member(),
        GetSet::read_only("groups", |_, this| Ok(Value::index(this.expect::<Pattern>().program.groups()))).member(),
        GetSet::read_only("groupindex", |vm, this| {
            let names = this.expect::<Pattern>().group_index.clone();
            let names = names.unwrap_or_else(|| vm.new_dict());
            Ok(mapping_proxy::create(vm, names.into_value()))
        }),
    ],
    ..ClassSpec::new("Pattern", Layout::of::<Pattern>())
})
.hidden();

/// What a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text: the pattern is a str.
    Text,
    /// Bytes.
    Bytes,
    /// Both: it was made without a pattern.
    Any,
}

/// A compiled pattern.
pub struct Pattern {
    /// The str or bytes object.
    source: Value,
    /// The numbers of groups by their names, if there are any.
    pub group_index: Option<Py<Dict>>,
    /// The names by the numbers.
    pub index_group: Option<Py<Tuple>>,
    flags: i32,
    /// What it is for.
    pub kind: Kind,
    codes: Box<[u32]>,
    /// What is run.
    pub program: Program,
}

payload! { Pattern: AtBirth;
    references { group_index, index_group, source = .pattern }
    size(this, _heap) { 96 + CODE_SIZE * this.codes.len() }
}

/// `_sre.compile`.
pub fn compile(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let argument = |index: usize| bound[index].clone().unwrap_or(Value::NONE);
    let (pattern, codes, group_index, index_group) = (argument(0), argument(2), argument(4), argument(5));
    let flags = number::int_argument(vm, &argument(1))?;
    if !codes.has::<List>() {
        return Err(wrong_type(vm, "code", "list", &codes));
    }
    let groups = number::ssize_argument(vm, &argument(3))?;
    let Some(group_index) = group_index.cast::<Dict>() else {
        return Err(wrong_type(vm, "groupindex", "dict", &group_index));
    };
    let Some(index_group) = index_group.cast::<Tuple>() else {
        return Err(wrong_type(vm, "indexgroup", "tuple", &index_group));
    };
    // Names that are none are not kept.
    let named = !group_index.is_empty(&vm.heap);
    let (group_index, index_group) = (named.then(|| group_index.clone()), named.then(|| index_group.clone()));
    let codes = code_words(vm, &codes)?;
    let kind = match &pattern {
        none if none.is_none() => Kind::Any,
        given => match source_of(vm, given)? {
            Source::Text => Kind::Text,
            _ => Kind::Bytes,
        },
    };
    let known = usize::try_from(groups).ok().filter(|&groups| groups <= regex::MAX_GROUPS as usize);
    let Some(program) = known.and_then(|groups| regex::decode(&codes, groups)) else {
        return Err(vm.runtime_error("invalid SRE code"));
    };
    let payload = Pattern { source: pattern, group_index, index_group, flags, kind, codes, program };
    let class = CLASS.of(vm);
    Ok(vm.heap.alloc(&class, payload).into_value())
}

fn wrong_type(vm: &mut Vm, name: &str, class: &str, given: &Value) -> crate::vm::Raised {
    let given = if given.is_none() { "None".to_owned() } else { vm.class_name(given) };
    vm.type_error(format!("compile() argument '{name}' must be {class}, not {given}"))
}

fn code_words(vm: &mut Vm, codes: &Value) -> PyResult<Box<[u32]>> {
    let items = codes.expect::<List>().items.get(&vm.heap).clone();
    let mut words = Vec::with_capacity(items.len());
    for item in &items {
        let Some(number) = Number::of(item) else { return Err(vm.type_error("an integer is required")) };
        if number.is_negative() {
            return Err(vm.overflow_error("can't convert negative value to unsigned int"));
        }
        match number.to_i64().map(u32::try_from) {
            Some(Ok(word)) => words.push(word),
            Some(Err(_)) => return Err(vm.overflow_error("regular expression code size limit exceeded")),
            None => return Err(vm.overflow_error("Python int too large to convert to C unsigned long")),
        }
    }
    Ok(words.into())
}

/// The flags with the names that a repr shows.
const FLAGS: &[(i32, &str)] = &[
    (2, "re.IGNORECASE"),
    (LOCALE, "re.LOCALE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (UNICODE, "re.UNICODE"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (ASCII, "re.ASCII"),
];
const LOCALE: i32 = 4;
const UNICODE: i32 = 32;
const ASCII: i32 = 256;

/// How much of the pattern's repr is shown.
const SHOWN: usize = 200;

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<Pattern>().clone();
    let shown = protocol::repr(vm, &this.source)?;
    let shown = shown.as_bytes();
    let mut text = b"re.compile(".to_vec();
    text.put_all(&shown[..crate::text::wtf8::byte_offset(shown, SHOWN)]);
    let mut left = this.flags;
    // Text patterns are Unicode unless they say otherwise.
    if this.kind == Kind::Text && left & (LOCALE | UNICODE | ASCII) == UNICODE {
        left &= !UNICODE;
    }
    let mut separator = ", ";
    for &(flag, name) in FLAGS {
        if left & flag != 0 {
            text.put_all(separator.as_bytes());
            text.put_all(name.as_bytes());
            left &= !flag;
            separator = "|";
        }
    }
    if left != 0 {
        text.put_all(format!("{separator}0x{left:x}").as_bytes());
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}

fn hash(vm: &mut Vm, this: &Value) -> PyResult<i64> {
    let this = this.expect::<Pattern>().clone();
    let mut hasher = rustc_hash::FxHasher::default();
    this.codes.iter().for_each(|&code| hasher.write_u32(code));
    let of_codes = hasher.finish().cast_signed();
    let of_pattern = protocol::hash(vm, &this.source)?;
    let hash = of_codes ^ of_pattern ^ i64::from(this.flags) ^ i64::from(this.kind as u8);
    Ok(if hash == -1 { -2 } else { hash })
}

fn compare(vm: &mut Vm, left: &Value, right: &Value, op: Comparison) -> PyResult {
    let (Some(a), Some(b)) = (left.cast::<Pattern>(), right.cast::<Pattern>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if !matches!(op, Comparison::Equal | Comparison::NotEqual) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut equal = left.is(right);
    if !equal && a.flags == b.flags && a.kind == b.kind && a.codes == b.codes {
        let (first, second) = (a.source.clone(), b.source.clone());
        equal = protocol::is_equal(vm, &first, &second)?;
    }
    Ok(Value::bool(equal == (op == Comparison::Equal)))
}
