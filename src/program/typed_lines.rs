//! Lines of standard input that nobody edits.

use std::io::{self, Write};

use nix::unistd;

use crate::vm::Vm;

/// One line with its newline, or why there is none.
pub enum Line {
    Text(String),
    /// Bytes that are no UTF-8.
    Undecodable(Vec<u8>),
    /// A signal has come. What has been read by then is not lost.
    Interrupted,
    End,
}

/// What has been read behind the last line.
#[derive(Default)]
struct Ahead(Vec<u8>);

/// The next line of standard input, after showing the prompt: on standard error, as CPython does when nobody edits
/// lines. At the end the cursor is put in a new line.
pub fn read(vm: &mut Vm, prompt: &str) -> Line {
    show(prompt);
    match read_bytes(&mut vm.states.get_or_default::<Ahead>().0) {
        Ok(line) if line.is_empty() => {
            show("\n");
            Line::End
        }
        Ok(line) => String::from_utf8(line).map_or_else(|error| Line::Undecodable(error.into_bytes()), Line::Text),
        Err(error) if error.kind() == io::ErrorKind::Interrupted => Line::Interrupted,
        Err(_) => Line::End,
    }
}

fn show(text: &str) {
    let mut out = io::stderr();
    // A closed standard error does not keep anybody from typing.
    drop(out.write_all(text.as_bytes()).and_then(|()| out.flush()));
}

fn read_bytes(ahead: &mut Vec<u8>) -> io::Result<Vec<u8>> {
    loop {
        if let Some(at) = memchr::memchr(b'\n', ahead) {
            let rest = ahead.split_off(at + 1);
            return Ok(std::mem::replace(ahead, rest));
        }
        let mut piece = [0; 8192];
        let count = unistd::read(io::stdin(), &mut piece)?;
        if count == 0 {
            return Ok(std::mem::take(ahead));
        }
        ahead.extend_from_slice(&piece[..count]);
    }
}
