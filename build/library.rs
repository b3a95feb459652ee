//! The standard library's modules that are written in Python: compressed one by one, so that reading one costs what it
//! is worth.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use flate2::Compression;
use flate2::write::DeflateEncoder;

/// Files and folders of the crate that cannot serve here: they need a window system or are about RustPython, carry
/// wheels or the text of the manual, or are for other systems.
const LEFT_OUT: &[&str] = &[
    "_dummy_os.py",
    "_dummy_thread.py",
    "_pycodecs.py",
    "dummy_threading.py",
    "ensurepip",
    "idlelib",
    "pydoc_data/topics.py",
    "tkinter",
    "turtle.py",
    "turtledemo",
];

/// `library.bin`: the files' texts, compressed; `library.rs`: their paths, and where each begins. A path in an earlier
/// folder hides the same in a later one, and the module of the same name in another form.
pub fn embed(folders: &[PathBuf], target: &Path) -> io::Result<()> {
    let mut files = BTreeMap::new();
    for root in folders.iter().rev() {
        println!("cargo::rerun-if-changed={}", root.display());
        let mut found = BTreeMap::new();
        collect(root, root, &mut found)?;
        for path in found.keys() {
            let other = match path.strip_suffix("/__init__.py") {
                Some(package) => format!("{package}.py"),
                None => format!("{}/__init__.py", path.trim_end_matches(".py")),
            };
            files.remove(&other);
        }
        files.extend(found);
    }
    let (mut blob, mut paths, mut table) = (Vec::new(), String::new(), String::from("&[\n"));
    for (path, place) in &files {
        let text = fs::read(place)?;
        let start = blob.len();
        let mut encoder = DeflateEncoder::new(&mut blob, Compression::best());
        encoder.write_all(&text)?;
        encoder.finish()?;
        let _ = writeln!(
            table,
            "    Entry {{ path: {}, path_end: {}, start: {start}, length: {}, size: {} }},",
            paths.len(),
            paths.len() + path.len(),
            blob.len() - start,
            text.len()
        );
        paths.push_str(path);
    }
    table.push_str("]\n");
    fs::write(target.join("library.bin"), blob)?;
    fs::write(target.join("library_paths.txt"), paths)?;
    fs::write(target.join("library.rs"), table)
}

/// The Python files below `folder`, by their paths relative to `root` with `/` between the parts.
fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Ok(relative) = path.strip_prefix(root) else { continue };
        let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        let name = parts.join("/");
        if LEFT_OUT.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.insert(name, path);
        }
    }
    Ok(())
}
