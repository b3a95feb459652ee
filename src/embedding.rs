//! `Interpreter`: Python code run by a Rust program.

use std::fmt;
use std::path::Path;

use ouropy_compiler::Mode;

use crate::cli;
use crate::object::{Heap, HeapInUse, Py, Value};
use crate::program::hooks::new_interpreter;
use crate::program::shutdown;
use crate::program::source::{self, Bytes};
use crate::types::dict::Dict;
use crate::vm::{PyResult, Raised, Vm};

/// A Python interpreter, with `__main__` as the module in which it runs code. One at a time lives on a thread, and it
/// stays there.
///
/// ```
/// let flags = ["-I"];
/// let mut python = ouropy::Interpreter::new(&flags, 8 << 20)?;
/// python.run("total = sum(range(10))\nassert total == 45", "<example>").expect("no exception");
/// let error = python.run("total / 0", "<example>").expect_err("an exception");
/// assert_eq!(error.class, "ZeroDivisionError");
/// assert_eq!(python.finish(), 0);
/// # Ok::<(), ouropy::StartError>(())
/// ```
pub struct Interpreter {
    vm: Vm,
    namespace: Py<Dict>,
}

/// Why there is no interpreter.
#[derive(Debug)]
pub enum StartError {
    /// Another one lives on this thread.
    HeapInUse(HeapInUse),
    /// The flags are none of the command's; it has said so on standard error.
    Flags,
    /// A built-in module raised an exception, which has been printed.
    Start,
}

/// An exception that no Python code has caught.
#[derive(Debug)]
pub struct Uncaught {
    /// The name of its class, with the module if that is not `builtins`.
    pub class: String,
    /// What the command would print: traceback and message.
    pub report: String,
}

/// Why a file has not been run to its end.
#[derive(Debug)]
pub enum RunError {
    /// It could not be read.
    File(std::io::Error),
    /// It raised an exception.
    Uncaught(Uncaught),
}

impl Interpreter {
    /// An interpreter started with flags as the command takes them (`-O`, `-W error`), on a thread whose native stack
    /// has `stack_size` bytes left: Python code that nests deeper in native code gets a `RecursionError`.
    pub fn new(flags: &[&str], stack_size: usize) -> Result<Interpreter, StartError> {
        let program = ["ouropy"].iter().chain(flags).chain(&["-c", ""]);
        let arguments: Vec<String> = program.map(|&text| text.to_owned()).collect();
        let options = cli::read_options(&arguments).map_err(|_| StartError::Flags)?;
        let mut vm = new_interpreter(options.hash_key, stack_size).map_err(StartError::HeapInUse)?;
        cli::start(&mut vm, &options).map_err(|_| StartError::Start)?;
        match cli::main_namespace(&mut vm) {
            Ok(Some(namespace)) => Ok(Interpreter { vm, namespace }),
            _ => Err(StartError::Start),
        }
    }

    /// Runs source text as a module's body in the namespace of `__main__`; `filename` is what tracebacks show.
    pub fn run(&mut self, source: &str, filename: &str) -> Result<(), Uncaught> {
        let options = self.vm.compile_options();
        let code = source::compile_text(&mut self.vm, source, filename, Mode::File, options);
        let result = cli::run_compiled(&mut self.vm, self.namespace.clone(), code);
        self.report(result)
    }

    /// Runs a file as [`Interpreter::run`] runs text. Its encoding is what its first lines say.
    pub fn run_file(&mut self, path: &Path) -> Result<(), RunError> {
        let bytes = std::fs::read(path).map_err(RunError::File)?;
        let options = self.vm.compile_options();
        let filename = path.to_string_lossy();
        let code = source::compile_bytes(&mut self.vm, &bytes, &filename, Mode::File, options, Bytes::File);
        let result = cli::run_compiled(&mut self.vm, self.namespace.clone(), code);
        self.report(result).map_err(RunError::Uncaught)
    }

    /// The capability to look into objects, until Python code runs again.
    pub fn heap(&self) -> &Heap {
        &self.vm.heap
    }

    /// Ends the program as the command does: exit functions, modules, streams. Then another interpreter may be made on
    /// this thread. Gives the exit code: 0, or another if output could not be written.
    pub fn finish(self) -> i32 {
        let Interpreter { mut vm, namespace } = self;
        drop(namespace);
        let code = shutdown::finalize(&mut vm, 0);
        shutdown::tear_down(vm, code)
    }

    fn report(&mut self, result: PyResult<()>) -> Result<(), Uncaught> {
        result.map_err(|raised: Raised| {
            let exception: Value = self.vm.take_raised(raised);
            let class = self.vm.class_name(&exception);
            let report = crate::vm::uncaught::format_exception(&mut self.vm, &exception);
            drop(exception);
            self.vm.run_parked_if_any();
            Uncaught { class, report }
        })
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StartError::HeapInUse(in_use) => in_use.fmt(f),
            StartError::Flags => f.write_str("the flags are none of the command's"),
            StartError::Start => f.write_str("a built-in module raised an exception"),
        }
    }
}

impl fmt::Display for Uncaught {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.report)
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::File(error) => error.fmt(f),
            RunError::Uncaught(exception) => exception.fmt(f),
        }
    }
}

impl std::error::Error for StartError {}
impl std::error::Error for Uncaught {}
impl std::error::Error for RunError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_that_has_ended_makes_room_for_another() {
        let run = || {
            for turn in 0..2 {
                let mut python = Interpreter::new(&["-I"], 16 << 20).expect("the thread has none");
                assert!(matches!(Interpreter::new(&["-I"], 16 << 20), Err(StartError::HeapInUse(_))));
                let source =
                    format!("import gc\nx = [{turn}]\nx.append(x)\nassert 'y' not in globals()\ny = gc.collect()");
                python.run(&source, "<test>").expect("no exception");
                let error = python.run("def f(): raise KeyError(1)\nf()", "<test>").expect_err("an exception");
                assert_eq!(error.class, "KeyError");
                assert!(
                    error.report.starts_with("Traceback (most recent call last):") && error.report.contains("in f")
                );
                assert_eq!(python.finish(), 0);
            }
        };
        std::thread::Builder::new().stack_size(64 << 20).spawn(run).expect("a thread").join().expect("no panic");
    }
}
