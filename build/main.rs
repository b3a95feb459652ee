//! Makes what is embedded in the binary: the standard library, and what CPython says about built-in types and functions.

mod documentation;
mod library;

use std::path::{Path, PathBuf};
use std::{env, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build");
    // At a place fixed when it is linked, the program needs no relocation when it starts: 19,000 of them would touch
    // 150 pages, an eighth of the time that `-c pass` takes.
    if is_target("OS", "linux") && is_target("ENV", "gnu") {
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let source = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default()).join("src");
    let target = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    library::embed(&[source.join("stdlib/lib"), Path::new(rustpython_pylib::LIB_PATH).to_owned()], &target)?;
    documentation::embed(&source.join("text/documentation/interface.tsv"), &target)
}

/// Whether what is built is for this kind of system, as Cargo tells it.
fn is_target(aspect: &str, kind: &str) -> bool {
    env::var(format!("CARGO_CFG_TARGET_{aspect}")).is_ok_and(|target| target == kind)
}
