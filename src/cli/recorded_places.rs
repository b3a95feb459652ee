//! Whether a recording tells the lines of a program that made objects and references and that held objects last.
#![expect(clippy::unwrap_used, reason = "a test that cannot unwrap has failed")]

use std::collections::HashMap;

use super::{STACK_SIZE, options, run};
use crate::object::Value;
use crate::program::shutdown;
use crate::types::class::spec::{Binding, Native, NativeDef};
use crate::types::dict::Dict;
use crate::types::module;
use crate::types::native::NativeFunction;
use crate::vm::recorder::Recording;
use crate::vm::recorder::recording::Place;
use crate::vm::{PyResult, Vm};

/// Leaks some objects, and says in `objects` which.
const SCRIPT: &str = include_str!("recorded_places.py");

/// Begins and ends recordings while it runs, some activations deep.
const ON_AND_OFF: &str = "
import gc
gc.disable()
objects = {}

def leak(name):
    def later(n):
        return later(n - 1) if n else 0
    objects[name] = id(later)
    return later(2)

def numbers():
    begin()
    for i in range(3):
        yield i

def total(n):
    if n:
        return total(n - 1) + 1
    return sum(numbers())

leak('before')
assert total(2) == 5
leak('during')
end()
leak('between')
assert total(0) == 3
for i in range(3):
    if i == 1:
        end()
        begin()
    leak('after')
";

/// A recording of the script, and what it leaked by the names that it gave them.
struct Recorded {
    recording: Recording,
    objects: HashMap<String, usize>,
}

impl Recorded {
    /// The script's line where an object was made.
    fn made(&self, object: &str) -> String {
        shown(self.recording.made(self.objects[object]))
    }

    /// Where one of several objects was held last.
    fn held(&self, objects: &[&str]) -> String {
        let held = objects.iter().filter_map(|&object| self.recording.held(self.objects[object]));
        shown(held.max_by_key(|&(_, time)| time).map(|(place, _)| place))
    }

    /// Where an object was given its reference to another.
    fn stored(&self, from: &str, to: &str) -> String {
        shown(self.recording.stored(self.objects[from], self.objects[to]))
    }

    /// Where a local was given its value.
    fn local(&self, vm: &Vm, holder: &str, name: &str) -> String {
        let holder = object_at(vm, self.objects[holder]);
        shown(self.recording.local_named(vm, &holder, name))
    }
}

/// The function that a place of the script is in, and the line.
fn shown(place: Option<Place>) -> String {
    let Some(place) = place else { return "nowhere".to_owned() };
    assert_eq!(&*place.file, "<string>");
    let line = SCRIPT.lines().nth(place.line as usize - 1).unwrap();
    format!("{}: {}", place.function, line.trim())
}

fn object_at(vm: &Vm, address: usize) -> Value {
    let is_it = |object: &Value| object.bits() == address as u64;
    vm.heap.all_objects().into_iter().find(is_it).unwrap()
}

fn objects(vm: &Vm) -> HashMap<String, usize> {
    let main = vm.modules.get_str(&vm.heap, &vm.names.main).unwrap();
    let namespace = module::namespace_of(&vm.heap, main).unwrap();
    let objects = namespace.items(&vm.heap).into_iter().find(|(name, _)| text(name) == "objects").unwrap().1;
    let entries = objects.expect::<Dict>().items(&vm.heap);
    entries.iter().map(|(name, id)| (text(name), id.as_small_int().unwrap() as usize)).collect()
}

fn text(value: &Value) -> String {
    value.expect::<crate::object::Str>().to_string_lossy().into_owned()
}

fn begin(vm: &mut Vm, _: &Value) -> PyResult {
    vm.start_recording();
    Ok(Value::NONE)
}

fn end(vm: &mut Vm, _: &Value) -> PyResult {
    drop(vm.stop_recording());
    Ok(Value::NONE)
}

const BEGIN: NativeDef = NativeDef { name: "begin", native: Native::NoArgs(begin), binding: Binding::Static };
const END: NativeDef = NativeDef { name: "end", native: Native::NoArgs(end), binding: Binding::Static };

/// Runs a script with the functions `begin` and `end`, and gives the recording there is at the end to `check`.
fn run_recorded(script: &'static str, start: fn(&mut Vm), check: fn(&Vm, &Recorded)) {
    let test = move || {
        let arguments = ["ouropy", "-I", "-c", script].map(str::to_owned);
        let options = options::read(&arguments).unwrap();
        let mut vm = run::boot(&options, STACK_SIZE).unwrap();
        for def in [&BEGIN, &END] {
            let function = NativeFunction::create(&mut vm, def, None, None);
            let name = vm.intern(def.name);
            drop(vm.builtins.clone().set_str(&mut vm, &name, function));
        }
        start(&mut vm);
        assert_eq!(run::execute(&mut vm, &options), 0);
        let recording = vm.stop_recording();
        check(&vm, &Recorded { recording, objects: objects(&vm) });
        let code = shutdown::finalize(&mut vm, 0);
        assert_eq!(shutdown::free(vm, code), 0);
    };
    std::thread::Builder::new().stack_size(STACK_SIZE).spawn(test).unwrap().join().unwrap();
}

/// Runs the script in a recording, and `check`.
fn recorded(check: fn(&Vm, &Recorded)) {
    run_recorded(SCRIPT, Vm::start_recording, check);
}

#[test]
fn a_closure_that_calls_itself() {
    recorded(|_, of| {
        assert_eq!(of.made("inner"), "closure: def inner(n):");
        assert_eq!(of.stored("cell", "inner"), "closure: def inner(n):");
        assert_eq!(of.held(&["inner", "cell"]), "closure: return inner(2)");
    });
}

#[test]
fn an_exception_in_a_local_of_its_frame() {
    recorded(|vm, of| {
        assert_eq!(of.made("error"), "fetch: raise OSError(\"no answer\")");
        assert_eq!(of.local(vm, "frame", "last"), "fetch: last = error");
        assert_eq!(of.held(&["error", "frame"]), "fetch: return None");
    });
}

#[test]
fn parent_and_child() {
    recorded(|_, of| {
        assert_eq!(of.made("root"), "tree: root = Node(None)");
        let place = of.recording.made(of.objects["root"]).unwrap();
        assert_eq!((place.column, place.end_column, place.end_line), (12, 22, place.line));
        assert_eq!(of.made("children"), "Node.__init__: self.children = []");
        assert_eq!(of.stored("root", "children"), "Node.__init__: self.children = []");
        assert_eq!(of.stored("children", "child"), "Node.__init__: parent.children.append(self)");
        assert_eq!(of.stored("child", "root"), "Node.__init__: self.parent = parent");
        assert_eq!(of.held(&["root", "child", "children"]), "tree: objects[\"children\"] = id(root.children)");
    });
}

#[test]
fn a_registry() {
    recorded(|_, of| {
        assert_eq!(of.made("handler"), "register: handler = Handler()");
        let calls: HashMap<_, _> =
            of.recording.calls().map(|calls| (calls.definition.function.to_string(), calls.count)).collect();
        assert_eq!(calls["Node.__init__"], 2);
        assert_eq!(calls["closure.<locals>.inner"], 3);
        assert_eq!(calls["numbers"], 1);
    });
}

#[test]
fn a_generator_in_its_own_local() {
    recorded(|vm, of| {
        assert_eq!(of.made("generator"), "suspend: box.make = numbers(box)");
        assert_eq!(of.stored("box", "generator"), "numbers: box.generator = me = box.make");
        assert_eq!(of.local(vm, "generator", "me"), "numbers: box.generator = me = box.make");
        assert_eq!(of.local(vm, "generator", "box"), "suspend: box.make = numbers(box)");
        assert_eq!(of.local(vm, "generator", "value"), "numbers: value = []");
        assert_eq!(of.held(&["box", "generator"]), "suspend: objects[\"box\"] = id(box)");
    });
}

#[test]
fn the_last_reference_from_outside() {
    recorded(|_, of| {
        assert_eq!(of.held(&["old"]), "replace: holder.old = None");
        assert_eq!(of.held(&["inside"]), "dies: del outside");
        // The frame in the exception's traceback holds it for so long.
        assert_eq!(of.held(&["lost"]), "<module>: except AttributeError:");
    });
}

#[test]
fn a_recording_that_the_program_begins_and_ends() {
    run_recorded(
        ON_AND_OFF,
        |_| {},
        |_, of| {
            assert!(!of.recording.knows(of.objects["before"]));
            assert!(!of.recording.knows(of.objects["between"]));
            let made = of.recording.made(of.objects["after"]).unwrap();
            assert_eq!((&*made.function, made.line), ("leak", 7));
            let counts: Vec<_> = of.recording.calls().filter(|calls| &*calls.definition.function == "leak").collect();
            assert_eq!(counts.iter().map(|calls| calls.count).sum::<u64>(), 2);
        },
    );
}
