"""Walks, sorts and rewrites a tree of files: pathlib in full, fileinput, glob, stat, comparisons, links, errors by number."""

import contextlib
import errno
import fileinput
import filecmp
import fnmatch
import glob
import itertools
import linecache
import ntpath
import operator
import os
import pathlib
import posixpath
import re
import shutil
import stat
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except OSError as error:
            print("  ", type(error).__name__, errno.errorcode.get(error.errno), error.strerror,
                  str(error.filename).removeprefix(os.getcwd()), error.filename2)
        except Exception as error:
            print("  ", type(error).__name__, error)


class Lister:
    """Visits a tree; methods named after suffixes are called for files."""

    def __init__(self):
        self.found = defaultdict(list)

    def visit(self, folder):
        for top, names, files in Path(folder).walk(top_down=True,
                on_error=lambda e: self.found["errors"].append(e.strerror)):
            names[:] = sorted(n for n in names if not n.startswith("."))
            for name in sorted(files):
                getattr(self, "visit_" + (top / name).suffix[1:], self.other)(top / name)
        return dict(self.found)

    def visit_txt(self, path):
        self.found["txt"].append((path.as_posix(), len(path.read_text().splitlines())))

    def other(self, path):
        self.found["other"].append(path.name)


for kind, text in ((PurePosixPath, "/usr//lib/../x.tar.gz"), (PurePosixPath, "a/./b/"), (PurePosixPath, "."),
                   (PurePosixPath, "//net/x"), (PureWindowsPath, "c:/Users\\me/file.TXT"),
                   (PureWindowsPath, r"\\host\share\a"), (PureWindowsPath, "c:rel"), (PureWindowsPath, "nul")):
    path = kind(text)
    print(repr(path), path.parts, path.drive, path.root, path.name, path.suffix, path.suffixes, path.stem, path.parent,
          path.is_absolute(), path.as_posix(), [str(p) for p in path.parents], sep=" | ")
p = PurePosixPath("/a/b/c.txt")
attempt(lambda: p.relative_to("/a"), lambda: p.relative_to("/x"), lambda: p.relative_to("/a/z", walk_up=True),
        lambda: p.with_name("d"), lambda: p.with_name("a/b"), lambda: p.with_suffix("md"), lambda: p.with_suffix(""),
        lambda: p.with_stem("q"), lambda: PurePosixPath("/").with_name("x"), lambda: p / "/abs" / "x",
        lambda: "pre" / p, lambda: p / 3, lambda: p.joinpath("x", "..", "y"), lambda: p.match("*.TXT"),
        lambda: p.match("b/*"), lambda: p.full_match("/**/c.*"), lambda: p.full_match("**/b"), lambda: p.match(""),
        lambda: p < PurePosixPath("/a/c"), lambda: p < PureWindowsPath("x"), lambda: p == PureWindowsPath("/a/b/c.txt"),
        lambda: PureWindowsPath("A/b") == PureWindowsPath("a/B"), lambda: p.as_uri(),
        lambda: PurePosixPath("a").as_uri(), lambda: Path.from_uri("file:///tmp/a%20b"),
        lambda: Path.from_uri("http://x"), lambda: p.is_relative_to("/a/b"), lambda: PureWindowsPath("a:b").as_uri(),
        lambda: Path("x\0y").exists(), lambda: PurePath(b"x"), lambda: p.parents[7], lambda: p.parents[-1],
        lambda: list(p.parents[:2]), lambda: os.fspath(p), lambda: pathlib.Path("~nobody-here").expanduser(),
        lambda: p.with_segments("a", "b"), lambda: os.fspath(3))
with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
    for name in ("a.txt", "b.md", "deep/er/c.txt", "deep/d.py", ".hidden/x.txt", "deep/[odd].txt"):
        file = Path(name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"{name}\nline two of {file.stem}\n", encoding="utf-8", newline="\n")
    Path("link").symlink_to("deep")
    Path("dangling").symlink_to("nowhere")
    os.link("a.txt", "hard.txt")
    Path("deep/er/c.txt").chmod(0o640)
    print(Lister().visit("."), Lister().visit("missing"))
    print(*(f"{stat.filemode(e.stat(follow_symlinks=False).st_mode & ~0o777 | 0o644)} {e.name} {e.is_symlink()} {e.is_dir()} {e!r}" for e in sorted(os.scandir("."),
            key=operator.attrgetter("name"))), sep="\n")
    print(sorted(map(str, Path().rglob("*.txt"))), sorted(map(str, Path().glob("*/"))),
          sorted(map(str, Path().glob("**/", recurse_symlinks=False))),
          sorted(map(str, Path("deep").glob("**/[cd].*"))), sorted(map(str, Path().glob("A.*", case_sensitive=False))))
    print(sorted(glob.glob("**/*.txt", recursive=True)), sorted(glob.glob("*.t?t", root_dir="deep")),
          sorted(glob.glob("**", recursive=True, include_hidden=True))[:3], glob.glob(glob.escape("deep/[odd].txt")),
          glob.has_magic("a[b"), [fnmatch.translate(x) for x in ("*.py", "[!a]?", "a[", "**")])
    print(re.match(glob.translate("**/*.txt", recursive=True, seps="/"), "x/y.txt") is not None,
          fnmatch.filter(["a.b", "B.a"], "*.[ab]"), fnmatch.filterfalse(["a", "b"], "a"))
    attempt(lambda: Path("none").read_text(), lambda: Path("deep").read_bytes(), lambda: Path("a.txt").mkdir(),
            lambda: Path("x/y").mkdir(), lambda: Path("deep").rmdir(), lambda: Path("none").unlink(),
            lambda: Path("none").unlink(missing_ok=True), lambda: Path("a.txt").iterdir(),
            lambda: Path("dangling").resolve(strict=True).name, lambda: Path("dangling").exists(),
            lambda: Path("dangling").lstat().st_size, lambda: Path("link").readlink(), lambda: Path("a.txt").readlink(),
            lambda: Path("a.txt").samefile("hard.txt"), lambda: Path("a.txt").rename("deep"),
            lambda: os.rename("none", "q"), lambda: Path("link/er/../d.py").resolve().relative_to(Path.cwd()),
            lambda: Path("a.txt").touch(exist_ok=False), lambda: list(Path().glob("")), lambda: list(Path().glob("/x")),
            lambda: os.listdir("a.txt"), lambda: os.makedirs("deep/er"), lambda: os.removedirs("deep"),
            lambda: os.replace("a.txt", "none/x"), lambda: os.truncate("a.txt", -1), lambda: os.symlink("a", "link"),
            lambda: os.open("none", os.O_RDONLY), lambda: os.stat(""), lambda: os.chdir("a.txt"),
            lambda: os.path.getsize("none"), lambda: os.rmdir("a.txt"), lambda: os.remove("deep"),
            lambda: Path("a.txt").is_mount(), lambda: Path("loop").symlink_to("loop") or Path("loop").stat())
    os.unlink("loop")
    print(Path("deep").copy("copied").name, sorted(p.name for p in Path("copied").iterdir()),
          Path("b.md").copy_into("copied"), Path("copied/d.py").move("moved.py"), Path("moved.py").move_into("copied"),
          Path("a.txt").info.is_file(), Path("none").info.exists())
    attempt(lambda: Path("deep").copy("deep/inner"), lambda: Path("none").copy("x"),
            lambda: Path("a.txt").copy("a.txt"), lambda: Path("b.md").move("none/x/y"))
    with fileinput.input(["a.txt", "b.md"], inplace=True, backup=".bak") as lines:
        for line in lines:
            print(f"{lines.filelineno()}/{lines.lineno()}:{line.rstrip()}", "#" * lines.isfirstline())
    print(Path("b.md").read_text(), Path("b.md.bak").exists(), filecmp.cmp("b.md", "b.md.bak", shallow=False),
          linecache.getline("a.txt", 2), repr(linecache.getline("a.txt", 9)), linecache.getlines("none"), end="")
    with fileinput.FileInput(("a.txt", "none"), mode="rb") as lines:
        print(next(lines), lines.filename(), lines.nextfile(), lines.isstdin(), lines.fileno())
        attempt(lambda: next(lines), lambda: lines.readline())
    attempt(lambda: fileinput.lineno(), lambda: fileinput.input(mode="w"),
            lambda: fileinput.FileInput(inplace=True, openhook=1), lambda: fileinput.hook_compressed("a.txt", "r",
            encoding="utf-8").readline())
    print([os.path.relpath("/a/b", "/a/c/d"), os.path.commonpath(["/a/b", "/a/bc"]),
           os.path.commonprefix(["/a/b", "/a/bc"]), os.path.normpath("//a/../b/./c//"), os.path.splitext(".bashrc"),
           os.path.splitext("a.b/c"), os.path.split("/a/"), os.path.expandvars("$NONE/${X_Y}"),
           posixpath.join("a", "/b", "c"), ntpath.join("c:/a", "d:b"), ntpath.splitdrive("//h/s/x"),
           ntpath.normpath("a/..\\b"), posixpath.splitroot("///x"), ntpath.isabs("/x"), ntpath.isreserved("con.txt"),
           posixpath.lexists("dangling")])
    attempt(lambda: os.path.commonpath([]), lambda: os.path.commonpath(["/a", "b"]), lambda: os.path.relpath(""),
            lambda: os.path.join("a", b"b"), lambda: os.path.join(3), lambda: os.path.realpath("dangling/x",
            strict=True) and 1, lambda: ntpath.relpath("c:/a", "d:/b"), lambda: os.path.basename(b"x/y"))
    usage = shutil.disk_usage(".")
    print(usage.total > 0, usage._fields, Counter(p.suffix for p in Path().rglob("*") if p.is_file()).most_common(2),
          shutil.which("no-such-program"), oct(stat.S_IMODE(os.stat("deep/er/c.txt").st_mode)),
          os.stat("a.txt").st_nlink, os.access("a.txt", os.R_OK), sys.path[:0],
          list(itertools.islice(os.walk("deep", topdown=False), 1))[0][1:])
