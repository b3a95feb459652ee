//! Running a program, from the first module to the exit code.

use std::path::Path;

use ouropy_compiler::Mode;

use super::installation::{self, Installation, Packages};
use super::interactive;
use super::options::{Action, Options};
use crate::import;
use crate::native::io::StandardBuffers;
use crate::native::{self, sys};
use crate::object::{Py, Value};
use crate::program::hooks::new_interpreter;
use crate::program::shutdown;
use crate::program::source::{self, Bytes};
use crate::program::state::{StartOptions, State};
use crate::program::texts;
use crate::protocol;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::module::{self, Module};
use crate::vm::descriptor::Descriptor;
use crate::vm::{PyResult, Vm, signals, uncaught};

/// Runs what the command line asks for; the process's exit code.
pub fn run(options: &Options, stack_size: usize) -> i32 {
    let mut vm = match boot(options, stack_size) {
        Ok(vm) => vm,
        Err(code) => return code,
    };
    let Some(request) = &options.leaks else {
        let code = execute(&mut vm, options);
        let code = shutdown::finalize(&mut vm, code);
        return shutdown::free(vm, code);
    };
    request.begin(&mut vm, &program_name(&options.action));
    let code = execute(&mut vm, options);
    let report = request.end(&mut vm, code);
    // The report comes after all that the program says.
    let code = shutdown::finalize(&mut vm, code);
    let code = shutdown::free(vm, code);
    request.finish(report, code)
}

/// What was run, in a few words.
fn program_name(action: &Action) -> String {
    match action {
        Action::Script(script) => script.clone(),
        Action::Module(module) => format!("-m {module}"),
        Action::Code(_) => "-c".to_owned(),
        _ => "<stdin>".to_owned(),
    }
}

/// An interpreter that is ready for the program; `Err` is the exit code if it cannot start.
pub(super) fn boot(options: &Options, stack_size: usize) -> Result<Vm, i32> {
    signals::start();
    let mut vm = match new_interpreter(options.hash_key, stack_size) {
        Ok(vm) => vm,
        Err(in_use) => {
            eprintln!("ouropy: {in_use}");
            return Err(1);
        }
    };
    start(&mut vm, options)?;
    Ok(vm)
}

/// Makes a new interpreter ready for the program; `Err` is the exit code if it cannot start.
pub fn start(vm: &mut Vm, options: &Options) -> Result<(), i32> {
    let installation = match find_parts(options) {
        Ok(installation) => installation,
        Err(why) => {
            super::show_error(&format!("ouropy: {why}\n"));
            return Err(1);
        }
    };
    State::of(vm).options = StartOptions {
        optimize: options.optimize,
        quiet: options.quiet,
        interactive: options.inspect || matches!(options.action, Action::Interactive),
        isolated: options.isolated,
        no_user_site: options.no_user_site,
        no_site: options.no_site,
        ignore_environment: !options.environment,
        safe_path: !options.script_directory,
        no_bytecode: options.no_bytecode,
    };
    if let Some(digits) = options.max_str_digits {
        vm.max_str_digits = digits;
    }
    if let Err(raised) = native::start(vm) {
        let exception = vm.take_raised(raised);
        uncaught::print_exception(vm, &exception);
        return Err(1);
    }
    if let Err(raised) = start_sys(vm, options, &installation) {
        let exception = vm.take_raised(raised);
        uncaught::print_exception(vm, &exception);
        return Err(1);
    }
    Ok(())
}

/// The namespace of the module `__main__`.
pub fn main_namespace(vm: &mut Vm) -> PyResult<Option<Py<Dict>>> {
    let main = main_module(vm)?;
    let namespace = module::namespace_of(&vm.heap, main.as_value());
    vm.heap.age_startup_objects();
    Ok(namespace)
}

/// Where the library and the installed packages are, as the options and the environment say.
fn find_parts(options: &Options) -> Result<Installation, String> {
    let variable = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
    let from_python = |name: &str| variable(name).filter(|_| options.environment);
    let user_base = from_python("PYTHONUSERBASE").or_else(|| variable("HOME").map(|home| format!("{home}/.local")));
    installation::find(&installation::Request {
        library: options.library.as_deref(),
        home: options.home.clone(),
        environment: variable("VIRTUAL_ENV").filter(|_| options.environment),
        user_base: user_base.filter(|_| !options.no_user_site),
    })
}

fn start_sys(vm: &mut Vm, options: &Options, installation: &Installation) -> PyResult<()> {
    let mut path = Vec::new();
    if options.environment
        && let Some(given) = std::env::var_os("PYTHONPATH")
    {
        path.extend(std::env::split_paths(&given).map(|entry| absolute(&entry.to_string_lossy())));
    }
    path.push(installation.library.clone());
    let start = sys::Start {
        argv: &options.argv,
        path: &path,
        original: &options.original,
        executable: &installation.executable,
        prefix: &installation.prefix,
        base_prefix: &installation.base_prefix,
        library: &installation.library,
        warnings: &options.warnings,
        implementation: &options.implementation,
        cache_folder: options.cache_folder.as_deref(),
        buffers: if options.unbuffered { StandardBuffers::Unused } else { StandardBuffers::Used },
    };
    sys::start(vm, &start)?;
    // In CPython's order, in which the modules go at the end.
    drop(main_module(vm)?);
    if !options.warnings.is_empty() {
        // It says on standard error which of them it does not understand. Without it, warnings follow the usual rules.
        let name = vm.intern("warnings");
        if let Err(raised) = import::load(vm, &name) {
            drop(vm.take_raised(raised));
        }
    }
    let has_prompt = options.inspect || matches!(options.action, Action::Interactive);
    if !options.no_site && (has_prompt || installation.packages == Packages::Installed) {
        import::machinery::run_site(vm, installation.environment.as_deref())?;
    }
    if options.script_directory {
        let first = first_path(&options.action);
        State::of(vm).script_path = Some(absolute(&first));
        sys::put_first_on_path(vm, &first)?;
    }
    Ok(())
}

/// The first entry of `sys.path`: the script's directory with links resolved, the current directory for `-m`, the
/// empty string otherwise.
fn first_path(action: &Action) -> String {
    match action {
        Action::Script(script) => {
            let path = Path::new(script);
            let resolved = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
            let folder = if resolved.is_dir() { Some(resolved.as_path()) } else { resolved.parent() };
            folder.map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default()
        }
        Action::Module(_) => {
            std::env::current_dir().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn absolute(path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    let current = std::env::current_dir().map(|path| path.to_string_lossy().into_owned()).unwrap_or_default();
    if path.is_empty() { current } else { format!("{current}/{path}") }
}

/// Runs the program; its exit code.
pub(super) fn execute(vm: &mut Vm, options: &Options) -> i32 {
    // The module is held while it is executed, not its namespace: as in CPython, where counts of both can be seen.
    let main = match main_module(vm) {
        Ok(main) => main,
        Err(raised) => return report(vm, raised),
    };
    vm.heap.age_startup_objects();
    let Some(namespace) = module::namespace_of(&vm.heap, main.as_value()) else { return 1 };
    let inspects = options.inspect && interactive::is_typed(options);
    let result = match &options.action {
        Action::Version | Action::License => Ok(()),
        Action::Interactive => {
            if let Err(raised) = import::machinery::describe_main(vm) {
                return report(vm, raised);
            }
            return interactive::run_alone(vm, options, &namespace);
        }
        Action::Code(code) => run_code(vm, namespace, code),
        Action::Input => run_input(vm, namespace),
        Action::Module(name) => run_module(vm, name, Argv::Module),
        Action::Script(script) if is_importable(script) => run_module(vm, "__main__", Argv::Typed),
        Action::Script(script) => match script_source(script) {
            Ok(bytes) => run_script(vm, namespace, script, &bytes),
            Err(message) => {
                uncaught::write_stderr(vm, &format!("{message}\n"));
                if inspects {
                    return interactive::run_after_program(vm, options, &namespace);
                }
                return 2;
            }
        },
    };
    if inspects {
        if let Err(raised) = result {
            // SystemExit too is shown rather than obeyed.
            let exception = vm.take_raised(raised);
            uncaught::print_uncaught(vm, &exception);
        }
        vm.run_parked_if_any();
        let Some(namespace) = module::namespace_of(&vm.heap, main.as_value()) else { return 1 };
        return interactive::run_after_program(vm, options, &namespace);
    }
    match result {
        Ok(()) => 0,
        Err(raised) => report(vm, raised),
    }
}

fn report(vm: &mut Vm, raised: crate::vm::Raised) -> i32 {
    let exception = vm.take_raised(raised);
    uncaught::handle_uncaught(vm, exception)
}

/// The module `__main__` of `sys.modules`, made if it is not there.
fn main_module(vm: &mut Vm) -> PyResult<Py<Module>> {
    let name = vm.names.main.clone();
    let known = vm.modules.get_str(&vm.heap, &name).and_then(Value::cast::<Module>).cloned();
    if let Some(known) = known {
        return Ok(known);
    }
    let main = module::new(vm, &name);
    if let Some(namespace) = module::namespace_of(&vm.heap, main.as_value()) {
        let builtins_name = vm.intern("builtins");
        let builtins = vm.modules.get_str(&vm.heap, &builtins_name).cloned().unwrap_or(Value::NONE);
        native::set(vm, &namespace, "__builtins__", builtins);
    }
    let modules = vm.modules.clone();
    drop(modules.set_str(vm, &name, main.to_value()));
    Ok(main)
}

/// Runs a module's body in the namespace, and what it leaves parked.
pub fn run_compiled(vm: &mut Vm, namespace: Py<Dict>, code: PyResult<Py<crate::types::code::Code>>) -> PyResult<()> {
    import::machinery::describe_main(vm)?;
    let function = Function::create(vm, code?, &namespace);
    vm.heap.age_first_function();
    let result = crate::vm::call::call_with_namespace(vm, function, namespace.into_value());
    vm.run_parked_if_any();
    result.map(drop)
}

fn run_code(vm: &mut Vm, namespace: Py<Dict>, text: &str) -> PyResult<()> {
    let options = vm.compile_options();
    let code = match source::try_compile(vm, text, "<string>", Mode::File, options).finish(vm, "<string>") {
        Ok(unit) => {
            texts::keep(vm, &unit, text);
            vm.keep_program_text(&unit, text);
            Ok(crate::types::code::Code::create(vm, &unit))
        }
        Err(raised) => Err(raised),
    };
    run_compiled(vm, namespace, code)
}

fn run_input(vm: &mut Vm, namespace: Py<Dict>) -> PyResult<()> {
    let mut bytes = Vec::new();
    if let Some(input) = Descriptor::new(0) {
        let mut piece = vec![0; 1 << 16];
        while let Some(count @ 1..) = native::io::system::read(vm, input, &mut piece)? {
            bytes.extend_from_slice(&piece[..count]);
        }
    }
    let file = vm.new_str("<stdin>").into_value();
    native::set(vm, &namespace, "__file__", file);
    let options = vm.compile_options();
    let code = source::compile_bytes(vm, &bytes, "<stdin>", Mode::File, options, Bytes::File);
    if let Ok(code) = &code {
        vm.keep_program_text(&code.unit, &String::from_utf8_lossy(&bytes));
    }
    run_compiled(vm, namespace, code)
}

/// Whether a script is a folder or a zip archive, in which `__main__` is looked for.
fn is_importable(script: &str) -> bool {
    let path = Path::new(script);
    path.is_dir() || path.is_file() && is_archive(path)
}

/// Whether a file ends as a zip archive does: with a record of its directory, and at most 64 KiB of comment behind it.
fn is_archive(path: &Path) -> bool {
    const RECORD: u64 = 22;
    let read_end = || -> std::io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(path)?;
        let length = file.metadata()?.len();
        std::io::Seek::seek(&mut file, std::io::SeekFrom::Start(length.saturating_sub(RECORD + 0xffff)))?;
        let mut end = Vec::new();
        std::io::Read::read_to_end(&mut file, &mut end)?;
        Ok(end)
    };
    read_end()
        .is_ok_and(|end| memchr::memmem::rfind(&end, b"PK\x05\x06").is_some_and(|at| end.len() - at >= RECORD as usize))
}

/// The bytes of a script's file; CPython's message when there is none.
fn script_source(script: &str) -> Result<Vec<u8>, String> {
    std::fs::read(script).map_err(|error| {
        let text = error.to_string();
        let reason = text.rsplit_once(" (os error").map_or(text.as_str(), |(reason, _)| reason);
        let number = error.raw_os_error().unwrap_or_default();
        format!("{}: can't open file '{}': [Errno {number}] {reason}", program(), absolute(script))
    })
}

fn program() -> String {
    std::env::args_os().next().map_or_else(|| "ouropy".to_owned(), |name| name.to_string_lossy().into_owned())
}

fn run_script(vm: &mut Vm, namespace: Py<Dict>, script: &str, bytes: &[u8]) -> PyResult<()> {
    let file = vm.new_str(absolute(script)).into_value();
    native::set(vm, &namespace, "__file__", file);
    native::set(vm, &namespace, "__cached__", Value::NONE);
    run_file_text(vm, namespace, &absolute(script), bytes)
}

/// Runs the bytes of a file in the namespace of `__main__`.
pub(super) fn run_file_text(vm: &mut Vm, namespace: Py<Dict>, shown: &str, bytes: &[u8]) -> PyResult<()> {
    let options = vm.compile_options();
    let code = source::compile_bytes(vm, bytes, shown, Mode::File, options, Bytes::File);
    run_compiled(vm, namespace, code)
}

/// `-m`, and a folder or archive given as a script: what `runpy` runs as `__main__`.
fn run_module(vm: &mut Vm, name: &str, argv: Argv) -> PyResult<()> {
    let (runpy, function) = (vm.intern("runpy"), vm.intern("_run_module_as_main"));
    let runpy = import::load(vm, &runpy)?;
    let name = vm.new_str(name).into_value();
    let result = protocol::call_method(vm, &runpy, &function, &[name, Value::bool(argv == Argv::Module)]);
    vm.run_parked_if_any();
    result.map(drop)
}

/// What `sys.argv[0]` is while a module runs as `__main__`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Argv {
    /// The file of the module.
    Module,
    /// What was typed.
    Typed,
}
