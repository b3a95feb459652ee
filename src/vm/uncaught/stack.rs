//! The stack of calls as `faulthandler` writes it: to a descriptor, without Python code.

use std::fmt::Write;

use nix::errno::Errno;
use nix::unistd;

use crate::object::Str;
use crate::vm::Vm;
use crate::vm::descriptor::Descriptor;

/// So many calls are shown, and so many characters of a name.
const MOST_CALLS: usize = 100;
const MOST_CHARACTERS: usize = 500;

/// Writes a line and the calls below it, the innermost first. Nothing can be done about a descriptor that cannot be
/// written.
pub fn write_stack(vm: &Vm, descriptor: i32, header: &str) {
    let mut text = format!("{header}\n");
    let activations = vm.stack.activations();
    if activations.is_empty() {
        text.push_str("  <no Python frame>\n");
    }
    for activation in activations.iter().rev().take(MOST_CALLS) {
        let code = activation.code();
        let line = code.position(activation.current_index() as usize).line;
        text.push_str("  File \"");
        push_name(&mut text, &code.filename());
        let _ = write!(text, "\", line {line} in ");
        push_name(&mut text, &code.name);
        text.push('\n');
    }
    write_all(descriptor, text.as_bytes());
}

/// Writes all of it, whatever signals come.
pub fn write_all(descriptor: i32, mut data: &[u8]) {
    let Some(descriptor) = Descriptor::new(descriptor) else { return };
    while !data.is_empty() {
        match unistd::write(descriptor, data) {
            Ok(count) => data = &data[count..],
            Err(Errno::EINTR) => {}
            Err(_) => return,
        }
    }
}

/// A name in ASCII.
fn push_name(text: &mut String, name: &Str) {
    let shown = name.to_string_lossy();
    for character in shown.chars().take(MOST_CHARACTERS) {
        let _ = match character as u32 {
            0x20..0x7f => write!(text, "{character}"),
            code @ ..0x100 => write!(text, "\\x{code:02x}"),
            code @ ..0x1_0000 => write!(text, "\\u{code:04x}"),
            code => write!(text, "\\U{code:08x}"),
        };
    }
    if shown.chars().nth(MOST_CHARACTERS).is_some() {
        text.push_str("...");
    }
}
