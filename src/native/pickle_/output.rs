//! What a pickler has written and not yet given to its file, in frames from protocol 4 on.

use super::opcode::FRAME;
use crate::text::room;

/// A smaller frame is not worth its header.
const LEAST_FRAME: usize = 4;

/// A frame of this size is full; data of this size stands outside of frames.
pub(super) const FULL_FRAME: usize = 64 << 10;

/// The opcode and eight bytes of length.
const HEADER: usize = 9;

/// The room that CPython begins with.
const FIRST_ROOM: usize = 4 << 10;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Framing {
    Off,
    On,
}

pub(super) struct Output {
    data: Vec<u8>,
    /// Where the header of the open frame is.
    frame: Option<usize>,
    pub(super) framing: Framing,
    /// The room that CPython's buffer has, none when it has been given away.
    room: usize,
    has_buffer: bool,
}

impl Output {
    pub(super) fn new() -> Output {
        Output { data: Vec::new(), frame: None, framing: Framing::Off, room: FIRST_ROOM, has_buffer: true }
    }

    /// Begins anew.
    pub(super) fn clear(&mut self) {
        self.data.clear();
        self.frame = None;
        self.has_buffer = true;
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        let opens = self.framing == Framing::On && self.frame.is_none();
        let needed = self.data.len() + bytes.len() + if opens { HEADER } else { 0 };
        if needed > self.room {
            self.room = needed / 2 * 3;
        }
        if !room::grow(&mut self.data, bytes.len() + HEADER) {
            self.frame = None;
            return;
        }
        if opens {
            self.frame = Some(self.data.len());
            self.data.extend_from_slice(&[0; HEADER]);
        }
        self.data.extend_from_slice(bytes);
    }

    /// Closes the open frame.
    pub(super) fn commit_frame(&mut self) {
        if self.framing == Framing::Off {
            return;
        }
        let Some(start) = self.frame.take() else { return };
        let length = self.data.len() - start - HEADER;
        if length < LEAST_FRAME {
            self.data.drain(start..start + HEADER);
            return;
        }
        self.data[start] = FRAME;
        self.data[start + 1..start + HEADER].copy_from_slice(&(length as u64).to_le_bytes());
    }

    /// Whether the open frame is full.
    pub(super) fn is_frame_full(&self) -> bool {
        let is_full = |start: usize| self.data.len() - start - HEADER >= FULL_FRAME;
        self.framing == Framing::On && self.frame.is_some_and(is_full)
    }

    /// All that has been written, the frame closed.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.commit_frame();
        self.has_buffer = false;
        std::mem::take(&mut self.data)
    }

    /// Bytes that CPython counts for the buffer.
    pub(super) fn size(&self) -> usize {
        if self.has_buffer { 33 + self.room } else { 0 }
    }
}
