//! `Fault`: where bytes are no text.

/// A place where bytes are no text: their range and why.
pub struct Fault {
    /// Position of the first byte.
    pub start: usize,
    /// One past the last one.
    pub end: usize,
    /// What is wrong.
    pub reason: &'static str,
}
