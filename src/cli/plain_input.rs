//! Lines of standard input that nobody edits.

use std::io::{self, Read};
use std::os::fd::AsFd;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use crate::vm::interrupt;

/// Milliseconds between two looks at whether Ctrl-C was pressed.
const INTERVAL: u8 = 50;

/// Standard input, line by line.
#[derive(Default)]
pub struct PlainInput {
    ahead: Vec<u8>,
}

impl PlainInput {
    /// The next line with its newline; nothing at the end. Fails with `Interrupted` when Ctrl-C has been pressed.
    pub fn read_line(&mut self) -> io::Result<Vec<u8>> {
        loop {
            if let Some(at) = memchr::memchr(b'\n', &self.ahead) {
                let rest = self.ahead.split_off(at + 1);
                return Ok(std::mem::replace(&mut self.ahead, rest));
            }
            wait()?;
            let mut piece = [0; 8192];
            let count = io::stdin().lock().read(&mut piece)?;
            if count == 0 {
                return Ok(std::mem::take(&mut self.ahead));
            }
            self.ahead.extend_from_slice(&piece[..count]);
        }
    }
}

/// Waits until there is something to read, the end included: the system restarts a read that a signal met, and nobody
/// would see it before the line is there.
fn wait() -> io::Result<()> {
    let input = io::stdin();
    loop {
        if interrupt::is_requested() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        match poll(&mut [PollFd::new(input.as_fd(), PollFlags::POLLIN)], PollTimeout::from(INTERVAL)) {
            Ok(0) | Err(Errno::EINTR) => {}
            // What cannot be waited for is for the read to find.
            _ => return Ok(()),
        }
    }
}
