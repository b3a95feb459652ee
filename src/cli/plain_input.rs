//! Lines of standard input that nobody edits.

use std::io;

use nix::unistd;

/// Standard input, line by line.
#[derive(Default)]
pub struct PlainInput {
    ahead: Vec<u8>,
}

impl PlainInput {
    /// The next line with its newline; nothing at the end. Fails with `Interrupted` when a signal has come; what
    /// has been read by then is not lost.
    pub fn read_line(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.ahead) {
                let rest = self.ahead.split_off(at + 1);
                return Ok(std::mem::replace(&mut self.ahead, rest));
            }
            let mut piece = [0; 8192];
            let count = unistd::read(io::stdin(), &mut piece)?;
            if count == 0 {
                return Ok(std::mem::take(&mut self.ahead));
            }
            self.ahead.extend_from_slice(&piece[..count]);
        }
    }
}
