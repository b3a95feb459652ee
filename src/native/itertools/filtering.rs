//! `compress`, `dropwhile`, `filterfalse`, `takewhile` and `starmap`.

use std::cell::Cell;

use super::{iterator, two};
use crate::native::NativeClass;
use crate::object::{Layout, Py, Tuple, Value, payload};
use crate::protocol::{self, iterate};
use crate::types::class::{Arguments, Class};
use crate::vm::{PyResult, Vm, arguments};

/// `compress(data, selectors)`.
pub struct Compress {
    data: Value,
    selectors: Value,
}

payload! { Compress: AtBirth, size 32;
    references { data, selectors }
}

/// The declaration of `compress`.
pub static COMPRESS: NativeClass = iterator("compress", Layout::of::<Compress>(), new_compress, next_of_compress);

fn next_of_compress(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Compress>();
    loop {
        let Some(datum) = iterate::step(vm, &this.data)? else { return Ok(None) };
        let Some(selector) = iterate::step(vm, &this.selectors)? else { return Ok(None) };
        if protocol::is_true(vm, &selector)? {
            return Ok(Some(datum));
        }
    }
}

fn new_compress(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "compress", "data, selectors", arguments)?;
    let [Some(data), Some(selectors)] = &bound[..] else { return Ok(Value::NONE) };
    let data = iterate::iter(vm, data)?;
    let selectors = iterate::iter(vm, selectors)?;
    Ok(vm.heap.alloc(class, Compress { data, selectors }).into_value())
}

macro_rules! over_function {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        pub struct $name {
            function: Value,
            iterator: Value,
            done: Cell<bool>,
        }

        payload! { $name: AtBirth, size 40;
            traverse { iterator, function }
            dealloc { function, iterator }
        }

        impl $name {
            fn create(vm: &mut Vm, class: &Py<Class>, name: &str, arguments: Arguments<'_>) -> PyResult {
                let (function, iterable) = two(vm, class, name, arguments)?;
                let iterator = iterate::iter(vm, iterable)?;
                let payload = $name { function: function.clone(), iterator, done: Cell::new(false) };
                Ok(vm.heap.alloc(class, payload).into_value())
            }

            fn accepts(&self, vm: &mut Vm, item: &Value) -> PyResult<bool> {
                let result = protocol::call(vm, &self.function, std::slice::from_ref(item))?;
                protocol::is_true(vm, &result)
            }
        }
    };
}

over_function! {
    /// `dropwhile(predicate, iterable)`.
    DropWhile
}
over_function! {
    /// `takewhile(predicate, iterable)`.
    TakeWhile
}
/// The declaration of `dropwhile`.
pub static DROP_WHILE: NativeClass = iterator(
    "dropwhile",
    Layout::of::<DropWhile>(),
    |vm, class, arguments| DropWhile::create(vm, class, "dropwhile", arguments),
    next_of_drop_while,
);

fn next_of_drop_while(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<DropWhile>();
    loop {
        let Some(item) = iterate::step(vm, &this.iterator)? else { return Ok(None) };
        if this.done.get() {
            return Ok(Some(item));
        }
        if !this.accepts(vm, &item)? {
            this.done.set(true);
            return Ok(Some(item));
        }
    }
}

/// The declaration of `takewhile`.
pub static TAKE_WHILE: NativeClass = iterator(
    "takewhile",
    Layout::of::<TakeWhile>(),
    |vm, class, arguments| TakeWhile::create(vm, class, "takewhile", arguments),
    next_of_take_while,
);

fn next_of_take_while(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<TakeWhile>();
    if this.done.get() {
        return Ok(None);
    }
    let Some(item) = iterate::step(vm, &this.iterator)? else { return Ok(None) };
    if this.accepts(vm, &item)? {
        return Ok(Some(item));
    }
    this.done.set(true);
    Ok(None)
}

/// `filterfalse(predicate, iterable)`.
pub struct FilterFalse {
    function: Value,
    iterator: Value,
}

payload! { FilterFalse: AtBirth, size 32;
    traverse { iterator, function }
    dealloc { function, iterator }
}

/// The declaration of `filterfalse`.
pub static FILTER_FALSE: NativeClass = iterator(
    "filterfalse",
    Layout::of::<FilterFalse>(),
    |vm, class, arguments| {
        let (function, iterable) = two(vm, class, "filterfalse", arguments)?;
        let iterator = iterate::iter(vm, iterable)?;
        Ok(vm.heap.alloc(class, FilterFalse { function: function.clone(), iterator }).into_value())
    },
    next_of_filter_false,
);

fn next_of_filter_false(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<FilterFalse>();
    let plain = this.function.is_none() || this.function.is(vm.types.bool_.as_value());
    loop {
        let Some(item) = iterate::step(vm, &this.iterator)? else { return Ok(None) };
        let passes = if plain {
            protocol::is_true(vm, &item)?
        } else {
            let result = protocol::call(vm, &this.function, std::slice::from_ref(&item))?;
            protocol::is_true(vm, &result)?
        };
        if !passes {
            return Ok(Some(item));
        }
    }
}

/// `starmap(function, iterable)`.
pub struct StarMap {
    function: Value,
    iterator: Value,
}

payload! { StarMap: AtBirth, size 32;
    traverse { iterator, function }
    dealloc { function, iterator }
}

/// The declaration of `starmap`.
pub static STAR_MAP: NativeClass = iterator(
    "starmap",
    Layout::of::<StarMap>(),
    |vm, class, arguments| {
        let (function, iterable) = two(vm, class, "starmap", arguments)?;
        let iterator = iterate::iter(vm, iterable)?;
        Ok(vm.heap.alloc(class, StarMap { function: function.clone(), iterator }).into_value())
    },
    next_of_star_map,
);

fn next_of_star_map(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<StarMap>();
    let Some(item) = iterate::step(vm, &this.iterator)? else { return Ok(None) };
    if let Some(exact) = item.cast::<Tuple>()
        && vm.is_exactly(&item, &vm.types.tuple)
    {
        return protocol::call(vm, &this.function, exact.items()).map(Some);
    }
    let values = iterate::collect_to_vec(vm, &item)?;
    protocol::call(vm, &this.function, &values).map(Some)
}
