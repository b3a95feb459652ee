//! What CPython holds of the arguments of a call besides the parameters, for `sys.getrefcount`: classes get theirs in a
//! tuple and a dict until CPython has specialised the call, and some instructions that it has specialised hand their
//! operands over instead of copying them.

use ouropy_compiler::code::{CodeFlags, Opcode, Register};

use super::Vm;
use super::arguments::REPEATED;
use super::stack::{Activation, Entered};
use crate::object::{ClassFlags, Kind, Slot, Tuple, Value};
use crate::types::dict::Dict;

/// The arguments of an activation that are a certain value.
struct Passed {
    /// How many there are.
    arguments: u32,
    /// Whether it is the receiver.
    is_receiver: bool,
}

impl Vm {
    /// How often CPython refers to `value` because it constructs an instance with it: `construction` is an activation of
    /// `__init__` or `__new__`.
    pub(super) fn held_for_construction(&self, construction: usize, value: &Value) -> u32 {
        let activations = self.stack.activations();
        let called = &activations[construction];
        let Some(caller) = construction.checked_sub(1).map(|caller| &activations[caller]) else { return 0 };
        let opcode = caller.current().opcode;
        if !matches!(opcode, Opcode::CALL | Opcode::CALL_METHOD | Opcode::CALL_KW) {
            return 0;
        }
        let named = u32::from(opcode == Opcode::CALL_KW);
        let each = match called.entered {
            Entered::Init if self.is_specialised_construction(construction) => return 0,
            // The tuple, and what stands on the caller's stack; an exception has the tuple already. What is named is
            // unpacked once more.
            Entered::Init => 1 + u32::from(!self.makes_exception(construction)) + named,
            // The tuple and the dict count as long as they would be there ([`with_packed`](super::arguments::with_packed)).
            Entered::Native if is_constructor(called) => named,
            _ => return 0,
        };
        let passed = self.passed(construction, value);
        let is_new = called.code().name.as_bytes() == b"__new__";
        each * passed.arguments + u32::from(passed.is_receiver && !is_new) * named
    }

    /// Whether the value is an argument of a construction that CPython has not specialised, however the parameters hold it.
    pub(super) fn is_passed_for_construction(&self, construction: usize, value: &Value) -> bool {
        !self.is_specialised_construction(construction) && self.passed(construction, value).arguments != 0
    }

    /// How many operands CPython moves that this interpreter copies: those of a subscript that is a Python function, and
    /// the receiver of a property, from the second execution on. `called` is the activation of that function.
    pub(super) fn moved_operands(&self, called: usize, value: &Value) -> u32 {
        let activations = self.stack.activations();
        let Some(caller) = called.checked_sub(1).map(|caller| &activations[caller]) else { return 0 };
        let (window, operands) = (self.stack.window(called), self.stack.window(called - 1));
        let moved = |parameter: usize, operand: Register| {
            let holds = |slot: Option<&Slot>| slot.and_then(Option::as_ref).is_some_and(|held| held.is(value));
            u32::from(holds(window.get(parameter)) && holds(operands.get(operand.index())))
        };
        let special = caller.current_special();
        match special.opcode {
            Opcode::LOAD_ATTR_PROPERTY if activations[called].entered == Entered::Call => {
                moved(0, special.b.register())
            }
            Opcode::BINARY_SUBSCR if special.k & REPEATED != 0 && activations[called].code().exact_arguments == 2 => {
                moved(0, special.b.register()) + moved(1, special.c.register())
            }
            _ => 0,
        }
    }

    /// Whether CPython has specialised the call of a class that `__init__`, the activation at `init`, belongs to: then it
    /// hands the arguments over as they are.
    fn is_specialised_construction(&self, init: usize) -> bool {
        let activations = self.stack.activations();
        let call = activations[init - 1].current_special();
        let code = activations[init].code();
        matches!(call.opcode, Opcode::CALL | Opcode::CALL_METHOD)
            && call.k & REPEATED != 0
            && !code.flags.intersects(CodeFlags::VARARGS.union(CodeFlags::VARKEYWORDS))
            && code.keyword_only_count == 0
            && self.receiver(init).is_some_and(|receiver| receiver.kind() == Some(Kind::Instance))
    }

    fn makes_exception(&self, init: usize) -> bool {
        self.receiver(init).is_some_and(|receiver| self.class_of(receiver).head.has(ClassFlags::EXCEPTION))
    }

    fn receiver(&self, activation: usize) -> Option<&Value> {
        self.stack.window(activation).first()?.as_ref()
    }

    /// Which arguments of a construction are `value`, as far as the parameters still hold it.
    fn passed(&self, construction: usize, value: &Value) -> Passed {
        let activations = self.stack.activations();
        let (called, window) = (&activations[construction], self.stack.window(construction));
        let code = called.code();
        let is = |slot: Option<&Slot>| slot.and_then(Option::as_ref).is_some_and(|held| held.is(value));
        let named = (code.arg_count + code.keyword_only_count) as usize;
        let given: Vec<usize> = match (called.entered, construction.checked_sub(1)) {
            (Entered::Init, Some(caller)) => given(&activations[caller], called),
            _ => (1..named).collect(),
        };
        let mut arguments = given.into_iter().filter(|&at| at < named && is(window.get(at))).count();
        let mut rest = named;
        if code.flags.contains(CodeFlags::VARARGS) {
            let more = window.get(rest).and_then(Option::as_ref).and_then(Value::cast::<Tuple>);
            arguments += more.map_or(0, |more| more.items().iter().filter(|item| item.is(value)).count());
            rest += 1;
        }
        if code.flags.contains(CodeFlags::VARKEYWORDS) {
            let more = window.get(rest).and_then(Option::as_ref).and_then(Value::cast::<Dict>);
            arguments += more
                .map_or(0, |more| more.table.get(&self.heap).entries().filter(|entry| entry.value.is(value)).count());
        }
        Passed { arguments: arguments as u32, is_receiver: is(window.first()) }
    }
}

/// The parameters of `__init__` that a call gives a value.
fn given(caller: &Activation, called: &Activation) -> Vec<usize> {
    let call = caller.current();
    let names = names(caller);
    let count = usize::from(call.b.count()) - usize::from(is_pair(caller));
    let positional = count.saturating_sub(names.len());
    let mut given: Vec<usize> = (1..=positional).filter(|&at| at < called.code().arg_count as usize).collect();
    given.extend(names.iter().filter_map(|name| parameter_named(called, name)));
    given
}

/// Whether the first argument of a call may be empty, and is: that of a class found as an attribute.
fn is_pair(caller: &Activation) -> bool {
    let call = caller.current();
    call.opcode == Opcode::CALL_METHOD || call.opcode == Opcode::CALL_KW && call.k != 0
}

/// The names of the last arguments of the call that is being executed: the constant behind them.
pub(super) fn names(caller: &Activation) -> &[Value] {
    let code = caller.code();
    if caller.current().opcode != Opcode::CALL_KW {
        return &[];
    }
    let load = (caller.current_index() as usize).checked_sub(1).map(|at| code.unit.instructions[at]);
    let names = load.filter(|load| load.opcode == Opcode::LOAD_CONST);
    let names = names.and_then(|load| code.constants.get(load.constant().index())?.cast::<Tuple>());
    names.map_or(&[], |names| names.items())
}

/// The parameter of that name.
pub(super) fn parameter_named(called: &Activation, name: &Value) -> Option<usize> {
    let code = called.code();
    let named = (code.arg_count + code.keyword_only_count) as usize;
    code.locals[..named].iter().position(|(parameter, _)| parameter.as_value().is(name))
}

/// Whether this is a `__new__` or an `__init__`.
fn is_constructor(called: &Activation) -> bool {
    matches!(called.code().name.as_bytes(), b"__new__" | b"__init__")
}
