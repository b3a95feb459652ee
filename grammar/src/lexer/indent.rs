//! Indentation: how deep a line is, and the blocks that are open.

/// Where a tab stop stands: CPython counts tabs twice, once with stops every eight columns and once with a tab as
/// one column; the two must agree on how lines compare, or the tabs are inconsistent.
const TAB_STOP: u32 = 8;

/// One more block than this is refused.
const MAX_BLOCKS: usize = 100;

/// The indentation of a line, measured in both ways.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Width {
    /// With tab stops every eight columns.
    column: u32,
    /// With a tab as one column.
    alternative: u32,
}

impl Width {
    /// The same number of plain columns in both ways.
    pub(super) const fn spaces(column: u32) -> Self {
        Self { column, alternative: column }
    }

    /// Widens by one byte of whitespace; a form feed starts over.
    pub(super) fn advance(&mut self, byte: u8) {
        match byte {
            b' ' => {
                self.column += 1;
                self.alternative += 1;
            }
            b'\t' => {
                self.column = (self.column / TAB_STOP + 1) * TAB_STOP;
                self.alternative += 1;
            }
            _ => *self = Self::default(),
        }
    }

    pub(super) const fn column(self) -> u32 {
        self.column
    }
}

/// What a new logical line does to the open blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It stays in the block.
    Same,
    /// It opens a block.
    Indent,
    /// It closes this many blocks.
    Dedent(u32),
}

/// Why a line's indentation is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IndentError {
    /// The comparison depends on the width of a tab.
    Tabs,
    /// Too many open blocks.
    TooDeep,
    /// The line falls between two outer blocks.
    NoMatch,
}

/// What statement a block belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A `match`: `case` is a keyword directly in it.
    Match,
    /// Anything else.
    #[default]
    Plain,
}

#[derive(Clone, Copy, Debug)]
struct Block {
    width: Width,
    kind: BlockKind,
}

/// The open blocks, outermost first. The module itself is block 0.
#[derive(Debug)]
pub(super) struct Blocks {
    open: Vec<Block>,
    current: Block,
}

impl Blocks {
    pub(super) fn new() -> Self {
        Self { open: Vec::new(), current: Block { width: Width::default(), kind: BlockKind::Plain } }
    }

    /// The kind of the innermost block.
    pub(super) fn kind(&self) -> BlockKind {
        self.current.kind
    }

    /// Compares a line's indentation with the open blocks and opens or closes blocks. One that it
    /// opens is of `kind`.
    pub(super) fn enter_line(&mut self, width: Width, kind: BlockKind) -> Result<Change, IndentError> {
        if width.column > self.current.width.column {
            if self.open.len() + 2 > MAX_BLOCKS {
                return Err(IndentError::TooDeep);
            }
            if width.alternative <= self.current.width.alternative {
                return Err(IndentError::Tabs);
            }
            self.open.push(self.current);
            self.current = Block { width, kind };
            return Ok(Change::Indent);
        }
        let mut closed = 0;
        while width.column < self.current.width.column
            && let Some(outer) = self.open.pop()
        {
            self.current = outer;
            closed += 1;
        }
        if width.column != self.current.width.column {
            return Err(IndentError::NoMatch);
        }
        if width.alternative != self.current.width.alternative {
            return Err(IndentError::Tabs);
        }
        Ok(if closed == 0 { Change::Same } else { Change::Dedent(closed) })
    }

    /// Closes everything, at the end of the text; how many blocks were open.
    pub(super) fn close_all(&mut self) -> u32 {
        let closed = self.open.len() as u32;
        if let Some(&module) = self.open.first() {
            self.current = module;
            self.open.clear();
        }
        closed
    }
}
