//! Leak reports: what the collector alone would free, or what a program keeps by mistake, explained to the line.
//!
//! [`model`] is the report as data: numbers and texts, free of the heap. Everything else makes it or shows it.

pub mod model;
