//! Where the parts of Python are: the library, and the folders of packages that were installed.

use std::env;
use std::path::{Path, PathBuf};

use crate::import::LIBRARY_FOLDER;

/// The folder of the library below a prefix.
const LIBRARY: &str = "lib/python3.14";

/// The parts' places.
pub struct Installation {
    /// `sys.executable`, links not resolved.
    pub executable: String,
    /// `sys.prefix`: the folder of the virtual environment, if there is one.
    pub prefix: String,
    /// `sys.base_prefix`
    pub base_prefix: String,
    /// The library's entry in `sys.path`: a folder, or the embedded one's name.
    pub library: String,
    /// The virtual environment of `VIRTUAL_ENV`, in which the executable does not stand.
    pub environment: Option<String>,
    /// Whether `site` would find something to add.
    pub packages: Packages,
}

/// Whether there are folders of packages that were installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packages {
    /// There are some.
    Installed,
    /// There are none.
    None,
}

/// What decides about the places.
pub struct Request<'a> {
    /// The value of `-X stdlib`.
    pub library: Option<&'a str>,
    /// `PYTHONHOME`
    pub home: Option<String>,
    /// `VIRTUAL_ENV`
    pub environment: Option<String>,
    /// The prefix of the user's packages, if they count.
    pub user_base: Option<String>,
}

/// Finds the parts; `Err` says in one line why a library that was asked for cannot be used.
pub fn find(request: &Request<'_>) -> Result<Installation, String> {
    let executable = executable();
    let mut base_prefix = prefix_of(&executable);
    let mut library = LIBRARY_FOLDER.to_owned();
    if let Some(home) = &request.home {
        // The second of two folders is for extension modules in C.
        home.split(':').next().unwrap_or_default().clone_into(&mut base_prefix);
        library = folder_of_library(&format!("{base_prefix}/{LIBRARY}")).map_err(|why| format!("PYTHONHOME: {why}"))?;
    }
    if let Some(given) = request.library {
        library = folder_of_library(given).map_err(|why| format!("-X stdlib: {why}"))?;
        if let Some(prefix) = library.strip_suffix(&format!("/{LIBRARY}")) {
            prefix.clone_into(&mut base_prefix);
        }
    }
    let around = request.home.is_none().then(|| environment_around(&executable)).flatten();
    let named = request.environment.clone().filter(|folder| around.is_none() && has_settings(Path::new(folder)));
    let environment = around.or_else(|| named.clone());
    if let Some(home) = environment.as_deref().and_then(home_of)
        && request.home.is_none()
        && request.library.is_none()
    {
        base_prefix = home;
    }
    let prefix = environment.unwrap_or_else(|| base_prefix.clone());
    let has_packages = |prefix: &String| Path::new(prefix).join(LIBRARY).join("site-packages").is_dir();
    let is_any = has_packages(&prefix) || request.user_base.as_ref().is_some_and(has_packages);
    let packages = if is_any { Packages::Installed } else { Packages::None };
    Ok(Installation { executable, prefix, base_prefix, library, environment: named, packages })
}

/// The command as it was typed, as an absolute path; the file that runs if that is not known.
fn executable() -> String {
    let typed = env::args_os().next().map(PathBuf::from).unwrap_or_default();
    let found = if typed.components().count() > 1 {
        std::path::absolute(&typed).ok()
    } else {
        let folders = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&folders).map(|folder| folder.join(&typed)).find(|path| path.is_file())
    };
    let found = found.filter(|path| path.is_file()).or_else(|| env::current_exe().ok());
    found.map(|path| path.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The folder above the executable's.
fn prefix_of(executable: &str) -> String {
    let folder = Path::new(executable).parent().and_then(Path::parent);
    folder.map(|folder| folder.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The virtual environment that the executable stands in.
fn environment_around(executable: &str) -> Option<String> {
    let folder = Path::new(executable).parent()?;
    let above = folder.parent()?;
    (has_settings(folder) || has_settings(above)).then(|| above.to_string_lossy().into_owned())
}

fn has_settings(folder: &Path) -> bool {
    folder.is_absolute() && folder.join("pyvenv.cfg").is_file()
}

/// The prefix of the Python that a virtual environment was made with: the folder above its `home`.
fn home_of(environment: &str) -> Option<String> {
    let settings = std::fs::read_to_string(Path::new(environment).join("pyvenv.cfg")).ok()?;
    let home = settings.lines().find_map(|line| {
        let (name, value) = line.split_once('=')?;
        name.trim().eq_ignore_ascii_case("home").then(|| value.trim().to_owned())
    })?;
    Some(Path::new(&home).parent()?.to_string_lossy().into_owned())
}

/// The absolute path of a folder that has the library of Python 3.14, or why it cannot be used.
fn folder_of_library(given: &str) -> Result<String, String> {
    let folder = std::path::absolute(given).map_err(|error| format!("{given}: {error}"))?;
    if !folder.join("os.py").is_file() {
        return Err(format!("{given}: no library of Python"));
    }
    // The first came with 3.14, the second comes with 3.15.
    let is_old = !folder.join("string").join("templatelib.py").is_file();
    let is_new = folder.join("profiling").is_dir();
    if is_old || is_new {
        return Err(format!("{given}: the library of another version than Python 3.14"));
    }
    Ok(folder.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_prefix_is_the_folder_above_the_executables() {
        assert_eq!(prefix_of("/opt/python/bin/ouropy"), "/opt/python");
        assert_eq!(prefix_of(""), "");
    }

    #[test]
    fn folders_without_a_library_are_refused() {
        assert_eq!(folder_of_library("/no/such/folder"), Err("/no/such/folder: no library of Python".to_owned()));
    }
}
