//! What an interpreter keeps of warnings, and what the module `warnings` has put in its place.

use crate::import;
use crate::native::contextvars_;
use crate::object::{Py, Slot, Value};
use crate::program::state::State;
use crate::protocol::attribute;
use crate::types::class::Class;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// What is kept.
#[derive(Default)]
pub struct Warnings {
    /// The filters that were seen last.
    pub filters: Slot,
    /// What was shown with the action "once".
    pub once: Slot,
    /// The action without a filter.
    pub action: Slot,
    /// The variable whose value has the filters of a context.
    pub context: Slot,
    /// What registries remember is valid for one state of the filters only.
    pub version: i64,
    /// How often the lock is held.
    pub locked: usize,
    is_made: bool,
}

impl Warnings {
    /// That of an interpreter. CPython makes it when it starts; here the first warning does.
    pub fn of(vm: &mut Vm) -> &mut Warnings {
        if !vm.states.get_or_default::<Warnings>().is_made {
            make(vm);
        }
        vm.states.get_or_default()
    }
}

#[cold]
fn make(vm: &mut Vm) {
    // What it allocates brings no collection nearer.
    let counts = vm.heap.gc_counts();
    let filters = [
        ("default", vm.types.deprecation_warning.clone(), Some("__main__")),
        ("ignore", vm.types.deprecation_warning.clone(), None),
        ("ignore", vm.types.pending_deprecation_warning.clone(), None),
        ("ignore", vm.types.import_warning.clone(), None),
        ("ignore", vm.types.resource_warning.clone(), None),
    ];
    let filters = filters.map(|(action, category, module)| filter(vm, action, &category, module)).to_vec();
    let filters = List::create(vm, filters).into_value();
    let once = vm.new_dict().into_value();
    let action = vm.intern("default").into_value();
    let context = contextvars_::variable_named(vm, "_warnings_context");
    vm.heap.restore_gc_counts(counts);
    let state = vm.states.get_or_default::<Warnings>();
    state.filters = Some(filters);
    state.once = Some(once);
    state.action = Some(action);
    state.context = Some(context);
    state.is_made = true;
}

fn filter(vm: &mut Vm, action: &str, category: &Py<Class>, module: Option<&str>) -> Value {
    let action = vm.intern(action).into_value();
    let module = module.map_or(Value::NONE, |module| vm.intern(module).into_value());
    let items = vec![action, Value::NONE, category.to_value(), module, Value::index(0)];
    vm.new_tuple(items).into_value()
}

/// Lets go of it, at the end of an interpreter: nothing is filtered or shown any more.
pub fn clear(vm: &mut Vm) {
    let state = vm.states.get_or_default::<Warnings>();
    state.is_made = true;
    let kept = (state.filters.take(), state.once.take(), state.action.take(), state.context.take());
    drop(kept);
}

/// Whether `warnings` is imported for an attribute of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Import {
    /// It is, unless the interpreter is ending.
    Wanted,
    /// Only what has been imported counts.
    Unwanted,
}

/// An attribute of `warnings`, if the module and the attribute are there.
pub fn attribute_of_warnings(vm: &mut Vm, name: &str, import: Import) -> PyResult<Slot> {
    let module = vm.intern("warnings");
    let module = if import == Import::Wanted && !State::of(vm).finalizing {
        match import::load(vm, &module) {
            Ok(module) => module,
            Err(raised) if vm.raised_is(&raised, |types| &types.import_error) => {
                drop(vm.take_raised(raised));
                return Ok(None);
            }
            Err(raised) => return Err(raised),
        }
    } else {
        match vm.modules.get_str(&vm.heap, &module) {
            Some(module) => module.clone(),
            None => return Ok(None),
        }
    };
    let name = vm.intern(name);
    attribute::get_optional(vm, &module, &name)
}
