//! What was typed on the command line.

use clap::Parser;

/// Options as Python spells them. Those that change nothing here are accepted and ignored.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
#[derive(Parser, Debug)]
#[command(
    name = "ouropy",
    about = "A Python 3.14 interpreter that shows what reference counting and the cycle collector do",
    override_usage = "ouropy [option] ... [-c cmd | -m mod | file | -] [arg] ...",
    disable_version_flag = true
)]
pub struct Typed {
    /// Program passed in as string (terminates option list)
    #[arg(short = 'c', value_name = "cmd")]
    pub code: Option<String>,
    /// Run library module as a script (terminates option list)
    #[arg(short = 'm', value_name = "mod")]
    pub module: Option<String>,
    /// Inspect interactively after running script
    #[arg(short = 'i')]
    pub inspect: bool,
    /// Don't print version and copyright messages on interactive startup
    #[arg(short = 'q')]
    pub quiet: bool,
    /// Remove assert and __debug__-dependent statements; twice: docstrings too
    #[arg(short = 'O', action = clap::ArgAction::Count)]
    pub optimize: u8,
    /// Force the stdout and stderr streams to be unbuffered
    #[arg(short = 'u')]
    pub unbuffered: bool,
    /// Don't write .pyc files on import
    #[arg(short = 'B')]
    pub no_bytecode: bool,
    /// Ignore PYTHON* environment variables (such as PYTHONPATH)
    #[arg(short = 'E')]
    pub ignore_environment: bool,
    /// Isolate from the user's environment (implies -E and -P)
    #[arg(short = 'I')]
    pub isolated: bool,
    /// Don't prepend a potentially unsafe path to sys.path
    #[arg(short = 'P')]
    pub safe_path: bool,
    /// Don't add user site directory to sys.path
    #[arg(short = 's')]
    pub no_user_site: bool,
    /// Don't imply 'import site' on initialization
    #[arg(short = 'S')]
    pub no_site: bool,
    /// Turn on parser debugging output (accepted and ignored)
    #[arg(short = 'd')]
    pub debug: bool,
    /// Trace import statements (accepted and ignored)
    #[arg(short = 'v', action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Issue warnings about converting bytes (accepted and ignored)
    #[arg(short = 'b', action = clap::ArgAction::Count)]
    pub bytes_warning: u8,
    /// Skip the first line of the source (accepted and ignored)
    #[arg(short = 'x')]
    pub skip_first_line: bool,
    /// Warning control: action:message:category:module:line, as in PYTHONWARNINGS
    #[arg(short = 'W', value_name = "arg")]
    pub warnings: Vec<String>,
    /// Implementation-specific option (int_max_str_digits=N, stdlib=DIR)
    #[arg(short = 'X', value_name = "opt")]
    pub implementation: Vec<String>,
    /// Print the version number and exit
    #[arg(short = 'V', long = "version")]
    pub version: bool,
    /// Print the licences of ouropy and of Python's library and exit
    #[arg(long = "license")]
    pub license: bool,
}

/// Options whose value may stand in the next argument.
const WITH_VALUE: &[u8] = b"cmWX";

/// How many of the arguments (without the program's name) are the interpreter's: what follows `-c cmd`, `-m mod` or
/// the script belongs to the program, whatever it looks like.
pub fn own_count(arguments: &[String]) -> usize {
    let mut index = 0;
    while let Some(argument) = arguments.get(index) {
        let bytes = argument.as_bytes();
        if bytes.first() != Some(&b'-') || bytes.len() == 1 || argument == "--" {
            return index;
        }
        index += 1;
        if bytes.starts_with(b"--") {
            continue;
        }
        if let Some(at) = bytes.iter().skip(1).position(|letter| WITH_VALUE.contains(letter)).map(|at| at + 1) {
            if at + 1 == bytes.len() {
                index = (index + 1).min(arguments.len());
            }
            if matches!(bytes[at], b'c' | b'm') {
                return index;
            }
        }
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(arguments: &[&str]) -> usize {
        own_count(&arguments.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn the_programs_arguments_are_its_own() {
        assert_eq!(own(&["script.py", "-c", "x"]), 0);
        assert_eq!(own(&["-O", "script.py", "-V"]), 1);
        assert_eq!(own(&["-c", "pass", "-V"]), 2);
        assert_eq!(own(&["-cpass", "-V"]), 1);
        assert_eq!(own(&["-Wignore", "-X", "dev", "-", "-q"]), 3);
        assert_eq!(own(&["-m", "module", "--help"]), 2);
    }
}
