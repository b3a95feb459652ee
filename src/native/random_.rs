//! `_random`: the generator behind `random`.

use num_bigint::BigUint;

use super::{ModuleSpec, NativeClass};
use crate::object::{ClassFlags, HeapCell, Layout, Py, Tuple, Value, payload};
use crate::protocol::{self, number};
use crate::text::int::is_room_for;
use crate::text::mersenne::{Mersenne, WORDS};
use crate::types::class::slots::SlotId;
use crate::types::class::{Arguments, Class, ClassSpec, NativeDef, Slots};
use crate::types::float;
use crate::types::int::{self, Number};
use crate::vm::{PyResult, Vm, arguments};

/// The declaration of the module.
pub const SPEC: ModuleSpec = ModuleSpec { name: "_random", functions: &[], classes: &[&RANDOM], init: None };

static RANDOM: NativeClass = NativeClass::new(ClassSpec {
    module: "_random",
    flags: ClassFlags::HEAP_TYPE.union(ClassFlags::BASE_TYPE),
    slots: Slots { new: Some(new), init: Some(init), ..Slots::EMPTY },
    methods: &[
        NativeDef::none("random", |vm, this| {
            let number = generator(vm, this).next_float();
            Ok(float::new(vm, number))
        }),
        NativeDef::positional("seed", 0, 1, |vm, this, values| {
            let seed = values.first().cloned().unwrap_or(Value::NONE);
            seed_with(vm, this, &seed)?;
            Ok(Value::NONE)
        }),
        NativeDef::none("getstate", state),
        NativeDef::one("setstate", set_state),
        NativeDef::one("getrandbits", bits),
    ],
    ..ClassSpec::new("Random", Layout::of::<Random>())
});

/// A generator of random numbers.
pub struct Random {
    generator: HeapCell<Box<Mersenne>>,
}

payload! { Random: Atom, size 2520; }

fn generator<'a>(vm: &'a mut Vm, this: &'a Value) -> &'a mut Mersenne {
    this.expect::<Random>().generator.get_mut(&mut vm.heap)
}

fn new(vm: &mut Vm, class: &Py<Class>, _: Arguments<'_>) -> PyResult {
    let generator = HeapCell::new(Box::new(Mersenne::seeded(&[])));
    Ok(vm.heap.alloc(class, Random { generator }).into_value())
}

fn init(vm: &mut Vm, this: &Value, given: Arguments<'_>) -> PyResult<()> {
    if !given.names.is_empty() && !vm.class_of(this).is_dispatched(SlotId::init) {
        return Err(vm.type_error("Random() takes no keyword arguments"));
    }
    let positional = given.positional();
    if positional.len() > 1 {
        return Err(arguments::wrong_count(vm, "Random", 0, 1, positional.len()));
    }
    let seed = positional.first().cloned().unwrap_or(Value::NONE);
    seed_with(vm, this, &seed)
}

/// By an int as it is without its sign, by anything else as its hash, by None as the system will have it.
fn seed_with(vm: &mut Vm, this: &Value, seed: &Value) -> PyResult<()> {
    let key = if seed.is_none() {
        let mut noise = vec![0; 4 * WORDS];
        let read =
            std::fs::File::open("/dev/urandom").and_then(|mut file| std::io::Read::read_exact(&mut file, &mut noise));
        if let Err(error) = read {
            return Err(super::io::system::raise_io(vm, &error, None));
        }
        noise.chunks_exact(4).map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect()
    } else if let Some(number) = Number::of(seed) {
        number.to_big().magnitude().to_u32_digits()
    } else {
        BigUint::from(protocol::hash(vm, seed)?.cast_unsigned()).to_u32_digits()
    };
    *generator(vm, this) = Mersenne::seeded(&key);
    Ok(())
}

fn state(vm: &mut Vm, this: &Value) -> PyResult {
    let (words, index) = generator(vm, this).state();
    let values = words.iter().map(|&word| Value::index(word as usize)).chain([Value::index(index)]).collect();
    Ok(vm.new_tuple(values).into_value())
}

fn set_state(vm: &mut Vm, this: &Value, state: &Value) -> PyResult {
    let Some(state) = state.cast::<Tuple>() else { return Err(vm.type_error("state vector must be a tuple")) };
    if state.items().len() != WORDS + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = [0; WORDS];
    let mut index = None;
    for (at, item) in state.items().iter().enumerate() {
        let Some(number) = Number::of(item) else { return Err(vm.type_error("an integer is required")) };
        if at == WORDS {
            index = number.to_i64();
            break;
        }
        if number.is_negative() {
            return Err(vm.overflow_error("can't convert negative value to unsigned int"));
        }
        let Some(word) = number.to_i64() else {
            return Err(vm.overflow_error("Python int too large to convert to C unsigned long"));
        };
        words[at] = word as u32;
    }
    let restored =
        index.and_then(|index| usize::try_from(index).ok()).and_then(|index| Mersenne::in_state(&words, index));
    let Some(restored) = restored else { return Err(vm.value_error("invalid state")) };
    *generator(vm, this) = restored;
    Ok(Value::NONE)
}

fn bits(vm: &mut Vm, this: &Value, count: &Value) -> PyResult {
    let Some(count) = number::unsigned_argument(vm, count)? else {
        return Err(vm.overflow_error("Python int too large for C uint64_t"));
    };
    if count / 8 > isize::MAX as u64 / 2 {
        return Err(vm.memory_error());
    }
    // Two times as many: the words, and the number made of them.
    if !is_room_for(count) {
        return Err(vm.memory_error());
    }
    let words = generator(vm, this).next_bits(count);
    Ok(int::from_big(vm, BigUint::new(words).into()))
}
