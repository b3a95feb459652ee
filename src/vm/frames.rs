//! Frame objects on demand.

use super::Vm;
use crate::object::{HeapCell, Py, Slot, Value};
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
            overwritten: HeapCell::new(None),
        };
        self.heap.alloc(&self.types.frame, frame)
    }

    /// `cr_origin` of a coroutine that is made now: file name, line and function of as many frames as
    /// `sys.set_coroutine_origin_tracking_depth` asks for, the caller's first. `None` when it asks for none.
    pub(super) fn coroutine_origin(&mut self) -> Slot {
        let depth = self.async_hooks.origin_depth;
        if depth == 0 {
            return None;
        }
        let frames: Vec<(Value, u32, Value)> = self
            .stack
            .activations()
            .iter()
            .rev()
            .take(depth)
            .map(|activation| {
                let code = activation.code();
                let line = code.position(activation.current_index() as usize).line;
                (code.filename.to_value(), line, code.name.to_value())
            })
            .collect();
        let mut entries = Vec::with_capacity(frames.len());
        for (filename, line, name) in frames {
            let line = Value::index(line as usize);
            entries.push(self.new_tuple(vec![filename, line, name]).into_value());
        }
        Some(self.new_tuple(entries).into_value())
    }
}
