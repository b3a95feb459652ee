//! `print`, `input`, and the display of interactive results.

use crate::native::io::text;
use crate::object::{Phantom, Py, Slot, Str, Value};
use crate::protocol;
use crate::types::bytes::Bytes;
use crate::types::class::Arguments;
use crate::vm::{PyResult, Vm, arguments};

/// Where `print` writes.
enum Target {
    /// A text file of ours: bytes go straight into its buffer.
    Direct(Value),
    /// Anything with a `write` method.
    Object(Value),
}

impl Target {
    fn of(vm: &Vm, value: Value) -> Target {
        if text::is_plain(vm, &value) { Target::Direct(value) } else { Target::Object(value) }
    }

    fn write(&self, vm: &mut Vm, text: &Py<Str>) -> PyResult<()> {
        match self {
            Target::Direct(file) => {
                vm.heap.phantom_passes(Phantom::Function);
                text::write::write_text(vm, file, text)
            }
            Target::Object(object) => {
                let name = vm.names.write.clone();
                protocol::call_method(vm, object, &name, &[text.to_value()]).map(drop)
            }
        }
    }
}

/// `sys.stdout`, `None` when it is None; RuntimeError "lost sys.stdout" when it is gone.
fn stdout(vm: &mut Vm) -> PyResult<Option<Value>> {
    let key = vm.names.stdout.clone();
    match vm.sys.get_str(&vm.heap, &key).cloned() {
        None => Err(vm.runtime_error("lost sys.stdout")),
        Some(value) if value.is_none() => Ok(None),
        found => Ok(found),
    }
}

fn separator(vm: &mut Vm, name: &str, value: Slot) -> PyResult<Option<Py<Str>>> {
    let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(None) };
    match value.cast_into::<Str>() {
        Ok(text) => Ok(Some(text)),
        Err(value) => {
            let class = vm.class_name(&value);
            Err(vm.type_error(format!("{name} must be None or a string, not {class}")))
        }
    }
}

pub fn print(vm: &mut Vm, _module: &Value, given: Arguments<'_>) -> PyResult {
    let names = ["sep", "end", "file", "flush"];
    let [sep, end, file, flush] = arguments::keywords(vm, "print", names, &given)?;
    let flush = match flush {
        Some(flush) => protocol::is_true(vm, &flush)?,
        None => false,
    };
    let file = match file.filter(|file| !file.is_none()) {
        Some(file) => file,
        None => match stdout(vm)? {
            Some(file) => file,
            None => return Ok(Value::NONE),
        },
    };
    let (sep, end) = (separator(vm, "sep", sep)?, separator(vm, "end", end)?);
    let target = Target::of(vm, file.clone());
    for (index, value) in given.positional().iter().enumerate() {
        if index > 0 {
            match &sep {
                Some(sep) => target.write(vm, sep)?,
                None => {
                    let space = vm.new_str(" ");
                    target.write(vm, &space)?;
                }
            }
        }
        let text = protocol::repr::str(vm, value)?;
        target.write(vm, &text)?;
    }
    let end = match end {
        Some(end) => end,
        None => vm.new_str("\n"),
    };
    target.write(vm, &end)?;
    if flush {
        let name = vm.names.flush.clone();
        // The file calls `flush` of its buffer without a bound method in CPython.
        Phantom::Function.freed();
        let flushed = protocol::call_method(vm, &file, &name, &[]);
        vm.heap.phantom_made(Phantom::Function);
        flushed?;
    }
    Ok(Value::NONE)
}

/// Writes `text` and a newline to `sys.stdout`.
pub fn write_line(vm: &mut Vm, text: &Py<Str>) -> PyResult<()> {
    let Some(file) = stdout(vm)? else { return Err(vm.runtime_error("lost sys.stdout")) };
    let target = Target::of(vm, file);
    target.write(vm, text)?;
    let newline = vm.new_str("\n");
    target.write(vm, &newline)
}

/// `sys.displayhook`: shows the repr of what an interactive statement gave and keeps it as `builtins._`.
pub fn display(vm: &mut Vm, value: &Value) -> PyResult<()> {
    if value.is_none() {
        return Ok(());
    }
    let (builtins, key) = (vm.builtins.clone(), vm.names.underscore.clone());
    // Unset while the repr is made, so that a failure leaves no stale value.
    drop(builtins.set_str(vm, &key, Value::NONE));
    vm.run_parked_if_any();
    let text = protocol::repr::repr(vm, value)?;
    write_line(vm, &text)?;
    drop(builtins.set_str(vm, &key, value.clone()));
    Ok(())
}

/// `file.flush()`; that it fails, or is not there, does not matter.
fn flush_quietly(vm: &mut Vm, file: &Value) {
    let flush = vm.names.flush.clone();
    if let Err(raised) = protocol::call_method(vm, file, &flush, &[]) {
        drop(vm.take_raised(raised));
    }
}

/// `input(prompt)`.
pub fn input(vm: &mut Vm, _module: &Value, values: &[Value]) -> PyResult {
    let key = vm.names.stdin.clone();
    let stdin = match vm.sys.get_str(&vm.heap, &key).cloned() {
        Some(stdin) if !stdin.is_none() => stdin,
        _ => return Err(vm.runtime_error("lost sys.stdin")),
    };
    let Some(out) = stdout(vm)? else { return Err(vm.runtime_error("lost sys.stdout")) };
    let key = vm.names.stderr.clone();
    match vm.sys.get_str(&vm.heap, &key).cloned() {
        Some(errors) if !errors.is_none() => flush_quietly(vm, &errors),
        _ => return Err(vm.runtime_error("lost sys.stderr")),
    }
    if let Some(prompt) = values.first() {
        let text = protocol::repr::str(vm, prompt)?;
        Target::of(vm, out.clone()).write(vm, &text)?;
    }
    flush_quietly(vm, &out);
    let readline = vm.intern("readline");
    let line = protocol::call_method(vm, &stdin, &readline, &[])?;
    let (read, is_text) = match (line.cast::<Str>(), line.cast::<Bytes>()) {
        (Some(text), _) => (text.as_bytes(), true),
        (None, Some(bytes)) => (&*bytes.data, false),
        (None, None) => return Err(vm.type_error("object.readline() returned non-string")),
    };
    match read {
        [] => Err(vm.eof_error("EOF when reading a line")),
        [text @ .., b'\n'] if is_text => Ok(vm.new_str_bytes(text).into_value()),
        [data @ .., b'\n'] => Ok(crate::types::bytes::new(vm, data)),
        _ => Ok(line.clone()),
    }
}
