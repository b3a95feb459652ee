//! Frame objects on demand.

use super::Vm;
use crate::object::{HeapCell, Py};
use crate::types::code::Code;
use crate::types::frame::{Frame, Place};

impl Vm {
    /// The frame object of activation number `index`, made now if need be.
    pub fn frame_object(&mut self, index: usize) -> Py<Frame> {
        let activation = &self.stack.activations()[index];
        if let Some(frame) = &activation.frame {
            return frame.clone();
        }
        let code = activation.code().clone();
        let place = match activation.generator() {
            Some(generator) => Place::Body(std::rc::Rc::clone(&generator.body)),
            None => Place::Running(index),
        };
        let frame = self.new_frame(&code, place);
        self.stack.activation_mut(index).set_frame(frame.clone());
        frame
    }

    /// A frame object that finds its registers at `place`.
    pub fn new_frame(&mut self, code: &Py<Code>, place: Place) -> Py<Frame> {
        let frame = Frame {
            back: HeapCell::new(None),
            place: HeapCell::new(place),
            code: code.clone(),
            trace_function: HeapCell::new(None),
            traces_lines: std::cell::Cell::new(true),
            traces_opcodes: std::cell::Cell::new(false),
            extra_locals: HeapCell::new(None),
        };
        self.heap.alloc(&self.types.frame, frame)
    }
}
