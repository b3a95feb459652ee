//! `Edge`: the name of a reference, as Python spells it.

use std::fmt;

use super::str::Str;
use super::value::Value;

/// How one object refers to another. Shown (`Display`), it is what Python code writes behind the referring object to
/// get at the other one; what no Python code can reach stands in angle brackets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge<'a> {
    /// An attribute that the type has: `.__closure__`.
    Attribute(&'static str),
    /// A field that Python code cannot see: `<iterator>`.
    Internal(&'static str),
    /// An attribute of the instance or a word of `__slots__`, by its name: `.x`.
    Member(&'a Value),
    /// A local variable or a cell of a frame, by its name: `.f_locals['x']`.
    Local(&'a Value),
    /// An intermediate result of a frame: `<temporary 7>`.
    Temporary(usize),
    /// The items of a sequence, of which each has the edge [`Edge::Item`].
    Items,
    /// An item of a sequence: `[3]`.
    Item(usize),
    /// An item of a sequence that an attribute gives: `.co_consts[3]`.
    ItemOf(&'static str, usize),
    /// A key of a dict or an element of a set: `<key>`.
    Key,
    /// The value of a dict under this key: `['x']`.
    Value(&'a Value),
}

impl<'a> Edge<'a> {
    /// The edge to one item of a field that holds several.
    #[inline(always)]
    pub const fn item(self, index: usize) -> Edge<'a> {
        match self {
            Edge::Items => Edge::Item(index),
            Edge::Attribute(name) => Edge::ItemOf(name, index),
            other => other,
        }
    }
}

impl fmt::Display for Edge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Edge::Attribute(name) => write!(f, ".{name}"),
            Edge::Internal(name) => write!(f, "<{name}>"),
            Edge::Member(name) => write!(f, ".{}", Text(name)),
            Edge::Local(name) => write!(f, ".f_locals['{}']", Text(name)),
            Edge::Temporary(number) => write!(f, "<temporary {number}>"),
            Edge::Items => write!(f, "[...]"),
            Edge::Item(index) => write!(f, "[{index}]"),
            Edge::ItemOf(name, index) => write!(f, ".{name}[{index}]"),
            Edge::Key => write!(f, "<key>"),
            Edge::Value(key) if key.has::<Str>() => write!(f, "['{}']", Text(key)),
            Edge::Value(key) => write!(f, "[{key:?}]"),
        }
    }
}

/// The text of a str; of anything else what a debugger would see.
struct Text<'a>(&'a Value);

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.cast::<Str>() {
            Some(text) => f.write_str(&text.to_string_lossy()),
            None => write!(f, "{:?}", self.0),
        }
    }
}
