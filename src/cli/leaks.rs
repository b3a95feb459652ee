//! `ouropy leaks`: runs a program and reports what only the collector would free.

use std::io::{IsTerminal, Write};
use std::ops::Range;
use std::path::PathBuf;

use clap::Parser;
use clap::error::ErrorKind;

use super::progress;
use crate::native::ouropy_;
use crate::object::Value;
use crate::protocol::{self, attribute};
use crate::report::count::Counts;
use crate::report::growth::Repeated;
use crate::report::model::Report;
use crate::report::path;
use crate::report::show::baseline::{self, Baseline};
use crate::report::show::facts;
use crate::report::show::{Colour, Format, Style, render};
use crate::report::watch::{self, Ending};
use crate::vm::{PyResult, Raised, Vm, uncaught};

/// The name of the command: the first argument. A file of this name is run as `./leaks`.
pub const COMMAND: &str = "leaks";

/// Calls before those that count: caches fill, modules are imported.
const WARM_UP: usize = 3;

/// Ways to an object that are shown.
const WAYS: usize = 3;

/// Columns of a report where nobody says how wide the terminal is.
const WIDTH: usize = 100;

/// What `ouropy leaks` was asked for.
#[derive(Parser, Clone, Debug)]
#[command(
    name = "ouropy leaks",
    about = "Runs a program and explains what only the cycle collector would free",
    override_usage = "ouropy leaks [option] ... [-c cmd | -m mod | file] [arg] ..."
)]
pub struct Request {
    /// How the report is written: text, json, dot, svg, html, github, sarif or patch
    #[arg(long, value_name = "format", default_value = "text", value_parser = format_named)]
    format: Format,
    /// Where the report goes (standard error otherwise)
    #[arg(long, value_name = "file")]
    output: Option<PathBuf>,
    /// Exit with 1 if there are leaks and the program itself ended well
    #[arg(long)]
    fail_on_leak: bool,
    /// A function of the program without parameters to call again and again: what each call leaves is reported
    #[arg(long, value_name = "function")]
    calls: Option<String>,
    /// How often it is called
    #[arg(long, value_name = "n", default_value_t = 20, requires = "calls")]
    repeat: usize,
    /// A class: why its objects are alive at the end
    #[arg(long, value_name = "class")]
    why: Option<String>,
    /// A file of leaks that are known and not reported
    #[arg(long, value_name = "file")]
    baseline: Option<PathBuf>,
    /// Write the leaks found to that file
    #[arg(long, requires = "baseline")]
    update_baseline: bool,
    /// Write the changes that the report proposes as a patch; the same as --format patch
    #[arg(long, conflicts_with = "format")]
    patch: bool,
}

/// Options that take a value, which may stand in the next argument.
const WITH_VALUE: &[&str] = &["--format", "--output", "--baseline", "--calls", "--repeat", "--why"];

fn format_named(name: &str) -> Result<Format, String> {
    Format::named(name).ok_or_else(|| {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("it is one of {}", names.join(", "))
    })
}

impl Request {
    /// Reads the options behind the command's name; what follows them is the interpreter's. `Err` is the exit code after
    /// help or a usage message has been printed.
    pub fn read(arguments: &[String]) -> Result<(Request, &[String]), i32> {
        let mut own = 0;
        while let Some(argument) = arguments.get(own) {
            if !argument.starts_with("--") || argument == "--" {
                break;
            }
            own += 1 + usize::from(WITH_VALUE.contains(&argument.as_str()));
        }
        let (own, rest) = arguments.split_at(own.min(arguments.len()));
        match Request::try_parse_from(std::iter::once("ouropy leaks").chain(own.iter().map(String::as_str))) {
            Ok(request) => Ok((request, rest)),
            Err(error) => {
                let asked = matches!(error.kind(), ErrorKind::DisplayHelp);
                // Nothing can be done about a closed standard stream.
                drop(error.print());
                Err(if asked { 0 } else { 2 })
            }
        }
    }

    /// Begins to watch the program that is going to run.
    pub fn begin(&self, vm: &mut Vm, program: &str) {
        progress::begin(vm);
        watch::begin(vm, program);
    }

    /// Looks at what the program, whose exit code is `code`, has left: the report on it. Before that, calls what is to be
    /// called.
    pub fn end(&self, vm: &mut Vm, code: i32) -> Report {
        let repeated = self.calls.as_deref().and_then(|name| self.repeat(vm, name));
        let roots = ouropy_::roots(vm);
        let ending = if code == 0 { Ending::Normal } else { Ending::Failed };
        progress::during(vm, "looking at what the program has left", |vm| {
            self.look(vm, ending, &roots, repeated.as_ref())
        })
    }

    /// Looks at what there is. `roots` are those that native modules know of.
    fn look(&self, vm: &mut Vm, ending: Ending, roots: &[(String, Value)], repeated: Option<&Repeated>) -> Report {
        let why = self.why.as_deref().map(|class| match path::why_new(vm, &Counts::default(), class, roots, WAYS) {
            Some(why) => why.to_string(),
            None => format!("no object of class {class} is alive that a root leads to"),
        });
        let mut report = watch::end(vm, ending, roots, repeated);
        report.notes.extend(why);
        report
    }

    /// Calls a function of `__main__` until it has settled, then as often as was asked.
    fn repeat(&self, vm: &mut Vm, name: &str) -> Option<Repeated> {
        let all = WARM_UP + self.repeat;
        let call = |vm: &mut Vm, calls: Range<usize>| -> PyResult<()> {
            let main = vm.modules.get_str(&vm.heap, &vm.names.main).cloned().unwrap_or(Value::NONE);
            let mut function = main;
            for part in name.split('.') {
                let part = vm.intern(part);
                function = attribute::get(vm, &function, &part)?;
            }
            for number in calls {
                progress::show_call(vm, name, number + 1, all);
                drop(protocol::call(vm, &function, &[])?);
                vm.run_parked_if_any();
            }
            Ok(())
        };
        let since = match call(vm, 0..WARM_UP) {
            Ok(()) => watch::now(vm),
            Err(raised) => {
                progress::end_calls(vm);
                return said(vm, raised);
            }
        };
        let called = call(vm, WARM_UP..all);
        progress::end_calls(vm);
        match called {
            Ok(()) => Some(Repeated { function: format!("{name}()"), calls: self.repeat, since }),
            Err(raised) => said(vm, raised),
        }
    }

    /// Writes the report; the exit code, `code` being the program's own.
    pub fn finish(&self, mut report: Report, code: i32) -> i32 {
        if let Some(file) = &self.baseline {
            if self.update_baseline {
                if let Err(error) = baseline::write(file, &report) {
                    return failed(&format!("cannot write {}: {error}", file.display()));
                }
                return code;
            }
            match Baseline::read(file) {
                Ok(known) => drop(known.take_known(&mut report)),
                Err(error) => return failed(&format!("cannot read {}: {error}", file.display())),
            }
        }
        let leaks = !report.leaks.is_empty();
        let format = if self.patch { Format::Patch } else { self.format };
        let text = render(&report, format, self.style());
        if format == Format::Patch && text.is_empty() {
            super::show_error("ouropy leaks: no change is proposed\n");
        }
        let written = match &self.output {
            Some(file) => std::fs::write(file, text).map_err(|error| format!("{}: {error}", file.display())),
            None => std::io::stderr().write_all(text.as_bytes()).map_err(|error| error.to_string()),
        };
        if let Err(error) = written {
            return failed(&format!("cannot write the report: {error}"));
        }
        if !self.fail_on_leak || !leaks {
            return code;
        }
        for test in facts::leaking_tests(&report) {
            let verdict = facts::verdict_on_test(&report, test);
            super::show_error(&format!("LEAK: {}: {verdict}\n", report.tests[test]));
        }
        if code == 0 { 1 } else { code }
    }

    fn style(&self) -> Style {
        let is_set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let shown = self.output.is_none() && std::io::stderr().is_terminal();
        let coloured = !is_set("NO_COLOR") && (shown || is_set("FORCE_COLOR"));
        let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
        Style { colour: if coloured { Colour::Ansi } else { Colour::Plain }, width: columns.unwrap_or(WIDTH) }
    }
}

/// Shows the exception that a call has raised: nothing was repeated.
fn said(vm: &mut Vm, raised: Raised) -> Option<Repeated> {
    let exception = vm.take_raised(raised);
    uncaught::print_exception(vm, &exception);
    None
}

/// Says why there is no report; the exit code.
fn failed(why: &str) -> i32 {
    super::show_error(&format!("ouropy leaks: {why}\n"));
    2
}
