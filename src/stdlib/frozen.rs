// The modules that CPython has frozen: it imports them before it looks at `sys.path`, so no file can hide them; and our
// own, which know this interpreter, in whatever library they stand. Name, and the name it was frozen under, which its code shows as "<frozen NAME>". The build
// script uses this list too.

/// Every one of them.
pub const FROZEN: &[(&str, &str)] = &[
    ("__hello__", "__hello__"),
    ("__phello__", "__phello__"),
    ("__phello__.ham", "__phello__.ham"),
    ("__phello__.ham.eggs", "__phello__.ham.eggs"),
    ("__phello__.spam", "__phello__.spam"),
    ("_collections_abc", "_collections_abc"),
    ("_embedded_library", "_embedded_library"),
    ("_frozen_importlib", "importlib._bootstrap"),
    ("_frozen_importlib_external", "importlib._bootstrap_external"),
    ("_sitebuiltins", "_sitebuiltins"),
    ("_sysconfigdata__linux_", "_sysconfigdata__linux_"),
    ("abc", "abc"),
    ("codecs", "codecs"),
    ("dis", "dis"),
    ("genericpath", "genericpath"),
    ("importlib.machinery", "importlib.machinery"),
    ("importlib.util", "importlib.util"),
    ("io", "io"),
    ("ntpath", "ntpath"),
    ("opcode", "opcode"),
    ("os", "os"),
    ("posixpath", "posixpath"),
    ("runpy", "runpy"),
    ("site", "site"),
    ("stat", "stat"),
    ("zipimport", "zipimport"),
];

/// The file name that the code of an embedded file shows, by its path relative to the library.
pub fn code_filename(path: &str) -> String {
    let module = path.trim_end_matches(".py").replace('/', ".");
    match FROZEN.iter().find(|(_, origin)| *origin == module) {
        Some((_, origin)) => format!("<frozen {origin}>"),
        None => format!("<stdlib>/{path}"),
    }
}
