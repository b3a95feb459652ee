//! The standard library's modules that are written in Python: compressed one by one, so that reading one costs what it
//! is worth.

#[path = "../src/stdlib/frozen.rs"]
mod frozen;
#[path = "replaced.rs"]
mod replaced;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{fs, io, thread};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use ouropy_compiler::{Mode, Options, image};
use ouropy_grammar::parse_bytes;
use ouropy_grammar::source::Origin;

use replaced::REPLACED;

/// Files and folders of the crate that cannot serve here: they need a window system or a library in C or are about
/// RustPython, carry wheels or the text of the manual, or are for other systems.
const LEFT_OUT: &[&str] = &[
    "_dummy_os.py",
    "_dummy_thread.py",
    "_pycodecs.py",
    "ctypes",
    "curses",
    "dummy_threading.py",
    "ensurepip",
    "idlelib",
    "pydoc_data/topics.py",
    "sqlite3",
    "ssl.py",
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
    let packed = pack(&files)?;
    let (mut blob, mut paths, mut table) = (Vec::new(), String::new(), String::from("&[\n"));
    for (path, packed) in files.keys().zip(packed) {
        let (start, path_start) = (blob.len(), paths.len());
        paths.push_str(path);
        blob.extend(&packed.text);
        let code = blob.len();
        blob.extend(&packed.code);
        let _ = writeln!(
            table,
            "    Entry {{ path: {path_start}, path_end: {}, text: {start}, text_size: {}, code: {code}, code_size: {}, \
             end: {} }},",
            paths.len(),
            packed.text_size,
            packed.code_size,
            blob.len(),
        );
    }
    table.push_str("]\n");
    fs::write(target.join("library.bin"), blob)?;
    fs::write(target.join("library_paths.txt"), paths)?;
    fs::write(target.join("library.rs"), table)
}

/// A file's text and its code, compressed, and their sizes before that. The text, which few programs look at, is made
/// small; the code, which every import reads, is made so that it can be read fast.
#[derive(Default)]
struct Packed {
    text: Vec<u8>,
    text_size: usize,
    code: Vec<u8>,
    code_size: usize,
}

/// Compiles and compresses the files on all processors.
fn pack(files: &BTreeMap<String, PathBuf>) -> io::Result<Vec<Packed>> {
    let files: Vec<_> = files.iter().collect();
    let next = AtomicUsize::new(0);
    let packed = Mutex::new(Vec::new());
    let work = || -> io::Result<()> {
        while let Some((path, place)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = replaced(path, fs::read(place)?)?;
            let one = pack_one(path, &text).map_err(|error| io::Error::other(format!("{path}: {error}")))?;
            packed.lock().map_err(|_| io::Error::other("a thread failed"))?.push((*path, one));
        }
        Ok(())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..thread::available_parallelism()?.get()).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().map_err(|_| io::Error::other("a thread failed"))?)
    })?;
    let mut packed = packed.into_inner().map_err(|_| io::Error::other("a thread failed"))?;
    packed.sort_by_key(|(path, _)| *path);
    Ok(packed.into_iter().map(|(_, one)| one).collect())
}

/// The text of a file with what is replaced in it; an error if the text to be replaced is not there.
fn replaced(path: &str, text: Vec<u8>) -> io::Result<Vec<u8>> {
    let mut of_file = REPLACED.iter().filter(|(file, ..)| *file == path);
    of_file.try_fold(text, |text, (_, from, to)| {
        let text = String::from_utf8(text).map_err(io::Error::other)?;
        if !text.contains(from) {
            return Err(io::Error::other(format!("{path}: no {from:?} to replace")));
        }
        Ok(text.replace(from, to).into_bytes())
    })
}

fn pack_one(path: &str, text: &[u8]) -> io::Result<Packed> {
    let filename = frozen::code_filename(path);
    let parsed = parse_bytes(text, Origin::File(&filename), ouropy_grammar::Mode::File)
        .map_err(|refused| io::Error::other(refused.error))?;
    let unit =
        ouropy_compiler::compile(&parsed.ast, &filename, Mode::File, Options::default()).map_err(io::Error::other)?;
    let code = image::write(&unit);
    Ok(Packed { text: deflated(text)?, text_size: text.len(), code: lz4_flex::compress(&code), code_size: code.len() })
}

fn deflated(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The Python files and stubs below `folder`, by their paths relative to `root` with `/` between the parts.
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
        } else if path.extension().is_some_and(|extension| extension == "py" || extension == "pyi") {
            files.insert(name, path);
        }
    }
    Ok(())
}
