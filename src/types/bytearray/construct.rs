//! `bytearray(…)`.

use super::{ByteArray, Exports};
use crate::object::{HeapCell, Py, Tuple, Value};
use crate::protocol::iterate;
use crate::types::bytes::{self, Request, Source, SourceArguments};
use crate::types::class::{Arguments, Class};
use crate::types::int::Number;
use crate::types::list::List;
use crate::vm::{PyResult, Vm};

/// `bytearray.__new__`: an empty one.
pub(super) fn allocate(vm: &mut Vm, class: &Py<Class>, _arguments: Arguments<'_>) -> PyResult {
    Ok(vm.heap.alloc(class, ByteArray { data: HeapCell::new(Vec::new()), exports: Exports::default() }).into_value())
}

/// `bytearray.__init__`. What was in it goes first, so it is empty, or has what came before the mistake, if this fails.
pub(super) fn init(vm: &mut Vm, this: &Value, arguments: Arguments<'_>) -> PyResult<()> {
    let arguments = SourceArguments::read(vm, "bytearray", arguments)?;
    let array = this.expect::<ByteArray>();
    if !array.data.get(&vm.heap).is_empty() {
        replace(vm, array, Vec::new())?;
    }
    match bytes::source(vm, arguments)? {
        Source::Data(data) => replace(vm, array, data),
        Source::Object(object) => match bytes::read(vm, &object, Request::Full)? {
            Some(data) => replace(vm, array, data),
            None => fill(vm, array, &object),
        },
    }
}

fn replace(vm: &mut Vm, array: &Py<ByteArray>, data: Vec<u8>) -> PyResult<()> {
    if data.len() != array.data.get(&vm.heap).len() {
        array.check_resizable(vm)?;
    }
    array.data.set(&mut vm.heap, data);
    Ok(())
}

/// The ints of an iterable, one by one: it may look at the bytearray meanwhile.
fn fill(vm: &mut Vm, array: &Py<ByteArray>, items: &Value) -> PyResult<()> {
    if let Some(ints) = exact_ints(vm, items) {
        let data = ints.into_iter().map(u8::try_from).collect::<Result<Vec<u8>, _>>();
        return match data {
            Ok(data) => replace(vm, array, data),
            Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
        };
    }
    if !iterate::is_iterable(vm, items) {
        let name = vm.class_name(items);
        return Err(vm.type_error(format!("cannot convert '{name}' object to bytearray")));
    }
    iterate::for_each(vm, items, |vm, item| {
        let byte = bytes::byte(vm, &item, "byte")?;
        array.check_resizable(vm)?;
        super::change::grow(vm, array, 1)?;
        array.data.get_mut(&mut vm.heap).push(byte);
        Ok(())
    })
}

/// The items of an exact list or tuple that has nothing but exact ints, -1 for those too large.
fn exact_ints(vm: &Vm, items: &Value) -> Option<Vec<i64>> {
    let items = match items.cast::<Tuple>() {
        Some(tuple) if vm.is_exactly(items, &vm.types.tuple) => tuple.items(),
        _ if vm.is_exactly(items, &vm.types.list) => items.expect::<List>().items.get(&vm.heap),
        _ => return None,
    };
    let int = |item: &Value| match Number::of(item) {
        Some(Number::Small(number)) if vm.is_exactly(item, &vm.types.int) => Some(number),
        Some(_) if vm.is_exactly(item, &vm.types.int) => Some(-1),
        _ => None,
    };
    items.iter().map(int).collect()
}
