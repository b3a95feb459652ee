//! The report as data: numbers and texts, nothing of the heap. What finds leaks makes it, what shows them reads it.

use std::rc::Rc;

/// A report of one look at the heap.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was run, as the user typed it: `retry.py`.
    pub program: String,
    /// The leaks, the one that matters most first; if there are tests, in the order of the first test that each is of.
    pub leaks: Vec<Leak>,
    /// The tests of `unittest` that have run, in order, as `id()` calls them: `test_shop.TestCart.test_total`.
    pub tests: Vec<String>,
    /// Lines about what was left out: `3 weak references are not shown`.
    pub notes: Vec<String>,
    /// The texts that places are in.
    pub sources: Vec<Source>,
}

/// A source text that a place of the report is in.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its name, as in [`Place::file`].
    pub file: Rc<str>,
    /// Its lines, without their ends.
    pub lines: Vec<String>,
}

/// What kind of leak it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Objects that refer to each other in a circle: only the collector frees them.
    Cycle,
    /// A cycle that a finalizer of its own breaks when the collector finds it, so that `gc.collect()` counts nothing.
    BrokenByFinalizer,
    /// Objects that a root keeps, more with each call.
    Growth,
    /// Objects that a root keeps, which the program itself has no way to any longer.
    Kept,
}

impl Kind {
    /// Whether it is a cycle, not a root.
    pub fn is_cycle(self) -> bool {
        matches!(self, Kind::Cycle | Kind::BrokenByFinalizer)
    }
}

/// One leak, or several that are alike.
#[derive(Clone, Debug)]
pub struct Leak {
    /// What kind it is.
    pub kind: Kind,
    /// Equal for leaks that are alike, in this run and in others: sixteen hexadecimal digits.
    pub signature: String,
    /// How many there are that are alike. What follows tells of the last one.
    pub times: usize,
    /// The tests that have left it, in order, and how often each; what is not counted here was left outside of tests.
    pub tests: Vec<Share>,
    /// The objects it is made of, in the order of [`Leak::ring`] as far as they are in it, then those that it pins or,
    /// of a root, keeps. An [`ObjectId`] counts from here.
    pub objects: Vec<Object>,
    /// References among the objects; those with one end elsewhere are left out.
    pub references: Vec<Reference>,
    /// The cycle to look at, as numbers of [`Leak::references`], each beginning where the one before ends; empty for a
    /// root.
    pub ring: Vec<usize>,
    /// From a root to what it keeps, as numbers of [`Leak::references`]; empty for cycles.
    pub path: Vec<usize>,
    /// Where it came to be, the primary place first.
    pub places: Vec<Label>,
    /// What can be done, the best first.
    pub advice: Vec<Advice>,
    /// How much more there is with each call.
    pub growth: Option<Growth>,
    /// What keeps the objects of a [`Kind::Kept`], in a few words: `the functools cache of get()`.
    pub keeper: Option<String>,
    /// What was folded into other lines: `1 attribute dict is shown as its owner's attributes`.
    pub folded: Vec<String>,
}

/// What one test has left of leaks that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The number of the test in [`Report::tests`].
    pub test: usize,
    /// How many of them.
    pub times: usize,
}

/// The number of an object in [`Leak::objects`]; shown as `#1` and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId(pub usize);

/// One object of a leak.
#[derive(Clone, Debug)]
pub struct Object {
    /// The name of its class, with the module where that is not `builtins`: `OSError`, `collections.deque`.
    pub class: String,
    /// What it is, in a few words: `frame of fetch()`, `function listiter`, `OSError`.
    pub label: String,
    /// Its own size in bytes, as `sys.getsizeof` counts it.
    pub bytes: usize,
    /// What part it has.
    pub part: Part,
    /// Whether it stands in the names of references only, as the closure tuple does in `.__closure__[0]` and the dict in
    /// `.parent`.
    pub folded: bool,
    /// Whether the collector tracks it.
    pub tracked: bool,
    /// Where it was made, if that was recorded.
    pub made: Option<Place>,
}

/// What part an object has in a leak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is on a cycle.
    Member,
    /// It is on no cycle and alive only because of one (or, of a root, because of that).
    Pinned,
    /// It is on the way from a root to what that keeps.
    Path,
}

/// One reference.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The object that refers.
    pub from: ObjectId,
    /// The object referred to.
    pub to: ObjectId,
    /// How, in Python's spelling: `.__traceback__`, `["key"]`, `local 'last'`.
    pub name: String,
    /// The folded object that it goes through.
    pub through: Option<ObjectId>,
    /// Where it was made, if that was recorded.
    pub made: Option<Place>,
}

/// A place in a source text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, or what stands for one: `<stdin>`.
    pub file: Rc<str>,
    /// First line, counted from 1.
    pub line: u32,
    /// First column in characters, counted from 1; 0 when only the line is known.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column behind the last character.
    pub end_column: u32,
    /// The function, as `__qualname__` names it; `<module>` outside of one.
    pub function: Rc<str>,
}

/// A place and what happened there.
#[derive(Clone, Debug)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What: `here the last other reference was gone`.
    pub text: String,
}

/// Something to do about a leak, tried on the graph.
#[derive(Clone, Debug)]
pub struct Advice {
    /// The rule it comes from, a short name in lower case with dashes: `exception-in-own-frame`.
    pub rule: &'static str,
    /// What to do, in one or two sentences.
    pub text: String,
    /// The references that go, as numbers of [`Leak::references`].
    pub cut: Vec<usize>,
    /// What is freed without them.
    pub frees: Freed,
    /// The change of the source, where it is one statement.
    pub patch: Option<Patch>,
}

/// What a cut frees by reference counting alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freed {
    /// Objects of the leak.
    pub objects: usize,
    /// All objects of the leak, for comparison.
    pub of: usize,
    /// Bytes of those freed.
    pub bytes: usize,
}

/// A change of consecutive lines of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The file.
    pub file: Rc<str>,
    /// The first line that changes, counted from 1.
    pub line: u32,
    /// Lines that go, without their ends.
    pub removed: Vec<String>,
    /// Lines that come in their place.
    pub added: Vec<String>,
}

/// How a growing root grows.
#[derive(Clone, Debug)]
pub struct Growth {
    /// What was called: `handle()`.
    pub function: String,
    /// How often.
    pub calls: usize,
    /// Objects that each call left, on average.
    pub objects_per_call: f64,
    /// Their bytes.
    pub bytes_per_call: f64,
    /// The same by class and by the line that made them, most bytes first.
    pub rows: Vec<GrowthRow>,
}

/// What grows of one class, made by one line.
#[derive(Clone, Debug)]
pub struct GrowthRow {
    /// The class.
    pub class: String,
    /// The line, if that was recorded.
    pub made: Option<Place>,
    /// Objects that each call left, on average.
    pub objects_per_call: f64,
    /// Their bytes.
    pub bytes_per_call: f64,
}
