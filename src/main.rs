//! The `ouropy` command.

fn main() -> std::process::ExitCode {
    ouropy::main()
}
