//! `compile`, `eval`, `exec`, and the namespaces of the caller.

use ouropy_compiler::code::{CodeFlags, LocalKind};
use ouropy_compiler::{Block, Mode, Options};
use ouropy_grammar::ast::Module;
use ouropy_grammar::source::Source;

use crate::native::ast_;
use crate::object::{Phantom, Py, Slot, Str, Tuple, Value};
use crate::program::path::fs_encode;
use crate::program::source::{self, Finder};
use crate::protocol;
use crate::text::room::copied;
use crate::types::bytes;
use crate::types::code::Code;
use crate::types::dict::Dict;
use crate::types::frame::locals::{FrameLocals, snapshot};
use crate::types::frame::variables;
use crate::types::function::Function;
use crate::types::int;
use crate::vm::{PyResult, Raised, Vm};

/// The globals of the calling frame.
fn current_globals(vm: &Vm) -> Option<Py<Dict>> {
    vm.stack.innermost().map(|innermost| innermost.function().globals.clone())
}

/// `locals()` of the calling frame: the namespace of a module or class body, a new dict where variables are in
/// registers.
pub fn current_locals(vm: &mut Vm) -> PyResult {
    let Some(innermost) = vm.stack.innermost() else {
        return Err(vm.system_error("frame does not exist"));
    };
    let may_be_in_registers = innermost.code().flags.contains(CodeFlags::OPTIMIZED)
        || innermost.code().locals.iter().any(|(_, kind)| *kind == LocalKind::Hidden);
    let namespace = innermost.own_namespace(&vm.heap).unwrap_or_else(|| innermost.function().globals.to_value());
    if namespace.has::<FrameLocals>() {
        return Ok(snapshot(vm, &namespace)?.into_value());
    }
    if !may_be_in_registers {
        return Ok(namespace);
    }
    let frame = vm.frame_object(vm.stack.depth() - 1);
    if !variables::has_register_locals(vm, &frame) {
        return Ok(namespace);
    }
    // CPython fills a dict from a proxy of the frame, by a list of its keys.
    for phantom in [Phantom::Tuple(1), Phantom::List, Phantom::ListIterator] {
        vm.heap.phantom_passes(phantom);
    }
    Ok(variables::snapshot(vm, &frame)?.into_value())
}

pub fn globals(vm: &mut Vm, _module: &Value) -> PyResult {
    Ok(current_globals(vm).map_or(Value::NONE, Py::into_value))
}

pub fn locals(vm: &mut Vm, _module: &Value) -> PyResult {
    current_locals(vm)
}

/// The namespaces `eval` and `exec` run in.
fn namespaces(vm: &mut Vm, function: &str, globals: &Slot, locals: &Slot) -> PyResult<(Py<Dict>, Value)> {
    let given = |slot: &Slot| slot.clone().filter(|value| !value.is_none());
    let globals = match given(globals) {
        None => {
            let Some(globals) = current_globals(vm) else {
                return Err(vm.system_error("globals and locals cannot be NULL"));
            };
            let locals = match given(locals) {
                Some(locals) => locals,
                None => current_locals(vm)?,
            };
            return Ok((globals, locals));
        }
        Some(globals) => match globals.cast::<Dict>() {
            Some(dict) => dict.clone(),
            None if function == "eval" => {
                let mapping = vm.class_of(&globals).slots(&vm.heap).getitem.is_some();
                return Err(vm.type_error(if mapping {
                    "globals must be a real dict; try eval(expr, {}, mapping)"
                } else {
                    "globals must be a dict"
                }));
            }
            None => {
                let class = vm.class_name(&globals);
                return Err(vm.type_error(format!("{function}() globals must be a dict, not {class}")));
            }
        },
    };
    let locals = given(locals).unwrap_or_else(|| globals.to_value());
    Ok((globals, locals))
}

fn check_locals(vm: &mut Vm, function: &str, locals: &Value) -> PyResult<()> {
    if vm.class_of(locals).slots(&vm.heap).getitem.is_some() {
        return Ok(());
    }
    if function == "eval" {
        return Err(vm.type_error("locals must be a mapping"));
    }
    let class = vm.class_name(locals);
    Err(vm.type_error(format!("locals must be a mapping or None, not {class}")))
}

fn add_builtins(vm: &mut Vm, globals: &Py<Dict>) {
    let key = vm.names.builtins.clone();
    if globals.get_str(&vm.heap, &key).is_none() {
        let builtins = vm.running_builtins().into_value();
        drop(globals.set_str(vm, &key, builtins));
    }
}

/// Options of code compiled on behalf of the calling frame.
fn inherited_options(vm: &Vm) -> Options {
    let mut options = vm.compile_options();
    let flags = vm.stack.innermost().map_or(CodeFlags::empty(), |caller| caller.code().flags);
    options.future_annotations = flags.contains(CodeFlags::FUTURE_ANNOTATIONS);
    options.future_barry = flags.contains(CodeFlags::FUTURE_BARRY);
    options
}

/// Who has a source compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Caller {
    Eval,
    Exec,
    Compile,
    Symtable,
}

impl Caller {
    const fn name(self) -> &'static str {
        match self {
            Caller::Eval => "eval",
            Caller::Exec => "exec",
            Caller::Compile => "compile",
            Caller::Symtable => "symtable",
        }
    }
}

/// The code of a str or bytes source. `eval` alone skips the blanks in front.
fn code_of(
    vm: &mut Vm,
    source: &Value,
    filename: &str,
    mode: Mode,
    options: Options,
    caller: Caller,
) -> PyResult<Py<Code>> {
    let code = match text_of(vm, source, caller)? {
        Text::Str(text) => source::compile_text(vm, &text, filename, mode, options),
        Text::Bytes(bytes) => source::compile_bytes(vm, &bytes, filename, mode, options, source::Bytes::Object),
    }?;
    count_compilation(vm, &code);
    Ok(code)
}

/// Counts what CPython's compiler makes for a while: dicts, lists and tuples of symbol tables, which are all there at a
/// time, and of the code that is being generated, as many as functions stand in one another. The tuples of the code
/// objects are there twice. How many others there are depends on what the program does; this is what small ones make.
fn count_compilation(vm: &mut Vm, code: &Code) {
    let (scopes, depth) = scopes_and_depth(code);
    let numbers = [
        (Phantom::Dict, 1 + 2 * scopes + 6 * depth),
        (Phantom::List, 2 + 4 * scopes),
        (Phantom::Tuple(2), 1 + 4 * depth + scopes),
    ];
    let mut passing: Vec<Phantom> =
        numbers.into_iter().flat_map(|(phantom, number)| std::iter::repeat_n(phantom, number)).collect();
    add_tuples(code, &mut passing);
    for &phantom in &passing {
        vm.heap.phantom_made(phantom);
    }
    passing.into_iter().for_each(Phantom::freed);
}

/// Appends the tuples of a code object and of those in it.
fn add_tuples(code: &Code, tuples: &mut Vec<Phantom>) {
    tuples.extend(code.tuples());
    code.constants.iter().filter_map(Value::cast::<Code>).for_each(|nested| add_tuples(nested, tuples));
}

/// How many code objects a code object is of, and how many of them stand in one another.
fn scopes_and_depth(code: &Code) -> (usize, usize) {
    let nested = code.constants.iter().filter_map(Value::cast::<Code>).map(|nested| scopes_and_depth(nested));
    let (scopes, depth) = nested.fold((0, 0), |(all, deepest), (scopes, depth)| (all + scopes, deepest.max(depth)));
    (1 + scopes, 1 + depth)
}

/// The text of a source.
enum Text {
    Str(String),
    Bytes(Vec<u8>),
}

fn text_of(vm: &mut Vm, source: &Value, caller: Caller) -> PyResult<Text> {
    if let Some(text) = source.cast::<Str>() {
        let Some(text) = text.as_str() else {
            let text = text.clone();
            return Err(surrogates_not_allowed(vm, &text));
        };
        check_no_null(vm, text.as_bytes())?;
        let text = if caller == Caller::Eval { text.trim_start_matches([' ', '\t']) } else { text };
        return Ok(Text::Str(String::from_utf8(copied(text.as_bytes())).unwrap_or_default()));
    }
    if let Some(mut bytes) = bytes::read(vm, source, bytes::Request::Simple)? {
        check_no_null(vm, &bytes)?;
        let skipped = bytes.iter().take_while(|&&byte| caller == Caller::Eval && matches!(byte, b' ' | b'\t')).count();
        bytes.drain(..skipped);
        return Ok(Text::Bytes(bytes));
    }
    let what = match caller {
        Caller::Compile => "string, bytes or AST object",
        Caller::Symtable => "string or bytes object",
        Caller::Eval | Caller::Exec => "string, bytes or code object",
    };
    Err(vm.type_error(format!("{}() arg 1 must be a {what}", caller.name())))
}

#[cold]
fn surrogates_not_allowed(vm: &mut Vm, text: &Py<Str>) -> Raised {
    match crate::types::codec::encode(vm, text, None, None) {
        Err(raised) => raised,
        Ok(_) => vm.value_error("source code string cannot be decoded"),
    }
}

fn check_no_null(vm: &mut Vm, text: &[u8]) -> PyResult<()> {
    if text.contains(&0) {
        return Err(vm.raise_message(|types| &types.syntax_error, "source code string cannot contain null bytes"));
    }
    Ok(())
}

pub fn eval(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [source, globals, locals] = bound else { return Ok(Value::NONE) };
    let source = source.clone().unwrap_or(Value::NONE);
    if let Some(locals) = locals.as_ref().filter(|locals| !locals.is_none()) {
        check_locals(vm, "eval", locals)?;
    }
    let (globals, locals) = namespaces(vm, "eval", globals, locals)?;
    add_builtins(vm, &globals);
    let code = match source.cast::<Code>() {
        Some(code) => {
            if !code.names_of(&[LocalKind::Free]).is_empty() {
                return Err(vm.type_error("code object passed to eval() may not contain free variables"));
            }
            code.clone()
        }
        None => {
            let options = inherited_options(vm);
            code_of(vm, &source, "<string>", Mode::Eval, options, Caller::Eval)?
        }
    };
    run(vm, code, &globals, locals, None)
}

fn run(vm: &mut Vm, code: Py<Code>, globals: &Py<Dict>, locals: Value, closure: Option<Py<Tuple>>) -> PyResult {
    let function = Function::create(vm, code, globals);
    if closure.is_some() {
        function.closure.set(&mut vm.heap, closure);
    }
    // The frame's function is called by the code's name alone.
    let name = function.name.get(&vm.heap).clone();
    function.qualname.set(&mut vm.heap, name);
    // CPython's `exec` and `eval` hold the locals beside the frame.
    let held = locals.clone();
    let result = crate::vm::call::call_with_namespace(vm, function, locals);
    drop(held);
    result
}

pub fn exec(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [source, globals, locals, closure] = bound else { return Ok(Value::NONE) };
    let source = source.clone().unwrap_or(Value::NONE);
    let (globals, locals) = namespaces(vm, "exec", globals, locals)?;
    check_locals(vm, "exec", &locals)?;
    add_builtins(vm, &globals);
    let closure = closure.clone().filter(|closure| !closure.is_none());
    let (code, closure) = match source.cast::<Code>() {
        Some(code) => {
            let code = code.clone();
            let closure = exec_closure(vm, &code, closure)?;
            (code, closure)
        }
        None if closure.is_some() => {
            return Err(vm.type_error("closure can only be used when source is a code object"));
        }
        None => {
            let options = inherited_options(vm);
            (code_of(vm, &source, "<string>", Mode::File, options, Caller::Exec)?, None)
        }
    };
    run(vm, code, &globals, locals, closure)?;
    Ok(Value::NONE)
}

fn exec_closure(vm: &mut Vm, code: &Py<Code>, closure: Slot) -> PyResult<Option<Py<Tuple>>> {
    let free = code.names_of(&[LocalKind::Free]).len();
    match (free, closure) {
        (0, None) => Ok(None),
        (0, Some(_)) => Err(vm.type_error("cannot use a closure with this code object")),
        (count, closure) => match closure.as_ref().and_then(Value::cast::<Tuple>) {
            Some(cells) if cells.len() == count && cells.items().iter().all(Value::has::<crate::types::cell::Cell>) => {
                Ok(Some(cells.clone()))
            }
            _ => Err(vm.type_error(format!("code object requires a closure of exactly length {count}"))),
        },
    }
}

const FUTURE_ANNOTATIONS: i64 = 0x0100_0000;
const FUTURE_BARRY: i64 = 0x0040_0000;
/// The block at the end of the text is not taken for finished.
const DONT_IMPLY_DEDENT: i64 = 0x200;
/// What more lines could make valid is another error.
const ALLOW_INCOMPLETE_INPUT: i64 = 0x4000;
/// The `__future__` features, `CO_NESTED`, and the `PyCF_` flags that `compile` takes.
const KNOWN_FLAGS: i64 = 0x01fe_0000 | 0x10 | 0xf600;

pub fn compile(vm: &mut Vm, _module: &Value, bound: &[Slot]) -> PyResult {
    let [source, filename, mode, flags, dont_inherit, optimize, version] = bound else { return Ok(Value::NONE) };
    let (filename, _) = fs_encode(vm, filename.as_ref().unwrap_or(&Value::NONE))?;
    if filename.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    let filename = String::from_utf8_lossy(&filename).into_owned();
    let mode = mode.clone().unwrap_or(Value::NONE);
    let Some(mode) = mode.cast::<Str>() else {
        let class = if mode.is_none() { "None".to_owned() } else { vm.class_name(&mode) };
        return Err(vm.type_error(format!("compile() argument 'mode' must be str, not {class}")));
    };
    let flags = match flags {
        Some(flags) => i64::from(protocol::number::int_argument(vm, flags)?),
        None => 0,
    };
    let optimize = match optimize {
        Some(optimize) => protocol::number::int_argument(vm, optimize)?,
        None => -1,
    };
    let version = match version {
        Some(version) => protocol::number::int_argument(vm, version)?,
        None => -1,
    };
    if flags & !KNOWN_FLAGS != 0 {
        return Err(vm.value_error("compile(): unrecognised flags"));
    }
    if !(-1..=2).contains(&optimize) {
        return Err(vm.value_error("compile(): invalid optimize value"));
    }
    let wants_tree = flags & ast_::ONLY_AST != 0;
    let is_optimized = flags & ast_::OPTIMIZED_AST == ast_::OPTIMIZED_AST;
    let mut is_signature = false;
    let mode = match mode.as_bytes() {
        b"exec" => Mode::File,
        b"eval" => Mode::Eval,
        b"single" => Mode::Single,
        b"func_type" if wants_tree => {
            is_signature = true;
            Mode::Eval
        }
        b"func_type" => {
            return Err(vm.value_error("compile() mode 'func_type' requires flag PyCF_ONLY_AST"));
        }
        _ if wants_tree => {
            return Err(vm.value_error("compile() mode must be 'exec', 'eval', 'single' or 'func_type'"));
        }
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    let inherit = match dont_inherit {
        Some(value) => !protocol::is_true(vm, value)?,
        None => true,
    };
    let mut options = if inherit { inherited_options(vm) } else { vm.compile_options() };
    options.future_annotations |= flags & FUTURE_ANNOTATIONS != 0;
    options.future_barry |= flags & FUTURE_BARRY != 0;
    options.top_level_await = flags & ast_::TOP_LEVEL_AWAIT != 0;
    if let Ok(level) = u8::try_from(optimize) {
        options.optimize = level;
    }
    let source = source.clone().unwrap_or(Value::NONE);
    if ast_::is_node(&source) {
        let root = match mode {
            _ if is_signature => ast_::Root::FunctionType,
            Mode::File => ast_::Root::Module,
            Mode::Eval => ast_::Root::Expression,
            Mode::Single => ast_::Root::Interactive,
        };
        if wants_tree && !is_optimized {
            ast_::check_root(vm, &source, root)?;
            return Ok(source);
        }
        let tree = ast_::from_objects(vm, &source, root)?;
        if wants_tree {
            let optimizer = optimizer(vm, &tree, options)?;
            return ast_::to_objects(vm, &tree, ast_::Changes { optimizer: Some(optimizer), comments: None });
        }
        return Ok(source::compile_tree(vm, tree, &filename, mode, options)?.into_value());
    }
    if source.has::<Code>() {
        return Err(vm.type_error("compile() arg 1 must be a string, bytes or AST object"));
    }
    if flags & ALLOW_INCOMPLETE_INPUT != 0
        && source.has::<Str>()
        && let Text::Str(text) = text_of(vm, &source, Caller::Compile)?
    {
        let attempt = source::try_compile(vm, &text, &filename, mode, options);
        // A block may go on as long as no empty line ends it.
        let is_single = flags & DONT_IMPLY_DEDENT != 0 && mode == Mode::Single;
        let is_open = is_single && (ends_indented(&text) || attempt.is_compound() && ends_in_code(&text));
        if attempt.is_incomplete() || is_open {
            return Err(incomplete(vm, text, &filename, mode));
        }
        if !wants_tree {
            let unit = attempt.finish(vm, &filename)?;
            return Ok(Code::create(vm, &unit).into_value());
        }
    }
    if !wants_tree {
        return Ok(code_of(vm, &source, &filename, mode, options, Caller::Compile)?.into_value());
    }
    let text = text_of(vm, &source, Caller::Compile)?;
    if is_signature {
        let source = source_of(&text);
        let outcome = ast_::signature::parse(&source);
        let (types, result) = source::finish(vm, source, mode, outcome, &filename)?;
        return ast_::signature_to_objects(vm, &types, &result);
    }
    let for_version = (version >= 0).then(|| source_of(&text));
    let has_comments = flags & ast_::TYPE_COMMENTS != 0;
    let maker = |ast, source: &Source, _: &mut _| {
        let comments = if has_comments { Some(ast_::TypeComments::of(&ast, source)?) } else { None };
        Ok((ast, comments))
    };
    let (tree, comments) = make(vm, text, &filename, mode, options, (Finder::Parser, maker))?;
    if let Some(source) = for_version
        && let Some(error) = ast_::too_new(vm, &tree, &source, version)?
    {
        source::finish(vm, source, mode, Err(error), &filename)?;
    }
    let optimizer = if is_optimized { Some(optimizer(vm, &tree, options)?) } else { None };
    ast_::to_objects(vm, &tree, ast_::Changes { comments, optimizer })
}

/// A text for what reads it in another way than the parser.
fn source_of(text: &Text) -> Source {
    match text {
        Text::Str(text) => Source::from_text(text),
        Text::Bytes(bytes) => Source::from_text(&String::from_utf8_lossy(bytes)),
    }
}

/// What makes a tree into an optimized one.
fn optimizer(vm: &mut Vm, tree: &Module, options: Options) -> PyResult<ast_::Optimizer> {
    let imported = ouropy_compiler::imports_annotations(tree).map_err(|error| vm.value_error(error.message()))?;
    Ok(ast_::Optimizer { level: options.optimize, annotations_are_text: imported || options.future_annotations })
}

/// What `maker` makes of the tree of a source.
fn make<T>(
    vm: &mut Vm,
    text: Text,
    filename: &str,
    mode: Mode,
    options: Options,
    maker: (Finder, impl source::Maker<T>),
) -> PyResult<T> {
    match text {
        Text::Str(text) => source::make_of_text(vm, &text, filename, mode, options, maker),
        Text::Bytes(bytes) => source::make_of_bytes(vm, &bytes, filename, mode, options, maker),
    }
}

/// `_symtable.symtable(source, filename, mode)`: the scopes of a source.
pub fn symbols(vm: &mut Vm, source: &Value, filename: &Value, mode: &Value) -> PyResult<Block> {
    let (filename, _) = fs_encode(vm, filename)?;
    if filename.contains(&0) {
        return Err(vm.value_error("embedded null character"));
    }
    let filename = String::from_utf8_lossy(&filename).into_owned();
    let text = text_of(vm, source, Caller::Symtable)?;
    let mode = match mode.cast::<Str>().map_or(&b""[..], |mode| mode.as_bytes()) {
        b"exec" => Mode::File,
        b"eval" => Mode::Eval,
        b"single" => Mode::Single,
        _ => return Err(vm.value_error("symtable() arg 3 must be 'exec' or 'eval' or 'single'")),
    };
    let options = inherited_options(vm);
    let maker = |ast, _: &Source, _: &mut _| ouropy_compiler::symbols(&ast, options);
    make(vm, text, &filename, mode, options, (Finder::Compiler, maker))
}

/// Whether no newline ends the last line, and it is indented.
fn ends_indented(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    last.starts_with([' ', '\t']) && !last.trim().is_empty()
}

/// Whether no newline ends the last line, and it is no comment: it may go on with a line that is indented.
fn ends_in_code(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    !last.trim().is_empty() && !last.starts_with('#')
}

/// `_IncompleteInputError`, which points behind the text.
fn incomplete(vm: &mut Vm, mut text: String, filename: &str, mode: Mode) -> Raised {
    if mode != Mode::Single && !text.ends_with('\n') {
        text.push('\n');
    }
    let (line, last) = text.split_inclusive('\n').enumerate().last().map_or((0, ""), |(index, last)| (index + 1, last));
    let offset = last.chars().count();
    let details = vec![
        vm.new_str(filename).into_value(),
        Value::index(line),
        Value::index(offset),
        vm.new_str(last).into_value(),
        Value::index(line),
        int::from_i64(vm, -1),
    ];
    let arguments = [vm.new_str("incomplete input").into_value(), vm.new_tuple(details).into_value()];
    let class = vm.types.incomplete_input_error.to_value();
    match protocol::call(vm, &class, &arguments) {
        Ok(exception) => vm.raise(exception),
        Err(raised) => raised,
    }
}
