//! Dumps syntax trees for a comparison with CPython: `tests/dump.py compare` runs it.
//!
//! Reads paths from standard input, one to a line, and writes the dump of the first to the file `0` in the directory
//! given as argument, of the second to `1` and so on. Without an argument everything goes to standard output. A file
//! that does not parse gives one line with the error.

#[path = "../tests/dump/mod.rs"]
mod dump;

use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;
use std::thread;

use ouropy_grammar::error::ErrorKind;
use ouropy_grammar::source::Origin;
use ouropy_grammar::{Mode, parse_bytes};

/// Bytes of stack: what the interpreter gives its main thread.
const STACK: usize = 64 << 20;

fn main() -> Result<(), Box<dyn Error + Send + Sync>> {
    // The recursion of the dump is as deep as the tree.
    let worker = thread::Builder::new().stack_size(STACK).spawn(run)?;
    worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

fn run() -> Result<(), Box<dyn Error + Send + Sync>> {
    let directory = std::env::args().nth(1);
    for (index, path) in io::stdin().lock().lines().enumerate() {
        let text = dump_file(&path?)?;
        match &directory {
            Some(directory) => fs::write(Path::new(directory).join(index.to_string()), text)?,
            None => io::stdout().write_all(text.as_bytes())?,
        }
    }
    Ok(())
}

fn dump_file(path: &str) -> io::Result<String> {
    let bytes = fs::read(path)?;
    Ok(match parse_bytes(&bytes, Origin::Bytes, Mode::File) {
        Ok(parsed) => dump::module(&parsed.ast),
        Err(refused) => {
            let class = match refused.error.kind() {
                ErrorKind::Syntax => "SyntaxError",
                ErrorKind::Indentation => "IndentationError",
                ErrorKind::Tab => "TabError",
                ErrorKind::TooComplex => "MemoryError",
                ErrorKind::Recursion => "RecursionError",
                ErrorKind::Value => "ValueError",
                ErrorKind::Overflow => "OverflowError",
            };
            let message = refused.error.message();
            match refused.error.details(&refused.source) {
                Some(at) => {
                    format!("{class}: {message} ({}, {}, {}, {})\n", at.line, at.offset, at.end_line, at.end_offset)
                }
                None => format!("{class}: {message}\n"),
            }
        }
    })
}
