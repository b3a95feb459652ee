//! What the command line means.

use std::io::IsTerminal;

use clap::Parser;
use clap::error::ErrorKind;

use super::leaks::{COMMAND, Request};
use super::typed::{Typed, own_count};
use crate::native::sys::SMALLEST_DIGIT_LIMIT;
use crate::protocol::hash::HashKey;

/// What to run.
pub enum Action {
    /// `-c`
    Code(String),
    /// `-m`
    Module(String),
    /// A file, directory or archive.
    Script(String),
    /// Standard input as a script.
    Input,
    /// A read-eval-print loop.
    Interactive,
    /// `--version`
    Version,
    /// `--license`
    License,
}

/// What the program needs of the command line.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Options {
    /// What to run.
    pub action: Action,
    /// `sys.argv`
    pub argv: Vec<String>,
    /// `sys.orig_argv`
    pub original: Vec<String>,
    /// `-i`: standard input is taken for a person, whatever it is.
    pub interactive: bool,
    /// `-i`, `PYTHONINSPECT`: a read-eval-print loop afterwards.
    pub inspect: bool,
    /// `-q`
    pub quiet: bool,
    /// `-O`, `-OO`
    pub optimize: u8,
    /// `-u`
    pub unbuffered: bool,
    /// `-B`: no caches of compiled modules.
    pub no_bytecode: bool,
    /// `PYTHONPYCACHEPREFIX`: the folder that has these caches.
    pub cache_folder: Option<String>,
    /// `-X stdlib`: a folder that has the library instead of the binary.
    pub library: Option<String>,
    /// `PYTHONHOME`: the prefix of an installed Python whose library is used.
    pub home: Option<String>,
    /// Whether `PYTHON…` variables count.
    pub environment: bool,
    /// `-I`
    pub isolated: bool,
    /// `-s`, `-I`
    pub no_user_site: bool,
    /// `-S`
    pub no_site: bool,
    /// The limit of decimal conversions, if one was given.
    pub max_str_digits: Option<usize>,
    /// `sys._xoptions`: names of `-X` options and what they were set to.
    pub implementation: Vec<(String, Option<String>)>,
    /// Whether the script's directory comes first on `sys.path`.
    pub script_directory: bool,
    /// `PYTHONWARNINGS` and `-W`.
    pub warnings: Vec<String>,
    /// `ouropy leaks`: what to report about the program.
    pub leaks: Option<Request>,
    /// `PYTHONHASHSEED`
    pub hash_key: HashKey,
}

/// Reads the command line; `Err` is the exit code after help or a usage message has been printed.
pub fn read(arguments: &[String]) -> Result<Options, i32> {
    let (program, given) = match arguments {
        [program, given @ ..] => (program.as_str(), given),
        [] => ("ouropy", arguments),
    };
    let (leaks, given) = match given {
        [command, rest @ ..] if command == COMMAND => {
            let (request, rest) = Request::read(rest)?;
            (Some(request), rest)
        }
        _ => (None, given),
    };
    let (own, rest) = given.split_at(own_count(given));
    let typed = match Typed::try_parse_from(std::iter::once(program).chain(own.iter().map(String::as_str))) {
        Ok(typed) => typed,
        Err(error) => {
            let asked = matches!(error.kind(), ErrorKind::DisplayHelp);
            // Nothing can be done about a closed standard stream.
            drop(error.print());
            return Err(if asked { 0 } else { 2 });
        }
    };
    let mut rest = rest.to_vec();
    if rest.first().is_some_and(|first| first == "--") {
        rest.remove(0);
    }
    let (action, argv) = if typed.version {
        (Action::Version, Vec::new())
    } else if typed.license {
        (Action::License, Vec::new())
    } else if let Some(code) = typed.code {
        rest.insert(0, "-c".to_owned());
        (Action::Code(code), rest)
    } else if let Some(module) = typed.module {
        rest.insert(0, "-m".to_owned());
        (Action::Module(module), rest)
    } else {
        match rest.first().map(String::as_str) {
            Some(script) if script != "-" => (Action::Script(script.to_owned()), rest),
            given => {
                let argv = given.map_or_else(|| vec![String::new()], |_| rest.clone());
                let is_typed = std::io::stdin().is_terminal() || typed.inspect;
                (if is_typed { Action::Interactive } else { Action::Input }, argv)
            }
        }
    };
    let environment = !typed.ignore_environment && !typed.isolated;
    let seed = std::env::var("PYTHONHASHSEED").ok().filter(|_| environment);
    let Ok(hash_key) = HashKey::from_environment(seed.as_deref()) else {
        return Err(fatal(
            "config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]",
        ));
    };
    let implementation: Vec<_> = typed.implementation.iter().map(|option| name_and_value(option)).collect();
    let digits = std::env::var("PYTHONINTMAXSTRDIGITS").ok().filter(|text| environment && !text.is_empty());
    let max_str_digits = max_str_digits(&implementation, digits)?;
    let level = std::env::var("PYTHONOPTIMIZE").ok().filter(|level| environment && !level.is_empty());
    // Any text that is no number counts as 1.
    let level = level.map_or(0, |level| level.parse::<u8>().unwrap_or(1));
    let warning_variable = std::env::var("PYTHONWARNINGS").ok().filter(|_| environment).unwrap_or_default();
    let from_environment = |name: &str| environment && is_set(name);
    let text_of = |name: &str| std::env::var(name).ok().filter(|text| environment && !text.is_empty());
    let library = implementation.iter().rev().find(|(name, _)| name == "stdlib");
    let library = library.map(|(_, folder)| folder.clone().unwrap_or_default());
    Ok(Options {
        action,
        argv,
        original: arguments.to_vec(),
        interactive: typed.inspect,
        inspect: typed.inspect || from_environment("PYTHONINSPECT"),
        quiet: typed.quiet,
        optimize: typed.optimize.max(level).min(2),
        unbuffered: typed.unbuffered || from_environment("PYTHONUNBUFFERED"),
        no_bytecode: typed.no_bytecode || from_environment("PYTHONDONTWRITEBYTECODE"),
        cache_folder: text_of("PYTHONPYCACHEPREFIX"),
        library,
        home: text_of("PYTHONHOME"),
        environment,
        isolated: typed.isolated,
        no_user_site: typed.no_user_site || typed.isolated || from_environment("PYTHONNOUSERSITE"),
        no_site: typed.no_site,
        max_str_digits,
        implementation,
        script_directory: !typed.isolated && !typed.safe_path && !from_environment("PYTHONSAFEPATH"),
        warnings: warning_options(&warning_variable, typed.warnings),
        leaks,
        hash_key,
    })
}

/// The filters of `PYTHONWARNINGS`, then those of `-W`, each once.
fn warning_options(variable: &str, given: Vec<String>) -> Vec<String> {
    let mut options: Vec<String> = Vec::new();
    for option in variable.split(',').filter(|option| !option.is_empty()).map(str::to_owned).chain(given) {
        if !options.contains(&option) {
            options.push(option);
        }
    }
    options
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// An option of `-X`.
fn name_and_value(option: &str) -> (String, Option<String>) {
    match option.split_once('=') {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (option.to_owned(), None),
    }
}

/// `-X int_max_str_digits`, the first of several, else the variable `PYTHONINTMAXSTRDIGITS`.
fn max_str_digits(implementation: &[(String, Option<String>)], variable: Option<String>) -> Result<Option<usize>, i32> {
    let option = implementation.iter().find(|(name, _)| name == "int_max_str_digits");
    let (origin, text) = match option {
        Some((_, value)) => ("-X int_max_str_digits", value.clone().unwrap_or_default()),
        None => match variable {
            Some(text) => ("PYTHONINTMAXSTRDIGITS", text),
            None => return Ok(None),
        },
    };
    match text.parse::<i32>().ok().and_then(|digits| usize::try_from(digits).ok()) {
        Some(digits) if digits == 0 || digits >= SMALLEST_DIGIT_LIMIT => Ok(Some(digits)),
        _ => {
            let reason = "invalid limit; must be >= 640 or 0 for unlimited.";
            Err(fatal(&format!("config_init_int_max_str_digits: {origin}: {reason}")))
        }
    }
}

/// Says why the interpreter cannot start; the exit code.
fn fatal(reason: &str) -> i32 {
    super::show_error(&format!("Fatal Python error: {reason}\nPython runtime state: preinitialized\n\n"));
    1
}
