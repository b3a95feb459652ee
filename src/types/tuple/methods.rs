//! The methods of `tuple`.

use crate::object::{Tuple, Value};
use crate::protocol::{self, sequence};
use crate::types::class::NativeDef;
use crate::types::generic_alias;
use crate::vm::{PyResult, Vm};

/// The methods.
pub const METHODS: &[NativeDef] = &[
    NativeDef::none("__getnewargs__", new_arguments),
    NativeDef::positional("index", 1, 3, index),
    NativeDef::one("count", count),
    NativeDef::one("__class_getitem__", generic_alias::class_getitem).class_method(),
];

fn new_arguments(vm: &mut Vm, this: &Value) -> PyResult {
    let items = vm.new_tuple_from(this.expect::<Tuple>().items()).into_value();
    Ok(vm.new_tuple(vec![items]).into_value())
}

fn index(vm: &mut Vm, this: &Value, arguments: &[Value]) -> PyResult {
    let tuple = this.expect::<Tuple>();
    let start = match arguments.get(1) {
        Some(start) => sequence::from_end(sequence::bound_argument(vm, start)?, tuple.len()),
        None => 0,
    };
    let stop = match arguments.get(2) {
        Some(stop) => sequence::from_end(sequence::bound_argument(vm, stop)?, tuple.len()),
        None => usize::MAX,
    };
    for (at, item) in tuple.items().iter().enumerate().take(stop).skip(start) {
        if protocol::is_equal(vm, item, &arguments[0])? {
            return Ok(sequence::int(vm, at));
        }
    }
    Err(vm.value_error("tuple.index(x): x not in tuple"))
}

fn count(vm: &mut Vm, this: &Value, item: &Value) -> PyResult {
    let mut found = 0;
    for candidate in this.expect::<Tuple>().items() {
        found += usize::from(protocol::is_equal(vm, candidate, item)?);
    }
    Ok(sequence::int(vm, found))
}
