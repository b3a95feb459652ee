//! `_ouropy.HeapCounts`: objects and bytes by class, outside of the heap that they count.

use crate::native::NativeClass;
use crate::object::{Layout, Py, Value, payload};
use crate::report::count::{Counts, Row};
use crate::types::class::{ClassSpec, NativeDef};
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::new(ClassSpec {
    module: "_ouropy",
    methods: &[
        NativeDef::none("rows", |vm, this| {
            let this = this.expect::<HeapCounts>().clone();
            let rows: Vec<(String, Row)> = this.counts.rows().map(|(class, row)| (class.to_owned(), row)).collect();
            Ok(list(vm, rows))
        }),
        NativeDef::one("since", |vm, this, before| {
            let (this, before) = (this.expect::<HeapCounts>().clone(), of(vm, before)?.clone());
            Ok(list(vm, this.counts.since(&before.counts).into_iter().collect()))
        }),
    ],
    ..ClassSpec::new("HeapCounts", Layout::of::<HeapCounts>())
});

/// What was alive at one time.
pub struct HeapCounts {
    /// The numbers.
    pub counts: Counts,
}

payload! { HeapCounts: Atom; }

impl HeapCounts {
    /// An object that holds the numbers.
    pub fn create(vm: &mut Vm, counts: Counts) -> Value {
        let class = CLASS.of(vm);
        vm.heap.alloc(&class, HeapCounts { counts }).into_value()
    }
}

/// An argument that has to be counts.
pub fn of<'a>(vm: &mut Vm, value: &'a Value) -> PyResult<&'a Py<HeapCounts>> {
    match value.cast::<HeapCounts>() {
        Some(counts) => Ok(counts),
        None => {
            let class = vm.class_name(value);
            Err(vm.type_error(format!("counts were expected, got {class}")))
        }
    }
}

/// `[(class, objects kept, their bytes, objects of garbage, their bytes), ...]`.
fn list(vm: &mut Vm, rows: Vec<(String, Row)>) -> Value {
    let mut items = Vec::new();
    for (class, row) in rows {
        let numbers = [row.kept.objects, row.kept.bytes, row.garbage.objects, row.garbage.bytes];
        let mut fields = vec![vm.new_str(class).into_value()];
        fields.extend(numbers.iter().filter_map(|&number| Value::small_int(number)));
        items.push(vm.new_tuple(fields).into_value());
    }
    List::create(vm, items).into_value()
}
