//! The methods of `re.Pattern`.

use super::matched::{Match, no_such_group};
use super::pattern::Pattern;
use super::scanner::Scanner;
use super::state::{Source, State, Task, content, join};
use super::template::{self, Substitution};
use crate::object::{Py, Slot, Value};
use crate::protocol::{self, attribute, number};
use crate::text::room::Room;
use crate::types::class::NativeDef;
use crate::types::generic_alias;
use crate::types::iterators::callable::CallableIterator;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

pub(super) const METHODS: &[NativeDef] = &[
    NativeDef::keywords("match", BOUNDS, |vm, this, bound| one(vm, this, bound, Task::Match)),
    NativeDef::keywords("fullmatch", BOUNDS, |vm, this, bound| one(vm, this, bound, Task::FullMatch)),
    NativeDef::keywords("search", BOUNDS, |vm, this, bound| one(vm, this, bound, Task::Search)),
    NativeDef::keywords("sub", REPLACEMENT, |vm, this, bound| Ok(substitute(vm, this, bound)?.0)),
    NativeDef::keywords("subn", REPLACEMENT, |vm, this, bound| {
        let (text, count) = substitute(vm, this, bound)?;
        Ok(vm.new_tuple(vec![text, Value::index(count)]).into_value())
    }),
    NativeDef::keywords("findall", BOUNDS, find_all),
    NativeDef::keywords("split", "string, maxsplit=0", split),
    NativeDef::keywords("finditer", BOUNDS, |vm, this, bound| {
        let scanner = Scanner::create(vm, this, bound)?;
        let search = vm.intern("search");
        let search = attribute::get(vm, &scanner, &search)?;
        CallableIterator::create(vm, &search, &Value::NONE)
    }),
    NativeDef::keywords("scanner", BOUNDS, Scanner::create),
    NativeDef::none("__copy__", |_, this| Ok(this.clone())),
    NativeDef::one("__deepcopy__", |_, this, _| Ok(this.clone())),
    NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
];

const BOUNDS: &str = "string, pos=0, endpos=sys.maxsize";
const REPLACEMENT: &str = "repl, string, count=0";

fn argument(bound: &[Slot], index: usize) -> Value {
    bound[index].clone().unwrap_or(Value::NONE)
}

/// `match`, `fullmatch` and `search`.
fn one(vm: &mut Vm, this: &Value, bound: &[Slot], task: Task) -> PyResult {
    let (pattern, string) = (this.expect::<Pattern>().clone(), argument(bound, 0));
    let mut state = State::new(vm, &pattern, &string, bound[1].clone(), bound[2].clone())?;
    let found = state.run(vm, &pattern, &string, task)?;
    Ok(Match::or_none(vm, &pattern, &string, &state, found))
}

fn find_all(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let (pattern, string) = (this.expect::<Pattern>().clone(), argument(bound, 0));
    let mut state = State::new(vm, &pattern, &string, bound[1].clone(), bound[2].clone())?;
    let mut found = Vec::new();
    while let Some((start, end)) = state.run(vm, &pattern, &string, Task::Search)? {
        let item = match pattern.program.groups() {
            0 => state.slice(vm, &string, start, end),
            1 => group_or_empty(vm, &state, &string, 1),
            groups => {
                let items = (1..=groups).map(|group| group_or_empty(vm, &state, &string, group)).collect();
                vm.new_tuple(items).into_value()
            }
        };
        crate::types::list::push(&mut found, item);
        vm.check_memory()?;
    }
    Ok(List::create(vm, found).into_value())
}

fn group_or_empty(vm: &mut Vm, state: &State, string: &Value, group: usize) -> Value {
    let (from, to) = state.group(group).unwrap_or((0, 0));
    state.slice(vm, string, from, to)
}

fn count_argument(vm: &mut Vm, count: Slot) -> PyResult<isize> {
    count.map_or(Ok(0), |count| number::ssize_argument(vm, &count))
}

fn split(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
    let (pattern, string) = (this.expect::<Pattern>().clone(), argument(bound, 0));
    let most = count_argument(vm, bound[1].clone())?;
    let mut state = State::new(vm, &pattern, &string, None, None)?;
    let (mut parts, mut done, mut last) = (Vec::new(), 0, 0);
    while most == 0 || done < most {
        let Some((start, end)) = state.run(vm, &pattern, &string, Task::Search)? else { break };
        crate::types::list::push(&mut parts, state.slice(vm, &string, last, start));
        for group in 1..=pattern.program.groups() {
            crate::types::list::push(&mut parts, state.group_text(vm, &string, group, Value::NONE));
        }
        vm.check_memory()?;
        done += 1;
        last = end;
    }
    crate::types::list::push(&mut parts, state.slice(vm, &string, last, state.end));
    Ok(List::create(vm, parts).into_value())
}

/// What takes the place of a match.
enum Replacement {
    Literal(Value),
    Called(Value),
    Template(Py<Substitution>),
}

impl Replacement {
    /// A function is called, a text without backslashes stands for itself, any other is a template.
    fn of(vm: &mut Vm, pattern: &Value, replacement: Value) -> PyResult<Replacement> {
        if vm.class_of(&replacement).slots(&vm.heap).call.is_some() {
            return Ok(Replacement::Called(replacement));
        }
        if content(vm, &replacement).is_some_and(|text| !text.contains(&b'\\')) {
            return Ok(Replacement::Literal(replacement));
        }
        let compiled = template::compiled(vm, pattern, &replacement)?;
        Ok(match compiled.cast::<Substitution>() {
            Some(template) if template.is_literal() => Replacement::Literal(template.literal()),
            Some(template) => Replacement::Template(template.clone()),
            None if vm.class_of(&compiled).slots(&vm.heap).call.is_some() => Replacement::Called(compiled),
            None => Replacement::Literal(compiled),
        })
    }
}

/// `sub` and `subn`: the new text, and how many matches were replaced.
fn substitute(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult<(Value, usize)> {
    let (pattern, string) = (this.expect::<Pattern>().clone(), argument(bound, 1));
    let most = count_argument(vm, bound[2].clone())?;
    let replacement = Replacement::of(vm, this, argument(bound, 0))?;
    let mut state = State::new(vm, &pattern, &string, None, None)?;
    let (mut parts, mut done, mut last) = (Vec::new(), 0, 0);
    while most == 0 || usize::try_from(most).is_ok_and(|most| done < most) {
        let Some((start, end)) = state.run(vm, &pattern, &string, Task::Search)? else { break };
        if last < start {
            parts.put(state.slice(vm, &string, last, start));
        }
        let item = match &replacement {
            Replacement::Literal(text) => text.clone(),
            Replacement::Called(function) => {
                let found = Match::or_none(vm, &pattern, &string, &state, Some((start, end)));
                protocol::call(vm, function, &[found])?
            }
            Replacement::Template(template) => template.expand(vm, |vm, group| match group {
                0 => Ok(state.slice(vm, &string, start, end)),
                group if group > pattern.program.groups() => Err(no_such_group(vm)),
                group => Ok(state.group_text(vm, &string, group, Value::NONE)),
            })?,
        };
        if !item.is_none() {
            parts.put(item);
        }
        vm.check_memory()?;
        done += 1;
        last = end;
    }
    if last < state.end {
        parts.put(state.slice(vm, &string, last, state.end));
    }
    let like: &Source = state.source();
    Ok((join(vm, like, parts)?, done))
}
