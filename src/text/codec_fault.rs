//! `Fault`: where bytes are no text.

/// A place where bytes are no text: their range and why.
pub struct Fault {
    /// Position of the first byte.
    pub start: usize,
    /// One past the last one.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
    /// Whether more bytes behind the last one could mend it.
    pub is_open: bool,
}

impl Fault {
    /// A fault that nothing behind it can mend.
    pub fn new(start: usize, end: usize, reason: &'static str) -> Fault {
        Fault { start, end, reason, is_open: false }
    }

    /// Bytes that the end of the data has cut off.
    pub fn cut_off(start: usize, end: usize, reason: &'static str) -> Fault {
        Fault { start, end, reason, is_open: true }
    }
}

/// What comes behind the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Nothing.
    Final,
    /// More data, perhaps: what is cut off at the end waits for it.
    Open,
}
