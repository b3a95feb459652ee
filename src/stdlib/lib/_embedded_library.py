"""The finder and the loader of the library that is embedded in the binary."""

import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _bootstrap_external
import _imp
import sys

FOLDER = "<stdlib>"


class EmbeddedLoader(_bootstrap_external.FileLoader, _bootstrap_external.SourceLoader):
    """Loads a module whose text and code are in the binary."""

    def get_data(self, path):
        data = _imp._library_text(path)
        if data is None:
            raise FileNotFoundError(2, "No such file in the embedded library", path)
        return data

    def get_source(self, fullname):
        return self.get_data(self.get_filename(fullname)).decode()

    def get_code(self, fullname):
        return _imp._library_code(fullname)

    def exec_module(self, module):
        code = self.get_code(module.__name__)
        if code is None:
            raise ImportError(f"cannot load module {module.__name__!r} when get_code() returns None")
        _bootstrap._call_with_frames_removed(_imp._exec_uncounted, code, module.__dict__)
        if module.__name__ == "linecache":
            _imp._tell_texts(module)


class EmbeddedFinder:
    """Finds the modules of one folder of the embedded library; a path hook.

    Programs make the entries of sys.path absolute, so the folder is recognised behind any other.
    """

    def __init__(self, path):
        before, found, inside = path.partition(FOLDER)
        if not found or before[-1:] not in ("", "/") or inside[:1] not in ("", "/"):
            raise ImportError("only for the embedded library", path=path)
        self.path = path
        self._folder = inside[1:]

    def __repr__(self):
        return f"EmbeddedFinder({self.path!r})"

    def find_spec(self, fullname, target=None):
        tail = fullname.rpartition(".")[2]
        name = f"{self._folder.replace("/", ".")}.{tail}" if self._folder else tail
        found = _imp._library_module(name)
        if found is None:
            return None
        path, is_package = found
        folders = [path.rpartition("/")[0]] if is_package else None
        loader = EmbeddedLoader(fullname, path)
        spec = _bootstrap.ModuleSpec(fullname, loader, origin=path, is_package=is_package)
        spec._set_fileattr = True
        if is_package:
            spec.submodule_search_locations = folders
        return spec

    def invalidate_caches(self):
        """There is nothing that could change."""

    def iter_modules(self, prefix=""):
        """For pkgutil: the names in the folder, and whether they are packages."""
        for name, is_package in _imp._library_names(self._folder):
            yield prefix + name, is_package


def zipimporter(path):
    """The path hook of zip archives: loads zipimport for the first path that can be one."""
    archive = path
    while archive and not _bootstrap_external._path_isfile(archive):
        shorter = _bootstrap_external._path_split(archive)[0]
        if shorter == archive or _bootstrap_external._path_isdir(archive):
            archive = ""
        else:
            archive = shorter
    if not archive:
        raise ImportError(f"not a Zip file: {path!r}", path=path)
    import zipimport
    return zipimport.zipimporter(path)


def install():
    """Makes the library's folder importable."""
    sys.path_hooks[:0] = [zipimporter, EmbeddedFinder]


def run_site(environment):
    """Runs site. The library's folder is an absolute path meanwhile, as all of them are made by it; an environment that
    this interpreter does not stand in is shown to it as the place of the executable."""
    executable = sys.executable
    sys.path[:] = ["/" + FOLDER if entry == FOLDER else entry for entry in sys.path]
    if environment is not None:
        sys.executable = environment + "/bin/python"
    try:
        import site
    finally:
        sys.executable = executable
        sys.path[:] = [FOLDER if entry == "/" + FOLDER else entry for entry in sys.path]
