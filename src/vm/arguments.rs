//! Binding of arguments to native functions, with CPython's TypeErrors; what CPython makes to hand arguments over, to
//! them and to others, and that does not exist here: it counts as long as it would be there.

use ouropy_compiler::code::{CodeFlags, Instruction, Opcode};

use super::signature::Signature;
use super::stack::Stack;
use crate::object::{
    ClassFlags, Header, Kind, Phantom, Py, Slot, Str, Tuple, Value, with_borrowed_slots, with_counted,
};
use crate::protocol::{is_equal, recursion};
use crate::types::class::{Arguments, Class, Native, NativeDef, Packing};
use crate::types::dict::Dict;
use crate::types::exception::Exception;
use crate::types::function::Function;
use crate::types::list::List;
use crate::types::native::{MethodDescriptor, NativeFunction};
use crate::vm::{PyResult, Raised, Vm};

/// Calls the native function with its receiver (already checked to be of `class`, for a method).
#[inline(always)]
pub fn invoke(
    vm: &mut Vm,
    def: &'static NativeDef,
    class: Option<&Py<Class>>,
    receiver: &Value,
    arguments: Arguments<'_>,
) -> PyResult {
    let result = run(vm, def, class, receiver, arguments);
    if vm.heap.has_parked() { settled(vm, result) } else { vm.made(result) }
}

/// As [`invoke`], if the native stack has room for it.
#[inline(always)]
pub(super) fn invoke_checked(
    vm: &mut Vm,
    def: &'static NativeDef,
    class: Option<&Py<Class>>,
    receiver: &Value,
    arguments: Arguments<'_>,
) -> PyResult {
    recursion::check(vm, "")?;
    invoke(vm, def, class, receiver, arguments)
}

/// Kept out of [`invoke`], which is part of the calls of all other functions.
#[inline(never)]
fn run_packed(
    vm: &mut Vm,
    native: fn(&mut Vm, &Value, Arguments<'_>) -> PyResult,
    receiver: &Value,
    arguments: Arguments<'_>,
) -> PyResult {
    with_packed(vm, arguments, |vm| native(vm, receiver, arguments))
}

/// What a native function has made, when what died in there is laid to rest: while the arguments are still held.
#[cold]
#[inline(never)]
fn settled(vm: &mut Vm, result: PyResult) -> PyResult {
    vm.run_parked();
    vm.made(result)
}

#[inline(always)]
fn run(
    vm: &mut Vm,
    def: &'static NativeDef,
    class: Option<&Py<Class>>,
    receiver: &Value,
    arguments: Arguments<'_>,
) -> PyResult {
    match def.native {
        Native::Any(f) => f(vm, receiver, arguments),
        Native::Packed(f) => run_packed(vm, f, receiver, arguments),
        Native::Keywords(ref signature, f) => {
            if arguments.names.is_empty() && signature.is_complete(arguments.values.len()) {
                return with_borrowed_slots(arguments.values, signature.count(), |bound| f(vm, receiver, bound));
            }
            let bound = bind_to(vm, def.name, signature, arguments)?;
            f(vm, receiver, &bound)
        }
        _ if !arguments.names.is_empty() => {
            let name = match def.native {
                Native::Parsed(..) => def.name.to_owned(),
                _ => qualified(vm, def, class, receiver),
            };
            Err(vm.type_error(format!("{name}() takes no keyword arguments")))
        }
        Native::NoArgs(f) if arguments.values.is_empty() => f(vm, receiver),
        Native::NoArgs(_) => {
            let (name, given) = (qualified(vm, def, class, receiver), arguments.values.len());
            Err(vm.type_error(format!("{name}() takes no arguments ({given} given)")))
        }
        Native::One(f) => match arguments.values {
            [only] => f(vm, receiver, only),
            other => {
                let (name, given) = (qualified(vm, def, class, receiver), other.len());
                Err(vm.type_error(format!("{name}() takes exactly one argument ({given} given)")))
            }
        },
        Native::Positional(least, most, f) => {
            let given = arguments.values.len();
            if given < least || given > most {
                return Err(wrong_count(vm, def.name, least, most, given));
            }
            f(vm, receiver, arguments.values)
        }
        Native::Parsed(least, most, f) => {
            let given = arguments.values.len();
            if given < least || given > most {
                return Err(wrong_count_parsed(vm, def.name, least, most, given));
            }
            f(vm, receiver, arguments.values)
        }
    }
}

/// Does what gets so many names in a tuple that CPython makes for it, which is counted as long as it runs.
#[inline]
pub fn with_names<T>(vm: &mut Vm, names: usize, f: impl FnOnce(&mut Vm) -> T) -> T {
    vm.heap.phantom_made(Phantom::Tuple(names));
    let result = f(vm);
    vm.heap.phantom_freed(Phantom::Tuple(names));
    result
}

/// Does what gets the arguments in a tuple and a dict in CPython, which are counted as long as it runs, and so is what
/// they hold. Those of `f(*tuple, **dict)` are there already.
pub fn with_packed<T>(vm: &mut Vm, arguments: Arguments<'_>, f: impl FnOnce(&mut Vm) -> T) -> T {
    if vm.is_spread(arguments.values) {
        return f(vm);
    }
    with_containers(vm, arguments, |vm| {
        with_counted(arguments.values, || {
            let result = f(vm);
            vm.run_parked_if_any();
            result
        })
    })
}

/// As [`with_packed`], for what holds its arguments by itself as long as the tuple would.
pub fn with_containers<T>(vm: &mut Vm, arguments: Arguments<'_>, f: impl FnOnce(&mut Vm) -> T) -> T {
    if vm.is_spread(arguments.values) {
        return f(vm);
    }
    let (positional, names) = (Phantom::Tuple(arguments.positional().len()), arguments.names.len());
    vm.heap.phantom_made(positional);
    if names != 0 {
        vm.heap.phantom_made(Phantom::Dict);
    }
    let result = f(vm);
    vm.heap.phantom_freed(positional);
    if names != 0 {
        vm.heap.phantom_freed(Phantom::Dict);
    }
    result
}

#[cold]
fn qualified(vm: &Vm, def: &NativeDef, class: Option<&Py<Class>>, receiver: &Value) -> String {
    let owner = match class {
        Some(class) => class.clone(),
        None if receiver.is_none() => return def.name.to_owned(),
        None if receiver.kind() == Some(Kind::Module) => {
            // A method of modules goes by its own name.
            let is_method = vm.class_of(receiver).mro(&vm.heap).iter().filter_map(Value::cast::<Class>).any(|class| {
                class.spec.is_some_and(|spec| spec.methods.iter().any(|method| std::ptr::eq(method, def)))
            });
            return if is_method { def.name.to_owned() } else { in_module(vm, def, receiver) };
        }
        None => match receiver.cast::<Class>() {
            Some(class) => class.clone(),
            None => vm.class_of(receiver).clone(),
        },
    };
    format!("{}.{}", owner.qualname(&vm.heap).to_string_lossy(), def.name)
}

/// The name of a module's function: "math.sqrt", but "len" for one of `builtins`.
#[cold]
fn in_module(vm: &Vm, def: &NativeDef, module: &Value) -> String {
    let namespace = crate::types::module::namespace_of(&vm.heap, module);
    let name = namespace.and_then(|namespace| namespace.get_str(&vm.heap, &vm.names.name).cloned());
    match name.as_ref().and_then(Value::cast::<Str>) {
        Some(name) if name.as_bytes() != b"builtins" => format!("{}.{}", name.to_string_lossy(), def.name),
        _ => def.name.to_owned(),
    }
}

/// TypeError "f() takes at least 1 argument (0 given)" and its kin.
#[cold]
fn wrong_count_parsed(vm: &mut Vm, name: &str, least: usize, most: usize, given: usize) -> Raised {
    let (bound, number) = match (least == most, given < least) {
        (true, _) => ("exactly", least),
        (false, true) => ("at least", least),
        (false, false) => ("at most", most),
    };
    let plural = if number == 1 { "" } else { "s" };
    vm.type_error(format!("{name}() takes {bound} {number} argument{plural} ({given} given)"))
}

/// TypeError "f expected at least 1 argument, got 0" and its kin.
#[cold]
pub fn wrong_count(vm: &mut Vm, name: &str, least: usize, most: usize, given: usize) -> Raised {
    let (bound, number) = if least == most {
        ("", least)
    } else if given < least {
        ("at least ", least)
    } else {
        ("at most ", most)
    };
    let plural = if number == 1 { "" } else { "s" };
    vm.type_error(format!("{name} expected {bound}{number} argument{plural}, got {given}"))
}

/// Puts the arguments into one slot for each of the parameters, which are written as in Python.
pub fn bind(vm: &mut Vm, function: &str, parameters: &str, arguments: Arguments<'_>) -> PyResult<Vec<Slot>> {
    bind_to(vm, function, &Signature::new(parameters), arguments)
}

/// As [`bind`], the signature having been read.
pub fn bind_to(
    vm: &mut Vm,
    function: &str,
    signature: &Signature<'_>,
    arguments: Arguments<'_>,
) -> PyResult<Vec<Slot>> {
    let given = arguments.positional();
    if given.len() > signature.positional()
        || arguments.values.len() > signature.count()
        || given.len() < signature.required_positional_only()
    {
        return Err(wrong_number(vm, function, signature, &arguments));
    }
    let mut bound: Vec<Slot> = Vec::with_capacity(signature.count());
    bound.extend(given.iter().cloned().map(Some));
    bound.resize_with(signature.count(), || None);
    let mut refused: Option<Refused<'_>> = None;
    for (name, value) in arguments.keywords() {
        let found = name.cast::<Str>().map(|text| (text, signature.find(text.as_bytes())));
        match found {
            Some((_, Some(index))) if index >= given.len() => bound[index] = Some(value.clone()),
            // Given twice is said before an unknown name is.
            Some((_, Some(index))) => {
                if !matches!(refused, Some(Refused::Twice(earlier)) if earlier < index) {
                    refused = Some(Refused::Twice(index));
                }
            }
            Some((_, None)) => refused = refused.or(Some(Refused::Unknown(name))),
            None => refused = refused.or(Some(Refused::NoName)),
        }
    }
    // A missing argument is said first of all, as CPython looks the names up in the order of the parameters.
    if let Some(index) = (0..signature.count()).find(|&index| signature.is_required(index) && bound[index].is_none()) {
        let (name, position) = (signature.name(index), index + 1);
        return Err(vm.type_error(format!("{function}() missing required argument '{name}' (pos {position})")));
    }
    match refused {
        None => Ok(bound),
        Some(refused) => Err(refused.raise(vm, function, signature)),
    }
}

/// Why a keyword is not accepted.
enum Refused<'a> {
    /// The parameter of that index has a value by position.
    Twice(usize),
    Unknown(&'a Value),
    NoName,
}

impl Refused<'_> {
    #[cold]
    fn raise(self, vm: &mut Vm, function: &str, signature: &Signature<'_>) -> Raised {
        match self {
            Refused::NoName => vm.type_error("keywords must be strings"),
            Refused::Twice(index) => {
                let (name, position) = (signature.name(index), index + 1);
                vm.type_error(format!("argument for {function}() given by name ('{name}') and position ({position})"))
            }
            Refused::Unknown(name) => {
                let named = (0..signature.count()).filter(|&index| signature.is_named(index));
                let names: Vec<&[u8]> = named.map(|index| signature.name(index).as_bytes()).collect();
                unexpected_keyword(vm, function, name, &names)
            }
        }
    }
}

/// Too many arguments, or too few of those that have no name: the TypeErrors of CPython's `_PyArg_UnpackKeywords`, or
/// of `_PyArg_CheckPositional` where no parameter has a name.
#[cold]
fn wrong_number(vm: &mut Vm, function: &str, signature: &Signature<'_>, arguments: &Arguments<'_>) -> Raised {
    let (given, by_position) = (arguments.values.len(), arguments.positional().len());
    let (most, total) = (signature.positional(), signature.count());
    let least = signature.required_positional();
    if signature.counts_only() {
        return wrong_count(vm, function, least, most, given);
    }
    if total == 0 {
        return vm.type_error(format!("{function}() takes no arguments"));
    }
    let (bound, number, kind, given) = if given > total {
        ("at most", total, if by_position == 0 { "keyword " } else { "" }, given)
    } else if most == 0 {
        return vm.type_error(format!("{function}() takes no positional arguments"));
    } else if by_position > most {
        (if least < most { "at most" } else { "exactly" }, most, "positional ", by_position)
    } else {
        let number = signature.required_positional_only();
        (if number < most { "at least" } else { "exactly" }, number, "positional ", by_position)
    };
    let plural = if number == 1 { "" } else { "s" };
    vm.type_error(format!("{function}() takes {bound} {number} {kind}argument{plural} ({given} given)"))
}

/// TypeError "f() got an unexpected keyword argument 'x'. Did you mean 'y'?".
#[cold]
pub fn unexpected_keyword(vm: &mut Vm, function: &str, name: &Value, known: &[&[u8]]) -> Raised {
    match equals_one(vm, name, known) {
        Ok(false) => {}
        // Not looked up by its characters, and yet equal to one of them.
        Ok(true) => return vm.type_error(format!("invalid keyword argument for {function}()")),
        Err(raised) => return raised,
    }
    let Some(name) = name.cast::<Str>() else { return vm.type_error("keywords must be strings") };
    let hint = crate::text::suggest::best_match(name.as_bytes(), known.iter().copied())
        .map(|best| format!(". Did you mean '{}'?", String::from_utf8_lossy(known[best])))
        .unwrap_or_default();
    let name = name.to_string_lossy();
    vm.type_error(format!("{function}() got an unexpected keyword argument '{name}'{hint}"))
}

/// Whether an instance of a subclass of str calls itself equal to one of the names.
fn equals_one(vm: &mut Vm, name: &Value, known: &[&[u8]]) -> PyResult<bool> {
    if vm.is_exactly(name, &vm.types.str) {
        return Ok(false);
    }
    for known in known {
        let known = vm.new_str_bytes(known).into_value();
        if is_equal(vm, &known, name)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The values of the keywords of a function that takes any number of arguments by position, one for each name.
/// TypeError "print() got an unexpected keyword argument 'x'".
pub fn keywords<const COUNT: usize>(
    vm: &mut Vm,
    function: &str,
    names: [&str; COUNT],
    arguments: &Arguments<'_>,
) -> PyResult<[Slot; COUNT]> {
    let mut found = [const { None }; COUNT];
    for (name, value) in arguments.keywords() {
        let text = name.cast::<Str>().map_or(&b""[..], |name| name.as_bytes());
        match names.iter().position(|known| known.as_bytes() == text) {
            Some(index) => found[index] = Some(value.clone()),
            None => return Err(unexpected_keyword(vm, function, name, &names.map(str::as_bytes))),
        }
    }
    Ok(found)
}

/// Containers of the arguments of a call, counted until this is dropped.
#[derive(Default)]
pub struct Packed {
    phantoms: [Option<Phantom>; 4],
    /// The tuple that exists, and that CPython holds as long.
    tuple: Option<Py<Tuple>>,
}

impl Packed {
    /// Counts one.
    fn add(&mut self, vm: &Vm, phantom: Phantom) {
        if let Some(place) = self.phantoms.iter_mut().find(|place| place.is_none()) {
            vm.heap.phantom_made(phantom);
            *place = Some(phantom);
        }
    }

    fn is_empty(&self) -> bool {
        self.phantoms[0].is_none() && self.tuple.is_none()
    }
}

impl Drop for Packed {
    fn drop(&mut self) {
        self.phantoms.into_iter().flatten().for_each(Phantom::freed);
    }
}

/// The arguments of `f(*iterable, **mapping)` for something native, which CPython has in a tuple and a dict.
pub struct Spread {
    /// Where they are.
    pub place: usize,
    /// The tuple itself, for what keeps it.
    pub tuple: Option<Py<Tuple>>,
    /// What counts for them.
    pub packed: Packed,
}

/// Whether the value goes with this reference.
pub(super) fn is_last(value: &Value) -> bool {
    value.header().is_some_and(Header::is_unshared)
}

/// The tuple that is there in CPython until a Python function has its own of the items behind `*`, which are of a list
/// or tuple.
pub(super) fn tuple_of_spread(positional: &Value, count: usize) -> Option<Phantom> {
    (positional.has::<List>() || is_last(positional)).then_some(Phantom::Tuple(count))
}

/// What counts, while a Python function runs that was called as a method by `method(*iterable, **mapping)`, besides its
/// arguments: CPython makes such a call from C, which holds the method and the names.
pub(super) fn of_method(vm: &Vm, arguments: impl IntoIterator<Item = Phantom>, names: usize) -> Packed {
    let mut packed = Packed::default();
    arguments.into_iter().chain([Phantom::Tuple(names)]).for_each(|phantom| packed.add(vm, phantom));
    packed
}

/// What counts for the arguments of a spread call: `positional`, which ends here, had `count` items, and CPython has
/// made a tuple of them if it was none.
pub(super) fn of_spread(vm: &Vm, positional: Value, count: usize, keywords: Option<Value>) -> Packed {
    let mut packed = Packed::default();
    if vm.is_exactly(&positional, &vm.types.tuple) {
        let last = is_last(&positional);
        drop(positional);
        if last {
            packed.add(vm, Phantom::Tuple(count));
        }
    } else {
        packed.add(vm, Phantom::Tuple(count));
        drop(positional);
    }
    if let Some(keywords) = keywords {
        drop(keywords);
        packed.add(vm, Phantom::Dict);
    }
    packed
}

/// Whether CPython hands arguments over to the callable one by one, the names in a tuple.
pub(super) fn has_vectorcall(callable: &Value) -> bool {
    let is_packed = |native: &Native| matches!(native, Native::Packed(_));
    match callable.kind() {
        Some(Kind::Function | Kind::Method) => true,
        Some(Kind::NativeFunction) => !is_packed(&callable.expect::<NativeFunction>().def.native),
        Some(Kind::MethodDescriptor) => !is_packed(&callable.expect::<MethodDescriptor>().def.native),
        Some(Kind::Class) => {
            callable.expect::<Class>().spec.is_some_and(|spec| matches!(spec.packing, Packing::Direct))
        }
        _ => false,
    }
}

/// What CPython holds of the arguments of a Python class whose `__init__` is a Python function: the tuple, the dict, and
/// the tuple of the names that it makes of the dict.
pub(super) fn of_construction(vm: &mut Vm, class: &Py<Class>, arguments: Arguments<'_>) -> Packed {
    let names = arguments.names.len();
    let mut packed = Packed::default();
    if vm.is_spread(arguments.values) {
        if let Some(spread) = &mut vm.spread {
            packed = std::mem::take(&mut spread.packed);
            packed.tuple.clone_from(&spread.tuple);
        }
    } else {
        if !class.head.has(ClassFlags::EXCEPTION) {
            packed.add(vm, Phantom::Tuple(arguments.positional().len()));
        }
        if names != 0 {
            packed.add(vm, Phantom::Dict);
        }
    }
    if names != 0 {
        packed.add(vm, Phantom::Tuple(names));
    }
    packed
}

/// An exception that has been made of arguments holds the tuple of them.
pub(super) fn hold_arguments(vm: &Vm, packed: &mut Packed, instance: &Value) {
    if packed.tuple.is_none()
        && let Some(exception) = instance.cast::<Exception>()
    {
        packed.tuple.clone_from(exception.args.get(&vm.heap));
    }
}

/// Whether CPython has specialised the call of a class whose instances `object.__new__` makes: it has been executed
/// before, and `__init__` has named parameters only.
pub(super) fn is_specialised(vm: &Vm, execution: Execution, init: &Py<Function>, arguments: Arguments<'_>) -> bool {
    let code = init.code.get(&vm.heap);
    execution == Execution::Repeated
        && arguments.names.is_empty()
        && !code.flags.intersects(CodeFlags::VARARGS.union(CodeFlags::VARKEYWORDS))
        && code.keyword_only_count == 0
}

/// CPython makes no tuple of the names for what gets the dict itself: takes the one there will be out of the count.
pub(super) fn uncounted_names(vm: &Vm, callable: &Value, keywords: Option<&Value>) -> Option<Phantom> {
    let names = Phantom::Tuple(keywords?.cast::<Dict>()?.len(&vm.heap));
    if has_vectorcall(callable) {
        return None;
    }
    vm.heap.phantom_freed(names);
    Some(names)
}

/// Puts it back, now that it is gone.
pub(super) fn recount_names(vm: &Vm, uncounted: Option<Phantom>) {
    if let Some(names) = uncounted {
        vm.heap.phantom_made(names);
    }
}

/// How often an instruction has been executed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Execution {
    /// Not before, or it is one that CPython never specialises.
    First,
    /// It has been.
    Repeated,
}

/// Notes in the instruction's `k` that it is executed.
#[inline]
pub(super) fn note_executed(vm: &Vm) -> Execution {
    let Some(innermost) = vm.stack.innermost() else { return Execution::First };
    let instructions = &innermost.code().instructions;
    let Some(instruction) = instructions.get(innermost.current_index() as usize) else { return Execution::First };
    let special = instruction.get();
    let (note, is_noted) = match special.opcode {
        Opcode::CALL | Opcode::CALL_METHOD | Opcode::UNPACK_SEQUENCE | Opcode::BINARY_SUBSCR => (1, true),
        Opcode::LOAD_SUPER_ATTR => (SUPER_EXECUTED, true),
        _ => (0, false),
    };
    if !is_noted {
        return Execution::First;
    }
    if special.k & note != 0 {
        if note == 1 && special.k & REPEATED == 0 {
            instruction.set(Instruction { k: special.k | REPEATED, ..special });
        }
        return Execution::Repeated;
    }
    instruction.set(Instruction { k: special.k | note, ..special });
    Execution::First
}

/// The bit of the `k` of an instruction that is executed at least the second time: CPython has specialised it.
pub(super) const REPEATED: u8 = 2;

/// The bit of a LOAD_SUPER_ATTR's `k` beside those that the compiler sets.
const SUPER_EXECUTED: u8 = 0x80;

impl Stack {
    /// Holds what belongs to the innermost activation until that is left.
    pub(super) fn hold(&mut self, packed: Packed) {
        if !packed.is_empty() {
            let depth = self.depth();
            self.held.push((depth, packed));
        }
    }

    /// An activation has been left: lets go of what was held for it.
    #[inline]
    pub(super) fn let_go(&mut self) {
        if !self.held.is_empty() {
            self.let_go_above();
        }
    }

    #[cold]
    fn let_go_above(&mut self) {
        let depth = self.depth();
        while self.held.last().is_some_and(|(owner, _)| *owner > depth) {
            self.held.pop();
        }
    }
}
