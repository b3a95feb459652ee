//! `re.Match`.

use super::pattern::Pattern;
use super::state::{State, source_of};
use super::template::{self, Substitution};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::protocol::{self, number};
use crate::types::class::{ClassSpec, GetSet, NativeDef, Slots};
use crate::types::generic_alias;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "re",
    flags: ClassFlags::HEAP_TYPE,
    slots: Slots { repr: Some(repr), getitem: Some(group_of), ..Slots::EMPTY },
    methods: &[
        NativeDef::any("group", |vm, this, arguments| {
            if !arguments.names.is_empty() {
                return Err(vm.type_error("Match.group() takes no keyword arguments"));
            }
            match arguments.values {
                [] => this.expect::<Match>().text(vm, 0, Value::NONE),
                [only] => group_of(vm, this, only),
                several => {
                    let groups: PyResult<Vec<Value>> = several.iter().map(|group| group_of(vm, this, group)).collect();
                    Ok(vm.new_tuple(groups?).into_value())
                }
            }
        }),
        NativeDef::positional("start", 0, 1, |vm, this, group| Ok(span_of(vm, this, group)?[0].clone())),
        NativeDef::positional("end", 0, 1, |vm, this, group| Ok(span_of(vm, this, group)?[1].clone())),
        NativeDef::positional("span", 0, 1, |vm, this, group| {
            let span = span_of(vm, this, group)?;
            Ok(vm.new_tuple(span.into()).into_value())
        }),
        NativeDef::keywords("groups", "default=None", groups),
        NativeDef::keywords("groupdict", "default=None", group_dict),
        NativeDef::keywords("expand", "template", expand),
        NativeDef::none("__copy__", |_, this| Ok(this.clone())),
        NativeDef::one("__deepcopy__", |_, this, _| Ok(this.clone())),
        NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
    ],
    getset: &[
        GetSet::read_only("string", |_, this| Ok(this.expect::<Match>().string.clone())).member(),
        GetSet::read_only("re", |_, this| Ok(this.expect::<Match>().pattern.to_value())).member(),
        GetSet::read_only("pos", |_, this| Ok(Value::index(this.expect::<Match>().pos))).member(),
        GetSet::read_only("endpos", |_, this| Ok(Value::index(this.expect::<Match>().endpos))).member(),
        GetSet::read_only("lastindex", |_, this| {
            Ok(this.expect::<Match>().last_group.map_or(Value::NONE, Value::index))
        }),
        GetSet::read_only("lastgroup", |_, this| {
            let this = this.expect::<Match>();
            let names = this.pattern.index_group.as_ref();
            let name = names.zip(this.last_group).and_then(|(names, group)| names.items().get(group));
            Ok(name.cloned().unwrap_or(Value::NONE))
        }),
        GetSet::read_only("regs", regs),
    ],
    ..ClassSpec::new("Match", Layout::of::<Match>())
})
.hidden();

/// A match.
pub struct Match {
    string: Value,
    /// The places of all groups as a tuple, once somebody has asked.
    regs: HeapCell<Slot>,
    pattern: Py<Pattern>,
    pos: usize,
    endpos: usize,
    last_group: Option<usize>,
    /// Where each group begins and ends, in characters; none where it did not match.
    spans: Box<[Option<(usize, usize)>]>,
}

payload! { Match: AtBirth;
    references { string = .string, regs = .regs, pattern = .re }
    size(this, _heap) { 88 + 16 * this.spans.len() }
}

impl Match {
    /// The match that was found between two byte offsets; None if there was none.
    pub fn or_none(
        vm: &mut Vm,
        pattern: &Py<Pattern>,
        string: &Value,
        state: &State,
        found: Option<(usize, usize)>,
    ) -> Value {
        let Some(whole) = found else { return Value::NONE };
        let index = |span: (usize, usize)| (state.index(vm, string, span.0), state.index(vm, string, span.1));
        let mut spans = Vec::with_capacity(pattern.program.groups() + 1);
        spans.push(Some(index(whole)));
        spans.extend((1..=pattern.program.groups()).map(|group| state.group(group).map(index)));
        let payload = Match {
            string: string.clone(),
            regs: HeapCell::new(None),
            pattern: pattern.clone(),
            pos: state.pos,
            endpos: state.endpos,
            last_group: state.last_group(),
            spans: spans.into(),
        };
        let class = CLASS.of(vm);
        vm.heap.alloc(&class, payload).into_value()
    }
}

impl Py<Match> {
    /// What a group matched, `otherwise` if it did not. The text is looked at again: a bytearray may have changed.
    fn text(&self, vm: &mut Vm, group: usize, otherwise: Value) -> PyResult {
        let Some((from, to)) = self.spans[group] else { return Ok(otherwise) };
        let source = source_of(vm, &self.string)?;
        let length = source.len(vm, &self.string);
        let (from, to) = (from.min(length), to.min(length));
        let (from, to) = (source.offset(&self.string, from), source.offset(&self.string, to));
        Ok(source.slice(vm, &self.string, from, to))
    }

    /// The number of a group that is given by number or name. IndexError "no such group".
    fn group(&self, vm: &mut Vm, group: &Value) -> PyResult<usize> {
        let number = if number::has_index(vm, group) {
            Some(number::index_clamped(vm, group)?)
        } else {
            let found = match self.pattern.group_index.clone() {
                Some(names) => names.get(vm, group)?,
                None => None,
            };
            found.as_ref().and_then(Number::of).and_then(Number::to_i64).map(|number| number as isize)
        };
        match number.and_then(|number| usize::try_from(number).ok()).filter(|&number| number < self.spans.len()) {
            Some(number) => Ok(number),
            None => Err(no_such_group(vm)),
        }
    }
}

/// IndexError "no such group".
#[cold]
pub fn no_such_group(vm: &mut Vm) -> Raised {
    vm.index_error("no such group")
}

fn group_of(vm: &mut Vm, this: &Value, group: &Value) -> PyResult {
    let this = this.expect::<Match>().clone();
    let group = this.group(vm, group)?;
    this.text(vm, group, Value::NONE)
}

fn ends(vm: &mut Vm, span: Option<(usize, usize)>) -> [Value; 2] {
    match span {
        Some((start, end)) => [Value::index(start), Value::index(end)],
        None => [int::from_i64(vm, -1), int::from_i64(vm, -1)],
    }
}

fn span_of(vm: &mut Vm, this: &Value, group: &[Value]) -> PyResult<[Value; 2]> {
    let this = this.expect::<Match>().clone();
    let group = match group {
        [group, ..] => this.group(vm, group)?,
        [] => 0,
    };
    Ok(ends(vm, this.spans[group]))
}

fn groups(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let (this, default) = (this.expect::<Match>().clone(), bound[0].clone().unwrap_or(Value::NONE));
    let groups: PyResult<Vec<Value>> =
        (1..this.spans.len()).map(|group| this.text(vm, group, default.clone())).collect();
    Ok(vm.new_tuple(groups?).into_value())
}

fn group_dict(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let (this, default) = (this.expect::<Match>().clone(), bound[0].clone().unwrap_or(Value::NONE));
    let result = vm.new_dict();
    let names = this.pattern.group_index.as_ref().map(|names| names.items(&vm.heap));
    for (name, number) in names.unwrap_or_default() {
        let group = this.group(vm, &number)?;
        let text = this.text(vm, group, default.clone())?;
        drop(result.set(vm, name, text)?);
    }
    Ok(result.into_value())
}

fn expand(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let this = this.expect::<Match>().clone();
    let given = bound[0].clone().unwrap_or(Value::NONE);
    let compiled = template::compiled(vm, this.pattern.as_value(), &given)?;
    match compiled.cast::<Substitution>() {
        Some(template) if template.is_literal() => Ok(template.literal()),
        Some(template) => template.clone().expand(vm, |vm, group| {
            if group >= this.spans.len() { Err(no_such_group(vm)) } else { this.text(vm, group, Value::NONE) }
        }),
        None => Ok(compiled),
    }
}

fn regs(vm: &mut Vm, this: &Value) -> PyResult {
    let this = this.expect::<Match>().clone();
    if let Some(regs) = this.regs.get(&vm.heap) {
        return Ok(regs.clone());
    }
    let mut spans = Vec::with_capacity(this.spans.len());
    for &span in &this.spans {
        let ends = ends(vm, span);
        spans.push(vm.new_tuple(ends.into()).into_value());
    }
    let regs = vm.new_tuple(spans).into_value();
    this.regs.set(&mut vm.heap, Some(regs.clone()));
    Ok(regs)
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let name = vm.class_name(this);
    let this = this.expect::<Match>().clone();
    let text = this.text(vm, 0, Value::NONE)?;
    let shown = protocol::repr(vm, &text)?;
    let (start, end) = this.spans[0].unwrap_or_default();
    let mut result = format!("<{name} object; span=({start}, {end}), match=").into_bytes();
    result.extend_from_slice(shown.as_bytes());
    result.push(b'>');
    Ok(vm.new_str_bytes(&result).into_value())
}
