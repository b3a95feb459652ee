//! `_sre.SRE_Scanner`: a search that goes on from where it has come.

use super::matched::Match;
use super::pattern::Pattern;
use super::state::{State, Task};
use crate::native::NativeClass;
use crate::object::{ClassFlags, HeapCell, Layout, Py, Slot, Value, payload};
use crate::types::class::{ClassSpec, GetSet, NativeDef};
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_sre",
    flags: ClassFlags::HEAP_TYPE,
    methods: &[
        NativeDef::none("match", |vm, this| next(vm, this, Task::Match)),
        NativeDef::none("search", |vm, this| next(vm, this, Task::Search)),
    ],
    getset: &[GetSet::read_only("pattern", |_, this| Ok(this.expect::<Scanner>().pattern.to_value())).member()],
    ..ClassSpec::new("SRE_Scanner", Layout::of::<Scanner>())
})
.hidden();

/// A scanner. CPython's does not show its text to the collector.
pub struct Scanner {
    string: Value,
    pattern: Py<Pattern>,
    /// None once nothing more was found.
    state: HeapCell<Option<Box<State>>>,
}

payload! { Scanner: AtBirth, size 264;
    traverse { pattern = .pattern }
    dealloc { string, pattern }
}

impl Scanner {
    /// `pattern.scanner(string, pos, endpos)`.
    pub fn create(vm: &mut Vm, this: &Value, bound: &[Slot]) -> PyResult {
        let pattern = this.expect::<Pattern>().clone();
        let string = bound[0].clone().unwrap_or(Value::NONE);
        let state = State::new(vm, &pattern, &string, bound[1].clone(), bound[2].clone())?;
        let class = CLASS.of(vm);
        let state = HeapCell::new(Some(Box::new(state)));
        Ok(vm.heap.alloc(&class, Scanner { string, pattern, state }).into_value())
    }
}

fn next(vm: &mut Vm, this: &Value, task: Task) -> PyResult {
    let this = this.expect::<Scanner>().clone();
    let Some(mut state) = this.state.replace(&mut vm.heap, None) else { return Ok(Value::NONE) };
    let found = match state.run(vm, &this.pattern, &this.string, task) {
        Ok(found) => found,
        Err(raised) => {
            this.state.set(&mut vm.heap, Some(state));
            return Err(raised);
        }
    };
    let result = Match::or_none(vm, &this.pattern, &this.string, &state, found);
    if found.is_some() {
        this.state.set(&mut vm.heap, Some(state));
    }
    Ok(result)
}
