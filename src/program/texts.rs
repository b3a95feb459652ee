//! The texts of code that is in no file (`-c`, the prompt): the library's module `linecache` is told of them, so that
//! tracebacks show their lines.

use std::rc::Rc;

use ouropy_compiler::code::CodeUnit;

use crate::object::Value;
use crate::protocol;
use crate::types::code::Code;
use crate::vm::{PyResult, Vm};

/// What `linecache` is to be told once it is loaded: CPython loads it for this, but it would be a third of a start.
#[derive(Default)]
struct Untold(Vec<Text>);

struct Text {
    unit: Rc<CodeUnit>,
    text: String,
}

/// Tells `linecache` the text of a piece of code, now or when it is loaded.
pub fn keep(vm: &mut Vm, unit: &Rc<CodeUnit>, text: &str) {
    let text = Text { unit: Rc::clone(unit), text: text.to_owned() };
    vm.states.get_or_default::<Untold>().0.push(text);
    let name = vm.intern("linecache");
    if let Some(linecache) = vm.modules.get_str(&vm.heap, &name).cloned()
        && let Err(raised) = tell(vm, &linecache)
    {
        // Tracebacks without lines are no reason not to run the code.
        drop(vm.take_raised(raised));
    }
}

/// Tells the module `linecache` what has been kept for it.
pub fn tell(vm: &mut Vm, linecache: &Value) -> PyResult<()> {
    let name = vm.intern("_register_code");
    for Text { unit, text } in std::mem::take(&mut vm.states.get_or_default::<Untold>().0) {
        let code = Code::create(vm, &unit).into_value();
        let (text, filename) = (vm.new_str(text).into_value(), vm.new_str(&*unit.filename).into_value());
        protocol::call_method(vm, linecache, &name, &[code, text, filename])?;
    }
    Ok(())
}
