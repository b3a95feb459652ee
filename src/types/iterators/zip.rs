//! `zip`.

use super::result::{ResultTuple, blank};
use super::{iterators_of, spec_of_base};
use crate::object::{HeapCell, Layout, Py, Tuple, Value, payload};
use crate::protocol::{self, iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec};
use crate::vm::{PyResult, Raised, Vm};

/// The declaration of `zip`.
pub const SPEC: ClassSpec = spec_of_base("zip", Layout::of::<Zip>(), new, next);

/// `zip`.
pub struct Zip {
    iterators: Py<Tuple>,
    result: ResultTuple,
    strict: bool,
}

payload! { Zip: AtBirth, size 48;
    references { iterators, result }
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut strict = false;
    for (name, value) in arguments.keywords() {
        let name = sequence::keyword_text(name);
        if name != "strict" {
            return Err(vm.type_error(format!("zip() got an unexpected keyword argument '{name}'")));
        }
        strict = protocol::is_true(vm, value)?;
    }
    let iterators = iterators_of(vm, arguments.positional())?;
    let result = HeapCell::new(blank(vm, iterators.len()));
    Ok(vm.heap.alloc(class, Zip { iterators, result, strict }).into_value())
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let zip = this.expect::<Zip>();
    let count = zip.iterators.len();
    if count == 0 {
        return Ok(None);
    }
    // CPython puts each item into the result tuple as it comes, if nobody else holds the tuple.
    let reuse = zip.result.get(&vm.heap).is_unshared();
    let mut items = Vec::with_capacity(if reuse { 0 } else { count });
    for (index, iterator) in zip.iterators.items().iter().enumerate() {
        match iterate::next(vm, iterator)? {
            Some(item) if reuse => {
                let old = zip.result.get_mut(&mut vm.heap).replace_item(index, item);
                drop(old);
            }
            Some(item) => items.push(item),
            None if zip.strict => return Err(unequal(vm, this, index)?),
            None => return Ok(None),
        }
    }
    if !reuse {
        return Ok(Some(vm.new_tuple(items).into_value()));
    }
    let result = zip.result.get(&vm.heap).to_value();
    if let Some(header) = result.header() {
        vm.heap.track(header);
    }
    Ok(Some(result))
}

/// The ValueError of a strict zip whose argument `index` ended first; an exhausted zip is no error.
fn unequal(vm: &mut Vm, this: &Value, index: usize) -> PyResult<Raised> {
    let zip = this.expect::<Zip>();
    let ended = index + 1;
    let others = |n: usize| if n == 1 { " 1".to_owned() } else { format!("s 1-{n}") };
    if index > 0 {
        let before = others(index);
        return Ok(vm.value_error(format!("zip() argument {ended} is shorter than argument{before}")));
    }
    for (at, iterator) in zip.iterators.items().iter().enumerate().skip(1) {
        if iterate::next(vm, iterator)?.is_some() {
            let before = others(at);
            return Ok(vm.value_error(format!("zip() argument {} is longer than argument{before}", at + 1)));
        }
    }
    Ok(vm.stop_iteration(Value::NONE))
}
