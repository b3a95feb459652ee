//! The table between special methods and slots: CPython's `slotdefs`.

use ouropy_compiler::code::Comparison;

use super::dispatch as d;
use super::slots::{SlotFn, SlotId};
use crate::object::{Py, Str};
use crate::vm::names::Names;

/// How the Python arguments of a special method become those of its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapper {
    /// Flags.
    GetBuffer,
    /// A buffer; None.
    ReleaseBuffer,
    /// No argument.
    Unary,
    /// One argument.
    Binary,
    /// One argument, the slot's left operand.
    Reflected,
    /// One argument and an optional modulus.
    Power,
    /// As `Power`, the base being the argument.
    ReflectedPower,
    /// No argument; a bool.
    Bool,
    /// No argument; a length.
    Length,
    /// No argument; an int.
    Hash,
    /// No argument; StopIteration at the end.
    Next,
    /// One argument.
    Compare(Comparison),
    /// A name.
    GetAttr,
    /// A name and a value.
    SetAttr,
    /// A name.
    DelAttr,
    /// A key and a value; `__set__` as well.
    SetItem,
    /// A key; `__delete__` as well.
    DelItem,
    /// An instance and an optional owner.
    DescrGet,
    /// One argument; a bool.
    Contains,
    /// Anything.
    Call,
    /// Anything; None.
    Init,
    /// No argument; None.
    Finalize,
    /// The class has no wrapper for it (`__new__`, `__getattr__`).
    None,
}

/// A special method and the slot it stands for.
pub struct SlotRow {
    /// The method's name.
    pub name: &'static str,
    /// The interned name.
    pub select: fn(&Names) -> &Py<Str>,
    /// The slot.
    pub slot: SlotId,
    /// How a built-in's slot is called as a method.
    pub wrapper: Wrapper,
    /// What the slot of a Python class with such a method is; none when another slot of the same name serves it.
    pub generic: Option<SlotFn>,
    /// `__doc__` of the wrapper.
    pub doc: &'static str,
}

macro_rules! rows {
    ($($name:literal $select:ident $slot:ident $wrapper:expr, $generic:expr, $doc:literal;)+) => {
        /// Every special method that has a slot, in CPython's order.
        pub static ROWS: &[SlotRow] = {
            use SlotFn::{
                Binary, Bool, Call, Compare, Contains, DescrGet, GetAttr, Hash, Init, Len, New, Next, SetAttr,
                SetItem, Ternary, Unary,
            };
            use Wrapper as W;
            &[$(SlotRow {
                name: $name,
                select: |names| &names.$select,
                slot: SlotId::$slot,
                wrapper: $wrapper,
                generic: $generic,
                doc: $doc,
            },)+]
        };
    };
}

rows! {
    "__repr__" repr repr W::Unary, Some(Unary(d::repr)), "Return repr(self).";
    "__hash__" hash hash W::Hash, Some(Hash(d::hash)), "Return hash(self).";
    "__call__" call call W::Call, Some(Call(d::call)), "Call self as a function.";
    "__str__" str str W::Unary, Some(Unary(d::str)), "Return str(self).";
    "__getattribute__" getattribute getattro W::GetAttr, Some(GetAttr(d::getattr_hook)), "Return getattr(self, name).";
    "__getattr__" getattr getattro W::None, Some(GetAttr(d::getattr_hook)), "";
    "__setattr__" setattr setattro W::SetAttr, Some(SetAttr(d::setattro)), "Implement setattr(self, name, value).";
    "__delattr__" delattr setattro W::DelAttr, Some(SetAttr(d::setattro)), "Implement delattr(self, name).";
    "__lt__" lt richcompare W::Compare(Comparison::Less), Some(Compare(d::richcompare)), "Return self<value.";
    "__le__" le richcompare W::Compare(Comparison::LessEqual), Some(Compare(d::richcompare)), "Return self<=value.";
    "__eq__" eq richcompare W::Compare(Comparison::Equal), Some(Compare(d::richcompare)), "Return self==value.";
    "__ne__" ne richcompare W::Compare(Comparison::NotEqual), Some(Compare(d::richcompare)), "Return self!=value.";
    "__gt__" gt richcompare W::Compare(Comparison::Greater), Some(Compare(d::richcompare)), "Return self>value.";
    "__ge__" ge richcompare W::Compare(Comparison::GreaterEqual), Some(Compare(d::richcompare)), "Return self>=value.";
    "__iter__" iter iter W::Unary, Some(Unary(d::iter)), "Implement iter(self).";
    "__next__" next next W::Next, Some(Next(d::next)), "Implement next(self).";
    "__get__" get descr_get W::DescrGet, Some(DescrGet(d::descr_get)), "Return an attribute of instance, which is of type owner.";
    "__set__" set descr_set W::SetItem, Some(SetItem(d::descr_set)), "Set an attribute of instance to value.";
    "__delete__" delete descr_set W::DelItem, Some(SetItem(d::descr_set)), "Delete an attribute of instance.";
    "__init__" init init W::Init, Some(Init(d::init)), "Initialize self.  See help(type(self)) for accurate signature.";
    "__new__" new new W::None, Some(New(d::new)), "";
    "__del__" del finalize W::Finalize, Some(Unary(d::finalize)), "Called when the instance is about to be destroyed.";
    "__buffer__" buffer getbuffer W::GetBuffer, Some(Binary(d::getbuffer)), "Return a buffer object that exposes the underlying memory of the object.";
    "__release_buffer__" release_buffer releasebuffer W::ReleaseBuffer, Some(Binary(d::releasebuffer)), "Release the buffer object that exposes the underlying memory of the object.";
    "__await__" await_ await_ W::Unary, Some(Unary(d::await_)), "Return an iterator to be used in await expression.";
    "__aiter__" aiter aiter W::Unary, Some(Unary(d::aiter)), "Return an awaitable, that resolves in asynchronous iterator.";
    "__anext__" anext anext W::Unary, Some(Unary(d::anext)), "Return a value or raise StopAsyncIteration.";
    "__add__" add add W::Binary, Some(Binary(d::add)), "Return self+value.";
    "__radd__" radd add W::Reflected, Some(Binary(d::add)), "Return value+self.";
    "__sub__" sub subtract W::Binary, Some(Binary(d::subtract)), "Return self-value.";
    "__rsub__" rsub subtract W::Reflected, Some(Binary(d::subtract)), "Return value-self.";
    "__mul__" mul multiply W::Binary, Some(Binary(d::multiply)), "Return self*value.";
    "__rmul__" rmul multiply W::Reflected, Some(Binary(d::multiply)), "Return value*self.";
    "__mod__" mod_ remainder W::Binary, Some(Binary(d::remainder)), "Return self%value.";
    "__rmod__" rmod remainder W::Reflected, Some(Binary(d::remainder)), "Return value%self.";
    "__divmod__" divmod divmod W::Binary, Some(Binary(d::divmod)), "Return divmod(self, value).";
    "__rdivmod__" rdivmod divmod W::Reflected, Some(Binary(d::divmod)), "Return divmod(value, self).";
    "__pow__" pow power W::Power, Some(Ternary(d::power)), "Return pow(self, value, mod).";
    "__rpow__" rpow power W::ReflectedPower, Some(Ternary(d::power)), "Return pow(value, self, mod).";
    "__neg__" neg negative W::Unary, Some(Unary(d::negative)), "-self";
    "__pos__" pos positive W::Unary, Some(Unary(d::positive)), "+self";
    "__abs__" abs absolute W::Unary, Some(Unary(d::absolute)), "abs(self)";
    "__bool__" bool_ bool_ W::Bool, Some(Bool(d::bool_)), "True if self else False";
    "__invert__" invert invert W::Unary, Some(Unary(d::invert)), "~self";
    "__lshift__" lshift lshift W::Binary, Some(Binary(d::lshift)), "Return self<<value.";
    "__rlshift__" rlshift lshift W::Reflected, Some(Binary(d::lshift)), "Return value<<self.";
    "__rshift__" rshift rshift W::Binary, Some(Binary(d::rshift)), "Return self>>value.";
    "__rrshift__" rrshift rshift W::Reflected, Some(Binary(d::rshift)), "Return value>>self.";
    "__and__" and and W::Binary, Some(Binary(d::and)), "Return self&value.";
    "__rand__" rand and W::Reflected, Some(Binary(d::and)), "Return value&self.";
    "__xor__" xor xor W::Binary, Some(Binary(d::xor)), "Return self^value.";
    "__rxor__" rxor xor W::Reflected, Some(Binary(d::xor)), "Return value^self.";
    "__or__" or or W::Binary, Some(Binary(d::or)), "Return self|value.";
    "__ror__" ror or W::Reflected, Some(Binary(d::or)), "Return value|self.";
    "__int__" int int W::Unary, Some(Unary(d::int)), "int(self)";
    "__float__" float float W::Unary, Some(Unary(d::float)), "float(self)";
    "__iadd__" iadd inplace_add W::Binary, Some(Binary(d::inplace_add)), "Return self+=value.";
    "__isub__" isub inplace_subtract W::Binary, Some(Binary(d::inplace_subtract)), "Return self-=value.";
    "__imul__" imul inplace_multiply W::Binary, Some(Binary(d::inplace_multiply)), "Return self*=value.";
    "__imod__" imod inplace_remainder W::Binary, Some(Binary(d::inplace_remainder)), "Return self%=value.";
    "__ipow__" ipow inplace_power W::Power, Some(Ternary(d::inplace_power)), "Return self**=value.";
    "__ilshift__" ilshift inplace_lshift W::Binary, Some(Binary(d::inplace_lshift)), "Return self<<=value.";
    "__irshift__" irshift inplace_rshift W::Binary, Some(Binary(d::inplace_rshift)), "Return self>>=value.";
    "__iand__" iand inplace_and W::Binary, Some(Binary(d::inplace_and)), "Return self&=value.";
    "__ixor__" ixor inplace_xor W::Binary, Some(Binary(d::inplace_xor)), "Return self^=value.";
    "__ior__" ior inplace_or W::Binary, Some(Binary(d::inplace_or)), "Return self|=value.";
    "__floordiv__" floordiv floor_divide W::Binary, Some(Binary(d::floor_divide)), "Return self//value.";
    "__rfloordiv__" rfloordiv floor_divide W::Reflected, Some(Binary(d::floor_divide)), "Return value//self.";
    "__truediv__" truediv true_divide W::Binary, Some(Binary(d::true_divide)), "Return self/value.";
    "__rtruediv__" rtruediv true_divide W::Reflected, Some(Binary(d::true_divide)), "Return value/self.";
    "__ifloordiv__" ifloordiv inplace_floor_divide W::Binary, Some(Binary(d::inplace_floor_divide)), "Return self//=value.";
    "__itruediv__" itruediv inplace_true_divide W::Binary, Some(Binary(d::inplace_true_divide)), "Return self/=value.";
    "__index__" index index W::Unary, Some(Unary(d::index)), "Return self converted to an integer, if self is suitable for use as an index into a list.";
    "__matmul__" matmul matrix_multiply W::Binary, Some(Binary(d::matrix_multiply)), "Return self@value.";
    "__rmatmul__" rmatmul matrix_multiply W::Reflected, Some(Binary(d::matrix_multiply)), "Return value@self.";
    "__imatmul__" imatmul inplace_matrix_multiply W::Binary, Some(Binary(d::inplace_matrix_multiply)), "Return self@=value.";
    "__len__" len length W::Length, Some(Len(d::length)), "Return len(self).";
    "__getitem__" getitem getitem W::Binary, Some(Binary(d::getitem)), "Return self[key].";
    "__setitem__" setitem setitem W::SetItem, Some(SetItem(d::setitem)), "Set self[key] to value.";
    "__delitem__" delitem setitem W::DelItem, Some(SetItem(d::setitem)), "Delete self[key].";
    "__add__" add concat W::Binary, None, "Return self+value.";
    "__mul__" mul repeat W::Binary, None, "Return self*value.";
    "__rmul__" rmul repeat W::Binary, None, "Return value*self.";
    "__contains__" contains contains W::Contains, Some(Contains(d::contains)), "Return bool(key in self).";
    "__iadd__" iadd inplace_concat W::Binary, None, "Implement self+=value.";
    "__imul__" imul inplace_repeat W::Binary, None, "Implement self*=value.";
}
