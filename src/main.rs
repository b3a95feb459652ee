//! The `ouropy` command.

fn main() {}
