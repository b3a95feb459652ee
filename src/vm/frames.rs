//! Frame objects on demand.

use super::Vm;
use crate::object::{HeapCell, Py};
use crate::types::code::Code;
use crate::types::frame::{Frame, Owner};

impl Vm {
    /// The frame object of activation number `index`, made now if need be.
    pub fn frame_object(&mut self, index: usize) -> Py<Frame> {
        let activation = &self.stack.activations()[index];
        if let Some(frame) = &activation.frame {
            return frame.clone();
        }
        let code = activation.code().clone();
        let owner = match activation.generator() {
            Some(generator) => Owner::Body(std::rc::Rc::clone(&generator.body)),
            None => Owner::Stack(index),
        };
        let frame = self.new_frame(&code, owner);
        self.stack.set_frame(index, frame.clone());
        frame
    }

    /// A frame object of registers that `owner` has.
    pub fn new_frame(&mut self, code: &Py<Code>, owner: Owner) -> Py<Frame> {
        let frame = Frame {
            back: HeapCell::new(None),
            owner: HeapCell::new(owner),
            code: code.clone(),
            trace_function: HeapCell::new(None),
            traces_lines: std::cell::Cell::new(true),
            traces_opcodes: std::cell::Cell::new(false),
            extra_locals: HeapCell::new(None),
        };
        self.heap.alloc(&self.types.frame, frame)
    }
}
