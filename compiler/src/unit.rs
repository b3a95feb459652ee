//! One code unit while it is written: instructions, labels, exception regions, registers.

use foldhash::HashMap;
use std::rc::Rc;

use ouropy_grammar::ast::Stmt;

use super::annotation::{CONDITIONAL, Deferred};
use super::bound::Bound;
use super::constants::Constants;
use super::flow::Marks;
use super::symbols::{Color, Resolution, ScopeId, ScopeKind, SymbolTable, Use};
use crate::code::{
    CacheIndex, CodeFlags, Constant, ConstantIndex, Count, Distance, Instruction, LoadSource, LocalKind, LocalLoad,
    NameIndex, Opcode, Position, Register, op,
};

/// A place in the code that jumps lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(pub(super) u32);

#[derive(Debug, Default)]
pub(super) struct LabelState {
    /// The index of the instruction, once known.
    pub(super) at: Option<u32>,
    /// Number of [passed lines](Unit::passed) when the place became known: who jumps here passes the later ones only.
    pub(super) passed: usize,
    /// Some reachable jump leads here.
    used: bool,
    /// Locals bound on every way here so far.
    bound: Option<Bound>,
}

/// A row of the exception table, its target still a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) target: Label,
    pub(super) register: Register,
    /// Number of [passed lines](Unit::passed) in front of it.
    pub(super) passed: usize,
}

/// A stretch of code that an exception handler covers. It can have holes: where a `return` runs a `finally` body,
/// the handler of that same `try` does not apply.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    pub(super) target: Label,
    pub(super) register: Register,
    start: Option<u32>,
    passed: usize,
}

/// What surrounds a statement and must be undone when a jump leaves it: CPython's frame blocks.
#[derive(Clone, Debug)]
pub(super) enum Block<'a> {
    /// `while`: targets of `continue` and `break`.
    While { next: Label, exit: Label },
    /// `for`: as `while`, and the register of the iterator.
    For { next: Label, exit: Label, iterator: Register },
    /// The body of `try … except`.
    Try(Region),
    /// The body of `try … finally`, with the statements of the `finally` body.
    Finally(Region, &'a [Stmt]),
    /// A `finally` body while an exception is being handled: registers of it and of the one before.
    FinallyEnd { region: Region, exception: Register, previous: Register },
    /// The body of an `except` clause, with the name it will unbind and that name's own region.
    Handler { region: Region, named: Option<(Rc<str>, Region)>, previous: Register },
    /// The `except*` clauses of a `try`, which no jump may leave.
    StarHandler,
    /// The body of a `with`: the register of `__exit__` or `__aexit__`, and the context expression's place.
    With { color: Color, region: Region, exit: Register, position: Position },
    /// The register of the value that a `return` keeps while what it leaves is undone.
    Value(Register),
    /// The whole of a generator.
    Generator(Region),
}

impl Block<'_> {
    /// Whether leaving the block runs code that can rebind locals.
    pub(super) fn runs_code(&self) -> bool {
        matches!(self, Block::Finally(..) | Block::With { .. } | Block::Handler { named: Some(_), .. })
    }
}

/// Which register a variable has: variables of one name share it unless one hides the other.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Slot {
    name: Rc<str>,
    /// The comprehension it belongs to alone.
    hidden: Option<ScopeId>,
}

/// What instructions that share an inline cache do with a global.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum GlobalUse {
    /// They read it.
    Load,
    /// They bind it.
    Store,
}

/// A named register.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: Rc<str>,
    pub(super) kind: LocalKind,
}

/// One code unit while it is written.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub(super) scope: ScopeId,
    pub(super) kind: ScopeKind,
    pub(super) name: Rc<str>,
    pub(super) qualname: Rc<str>,
    pub(super) first_line: u32,
    pub(super) flags: CodeFlags,
    pub(super) arguments: [u32; 3],
    pub(super) code: Vec<Instruction>,
    pub(super) positions: Vec<Position>,
    /// Lines that have no instruction of their own: the index of the next one, and the line.
    pub(super) passed: Vec<(u32, u32)>,
    /// The line of the last instruction or passed line, if control comes here from there only; else 0.
    current_line: u32,
    /// Number of passed lines when a label was last bound.
    passed_at_label: usize,
    pub(super) labels: Vec<LabelState>,
    /// Jumping instructions and where they lead.
    pub(super) jumps: Vec<(u32, Label)>,
    pub(super) rows: Vec<Row>,
    pub(super) blocks: Vec<Block<'a>>,
    /// What is different in CPython's code.
    pub(super) marks: Marks,
    /// Where CPython pushes locals.
    pub(super) loads: Vec<LocalLoad>,
    /// Whether control can reach the next instruction; nothing is emitted where it cannot.
    pub(super) reachable: bool,
    pub(super) bound: Bound,
    pub(super) constants: Constants,
    names: HashMap<Rc<str>, NameIndex>,
    pub(super) name_list: Vec<Rc<str>>,
    pub(super) caches: Vec<NameIndex>,
    global_caches: HashMap<(NameIndex, GlobalUse), CacheIndex>,
    /// Attributes of `self` that methods store (of a class body).
    pub(super) static_attributes: Vec<Rc<str>>,
    /// The variable annotations of a module or class body.
    pub(super) deferred: Vec<Deferred<'a>>,
    /// Inlined comprehensions being compiled, innermost last.
    pub(super) inlined: Vec<ScopeId>,
    pub(super) has_named_expression: bool,
    slots: HashMap<Slot, Register>,
    cell_slots: HashMap<Slot, Register>,
    /// Plain locals by register; `None` where no name has come up for it yet.
    pub(super) fast: Vec<Option<Variable>>,
    /// Number of plain locals given out.
    fast_next: usize,
    /// Plain locals in the order in which the code first names them, which is CPython's order of locals. A local
    /// that an expression writes to directly is numbered before the names in the expression, but appears after.
    appearance: Vec<Register>,
    appeared: Bound,
    pub(super) cells: Vec<Variable>,
    pub(super) free: Vec<Variable>,
    free_index: HashMap<Rc<str>, Register>,
    /// Locals that some statement may unbind.
    unbindable: Vec<Register>,
    deleted_names: Vec<Rc<str>>,
    pub(super) first_temporary: Register,
    /// The next free temporary.
    pub(super) next: Register,
    pub(super) register_count: usize,
}

impl<'a> Unit<'a> {
    pub(super) fn placeholder() -> Unit<'a> {
        Unit::empty(SymbolTable::TOP, ScopeKind::Module, "".into(), "".into(), 0)
    }

    fn empty(scope: ScopeId, kind: ScopeKind, name: Rc<str>, qualname: Rc<str>, first_line: u32) -> Unit<'a> {
        Unit {
            scope,
            kind,
            name,
            qualname,
            first_line,
            flags: CodeFlags::default(),
            arguments: [0; 3],
            code: Vec::new(),
            positions: Vec::new(),
            passed: Vec::new(),
            current_line: 0,
            passed_at_label: 0,
            labels: Vec::new(),
            jumps: Vec::new(),
            rows: Vec::new(),
            blocks: Vec::new(),
            marks: Marks::default(),
            loads: Vec::new(),
            reachable: true,
            bound: Bound::default(),
            constants: Constants::default(),
            names: HashMap::default(),
            name_list: Vec::new(),
            caches: Vec::new(),
            global_caches: HashMap::default(),
            static_attributes: Vec::new(),
            deferred: Vec::new(),
            inlined: Vec::new(),
            has_named_expression: false,
            slots: HashMap::default(),
            cell_slots: HashMap::default(),
            fast: Vec::new(),
            fast_next: 0,
            appearance: Vec::new(),
            appeared: Bound::default(),
            cells: Vec::new(),
            free: Vec::new(),
            free_index: HashMap::default(),
            unbindable: Vec::new(),
            deleted_names: Vec::new(),
            first_temporary: Register::at(0),
            next: Register::at(0),
            register_count: 0,
        }
    }

    /// A unit for `scope`: its registers are counted from the symbol table.
    pub(super) fn new(
        symbols: &SymbolTable,
        id: ScopeId,
        name: Rc<str>,
        qualname: Rc<str>,
        first_line: u32,
    ) -> Unit<'a> {
        let scope = &symbols[id];
        let mut unit = Unit::empty(id, scope.kind, name, qualname, first_line);
        unit.has_named_expression = scope.has_named_expression;
        unit.deleted_names.clone_from(&scope.deleted);
        let mut fast: Vec<Slot> = Vec::new();
        let mut cells: Vec<Slot> = Vec::new();
        if scope.is_function_like() {
            let own = |name: &Rc<str>| Slot { name: name.clone(), hidden: None };
            // Parameters keep their registers even as cells.
            fast.extend(
                scope
                    .order
                    .iter()
                    .filter(|name| {
                        scope.resolution(name) == Some(Resolution::Local) || scope.uses(name).contains(Use::PARAMETER)
                    })
                    .map(own),
            );
            cells.extend(
                scope
                    .sorted(Resolution::Cell)
                    .iter()
                    .filter(|name| !scope.uses(name).contains(Use::PARAMETER))
                    .map(own),
            );
        } else if scope.kind == ScopeKind::Class {
            let own = [
                (scope.needs_class_closure, "__class__"),
                (scope.needs_class_dict, "__classdict__"),
                (scope.has_conditional_annotations, CONDITIONAL),
            ];
            let needed = own.into_iter().filter(|(needed, _)| *needed);
            cells.extend(needed.map(|(_, name)| Slot { name: name.into(), hidden: None }));
        }
        let own_cells: Vec<Rc<str>> = cells.iter().map(|slot| slot.name.clone()).collect();
        unit.comprehension_slots(symbols, id, &mut Vec::new(), &mut fast, &mut cells);
        cells.sort_by(|left, right| left.name.cmp(&right.name));

        unit.fast = vec![None; fast.len()];
        let mut count = fast.len();
        for slot in cells {
            let isolated = !scope.is_function_like() && !own_cells.contains(&slot.name);
            let kind = if isolated || slot.hidden.is_some() { LocalKind::Hidden } else { LocalKind::Cell };
            unit.cells.push(Variable { name: slot.name.clone(), kind });
            unit.cell_slots.insert(slot, Register::at(count));
            count += 1;
        }
        let mut free: Vec<Rc<str>> = scope
            .order
            .iter()
            .filter(|name| {
                scope.resolution(name) == Some(Resolution::Free) || scope.uses(name).contains(Use::FREE_IN_CLASS)
            })
            .cloned()
            .collect();
        free.sort();
        for name in free {
            unit.free.push(Variable { name: name.clone(), kind: LocalKind::Free });
            unit.free_index.insert(name, Register::at(count));
            count += 1;
        }
        unit.first_temporary = Register::at(count);
        unit.next = unit.first_temporary;
        unit.register_count = count;
        unit
    }

    /// Collects the variables of the comprehensions inlined into `id`.
    fn comprehension_slots(
        &self,
        symbols: &SymbolTable,
        id: ScopeId,
        around: &mut Vec<ScopeId>,
        fast: &mut Vec<Slot>,
        cells: &mut Vec<Slot>,
    ) {
        for &child in &symbols[id].children {
            let comprehension = &symbols[child];
            if !comprehension.is_inlined {
                continue;
            }
            for name in &comprehension.order {
                let slots = match comprehension.resolution(name) {
                    Some(Resolution::Local) => &mut *fast,
                    Some(Resolution::Cell) => &mut *cells,
                    _ => continue,
                };
                let slot = Slot { name: name.clone(), hidden: self.hides(symbols, child, around, name) };
                if !slots.contains(&slot) {
                    slots.push(slot);
                }
            }
            around.push(child);
            self.comprehension_slots(symbols, child, around, fast, cells);
            around.pop();
        }
    }

    /// Whether a comprehension's variable `name` needs a register of its own: one around it has the same name.
    fn hides(&self, symbols: &SymbolTable, id: ScopeId, around: &[ScopeId], name: &str) -> Option<ScopeId> {
        let function = &symbols[self.scope];
        let outer = function.is_function_like()
            && matches!(function.resolution(name), Some(Resolution::Local | Resolution::Cell | Resolution::Free));
        let nested = around
            .iter()
            .any(|&scope| matches!(symbols[scope].resolution(name), Some(Resolution::Local | Resolution::Cell)));
        (outer || nested).then_some(id)
    }

    /// Gives the parameters their registers, in order, all bound. Returns those that become cells.
    pub(super) fn parameters(&mut self, parameters: &[(Rc<str>, Resolution)]) -> Vec<Register> {
        let mut cells = Vec::new();
        for (name, resolution) in parameters {
            let is_cell = *resolution == Resolution::Cell;
            let kind = if is_cell { LocalKind::Cell } else { LocalKind::Fast };
            let register = self.fast_register(name, None, kind);
            self.appear(register);
            if is_cell {
                cells.push(register);
            } else {
                self.bound.insert(register);
            }
        }
        cells
    }

    /// Gives a parameter the name that Python code sees.
    pub(super) fn rename_parameter(&mut self, register: Register, name: &str) {
        if let Some(Some(variable)) = self.fast.get_mut(register.index()) {
            variable.name = name.into();
        }
    }

    /// Notes that the code names a local here.
    pub(super) fn appear(&mut self, register: Register) {
        if !self.appeared.contains(register) {
            self.appeared.insert(register);
            self.appearance.push(register);
        }
    }

    /// Numbers the plain locals in order of appearance.
    pub(super) fn order_locals(&mut self) {
        for index in 0..self.fast.len() {
            self.appear(Register::at(index));
        }
        let mut number = vec![Register::at(0); self.fast.len()];
        for (new, old) in self.appearance.iter().enumerate() {
            number[old.index()] = Register::at(new);
        }
        if number.iter().enumerate().all(|(old, new)| old == new.index()) {
            return;
        }
        // Several registers in a row are temporaries and keep their numbers.
        let new = |register: Register| number.get(register.index()).copied().unwrap_or(register);
        for instruction in &mut self.code {
            *instruction = instruction.renumbered(new);
        }
        for load in &mut self.loads {
            load.local = new(load.local);
        }
        let mut ordered = vec![None; self.fast.len()];
        for (old, variable) in self.fast.drain(..).enumerate() {
            ordered[number[old].index()] = variable;
        }
        self.fast = ordered;
    }

    /// The registers of the cells made at the beginning of the code, parameters aside.
    pub(super) fn local_cells(&self) -> Vec<Register> {
        let base = self.fast.len();
        let is_own = |variable: &Variable| variable.kind == LocalKind::Cell;
        let cells = self.cells.iter().enumerate().filter(|(_, variable)| is_own(variable));
        cells.map(|(index, _)| Register::at(base + index)).collect()
    }

    /// Whether the cell in `register` is made at the beginning of the code.
    pub(super) fn is_own_cell(&self, register: Register) -> bool {
        let index = register.index().checked_sub(self.fast.len());
        index.and_then(|index| self.cells.get(index)).is_some_and(|variable| variable.kind == LocalKind::Cell)
    }

    /// The register of this unit's own cell `name`.
    pub(super) fn own_cell(&self, name: &Rc<str>) -> Register {
        let slot = Slot { name: name.clone(), hidden: None };
        self.cell_slots.get(&slot).copied().unwrap_or_default()
    }

    /// The register of the plain local `name`; plain locals are numbered in order of first use, as in CPython.
    fn fast_register(&mut self, name: &Rc<str>, hidden: Option<ScopeId>, kind: LocalKind) -> Register {
        let slot = Slot { name: name.clone(), hidden };
        if let Some(&register) = self.slots.get(&slot) {
            return register;
        }
        let register = Register::at(self.fast_next);
        self.fast_next += 1;
        self.slots.insert(slot, register);
        debug_assert!(register.index() < self.fast.len(), "every local was counted");
        if let Some(variable) = self.fast.get_mut(register.index()) {
            *variable = Some(Variable { name: name.clone(), kind });
        }
        if self.deleted_names.contains(name) {
            self.unbindable.push(register);
        }
        register
    }

    /// The register of a variable that lives in this unit: of the unit's own scope, or of an inlined comprehension.
    pub(super) fn variable(
        &mut self,
        symbols: &SymbolTable,
        owner: ScopeId,
        name: &Rc<str>,
        resolution: Resolution,
    ) -> Register {
        if resolution == Resolution::Free {
            return self.free_index.get(name).copied().unwrap_or_default();
        }
        let inlined = owner != self.scope;
        let hidden = if inlined {
            let around: Vec<ScopeId> = self.inlined.iter().copied().take_while(|&scope| scope != owner).collect();
            self.hides(symbols, owner, &around, name)
        } else {
            None
        };
        let is_parameter = !inlined && symbols[owner].uses(name).contains(Use::PARAMETER);
        if resolution == Resolution::Cell && !is_parameter {
            let slot = Slot { name: name.clone(), hidden };
            return self.cell_slots.get(&slot).copied().unwrap_or_default();
        }
        let is_hidden = inlined && (hidden.is_some() || !symbols[self.scope].is_function_like());
        let kind = if is_hidden {
            LocalKind::Hidden
        } else if resolution == Resolution::Cell {
            LocalKind::Cell
        } else {
            LocalKind::Fast
        };
        self.fast_register(name, hidden, kind)
    }

    /// Whether `register` is a temporary.
    pub(super) fn is_temporary(&self, register: Register) -> bool {
        register >= self.first_temporary
    }

    /// Notes that CPython pushes a local here.
    pub(super) fn note_load(&mut self, local: Register, line: u32) {
        if self.reachable {
            self.loads.push(LocalLoad { at: self.code.len() as u32, line, local, source: LoadSource::Local });
        }
    }

    /// Notes that CPython copies what it has pushed last of an operand, if that is a local.
    pub(super) fn note_copy(&mut self, operand: Register) {
        if self.reachable && !self.is_temporary(operand) {
            let at = self.code.len() as u32;
            self.loads.push(LocalLoad { at, line: 0, local: operand, source: LoadSource::Copy });
        }
    }

    /// The next temporary.
    pub(super) fn push(&mut self) -> Register {
        let register = self.next;
        self.reserve(register);
        self.next = register.plus(1);
        register
    }

    /// Makes sure the window reaches as far as `register`.
    fn reserve(&mut self, register: Register) {
        self.register_count = self.register_count.max(register.index() + 1);
    }

    /// How many temporaries are in use from `first` on.
    pub(super) fn count_from(&self, first: Register) -> Count {
        Count::of(self.next.index() - first.index())
    }

    pub(super) fn release_all(&mut self) {
        self.next = self.first_temporary;
    }

    pub(super) fn constant(&mut self, constant: Constant) -> ConstantIndex {
        self.constants.index(constant)
    }

    /// The index of a name.
    pub(super) fn name_index(&mut self, name: &Rc<str>) -> NameIndex {
        if let Some(&index) = self.names.get(name) {
            return index;
        }
        let index = NameIndex::at(self.name_list.len());
        self.names.insert(name.clone(), index);
        self.name_list.push(name.clone());
        index
    }

    /// A new inline cache for `name`.
    pub(super) fn cache(&mut self, name: &Rc<str>) -> CacheIndex {
        let cache = CacheIndex::at(self.caches.len());
        let name = self.name_index(name);
        self.caches.push(name);
        cache
    }

    /// The inline cache of all instructions that do the same with the global `name`.
    pub(super) fn global_cache(&mut self, name: &Rc<str>, purpose: GlobalUse) -> CacheIndex {
        let index = self.name_index(name);
        if let Some(&cache) = self.global_caches.get(&(index, purpose)) {
            return cache;
        }
        let cache = self.cache(name);
        self.global_caches.insert((index, purpose), cache);
        cache
    }

    pub(super) fn last_position(&self) -> Position {
        if let Some(&(at, line)) = self.passed.last()
            && at as usize == self.code.len()
        {
            return Position { line, end_line: line, column: 0, end_column: 0 };
        }
        self.positions.last().copied().unwrap_or(Position {
            line: self.first_line,
            end_line: self.first_line,
            column: 0,
            end_column: 0,
        })
    }

    /// The place of what ends a body: the last line, unless that depends on the way here.
    pub(super) fn position_of_end(&self) -> Position {
        if self.current_line == 0 { Position::default() } else { self.last_position() }
    }

    /// Appends an instruction, unless control cannot get here.
    pub(super) fn append(&mut self, instruction: Instruction, position: Position) {
        if self.reachable {
            // A line that the next instruction begins needs no mention.
            let here = (self.code.len() as u32, position.line);
            if self.passed.len() > self.passed_at_label && self.passed.last() == Some(&here) {
                self.passed.pop();
            }
            if position.line != 0 {
                self.current_line = position.line;
            }
            self.code.push(instruction);
            self.positions.push(position);
        } else {
            self.mark_unreached(instruction, position.line);
        }
    }

    /// An instruction belongs to the line of the one behind it.
    pub(super) fn takes_next_position(&mut self, at: usize) {
        let next = self.positions.get(at + 1).copied().filter(|position| position.line != 0);
        if let (Some(position), Some(next)) = (self.positions.get_mut(at), next) {
            *position = next;
        }
    }

    /// Control passes a line, whether or not an instruction of it comes next.
    pub(super) fn pass_line(&mut self, line: u32) {
        if self.reachable && line != 0 && line != self.current_line {
            self.passed.push((self.code.len() as u32, line));
            self.current_line = line;
        }
    }

    /// Where one instruction leads here both by its jump and without, a passed line becomes an instruction: nothing else
    /// tells the ways apart.
    fn separate_ways(&mut self, label: Label) {
        let here = self.code.len() as u32;
        let is_jumped = self.jumps.last().is_some_and(|&(at, target)| at + 1 == here && target == label);
        if is_jumped && self.reachable && self.passed.last().is_some_and(|&(at, _)| at == here) {
            let (_, line) = self.passed.pop().unwrap_or_default();
            self.passed_at_label = self.passed_at_label.min(self.passed.len());
            self.append(op::NOP(), Position { line, end_line: line, column: 0, end_column: 0 });
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.labels.push(LabelState::default());
        Label(self.labels.len() as u32 - 1)
    }

    /// Appends the jumping instruction that `jump` makes, to lead to `label`: nobody else has a distance to give it.
    pub(super) fn jump(&mut self, jump: impl FnOnce(Distance) -> Instruction, label: Label, position: Position) {
        let instruction = jump(Distance::NONE);
        self.mark_jump(instruction.opcode, label, position.line);
        self.append_jump(instruction, label, position);
    }

    /// Goes back to the head of a loop. For tools the jump has no line of its own; an exception that comes here shows
    /// `position`.
    pub(super) fn jump_back(&mut self, head: Label, position: Position) {
        self.mark_jump(Opcode::JUMP_BACKWARD, head, 0);
        self.append_jump(op::JUMP_BACKWARD(Distance::NONE), head, position);
    }

    fn append_jump(&mut self, instruction: Instruction, label: Label, position: Position) {
        if !self.reachable {
            return;
        }
        // A jump back, wherever it comes from (`continue`, the condition of a comprehension), is where due work runs.
        let instruction = match instruction.opcode {
            Opcode::JUMP if self.is_bound(label) => Instruction { opcode: Opcode::JUMP_BACKWARD, ..instruction },
            _ => instruction,
        };
        self.jumps.push((self.code.len() as u32, label));
        self.append(instruction, position);
        self.note_way_to(label);
        if matches!(instruction.opcode, Opcode::JUMP | Opcode::JUMP_BACKWARD) {
            self.reachable = false;
        }
    }

    fn note_way_to(&mut self, label: Label) {
        let bound = &self.bound;
        let state = &mut self.labels[label.0 as usize];
        state.used = true;
        match &mut state.bound {
            Some(known) => known.intersect(bound),
            None => state.bound = Some(bound.clone()),
        }
    }

    /// Whether the place of `label` is known: a jump to it goes back.
    pub(super) fn is_bound(&self, label: Label) -> bool {
        self.labels[label.0 as usize].at.is_some()
    }

    /// Puts `label` here.
    pub(super) fn bind(&mut self, label: Label) {
        self.separate_ways(label);
        self.mark_label(label);
        let at = self.code.len() as u32;
        self.current_line = 0;
        self.passed_at_label = self.passed.len();
        let state = &mut self.labels[label.0 as usize];
        state.at = Some(at);
        state.passed = self.passed.len();
        if let Some(known) = state.bound.take().filter(|_| state.used) {
            if self.reachable {
                self.bound.intersect(&known);
            } else {
                self.bound = known;
            }
            self.reachable = true;
        }
    }

    /// Puts the label of a loop's beginning here: jumps will come back from code not seen yet.
    pub(super) fn bind_loop(&mut self, label: Label) {
        self.forget_unbindable();
        self.bind(label);
    }

    /// Forgets what code not seen yet, or an exception anywhere in a region, may have unbound.
    fn forget_unbindable(&mut self) {
        if self.deleted_names.is_empty() {
            return;
        }
        for &register in &self.unbindable {
            self.bound.remove(register);
        }
    }

    /// Begins a region whose exceptions go to a new handler, which finds the exception in `register`.
    pub(super) fn open_region(&mut self, register: Register) -> Region {
        let target = self.label();
        // What is bound here is bound in the handler, but for what the region may unbind.
        let before = self.bound.clone();
        self.forget_unbindable();
        let at_handler = std::mem::replace(&mut self.bound, before);
        self.labels[target.0 as usize].bound = Some(at_handler);
        self.mark_guard(target);
        Region { target, register, start: Some(self.code.len() as u32), passed: self.passed.len() }
    }

    /// Ends a stretch of a region.
    pub(super) fn pause(&mut self, region: &mut Region) {
        if let Some(start) = region.start.take() {
            let end = self.code.len() as u32;
            if start < end {
                let Region { target, register, passed, .. } = *region;
                self.rows.push(Row { start, end, target, register, passed });
                self.labels[region.target.0 as usize].used = true;
            }
        }
    }

    /// Begins another stretch.
    pub(super) fn resume(&mut self, region: &mut Region) {
        region.start = Some(self.code.len() as u32);
        region.passed = self.passed.len();
    }

    /// Puts the handler of a closed region here. False if nothing can raise into it.
    pub(super) fn bind_handler(&mut self, region: &Region) -> bool {
        self.reserve(region.register);
        self.bind(region.target);
        self.reachable
    }
}
