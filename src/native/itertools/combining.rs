//! `product`, `permutations` and `combinations`, with and without replacement.

use super::{LastResult, sized};
use crate::native::NativeClass;
use crate::object::{HeapCell, Layout, Py, Tuple, Value, payload};
use crate::protocol::{iterate, number, sequence};
use crate::types::class::{Arguments, Class, convert};
use crate::types::iterators::result::blank;
use crate::vm::{PyResult, Vm, arguments};

/// Where the walk stands: `None` before the first result.
#[derive(Default)]
struct Walk {
    indices: Option<Vec<usize>>,
    cycles: Vec<usize>,
    stopped: bool,
}

macro_rules! over_pool {
    ($(#[$doc:meta])* $name:ident, $size:expr) => {
        $(#[$doc])*
        pub struct $name {
            pool: Py<Tuple>,
            last: LastResult,
            walk: HeapCell<Walk>,
            length: usize,
        }

        payload! { $name: AtBirth;
            references { pool, last }
            size(this, _heap) { $size(this.pool.len(), this.length) }
        }

        impl $name {
            fn create(vm: &mut Vm, class: &Py<Class>, pool: Py<Tuple>, length: usize) -> Value {
                let payload = $name { pool, last: LastResult::none(), walk: HeapCell::new(Walk::default()), length };
                vm.heap.alloc(class, payload).into_value()
            }

            fn result(&self, vm: &mut Vm, chosen: Option<Vec<usize>>) -> PyResult<Option<Value>> {
                let Some(chosen) = chosen else {
                    self.last.part(vm);
                    return Ok(None);
                };
                let items = chosen.iter().map(|&index| self.pool.items()[index].clone()).collect();
                Ok(Some(self.last.replace(vm, items)))
            }
        }
    };
}

over_pool! {
    /// `combinations(iterable, r)`.
    Combinations, |_, length| 56 + 8 * length
}
over_pool! {
    /// `combinations_with_replacement(iterable, r)`.
    CombinationsWithReplacement, |_, length| 56 + 8 * length
}
over_pool! {
    /// `permutations(iterable, r=None)`.
    Permutations, |pool, length| 64 + 8 * (pool + length)
}

fn pool_of(vm: &mut Vm, iterable: &Value) -> PyResult<Py<Tuple>> {
    if let Some(tuple) = iterable.cast::<Tuple>()
        && vm.is_exactly(iterable, &vm.types.tuple)
    {
        return Ok(tuple.clone());
    }
    // The tuple of a list is tracked only if an item is of a type that the collector knows.
    let is_list = vm.is_exactly(iterable, &vm.types.list);
    let items = iterate::collect_to_vec(vm, iterable)?;
    Ok(if is_list { vm.new_tuple_from(&items) } else { vm.new_tuple(items) })
}

/// `r`: as many indices must have room, even where there are no results.
fn length_of(vm: &mut Vm, length: &Value) -> PyResult<usize> {
    match usize::try_from(number::ssize_argument(vm, length)?) {
        Ok(length) if length > isize::MAX as usize / size_of::<usize>() => Err(vm.memory_error()),
        Ok(length) => Ok(length),
        Err(_) => Err(vm.value_error("r must be non-negative")),
    }
}

/// The declaration of `combinations`.
pub static COMBINATIONS: NativeClass = sized(
    "combinations",
    Layout::of::<Combinations>(),
    |vm, class, arguments| {
        let (pool, length) = pool_and_length(vm, "combinations", arguments)?;
        Ok(Combinations::create(vm, class, pool, length))
    },
    |vm, this| {
        let this = this.expect::<Combinations>();
        let (most, length) = (this.pool.len(), this.length);
        let chosen = this.walk.get_mut(&mut vm.heap).next_combination(most, length);
        this.result(vm, chosen)
    },
);

/// The declaration of `combinations_with_replacement`.
pub static COMBINATIONS_WITH_REPLACEMENT: NativeClass = sized(
    "combinations_with_replacement",
    Layout::of::<CombinationsWithReplacement>(),
    |vm, class, arguments| {
        let (pool, length) = pool_and_length(vm, "combinations_with_replacement", arguments)?;
        Ok(CombinationsWithReplacement::create(vm, class, pool, length))
    },
    |vm, this| {
        let this = this.expect::<CombinationsWithReplacement>();
        let (most, length) = (this.pool.len(), this.length);
        let chosen = this.walk.get_mut(&mut vm.heap).next_with_replacement(most, length);
        this.result(vm, chosen)
    },
);

/// The declaration of `permutations`.
pub static PERMUTATIONS: NativeClass =
    sized("permutations", Layout::of::<Permutations>(), new_permutations, |vm, this| {
        let this = this.expect::<Permutations>();
        let (most, length) = (this.pool.len(), this.length);
        let chosen = this.walk.get_mut(&mut vm.heap).next_permutation(most, length);
        this.result(vm, chosen)
    });

fn new_permutations(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let bound = arguments::bind(vm, "permutations", "iterable, r=None", arguments)?;
    let [Some(iterable), length] = &bound[..] else { return Ok(Value::NONE) };
    let pool = pool_of(vm, iterable)?;
    let length = match length.as_ref().filter(|length| !length.is_none()) {
        None => pool.len(),
        Some(length) if convert::is_int(length) => length_of(vm, length)?,
        Some(_) => return Err(vm.type_error("Expected int as r")),
    };
    Ok(Permutations::create(vm, class, pool, length))
}

fn pool_and_length(vm: &mut Vm, name: &str, arguments: Arguments<'_>) -> PyResult<(Py<Tuple>, usize)> {
    let mut bound = arguments::bind(vm, name, "iterable, r", arguments)?;
    let (length, iterable) = (bound.pop().flatten(), bound.pop().flatten());
    let pool = pool_of(vm, &iterable.unwrap_or(Value::NONE))?;
    let length = length_of(vm, &length.unwrap_or(Value::NONE))?;
    Ok((pool, length))
}

impl Walk {
    /// Begins with the first choice, or stops if there is none.
    fn begin(&mut self, first: Option<Vec<usize>>) -> Option<Vec<usize>> {
        self.stopped = first.is_none();
        self.indices.clone_from(&first);
        first
    }

    /// The indices of the next combination of `length` out of `most`, in lexicographic order.
    fn next_combination(&mut self, most: usize, length: usize) -> Option<Vec<usize>> {
        if self.stopped {
            return None;
        }
        let Some(indices) = &mut self.indices else {
            return self.begin((length <= most).then(|| (0..length).collect()));
        };
        // The rightmost index that is not at its end moves on; those after it follow.
        let Some(moving) = (0..length).rev().find(|&i| indices[i] != i + most - length) else {
            self.stopped = true;
            return None;
        };
        indices[moving] += 1;
        for i in moving + 1..length {
            indices[i] = indices[i - 1] + 1;
        }
        Some(indices.clone())
    }

    fn next_with_replacement(&mut self, most: usize, length: usize) -> Option<Vec<usize>> {
        if self.stopped {
            return None;
        }
        let Some(indices) = &mut self.indices else {
            return self.begin((most > 0 || length == 0).then(|| vec![0; length]));
        };
        let Some(moving) = (0..length).rev().find(|&i| indices[i] != most - 1) else {
            self.stopped = true;
            return None;
        };
        let index = indices[moving] + 1;
        indices[moving..].fill(index);
        Some(indices.clone())
    }

    fn next_permutation(&mut self, most: usize, length: usize) -> Option<Vec<usize>> {
        if self.stopped {
            return None;
        }
        let Some(indices) = &mut self.indices else {
            if length > most {
                self.stopped = true;
                return None;
            }
            self.cycles = (0..length).map(|i| most - i).collect();
            return self.begin(Some((0..most).collect())).map(|indices| indices[..length].to_vec());
        };
        for i in (0..length).rev() {
            self.cycles[i] -= 1;
            if self.cycles[i] == 0 {
                indices[i..].rotate_left(1);
                self.cycles[i] = most - i;
            } else {
                let other = most - self.cycles[i];
                indices.swap(i, other);
                return Some(indices[..length].to_vec());
            }
        }
        self.stopped = true;
        None
    }

    /// The next indices of a product of pools of the given lengths: the rightmost turns fastest.
    fn next_product(&mut self, lengths: &[usize]) -> Option<Vec<usize>> {
        if self.stopped {
            return None;
        }
        let Some(indices) = &mut self.indices else {
            return self.begin((!lengths.contains(&0)).then(|| vec![0; lengths.len()]));
        };
        for i in (0..lengths.len()).rev() {
            indices[i] += 1;
            if indices[i] < lengths[i] {
                return Some(indices.clone());
            }
            indices[i] = 0;
        }
        self.stopped = true;
        None
    }
}

/// `product(*iterables, repeat=1)`.
pub struct Product {
    pools: Py<Tuple>,
    last: LastResult,
    walk: HeapCell<Walk>,
}

payload! { Product: AtBirth;
    references { pools, last }
    size(this, _heap) { 48 + 8 * this.pools.len() }
}

/// The declaration of `product`.
pub static PRODUCT: NativeClass = sized("product", Layout::of::<Product>(), new_product, next_of_product);

fn next_of_product(vm: &mut Vm, this: &Value) -> PyResult<Option<Value>> {
    let this = this.expect::<Product>();
    let pools: Vec<&Py<Tuple>> = this.pools.items().iter().filter_map(|pool| pool.cast()).collect();
    let lengths: Vec<usize> = pools.iter().map(|pool| pool.len()).collect();
    let Some(chosen) = this.walk.get_mut(&mut vm.heap).next_product(&lengths) else {
        // All indices have turned back to the first items.
        if this.last.is_held(vm) {
            let items = pools.iter().map(|pool| pool.items()[0].clone()).collect();
            drop(this.last.replace(vm, items));
        }
        return Ok(None);
    };
    let items = pools.iter().zip(chosen).map(|(pool, index)| pool.items()[index].clone()).collect();
    Ok(Some(this.last.replace(vm, items)))
}

fn new_product(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> PyResult {
    let mut repeat = 1;
    let named = arguments.keywords().len();
    if named > 1 {
        return Err(vm.type_error(format!("product() takes at most 1 keyword argument ({named} given)")));
    }
    for (name, value) in arguments.keywords() {
        let name = sequence::keyword_text(name);
        if name != "repeat" {
            return Err(vm.type_error(format!("product() got an unexpected keyword argument '{name}'")));
        }
        let Ok(times) = usize::try_from(number::ssize_argument(vm, value)?) else {
            return Err(vm.value_error("repeat argument cannot be negative"));
        };
        repeat = times;
    }
    let once = if repeat > 0 { arguments.positional().len() } else { 0 };
    if once.checked_mul(repeat).is_none_or(|all| all > isize::MAX as usize / 16) {
        return Err(vm.overflow_error("repeat argument too large"));
    }
    // The tuple of pools comes first, then the pools.
    let mut pools = blank(vm, once * repeat);
    for (index, iterable) in arguments.positional().iter().enumerate().take(once) {
        // The tuple of the arguments holds it.
        let held = iterable.clone();
        let pool = pool_of(vm, &held)?.into_value();
        drop(pools.replace_item(index, pool));
    }
    for index in once..once * repeat {
        let pool = pools.items()[index - once].clone();
        drop(pools.replace_item(index, pool));
    }
    let payload = Product { pools, last: LastResult::none(), walk: HeapCell::new(Walk::default()) };
    Ok(vm.heap.alloc(class, payload).into_value())
}
