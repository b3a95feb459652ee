//! Frame objects on demand.

use std::rc::Rc;

use super::Vm;
use super::interpreter::generators::borrowed;
use crate::object::{HeapCell, Py, Slot, Value};
use crate::types::code::Code;
use crate::types::frame::{Frame, Owner};
use crate::types::generator::Generator;

impl Vm {
    /// The frame object of activation number `index`, made now if need be.
    pub fn frame_object(&mut self, index: usize) -> Py<Frame> {
        let activation = &self.stack.activations()[index];
        if let Some(frame) = &activation.frame {
            return frame.clone();
        }
        let code = activation.code().clone();
        let frame = match activation.generator().cloned() {
            Some(generator) => self.frame_of_generator(&generator),
            None => self.new_frame(&code, Owner::Stack(index)),
        };
        self.stack.set_frame(index, frame.clone());
        frame
    }

    /// A frame object of a generator's registers.
    pub fn frame_of_generator(&mut self, generator: &Py<Generator>) -> Py<Frame> {
        let frame = self.new_frame(&generator.body.code, Owner::Body(Rc::clone(&generator.body)));
        frame.generator.set(Some(borrowed(generator)));
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
            generator: std::cell::Cell::new(None),
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
                (code.filename().into_value(), line, code.name.to_value())
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
