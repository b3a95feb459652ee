//! Writing to `sys.stderr`, whatever object it is.

use super::facts::swallow;
use crate::object::{Slot, Value};
use crate::protocol;
use crate::vm::Vm;

/// A stream of `sys`; nothing when it is missing or None.
fn stream(vm: &mut Vm, name: &str) -> Slot {
    let name = vm.intern(name);
    vm.sys.get_str(&vm.heap, &name).filter(|stream| !stream.is_none()).cloned()
}

/// Writes to `sys.stderr`. What its `write` raises is dropped; without a `sys.stderr` the text is lost, and before
/// `sys` has one it goes to the process's standard error.
pub fn write_stderr(vm: &mut Vm, text: &str) {
    let name = vm.names.stderr.clone();
    if vm.sys.get_str(&vm.heap, &name).is_none() {
        // Nothing can be done about a standard error that cannot be written.
        drop(std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes()));
        return;
    }
    if let Some(stderr) = stream(vm, "stderr") {
        is_written(vm, &stderr, text);
    }
}

/// Writes to a file object; whether that went well. What its `write` raises is dropped.
pub(super) fn is_written(vm: &mut Vm, file: &Value, text: &str) -> bool {
    let write = vm.names.write.clone();
    let text = vm.new_str(text).into_value();
    let result = protocol::call_method(vm, file, &write, &[text]);
    swallow(vm, result).is_some()
}

/// Flushes a stream of `sys`. What its `flush` raises is dropped.
pub fn flush(vm: &mut Vm, name: &str) {
    if let Some(stream) = stream(vm, name) {
        let flush = vm.names.flush.clone();
        let result = protocol::call_method(vm, &stream, &flush, &[]);
        drop(swallow(vm, result));
    }
}
