//! `enumerate`.

use num_bigint::BigInt;

use super::result::{ResultTuple, blank_pair, pair};
use super::{reduced_to_class, spec_of_base};
use crate::object::{HeapCell, Layout, Lent, Py, Value, payload};
use crate::protocol::iterate::Step;
use crate::protocol::{iterate, sequence};
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Packing};
use crate::types::generic_alias;
use crate::types::int::{self, Number};
use crate::vm::signature::Signature;
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of `enumerate`.
pub const SPEC: ClassSpec = ClassSpec {
    packing: Packing::Direct,
    methods: &[NativeDef::none("__reduce__", reduce), generic_alias::CLASS_GETITEM],
    ..spec_of_base("enumerate", Layout::of::<Enumerate>(), new, next)
};

const PARAMETERS: Signature<'_> = Signature::new("iterable, start=0");

/// `enumerate`.
pub struct Enumerate {
    /// Unset only while the object is being made.
    iterator: Lent,
    result: ResultTuple,
    count: HeapCell<BigCount>,
}

/// A count that is a machine word as long as it can be.
enum BigCount {
    Small(i64),
    Big(BigInt),
}

payload! { Enumerate: AtBirth, size 56;
    references { iterator, result }
}

fn next(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Enumerate>();
    let Some(iterator) = this.iterator.lend() else { return Ok(None) };
    if let BigCount::Small(count) = *this.count.get(&vm.heap)
        && let (Some(index), Some(next)) = (Value::small_int(count), count.checked_add(1))
        && let Step::Item(item) = iterate::step_in_sequence(&vm.heap, &iterator)
    {
        if let BigCount::Small(count) = this.count.get_mut(&mut vm.heap) {
            *count = next;
        }
        return Ok(Some(pair(vm, &this.result, index, item)));
    }
    let Some(item) = iterate::step(vm, &iterator)? else { return Ok(None) };
    let count = this.count.get_mut(&mut vm.heap);
    let index = match count {
        BigCount::Small(small) => {
            let now = *small;
            *count = match now.checked_add(1) {
                Some(next) => BigCount::Small(next),
                None => BigCount::Big(BigInt::from(now) + 1),
            };
            int::from_i64(vm, now)
        }
        BigCount::Big(big) => {
            let now = big.clone();
            *big += 1;
            int::from_big(vm, now)
        }
    };
    Ok(Some(pair(vm, &this.result, index, item)))
}

fn new(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    if arguments.values.is_empty() {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    }
    let only = arguments.positional().is_empty() && arguments.names.len() == 1;
    let wrong = arguments.names.iter().find_map(|name| {
        let name = sequence::keyword_text(name);
        let known = name == "iterable" || name == "start" && !only;
        (!known).then_some(name)
    });
    if let Some(name) = wrong
        && arguments.values.len() <= 2
    {
        return Err(vm.type_error(format!("'{name}' is an invalid keyword argument for enumerate()")));
    }
    let bound = arguments::bind_to(vm, "enumerate", &PARAMETERS, arguments)?;
    let [Some(iterable), start] = &bound[..] else {
        return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
    };
    let count = match start {
        None => BigCount::Small(0),
        Some(start) => {
            let index = sequence::index_object(vm, start)?;
            match Number::of(&index) {
                Some(Number::Small(small)) => BigCount::Small(small),
                Some(Number::Big(big)) => BigCount::Big(big.clone()),
                None => BigCount::Small(0),
            }
        }
    };
    // The object comes before its iterator and its result tuple, as in CPython: collections list them in that order.
    let result = HeapCell::new(vm.empty_tuple.clone());
    let payload = Enumerate { iterator: Lent::default(), result, count: HeapCell::new(count) };
    let this = vm.heap.alloc(class, payload);
    let iterator = iterate::iter(vm, iterable)?;
    this.iterator.begin(iterator);
    let result = blank_pair(vm);
    this.result.set(&mut vm.heap, result);
    Ok(this.into_value())
}

fn reduce(vm: &mut Vm, this: &Value) -> PyResult {
    let payload = this.expect::<Enumerate>();
    let iterator = payload.iterator.to_value().unwrap_or(Value::NONE);
    let count = match payload.count.get(&vm.heap) {
        BigCount::Small(small) => {
            let small = *small;
            int::from_i64(vm, small)
        }
        BigCount::Big(big) => {
            let big = big.clone();
            int::from_big(vm, big)
        }
    };
    Ok(reduced_to_class(vm, this, vec![iterator, count], None))
}
