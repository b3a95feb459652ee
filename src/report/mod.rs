//! Leak reports: what the collector alone would free, or what a program keeps by mistake, explained to the line.
//!
//! [`model`] is the report as data: numbers and texts, free of the heap. [`find`] makes it from a look at the heap
//! ([`graph`]): [`components`] are the cycles, [`watch`] keeps an eye on a program;
//! [`web`] says how what is in them is spelled, [`ring`] chooses the cycle to
//! show, [`cut`] tries what freeing would take, [`advice`] says what to do. [`show`] renders it.
//!
//! What no cycle holds together is kept by a root: [`growth`] finds what gets more with each call, [`kept`] what the
//! program has lost though it is reachable, [`rooted`] tells of both; [`program`] says what is the program's own.
//!
//! For programs that ask themselves there are [`session`] (what has become garbage since), [`path`] (why an object is
//! alive, from one of the [`roots`]) and [`count`] (objects and bytes by class); [`own`] is what none of them shows.

mod advice;
mod components;
pub mod count;
mod cut;
mod find;
mod graph;
pub mod growth;
mod kept;
pub mod model;
mod name;
mod own;
pub mod path;
mod places;
mod program;
pub mod record;
mod ring;
mod rooted;
mod roots;
pub mod session;
mod settle;
pub mod show;
mod tests_run;
pub mod watch;
mod web;
