//! Makes what is embedded in the binary: the standard library, and what CPython says about built-in types and functions.

mod documentation;
mod library;

use std::path::{Path, PathBuf};
use std::{env, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build");
    let source = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("src");
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    library::embed(&[source.join("stdlib/lib"), Path::new(rustpython_pylib::LIB_PATH).to_owned()], &target)?;
    documentation::embed(&source.join("text/documentation/interface.tsv"), &target)
}
