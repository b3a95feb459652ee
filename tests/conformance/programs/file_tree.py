"""Walks a tree in a temporary folder: copies, archives, finds duplicates, renders a report."""
import contextlib
import fnmatch
import io
import os
import shutil
import stat
import sys
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path, PurePosixPath


def make_tree(root: Path):
    for name, text in {"a.txt": "hello\n", "b/c.txt": "hello\n", "b/d.bin": "\0\1", "b/e/f.py": "print('x')\n", ".hidden": ""}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    (root / "link").symlink_to("a.txt")


def human(size):
    for unit in ("B", "K", "M"):
        if size < 1024:
            return f"{size:.0f}{unit}"
        size /= 1024
    return f"{size:.1f}G"


def duplicates(root):
    by_content = defaultdict(list)
    for path in sorted(root.rglob("*")):
        if path.is_file() and not path.is_symlink():
            by_content[path.read_bytes()].append(path.relative_to(root).as_posix())
    return {content: paths for content, paths in by_content.items() if len(paths) > 1}


with tempfile.TemporaryDirectory(prefix="files-") as name:
    root = Path(name) / "tree"
    make_tree(root)
    for folder, folders, files in os.walk(root):
        folders.sort()
        print(PurePosixPath(folder).relative_to(root), folders, sorted(files))
    print(duplicates(root))
    print([p.name for p in sorted(root.glob("**/*.txt"))], fnmatch.filter(os.listdir(root), "*.t?t"))
    copied = shutil.copytree(root, root.parent / "copy", ignore=shutil.ignore_patterns("*.bin"), symlinks=True)
    print(sorted(p.relative_to(copied).as_posix() for p in Path(copied).rglob("*")), os.readlink(copied / "link"))
    info = (root / "a.txt").stat()
    print(info.st_size, stat.S_ISREG(info.st_mode), stat.filemode(info.st_mode & 0o777700 | 0o600), human(123456))
    os.chmod(root / "a.txt", 0o444)
    print(oct((root / "a.txt").stat().st_mode & 0o777))
    with zipfile.ZipFile(root.parent / "all.zip", "w") as archive:
        for path in sorted(root.rglob("*.txt")):
            archive.write(path, path.relative_to(root).as_posix())
    with zipfile.ZipFile(root.parent / "all.zip") as archive:
        print(archive.namelist(), archive.read("b/c.txt"), archive.testzip())
    (root / "b" / "c.txt").rename(root / "moved.txt")
    shutil.rmtree(root / "b")
    print(sorted(os.listdir(root)))
    for action in (lambda: (root / "nope").read_text(), lambda: root.rmdir(), lambda: (root / "a.txt").mkdir(),
                   lambda: os.listdir(root / "a.txt")):
        try:
            action()
        except OSError as error:
            print(type(error).__name__, error.errno, error.strerror, Path(error.filename).name)
    buffer = io.StringIO()
    with contextlib.redirect_stdout(buffer), open(root / "moved.txt", "r+", encoding="ascii") as file:
        print(file.readline().rstrip(), file.tell())
        file.seek(0, io.SEEK_END)
        print(file.write("more\n"), file=file, end="|")
    print(repr(buffer.getvalue()), repr((root / "moved.txt").read_text()))
    fd = os.open(root / "raw", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        print(os.write(fd, b"abcdef"), os.lseek(fd, 2, os.SEEK_SET), os.read(fd, 10), os.fstat(fd).st_size)
    finally:
        os.close(fd)
print(os.path.exists(name), Path("/a/../b//c.tar.gz").suffixes, Path("a/b").joinpath("../c"), os.path.normpath("/a/../b//c"))
print(PurePosixPath("/a/b/c").is_relative_to("/a"), PurePosixPath("x.py").match("*.py"), Path("~x").parts, Path().absolute() == Path.cwd())
