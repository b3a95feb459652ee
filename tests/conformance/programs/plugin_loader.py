"""Loads plug-ins: modules written to a folder, a package with resources, entry points by name, reloading."""

import importlib
import importlib.util
import os
import pathlib
import pkgutil
import runpy
import shutil
import sys
import tempfile
import textwrap
import zipfile
from importlib import resources


def write(folder, **files):
    for name, text in files.items():
        path = folder.joinpath(*name.split("__"))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_suffix(".py" if "data" not in name else ".txt").write_text(textwrap.dedent(text))


folder = pathlib.Path(tempfile.mkdtemp())
try:
    write(
        folder / "plugins",
        hello="""
            '''Says hello.'''
            name = "hello"
            def run(*words): return f"{name} {' '.join(words)}"
        """,
        broken="import nothing_like_this\n",
        pack__init="",
        pack__upper="""
            from . import shared
            def run(*words): return shared.join(words).upper()
        """,
        pack__shared="def join(words): return '-'.join(words)\n",
        pack__data="resource text\n",
    )
    (folder / "plugins" / "pack" / "init.py").rename(folder / "plugins" / "pack" / "__init__.py")
    sys.path.insert(0, str(folder / "plugins"))
    importlib.invalidate_caches()
    for module in sorted(pkgutil.walk_packages([str(folder / "plugins")]), key=lambda module: module.name):
        print(module.name, module.ispkg, end=" ")
        try:
            loaded = importlib.import_module(module.name)
            print(getattr(loaded, "run", lambda *words: "-")("a", "b"), loaded.__spec__.parent or "top")
        except ImportError as error:
            print(type(error).__name__, error, error.name)
    print(resources.files("pack").joinpath("data.txt").read_text(), end="")
    print(sorted(item.name for item in resources.files("pack").iterdir() if item.name != "__pycache__"))

    hello = sys.modules["hello"]
    write(folder / "plugins", hello="name = 'changed'\ndef run(*words): return name\n")
    os.utime(folder / "plugins" / "hello.py", (1, 1))
    print(importlib.reload(hello) is hello, hello.run())

    spec = importlib.util.spec_from_file_location("alone", folder / "plugins" / "pack" / "shared.py")
    alone = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(alone)
    print(alone.join("xyz"), "alone" in sys.modules, importlib.util.find_spec("pack.upper").name, importlib.util.find_spec("nope"))
    print(sorted(name for name in runpy.run_path(str(folder / "plugins" / "hello.py"), run_name="ran") if name[0] != "_"))

    archive = folder / "more.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("zipped.py", "value = __name__, type(__loader__).__name__\n")
        out.writestr("inner/__init__.py", "from zipped import value\n")
    sys.path.insert(0, str(archive))
    import inner

    print(inner.value, pkgutil.get_data("inner", "__init__.py"))
    for path in ("hello", "pack:shared.join", "pack.upper:run", "os.path:basename"):
        try:
            print(path, pkgutil.resolve_name(path).__name__)
        except (ImportError, AttributeError) as error:
            print(path, error)
finally:
    shutil.rmtree(folder)
print(folder.exists())
