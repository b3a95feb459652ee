//! `Stream`: a buffered file of bytes. Knows nothing of Python objects.

use std::cell::Cell;
use std::fs;
use std::io::{self, IsTerminal, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::rc::Rc;

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

use crate::vm::interrupt;

/// Bytes a buffer holds before it is written out, and asked for at once when reading.
const BUFFER: usize = 8192;

/// Milliseconds between two looks at whether Ctrl-C was pressed.
const INTERVAL: u8 = 50;

/// Waits until there is something to read, the end included. Fails with `Interrupted` when Ctrl-C has been pressed:
/// the system restarts a read that a signal met, and nobody would see it before the line is there.
fn wait_for_input(file: &fs::File) -> io::Result<()> {
    loop {
        if interrupt::is_requested() {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let mut descriptors = [PollFd::new(file.as_fd(), PollFlags::POLLIN)];
        match poll(&mut descriptors, PollTimeout::from(INTERVAL)) {
            Ok(0) | Err(nix::errno::Errno::EINTR) => {}
            // What cannot be waited for is for the read to find.
            _ => return Ok(()),
        }
    }
}

/// An open file with its buffers. What was written and not flushed goes out when it is dropped.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Stream {
    file: Option<fs::File>,
    /// The descriptor as Python sees it.
    pub descriptor: i32,
    /// Whether it may be read.
    pub readable: bool,
    /// Whether it may be written.
    pub writable: bool,
    /// Whether every line is written out at once.
    pub line_buffered: bool,
    /// Whether every write goes out at once.
    pub unbuffered: bool,
    terminal: bool,
    /// Of a terminal: whether its cursor stands behind text that no newline ended.
    pub line_open: Option<Rc<Cell<bool>>>,
    input: Vec<u8>,
    position: usize,
    output: Vec<u8>,
}

/// What a file was opened for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AccessMode {
    /// Reading.
    Read,
    /// Writing.
    Write,
    /// Both.
    Both,
}

impl Stream {
    /// A stream over an open file.
    pub fn new(file: fs::File, access: AccessMode) -> Stream {
        let descriptor = file.as_raw_fd();
        let terminal = file.is_terminal();
        Stream {
            file: Some(file),
            descriptor,
            readable: access != AccessMode::Write,
            writable: access != AccessMode::Read,
            line_buffered: false,
            unbuffered: false,
            terminal,
            line_open: None,
            input: Vec::new(),
            position: 0,
            output: Vec::new(),
        }
    }

    fn standard(handle: &impl AsFd, descriptor: i32) -> Option<Stream> {
        let file = fs::File::from(handle.as_fd().try_clone_to_owned().ok()?);
        let mut stream = Stream::new(file, if descriptor == 0 { AccessMode::Read } else { AccessMode::Write });
        stream.descriptor = descriptor;
        stream.line_buffered = stream.terminal || descriptor == 2;
        Some(stream)
    }

    /// Descriptor 0; `None` when it is closed.
    pub fn standard_input() -> Option<Stream> {
        Stream::standard(&io::stdin(), 0)
    }

    /// Descriptor 1; `None` when it is closed.
    pub fn standard_output() -> Option<Stream> {
        Stream::standard(&io::stdout(), 1)
    }

    /// Descriptor 2; `None` when it is closed.
    pub fn standard_error() -> Option<Stream> {
        Stream::standard(&io::stderr(), 2)
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.file.is_none()
    }

    /// Whether it is a terminal.
    pub fn is_terminal(&self) -> bool {
        self.terminal
    }

    fn file(&mut self) -> io::Result<&mut fs::File> {
        self.file.as_mut().ok_or_else(|| io::Error::from(io::ErrorKind::BrokenPipe))
    }

    /// Writes out what is buffered.
    pub fn flush(&mut self) -> io::Result<()> {
        if self.output.is_empty() {
            return Ok(());
        }
        let output = std::mem::take(&mut self.output);
        let result = self.file()?.write_all(&output);
        if let Some(line_open) = &self.line_open {
            line_open.set(output.last() != Some(&b'\n'));
        }
        self.output = output;
        self.output.clear();
        result
    }

    /// Appends bytes to the buffer, which is written out when it is full or a line is complete.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.forget_input()?;
        self.output.extend_from_slice(bytes);
        let out_now = self.unbuffered
            || self.output.len() >= BUFFER
            || (self.line_buffered && bytes.iter().any(|&byte| byte == b'\n' || byte == b'\r'));
        if out_now { self.flush() } else { Ok(()) }
    }

    /// Drops what was read ahead, the file's position going back to where the reader is.
    fn forget_input(&mut self) -> io::Result<()> {
        let ahead = self.input.len() - self.position;
        self.input.clear();
        self.position = 0;
        if ahead > 0 {
            self.file()?.seek(SeekFrom::Current(-(ahead as i64)))?;
        }
        Ok(())
    }

    /// Reads more; false at the end. `Interrupted` stands for Ctrl-C.
    pub fn fill(&mut self) -> io::Result<bool> {
        self.flush()?;
        if self.position > 0 {
            self.input.drain(..self.position);
            self.position = 0;
        }
        let start = self.input.len();
        self.input.resize(start + BUFFER, 0);
        let mut input = std::mem::take(&mut self.input);
        let result = self.file().and_then(|file| {
            wait_for_input(file)?;
            file.read(&mut input[start..])
        });
        input.truncate(start + result.as_ref().copied().unwrap_or(0));
        self.input = input;
        if let Some(line_open) = &self.line_open {
            // The line that was typed ended with a newline the terminal showed.
            line_open.set(false);
        }
        Ok(result? > 0)
    }

    /// What was read ahead.
    pub fn buffered(&self) -> &[u8] {
        &self.input[self.position..]
    }

    /// Takes `count` of the bytes read ahead.
    pub fn take(&mut self, count: usize) -> Vec<u8> {
        let end = (self.position + count).min(self.input.len());
        let taken = self.input[self.position..end].to_vec();
        self.position = end;
        taken
    }

    /// Puts text in place of what was read ahead and everything after it, for encodings that are decoded at once.
    pub fn replace_input(&mut self, text: Vec<u8>) {
        self.input = text;
        self.position = 0;
    }

    /// Up to `count` bytes, all that are left without a count.
    pub fn read(&mut self, count: Option<usize>) -> io::Result<Vec<u8>> {
        let count = count.unwrap_or(usize::MAX);
        while self.buffered().len() < count {
            if !self.fill()? {
                break;
            }
        }
        Ok(self.take(count.min(self.buffered().len())))
    }

    /// Bytes up to and including the next newline, at most `limit`.
    pub fn read_line(&mut self, limit: Option<usize>) -> io::Result<Vec<u8>> {
        let limit = limit.unwrap_or(usize::MAX);
        let mut searched = 0;
        loop {
            let buffered = self.buffered();
            if let Some(at) = memchr::memchr(b'\n', &buffered[searched..]) {
                return Ok(self.take((searched + at + 1).min(limit)));
            }
            searched = buffered.len();
            if searched >= limit || !self.fill()? {
                return Ok(self.take(limit.min(self.buffered().len())));
            }
        }
    }

    /// The reader's or writer's position.
    pub fn tell(&mut self) -> io::Result<u64> {
        let (ahead, behind) = ((self.input.len() - self.position) as u64, self.output.len() as u64);
        let position = self.file()?.stream_position()?;
        Ok(position.saturating_sub(ahead) + behind)
    }

    /// Moves the position.
    pub fn seek(&mut self, target: SeekFrom) -> io::Result<u64> {
        self.flush()?;
        self.forget_input()?;
        self.file()?.seek(target)
    }

    /// Whether positions mean anything: regular files.
    pub fn is_seekable(&mut self) -> bool {
        self.file().is_ok_and(|file| file.stream_position().is_ok())
    }

    /// Cuts the file off, or extends it with zeros.
    pub fn truncate(&mut self, size: u64) -> io::Result<()> {
        self.flush()?;
        self.file()?.set_len(size)
    }

    /// Flushes and closes.
    pub fn close(&mut self) -> io::Result<()> {
        if self.file.is_none() {
            return Ok(());
        }
        let result = self.flush();
        self.output.clear();
        self.file = None;
        result
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        // As CPython, which ignores errors of files closed by their destructor.
        drop(self.close());
    }
}
