mod build;
pub mod samples;
