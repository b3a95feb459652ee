//! Binary operators: the operands' slots in CPython's order, then concatenation and repetition of sequences.

use ouropy_compiler::code::BinaryOperator;

use super::immediate;
use super::number;
use crate::object::{ClassFlags, Value};
use crate::types::class::Slots;
use crate::types::class::slots::{BinaryFn, SlotId};
use crate::vm::{PyResult, Raised, Vm};

/// How an operator is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `left OP right`.
    Plain,
    /// `left OP= right`: the slots of the augmented assignment come first.
    InPlace,
}

type Select = fn(&Slots) -> Option<BinaryFn>;

impl Form {
    /// The slot of a sequence: in place if it has that, and this is the form.
    pub fn select(self, in_place: Option<BinaryFn>, plain: Option<BinaryFn>) -> Option<BinaryFn> {
        match self {
            Form::Plain => plain,
            Form::InPlace => in_place.or(plain),
        }
    }
}

/// The slots of an operator: the plain one, its name first, and that of the augmented assignment.
fn selectors(op: BinaryOperator) -> (SlotId, Select, Select) {
    use BinaryOperator as Op;
    macro_rules! operator {
        ($plain:ident, $in_place:ident) => {
            (SlotId::$plain, |slots| slots.$plain, |slots| slots.$in_place)
        };
    }
    match op {
        Op::Add => operator!(add, inplace_add),
        Op::And => operator!(and, inplace_and),
        Op::FloorDivide => operator!(floor_divide, inplace_floor_divide),
        Op::LeftShift => operator!(lshift, inplace_lshift),
        Op::MatrixMultiply => operator!(matrix_multiply, inplace_matrix_multiply),
        Op::Multiply => operator!(multiply, inplace_multiply),
        Op::Remainder => operator!(remainder, inplace_remainder),
        Op::Or => operator!(or, inplace_or),
        // `**` has slots of three arguments: see `power`.
        Op::Power => (SlotId::power, |_| None, |_| None),
        Op::RightShift => operator!(rshift, inplace_rshift),
        Op::Subtract => operator!(subtract, inplace_subtract),
        Op::TrueDivide => operator!(true_divide, inplace_true_divide),
        Op::Xor => operator!(xor, inplace_xor),
    }
}

/// `left OP right`, or `left OP= right`; TypeError "unsupported operand type(s) for +: 'int' and 'str'"
/// and the messages of sequences.
#[inline]
pub fn binary(vm: &mut Vm, op: BinaryOperator, form: Form, left: &Value, right: &Value) -> PyResult {
    if let Some(value) = immediate::binary(op, left, right) {
        return Ok(value);
    }
    by_slots(vm, op, form, left, right)
}

fn by_slots(vm: &mut Vm, op: BinaryOperator, form: Form, left: &Value, right: &Value) -> PyResult {
    let result = ask_slots(vm, op, form, left, right);
    vm.made(result)
}

fn ask_slots(vm: &mut Vm, op: BinaryOperator, form: Form, left: &Value, right: &Value) -> PyResult {
    if op == BinaryOperator::Power {
        return power_by_slots(vm, form, left, right, &Value::NONE);
    }
    let (slot, select, select_inplace) = selectors(op);
    if form == Form::InPlace
        && let Some(function) = select_inplace(vm.class_of(left).slots(&vm.heap))
    {
        let result = function(vm, left, right)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    let result = try_slots(vm, left, right, slot, select)?;
    if !result.is_not_implemented() {
        return Ok(result);
    }
    match op {
        BinaryOperator::Add => {
            let slots = vm.class_of(left).slots(&vm.heap);
            let concat = form.select(slots.inplace_concat, slots.concat);
            if let Some(concat) = concat {
                return concat(vm, left, right);
            }
        }
        BinaryOperator::Multiply => {
            let slots = vm.class_of(left).slots(&vm.heap);
            let repeat = form.select(slots.inplace_repeat, slots.repeat);
            if let Some(repeat) = repeat {
                return repeat_sequence(vm, repeat, left, right);
            }
            // In place, the right operand's is asked for only if the left one's class is no sequence at all.
            if let Some(repeat) = vm.class_of(right).slots(&vm.heap).repeat
                && (form == Form::Plain || !has_sequence_slots(vm, left))
            {
                return repeat_sequence(vm, repeat, right, left);
            }
        }
        _ => {}
    }
    Err(unsupported(vm, op, form, left, right))
}

/// Whether CPython has a `tp_as_sequence` for the operand's class: a heap type always has one.
pub(super) fn has_sequence_slots(vm: &Vm, operand: &Value) -> bool {
    let class = vm.class_of(operand);
    let slots = class.slots(&vm.heap);
    class.head.has(ClassFlags::HEAP_TYPE)
        || slots.contains.is_some()
        || slots.length.is_some()
        || slots.concat.is_some()
}

fn repeat_sequence(vm: &mut Vm, repeat: BinaryFn, sequence: &Value, count: &Value) -> PyResult {
    if !number::has_index(vm, count) {
        let name = vm.class_name(count);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{name}'")));
    }
    repeat(vm, sequence, count)
}

/// CPython's `binary_op1`: the right operand's slot first if its class is a proper subclass of the left's, the
/// left's, the right's; a slot both have is called once. NotImplemented when none has an answer.
fn try_slots(vm: &mut Vm, left: &Value, right: &Value, slot: SlotId, select: Select) -> PyResult {
    let (left_class, right_class) = (vm.class_of(left), vm.class_of(right));
    let first = select(left_class.slots(&vm.heap));
    let (mut second, mut right_first) = (None, false);
    if !left_class.is(right_class) {
        second = select(right_class.slots(&vm.heap));
        if first.is_some() && second.is_some() {
            if left_class.origin(slot) == right_class.origin(slot) {
                second = None;
            } else {
                right_first = right_class.is_subclass_of(&vm.heap, left_class);
            }
        }
    }
    if let Some(first) = first {
        if let Some(function) = second
            && right_first
        {
            let result = function(vm, left, right)?;
            if !result.is_not_implemented() {
                return Ok(result);
            }
            second = None;
        }
        let result = first(vm, left, right)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    match second {
        Some(function) => function(vm, left, right),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

#[cold]
fn unsupported(vm: &mut Vm, op: BinaryOperator, form: Form, left: &Value, right: &Value) -> Raised {
    let (symbol, equals) = (op.symbol(), if form == Form::InPlace { "=" } else { "" });
    let hint = if op == BinaryOperator::RightShift && form == Form::Plain && is_print(left) {
        ". Did you mean \"print(<message>, file=<output_stream>)\"?"
    } else {
        ""
    };
    let (left, right) = (vm.class_name(left), vm.class_name(right));
    vm.type_error(format!("unsupported operand type(s) for {symbol}{equals}: '{left}' and '{right}'{hint}"))
}

fn is_print(value: &Value) -> bool {
    value.cast::<crate::types::native::NativeFunction>().is_some_and(|function| function.def.name == "print")
}

/// `pow(base, exponent, modulus)`; a modulus of None stands for none.
pub fn power(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    power_by_slots(vm, Form::Plain, base, exponent, modulus)
}

fn power_by_slots(vm: &mut Vm, form: Form, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    if form == Form::InPlace
        && let Some(function) = vm.class_of(base).slots(&vm.heap).inplace_power
    {
        let result = function(vm, base, exponent, modulus)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    let result = try_power_slots(vm, base, exponent, modulus)?;
    if !result.is_not_implemented() {
        return Ok(result);
    }
    let symbol = if form == Form::InPlace { "**=" } else { "** or pow()" };
    let (first, second) = (vm.class_name(base), vm.class_name(exponent));
    Err(if modulus.is_none() {
        vm.type_error(format!("unsupported operand type(s) for {symbol}: '{first}' and '{second}'"))
    } else {
        let third = vm.class_name(modulus);
        vm.type_error(format!("unsupported operand type(s) for {symbol}: '{first}', '{second}', '{third}'"))
    })
}

/// CPython's `ternary_op`: as [`try_slots`], then the modulus's slot.
fn try_power_slots(vm: &mut Vm, base: &Value, exponent: &Value, modulus: &Value) -> PyResult {
    let classes = [base, exponent, modulus].map(|operand| vm.class_of(operand));
    let [first, mut second, mut third] = classes.map(|class| class.slots(&vm.heap).power);
    let origins = classes.map(|class| class.origin(SlotId::power));
    if origins[1] == origins[0] {
        second = None;
    }
    // None has no slot.
    if origins[..2].contains(&origins[2]) {
        third = None;
    }
    let right_first = second.is_some() && first.is_some() && classes[1].is_subclass_of(&vm.heap, classes[0]);
    let order = if right_first { [second, first, third] } else { [first, second, third] };
    for function in order.into_iter().flatten() {
        let result = function(vm, base, exponent, modulus)?;
        if !result.is_not_implemented() {
            return Ok(result);
        }
    }
    Ok(Value::NOT_IMPLEMENTED)
}

/// `divmod(left, right)`.
pub fn divmod(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    let result = try_slots(vm, left, right, SlotId::divmod, |slots| slots.divmod)?;
    if !result.is_not_implemented() {
        return Ok(result);
    }
    let (left, right) = (vm.class_name(left), vm.class_name(right));
    Err(vm.type_error(format!("unsupported operand type(s) for divmod(): '{left}' and '{right}'")))
}

/// `left + right`, for callers that have no opcode.
pub fn add(vm: &mut Vm, left: &Value, right: &Value) -> PyResult {
    binary(vm, BinaryOperator::Add, Form::Plain, left, right)
}
