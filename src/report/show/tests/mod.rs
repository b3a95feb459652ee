//! What reports look like: samples made by hand, recorded in `tests/report`, and what holds of every report.

mod build;
mod changes;
pub mod drawings;
mod hostile;
mod known;
mod recorded;
pub mod samples;
mod schema;
mod texts;
