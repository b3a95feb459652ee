//! A recording: the answers.

use std::rc::Rc;

use ouropy_compiler::code::{CodeUnit, Position};

use super::followed::Followed;
use super::notes::Notes;
use super::sites::{self, Row, Sites};
use crate::object::{Mark, Records, Site, Slot, Value};
use crate::types::code::Code;
use crate::types::frame::{Frame, Owner};
use crate::types::generator::Generator;
use crate::vm::Vm;

/// A place in a source text.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, or what stands for one: `<stdin>`.
    pub file: Rc<str>,
    /// First line, counted from 1.
    pub line: u32,
    /// First column in bytes of UTF-8, counted from 1; 0 when only the line is known.
    pub column: u32,
    /// Last line.
    pub end_line: u32,
    /// The column behind the last byte.
    pub end_column: u32,
    /// The function, as `__qualname__` names it; `<module>` outside of one.
    pub function: Rc<str>,
}

impl Place {
    /// The place of an instruction of `unit`; where that begins if the instruction has none.
    pub(super) fn new(file: &Rc<str>, unit: &CodeUnit, position: Position) -> Place {
        let position = if position.line == 0 { Position::of_line(unit.first_line) } else { position };
        let column = |column: u32| if position.has_columns() { column + 1 } else { 0 };
        Place {
            file: Rc::clone(file),
            line: position.line,
            column: column(position.column),
            end_line: position.end_line,
            end_column: column(position.end_column),
            function: Rc::clone(&unit.qualname),
        }
    }
}

/// How often a function was called.
#[derive(Clone, Debug)]
pub struct Calls {
    /// Where it is defined: its first line.
    pub definition: Place,
    /// How often its body was begun.
    pub count: u64,
}

/// What was recorded. It tells of objects by their addresses, for as long as they live.
#[derive(Default)]
pub struct Recording {
    records: Box<Records>,
    notes: Notes,
    rows: Vec<Row>,
}

impl Recording {
    pub(super) fn new(records: Box<Records>, notes: Notes, sites: &Sites) -> Recording {
        Recording { records, notes, rows: sites.rows().to_vec() }
    }

    pub(super) fn into_parts(self) -> (Box<Records>, Notes) {
        (self.records, self.notes)
    }

    fn place(&self, site: Site) -> Option<Place> {
        let (row, index) = sites::find(&self.rows, site)?;
        Some(row.place(index))
    }

    /// Where an object was made; `None` if that was before the recording or not in a program.
    pub fn made(&self, address: usize) -> Option<Place> {
        self.place(self.records.of(address).made.site())
    }

    /// When an object was made, in events since the recording began; 0 if it was before.
    pub fn made_at(&self, address: usize) -> u64 {
        self.records.of(address).made.time()
    }

    /// Where a reference to an object ended last that was a local's or a temporary's, an argument's of a native
    /// function, one that was overwritten, or that of an object that died; and when. For a cycle the latest one among its
    /// members tells where the last reference from outside was gone.
    pub fn held(&self, address: usize) -> Option<(Place, u64)> {
        let held = self.records.of(address).held;
        Some((self.place(held.site())?, held.time()))
    }

    /// When [`Recording::stored`] was, in events since the recording began.
    pub fn stored_at(&self, from: usize, to: usize) -> u64 {
        self.store(from, to).time()
    }

    /// Where `from` was given its reference to `to`. If no instruction is known to have stored it, it has come about as
    /// one of the two was made, the younger one.
    pub fn stored(&self, from: usize, to: usize) -> Option<Place> {
        self.place(self.store(from, to).site())
    }

    fn store(&self, from: usize, to: usize) -> Mark {
        let (first, second) = (self.records.of(from).made, self.records.of(to).made);
        self.notes.reference((from, first), (to, second)).unwrap_or(first.max(second))
    }

    /// Where a local of a frame or generator was last given its value: a parameter, where the function was called.
    /// Locals are numbered as the code's registers.
    pub fn local(&self, vm: &Vm, holder: &Value, register: usize) -> Option<Place> {
        let window = window_of(vm, holder)?;
        let base = window.as_ptr();
        self.place(self.notes.written(vm.stack.number_of(base), base as usize, register))
    }

    /// As [`Recording::local`], by name.
    pub fn local_named(&self, vm: &Vm, holder: &Value, name: &str) -> Option<Place> {
        let code = match (holder.cast::<Frame>(), holder.cast::<Generator>()) {
            (Some(frame), _) => &frame.code,
            (_, Some(generator)) => &generator.body.code,
            _ => return None,
        };
        let register = code.locals.iter().position(|(known, _)| known.as_bytes() == name.as_bytes())?;
        self.local(vm, holder, register)
    }

    /// How often a function's body was begun.
    pub fn calls_of(&self, code: &Code) -> u64 {
        let rows = self.rows.iter().zip(&self.notes.entered);
        rows.filter(|(row, _)| Rc::ptr_eq(&row.unit, &code.unit)).map(|(_, count)| count).sum()
    }

    /// How often each function's body was begun, in the order in which they were first called.
    pub fn calls(&self) -> impl Iterator<Item = Calls> {
        let rows = self.rows.iter().zip(&self.notes.entered);
        rows.map(|(row, &count)| Calls { definition: row.definition(), count })
    }

    /// The calls that were followed.
    pub fn followed(&self) -> &Followed {
        &self.notes.followed
    }

    /// How many events there have been.
    pub fn now(&self) -> u64 {
        self.records.now()
    }

    /// About how many bytes the recording takes.
    pub fn bytes(&self) -> usize {
        self.records.bytes() + self.notes.bytes()
    }

    /// Whether anything is known of the object at an address: it was made during the recording.
    pub fn knows(&self, address: usize) -> bool {
        self.records.of(address).made != Mark::NONE
    }
}

/// The registers of a frame or a generator.
fn window_of<'a>(vm: &'a Vm, holder: &'a Value) -> Option<&'a [Slot]> {
    if let Some(generator) = holder.cast::<Generator>() {
        return Some(generator.body.window.get(&vm.heap));
    }
    match holder.cast::<Frame>()?.owner.get(&vm.heap) {
        Owner::Stack(activation) => (*activation < vm.stack.depth()).then(|| vm.stack.window(*activation)),
        Owner::Body(body) => Some(body.window.get(&vm.heap)),
    }
}
