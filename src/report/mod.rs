//! Leak reports: what the collector alone would free, or what a program keeps by mistake, explained to the line.
//!
//! [`model`] is the report as data: numbers and texts, free of the heap. [`show`] makes texts, pictures and pages of
//! it. Everything else makes it.

pub mod model;
pub mod show;
