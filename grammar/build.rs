//! Generates the parser from `src/python.lalrpop`.

fn main() {
    if let Err(error) = lalrpop::Configuration::new().emit_rerun_directives(true).process_dir("src") {
        eprintln!("{error}");
        std::process::exit(1);
    }
}
