//! Objects and bytes by class.

use std::collections::BTreeMap;

use crate::vm::Vm;

use super::graph::{Graph, Set, address};
use super::name;
use super::own;

/// What is alive at one time, without the tool's own.
#[derive(Default)]
pub struct Counts {
    rows: BTreeMap<String, Row>,
    addresses: Set<usize>,
}

/// The objects of one class.
#[derive(Clone, Copy, Debug, Default)]
pub struct Row {
    /// Those that something keeps.
    pub kept: Sum,
    /// Those that only the collector would free.
    pub garbage: Sum,
}

/// Objects and their bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many.
    pub objects: i64,
    /// Their own sizes, as `sys.getsizeof` counts.
    pub bytes: i64,
}

impl Sum {
    fn less(self, other: Sum) -> Sum {
        Sum { objects: self.objects - other.objects, bytes: self.bytes - other.bytes }
    }
}

/// Everything that is alive: what the collector tracks, what running functions hold, and all that these lead to.
pub(super) fn everything(vm: &Vm) -> Graph {
    let held = (0..vm.stack.depth()).flat_map(|index| own::registers(vm, index).iter().flatten().cloned());
    Graph::of_heap_and(&vm.heap, held.collect())
}

impl Counts {
    /// What is alive now.
    pub fn take(vm: &Vm) -> Counts {
        let graph = everything(vm);
        let garbage = graph.garbage();
        let hidden = own::hidden(vm, &graph);
        let mut counts = Counts::default();
        for node in (0..graph.len()).filter(|&node| !hidden[node]) {
            let object = graph.object(node);
            let row = counts.rows.entry(name::class_name(vm, object)).or_default();
            let sum = if garbage[node] { &mut row.garbage } else { &mut row.kept };
            sum.objects += 1;
            sum.bytes += i64::try_from(name::bytes(vm, object)).unwrap_or(i64::MAX);
            counts.addresses.insert(address(object));
        }
        counts
    }

    /// The classes and what there is of them.
    pub fn rows(&self) -> impl Iterator<Item = (&str, Row)> {
        self.rows.iter().map(|(class, row)| (class.as_str(), *row))
    }

    /// How much more there is of each class than there was `before`; classes of which there is as much are left out.
    pub fn since(&self, before: &Counts) -> BTreeMap<String, Row> {
        let mut more = BTreeMap::new();
        for class in self.rows.keys().chain(before.rows.keys()) {
            let of = |counts: &Counts| counts.rows.get(class).copied().unwrap_or_default();
            let (now, then) = (of(self), of(before));
            let row = Row { kept: now.kept.less(then.kept), garbage: now.garbage.less(then.garbage) };
            if row.kept != Sum::default() || row.garbage != Sum::default() {
                more.insert(class.clone(), row);
            }
        }
        more
    }

    /// Whether an object was at this address.
    pub(super) fn has(&self, address: usize) -> bool {
        self.addresses.contains(&address)
    }
}
