//! The slots of a class: what each operation of the data model does for its instances.
//!
//! Built-in types fill them with Rust functions; a Python class inherits its base's and overrides them with
//! functions that look the special method up (see [`super::dispatch`]), as CPython's `slot_tp_…` do.

use std::cell::Cell;

use ouropy_compiler::code::Comparison;

use super::Class;
use crate::object::{Py, Str, Value};
use crate::vm::{PyResult, Vm};

/// The arguments of a call: positional values, then the values of the keywords.
#[derive(Clone, Copy)]
pub struct Arguments<'a> {
    /// Positional values, then one value for each of `names`.
    pub values: &'a [Value],
    /// Keyword names (each a str).
    pub names: &'a [Value],
}

impl<'a> Arguments<'a> {
    /// Positional arguments only.
    pub const fn positional_only(values: &'a [Value]) -> Arguments<'a> {
        Arguments { values, names: &[] }
    }

    /// The positional values.
    pub fn positional(&self) -> &'a [Value] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// The values of the keywords.
    pub fn named(&self) -> &'a [Value] {
        &self.values[self.values.len() - self.names.len()..]
    }

    /// The keywords: name and value.
    pub fn keywords(&self) -> impl ExactSizeIterator<Item = (&'a Value, &'a Value)> + use<'a> {
        self.names.iter().zip(self.named())
    }
}

/// `f(self)`.
pub type UnaryFn = fn(&mut Vm, &Value) -> PyResult;
/// `f(left, right)`; may return NotImplemented. Called with either operand of the type, as CPython's `nb_` slots.
pub type BinaryFn = fn(&mut Vm, &Value, &Value) -> PyResult;
/// `f(base, exponent, modulus or None)`.
pub type TernaryFn = fn(&mut Vm, &Value, &Value, &Value) -> PyResult;
/// `f(self) -> bool`.
pub type BoolFn = fn(&mut Vm, &Value) -> PyResult<bool>;
/// `len(self)`.
pub type LenFn = fn(&mut Vm, &Value) -> PyResult<usize>;
/// `hash(self)`.
pub type HashFn = fn(&mut Vm, &Value) -> PyResult<i64>;
/// `next(self)`; `None` at the end (StopIteration may be raised as well).
pub type NextFn = fn(&mut Vm, &Value) -> PyResult<Option<Value>>;
/// `self == other` and its kin; may return NotImplemented.
pub type CompareFn = fn(&mut Vm, &Value, &Value, Comparison) -> PyResult;
/// `self.name`.
pub type GetAttrFn = fn(&mut Vm, &Value, &Py<Str>) -> PyResult;
/// `self.name = value`, or `del self.name` for `None`. The caller holds the value.
pub type SetAttrFn = fn(&mut Vm, &Value, &Py<Str>, Option<&Value>) -> PyResult<()>;
/// `self(...)`.
pub type CallFn = fn(&mut Vm, &Value, Arguments<'_>) -> PyResult;
/// `cls.__new__(cls, ...)`.
pub type NewFn = fn(&mut Vm, &Py<Class>, Arguments<'_>) -> PyResult;
/// `self.__init__(...)`.
pub type InitFn = fn(&mut Vm, &Value, Arguments<'_>) -> PyResult<()>;
/// `self[key] = value`, or `del self[key]` for `None`. The caller holds the value.
pub type SetItemFn = fn(&mut Vm, &Value, &Value, Option<&Value>) -> PyResult<()>;
/// `descriptor.__get__(instance, owner)`; no instance when found on the class itself.
pub type DescrGetFn = fn(&mut Vm, &Value, Option<&Value>, &Value) -> PyResult;
/// `descriptor.__set__(instance, value)`, or `__delete__` for `None`. The caller holds the value.
pub type DescrSetFn = fn(&mut Vm, &Value, &Value, Option<&Value>) -> PyResult<()>;
/// `key in self`.
pub type ContainsFn = fn(&mut Vm, &Value, &Value) -> PyResult<bool>;

/// Any slot function, by its signature.
#[derive(Clone, Copy)]
pub enum SlotFn {
    Unary(UnaryFn),
    Binary(BinaryFn),
    Ternary(TernaryFn),
    Bool(BoolFn),
    Len(LenFn),
    Hash(HashFn),
    Next(NextFn),
    Compare(CompareFn),
    GetAttr(GetAttrFn),
    SetAttr(SetAttrFn),
    Call(CallFn),
    New(NewFn),
    Init(InitFn),
    /// `__setitem__` and `__set__` have one signature.
    SetItem(SetItemFn),
    DescrGet(DescrGetFn),
    Contains(ContainsFn),
}

/// A slot's function type as a variant of [`SlotFn`] and back.
trait SlotFunction: Copy {
    fn wrap(self) -> SlotFn;
    fn unwrap(function: SlotFn) -> Option<Self>;
}

macro_rules! slot_functions {
    ($($variant:ident($function:ty),)+) => {
        $(impl SlotFunction for $function {
            fn wrap(self) -> SlotFn {
                SlotFn::$variant(self)
            }
            fn unwrap(function: SlotFn) -> Option<Self> {
                if let SlotFn::$variant(function) = function { Some(function) } else { None }
            }
        })+
    };
}

slot_functions! {
    Unary(UnaryFn),
    Binary(BinaryFn),
    Ternary(TernaryFn),
    Bool(BoolFn),
    Len(LenFn),
    Hash(HashFn),
    Next(NextFn),
    Compare(CompareFn),
    GetAttr(GetAttrFn),
    SetAttr(SetAttrFn),
    Call(CallFn),
    New(NewFn),
    Init(InitFn),
    SetItem(SetItemFn),
    DescrGet(DescrGetFn),
    Contains(ContainsFn),
}

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident: $function:ty,)+) => {
        /// The operations of a class. Absent ones are inherited when the class is made.
        #[derive(Clone, Copy)]
        pub struct Slots { $($(#[$doc])* pub $name: Option<$function>,)+ }

        /// The name of a slot.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[expect(non_camel_case_types, reason = "each is the field of the name")]
        #[repr(u8)]
        pub enum SlotId { $($(#[$doc])* $name,)+ }

        impl SlotId {
            /// How many slots there are.
            pub const COUNT: usize = [$(SlotId::$name),+].len();

            /// A bit of its own.
            pub const fn bit(self) -> u128 {
                1 << self as u32
            }
        }

        impl Slots {
            /// No operation.
            pub const EMPTY: Slots = Slots { $($name: None,)+ };

            /// Fills what is absent from `base`, but for those CPython inherits as a group (see `inherit_from`).
            pub(super) fn fill_from(&mut self, base: &Slots) {
                $(if self.$name.is_none() { self.$name = base.$name; })+
            }

            /// The [bits](SlotId::bit) of the slots that have a function.
            pub fn present(&self) -> u128 {
                let mut present = 0;
                $(present |= u128::from(self.$name.is_some()) << SlotId::$name as u32;)+
                present
            }

            /// The function of a slot.
            pub fn get(&self, slot: SlotId) -> Option<SlotFn> {
                match slot { $(SlotId::$name => self.$name.map(SlotFunction::wrap),)+ }
            }

            /// Sets a slot to a function of its signature.
            pub fn set(&mut self, slot: SlotId, function: Option<SlotFn>) {
                match slot { $(SlotId::$name => self.$name = function.and_then(SlotFunction::unwrap),)+ }
            }
        }
    };
}

slots! {
    /// `__buffer__`: a memoryview, given the flags of the request.
    getbuffer: BinaryFn,
    /// `__release_buffer__`: the memoryview is given back.
    releasebuffer: BinaryFn,
    /// `repr(self)`.
    repr: UnaryFn,
    /// `str(self)`.
    str: UnaryFn,
    /// `hash(self)`.
    hash: HashFn,
    /// `self(...)`.
    call: CallFn,
    /// `self.name`.
    getattro: GetAttrFn,
    /// `self.name = value`.
    setattro: SetAttrFn,
    /// Rich comparison.
    richcompare: CompareFn,
    /// `iter(self)`.
    iter: UnaryFn,
    /// `next(self)`.
    next: NextFn,
    /// `__get__`.
    descr_get: DescrGetFn,
    /// `__set__` and `__delete__`.
    descr_set: DescrSetFn,
    /// `__init__`.
    init: InitFn,
    /// `__new__`.
    new: NewFn,
    /// `__del__`.
    finalize: UnaryFn,
    /// `len(self)` of a sequence or mapping.
    length: LenFn,
    /// `self[key]`.
    getitem: BinaryFn,
    /// `self[key] = value`, `del self[key]`.
    setitem: SetItemFn,
    /// `key in self`.
    contains: ContainsFn,
    /// `self + other` of a sequence (CPython's `sq_concat`: no `__radd__`).
    concat: BinaryFn,
    /// `self * n` of a sequence (`__mul__` and `__rmul__`).
    repeat: BinaryFn,
    /// `self += other` of a sequence.
    inplace_concat: BinaryFn,
    /// `self *= n` of a sequence.
    inplace_repeat: BinaryFn,
    /// Truth.
    bool_: BoolFn,
    /// `int(self)`.
    int: UnaryFn,
    /// `float(self)`.
    float: UnaryFn,
    /// `operator.index(self)`.
    index: UnaryFn,
    /// `-self`.
    negative: UnaryFn,
    /// `+self`.
    positive: UnaryFn,
    /// `abs(self)`.
    absolute: UnaryFn,
    /// `~self`.
    invert: UnaryFn,
    /// `self + other`.
    add: BinaryFn,
    /// `self - other`.
    subtract: BinaryFn,
    /// `self * other`.
    multiply: BinaryFn,
    /// `self % other`.
    remainder: BinaryFn,
    /// `divmod(self, other)`.
    divmod: BinaryFn,
    /// `self ** other`.
    power: TernaryFn,
    /// `self << other`.
    lshift: BinaryFn,
    /// `self >> other`.
    rshift: BinaryFn,
    /// `self & other`.
    and: BinaryFn,
    /// `self ^ other`.
    xor: BinaryFn,
    /// `self | other`.
    or: BinaryFn,
    /// `self // other`.
    floor_divide: BinaryFn,
    /// `self / other`.
    true_divide: BinaryFn,
    /// `self @ other`.
    matrix_multiply: BinaryFn,
    /// `self += other`.
    inplace_add: BinaryFn,
    /// `self -= other`.
    inplace_subtract: BinaryFn,
    /// `self *= other`.
    inplace_multiply: BinaryFn,
    /// `self %= other`.
    inplace_remainder: BinaryFn,
    /// `self **= other`.
    inplace_power: TernaryFn,
    /// `self <<= other`.
    inplace_lshift: BinaryFn,
    /// `self >>= other`.
    inplace_rshift: BinaryFn,
    /// `self &= other`.
    inplace_and: BinaryFn,
    /// `self ^= other`.
    inplace_xor: BinaryFn,
    /// `self |= other`.
    inplace_or: BinaryFn,
    /// `self //= other`.
    inplace_floor_divide: BinaryFn,
    /// `self /= other`.
    inplace_true_divide: BinaryFn,
    /// `self @= other`.
    inplace_matrix_multiply: BinaryFn,
    /// `__await__`.
    await_: UnaryFn,
    /// `__aiter__`.
    aiter: UnaryFn,
    /// `__anext__`.
    anext: UnaryFn,
}

impl Slots {
    /// Inherits from `base` what this class does not define. `hash` and `richcompare` are inherited together, only
    /// when neither is defined.
    pub fn inherit_from(&mut self, base: &Slots) {
        let (hash, compare) = (self.hash, self.richcompare);
        self.fill_from(base);
        if hash.is_some() || compare.is_some() {
            (self.hash, self.richcompare) = (hash, compare);
        }
    }
}

/// Where the function in a slot comes from. Two classes that have a slot from the same origin do the same there.
///
/// CPython compares the functions themselves. A function of Rust's has no identity: one may have several addresses, and
/// several may share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin(u16);

impl Origin {
    /// There is none, or one that says that there is none, as for `__hash__ = None`.
    pub const ABSENT: Origin = Origin(0);
    /// It looks a special method up on the class.
    pub const SPECIAL_METHOD: Origin = Origin(1);
    /// The declaration of `object`.
    pub const OBJECT: Origin = Origin(2);

    /// The origin behind this one: the next declaration's.
    ///
    /// # Panics
    /// When there are more classes written in Rust than numbers.
    pub fn next(self) -> Origin {
        Origin(self.0.checked_add(1).expect("so many classes are not declared"))
    }
}

/// The origins of the functions in all slots of a class.
#[derive(Clone)]
pub struct Origins(Cell<[Origin; SlotId::COUNT]>);

impl Origins {
    /// Of a class without a function in any slot.
    pub const fn absent() -> Origins {
        Origins(Cell::new([Origin::ABSENT; SlotId::COUNT]))
    }

    /// Those of a built-in class that declares the slots of the bits in `declared`; the others have come from a base.
    pub fn declare(&self, base: &Origins, mut declared: u128, own: Origin) {
        let mut origins = base.0.get();
        if declared & (SlotId::hash.bit() | SlotId::richcompare.bit()) != 0 {
            // They are inherited together.
            origins[SlotId::hash as usize] = Origin::ABSENT;
            origins[SlotId::richcompare as usize] = Origin::ABSENT;
        }
        while declared != 0 {
            origins[declared.trailing_zeros() as usize] = own;
            declared &= declared - 1;
        }
        self.0.set(origins);
    }

    /// Takes over those of another class.
    pub fn copy_from(&self, other: &Origins) {
        self.0.set(other.0.get());
    }

    /// Notes where the function in one slot comes from.
    pub fn set(&self, slot: SlotId, origin: Origin) {
        self.place(slot).set(origin);
    }

    #[inline(always)]
    fn place(&self, slot: SlotId) -> &Cell<Origin> {
        let all: &Cell<[Origin]> = &self.0;
        &all.as_slice_of_cells()[slot as usize]
    }
}

impl Class {
    /// Where the function in a slot comes from.
    #[inline(always)]
    pub fn origin(&self, slot: SlotId) -> Origin {
        self.origins.place(slot).get()
    }

    /// Whether the slot calls a special method found on the class, rather than a built-in's function.
    #[inline(always)]
    pub fn is_dispatched(&self, slot: SlotId) -> bool {
        self.origin(slot) == Origin::SPECIAL_METHOD
    }
}
