//! Files: `open`, and the objects behind `sys.stdin`, `sys.stdout` and `sys.stderr`.

pub mod file;
mod methods;
mod open;
pub mod stream;

pub use open::{PARAMETERS as OPEN_PARAMETERS, open};

use std::cell::RefCell;
use std::rc::Rc;

use crate::object::Value;
use crate::program::state::State;
use crate::vm::Vm;
use file::{File, FileKind, Newline, TextSettings};
use stream::Stream;

/// `sys.stdin`, `sys.stdout` and `sys.stderr`.
pub struct Standard {
    /// Descriptor 0.
    pub input: Value,
    /// Descriptor 1.
    pub output: Value,
    /// Descriptor 2.
    pub error: Value,
}

/// Makes the objects of the standard streams; `None` in place of one whose descriptor is closed.
pub fn standard(vm: &mut Vm) -> Standard {
    let input = Stream::standard_input();
    let output = Stream::standard_output();
    let error = Stream::standard_error();
    Standard {
        input: standard_file(vm, input, "<stdin>", "r", "strict"),
        output: standard_file(vm, output, "<stdout>", "w", "strict"),
        error: standard_file(vm, error, "<stderr>", "w", "backslashreplace"),
    }
}

fn standard_file(vm: &mut Vm, stream: Option<Stream>, name: &str, mode: &str, errors: &str) -> Value {
    let Some(mut stream) = stream else { return Value::NONE };
    if stream.is_terminal() {
        stream.line_open = Some(Rc::clone(&State::of(vm).line_open));
    }
    let name = vm.new_str(name).into_value();
    let settings =
        TextSettings { encoding: "utf-8".to_owned(), errors: errors.to_owned(), newline: Newline::Universal };
    File::create(vm, Rc::new(RefCell::new(stream)), FileKind::Text, name, mode, Some(settings))
}
