//! What `isocalendar` returns: a tuple whose items have names.

use crate::native::NativeClass;
use crate::object::{ClassFlags, Layout, Py, Tuple, Value};
use crate::protocol::{self, number};
use crate::text::room::Room;
use crate::types::class::{Arguments, Class, ClassSpec, GetSet, NativeDef, Slots};
use crate::types::int;
use crate::vm::arguments::bind;
use crate::vm::{PyResult, Vm};

/// The declaration of the class.
pub static CLASS: NativeClass = NativeClass::derived(
    |types| &types.tuple,
    ClassSpec {
        module: "datetime",
        flags: ClassFlags::HEAP_TYPE,
        slots: Slots { new: Some(new), repr: Some(repr), ..Slots::EMPTY },
        methods: &[NativeDef::none("__reduce__", |vm, this| {
            let items = this.expect::<Tuple>().items().to_vec();
            let (class, items) = (vm.types.tuple.to_value(), vm.new_tuple(items).into_value());
            let arguments = vm.new_tuple(vec![items]).into_value();
            Ok(vm.new_tuple(vec![class, arguments]).into_value())
        })],
        getset: &[item::<0>("year"), item::<1>("week"), item::<2>("weekday")],
        ..ClassSpec::new("IsoCalendarDate", Layout::of::<Tuple>())
    },
)
.hidden();

const fn item<const INDEX: usize>(name: &'static str) -> GetSet {
    GetSet::read_only(name, |_, this| Ok(this.expect::<Tuple>().items()[INDEX].clone()))
}

/// Year, week and day of the week.
pub fn make(vm: &mut Vm, fields: [i64; 3]) -> Value {
    let class = CLASS.of(vm);
    of_class(vm, &class, fields)
}

fn of_class(vm: &mut Vm, class: &Py<Class>, fields: [i64; 3]) -> Value {
    let items = fields.map(|field| int::from_i64(vm, field));
    match vm.heap.new_tuple(class, items.into_iter()) {
        Ok(tuple) => tuple.into_value(),
        Err(_) => std::alloc::handle_alloc_error(std::alloc::Layout::new::<[Value; 3]>()),
    }
}

fn new(vm: &mut Vm, class: &Py<Class>, given: Arguments<'_>) -> PyResult {
    let bound = bind(vm, "IsoCalendarDate", "year, week, weekday", given)?;
    let mut fields = [0; 3];
    for (field, given) in fields.iter_mut().zip(bound.iter().flatten()) {
        *field = i64::from(number::int_argument(vm, given)?);
    }
    Ok(of_class(vm, class, fields))
}

fn repr(vm: &mut Vm, this: &Value) -> PyResult {
    let mut text = vm.class_name(this).into_bytes();
    let items = this.expect::<Tuple>().items().to_vec();
    for (item, name) in items.iter().zip(["(year=", ", week=", ", weekday="]) {
        text.put_all(name.as_bytes());
        text.put_all(protocol::str(vm, item)?.as_bytes());
    }
    text.push(b')');
    Ok(vm.new_str_bytes(&text).into_value())
}
