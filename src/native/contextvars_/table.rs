//! The variables of a context: a table that is never changed, so that copying a context costs nothing.
//!
//! CPython's is a hash trie: a `hamt` object with nodes below it, which the collector sees. So there are two objects
//! here too. CPython has further nodes only where hashes collide; here there is always one.

use super::Kept;
use super::variable::ContextVar;
use crate::native::NativeClass;
use crate::object::{ClassFlags, Edge, Layout, Py, References, Value, payload};
use crate::types::class::ClassSpec;
use crate::vm::Vm;

/// The declaration of the table's class.
pub static TABLE: NativeClass =
    NativeClass::new(ClassSpec { flags: ClassFlags::empty(), ..ClassSpec::new("hamt", Layout::of::<ContextTable>()) })
        .hidden();

/// The declaration of the node's class.
pub static NODE: NativeClass = NativeClass::new(ClassSpec {
    flags: ClassFlags::empty(),
    ..ClassSpec::new("hamt_bitmap_node", Layout::of::<ContextNode>())
})
.hidden();

/// A table.
pub struct ContextTable {
    root: Py<ContextNode>,
}

payload! { ContextTable: AtBirth, size 40;
    references { root }
}

/// Variables with their values.
pub struct ContextNode {
    pairs: Vec<(Py<ContextVar>, Value)>,
}

payload! { ContextNode: AtBirth;
    traverse(this, tracer) {
        for (variable, value) in this.pairs.iter().rev() {
            value.trace(Edge::Internal("value"), tracer);
            variable.trace(Edge::Internal("variable"), tracer);
        }
    }
    dealloc(this, sink) {
        for (variable, value) in this.pairs.into_iter().rev() {
            value.release(sink);
            variable.release(sink);
        }
    }
    size(this, _heap) { 32 + 16 * this.pairs.len() }
}

impl ContextTable {
    /// One without variables.
    pub fn empty(vm: &mut Vm) -> Py<ContextTable> {
        if let Some(empty) = &vm.states.get_or_default::<Kept>().empty {
            return empty.clone();
        }
        let (class, node_class) = (TABLE.of(vm), NODE.of(vm));
        let root = vm.heap.alloc(&node_class, ContextNode { pairs: Vec::new() });
        // CPython's are no objects of the collector.
        vm.heap.untrack(root.header());
        let empty = vm.heap.alloc(&class, ContextTable { root });
        vm.heap.untrack(empty.header());
        vm.states.get_or_default::<Kept>().empty = Some(empty.clone());
        empty
    }

    /// The variables and their values.
    pub fn pairs(&self) -> &[(Py<ContextVar>, Value)] {
        &self.root.pairs
    }

    /// The value of a variable.
    pub fn get(&self, variable: &Py<ContextVar>) -> Option<&Value> {
        self.pairs().iter().find(|(known, _)| known.is(variable)).map(|(_, value)| value)
    }
}

impl Py<ContextTable> {
    /// The table with another value of the variable; this one if it has that value.
    pub fn with(&self, vm: &mut Vm, variable: &Py<ContextVar>, value: &Value) -> Py<ContextTable> {
        if self.get(variable).is_some_and(|known| known.is(value)) {
            return self.clone();
        }
        let mut pairs = self.root.pairs.clone();
        match pairs.iter_mut().find(|(known, _)| known.is(variable)) {
            Some(pair) => pair.1 = value.clone(),
            None => pairs.push((variable.clone(), value.clone())),
        }
        Self::of(vm, pairs)
    }

    /// The table without the variable.
    pub fn without(&self, vm: &mut Vm, variable: &Py<ContextVar>) -> Py<ContextTable> {
        let pairs: Vec<_> = self.root.pairs.iter().filter(|(known, _)| !known.is(variable)).cloned().collect();
        if pairs.is_empty() { ContextTable::empty(vm) } else { Self::of(vm, pairs) }
    }

    fn of(vm: &mut Vm, pairs: Vec<(Py<ContextVar>, Value)>) -> Py<ContextTable> {
        let (class, node_class) = (TABLE.of(vm), NODE.of(vm));
        let root = vm.heap.alloc(&node_class, ContextNode { pairs });
        vm.heap.alloc(&class, ContextTable { root })
    }
}
