# os.path on text, and the parts of os that give the same everywhere.
import os
import os.path

print(os.path.join("a", "b", "/c", "d"), os.path.join("a/", "b"), os.path.split("/a/b/"), os.path.split("//"), os.path.basename("x/y.tar.gz"), os.path.dirname("/a"))
print(os.path.splitext("a.b/c"), os.path.splitext(".bashrc"), os.path.splitext("x.tar.gz"), os.path.normpath("a//b/../c/./d/.."), os.path.normpath("/../x"), os.path.normpath("//x"), os.path.normpath(""))
print(os.path.isabs("/a"), os.path.commonprefix(["abc", "abd"]), os.path.commonpath(["/a/b", "/a/c"]), os.path.relpath("/a/b", "/a/c/d"), os.path.splitroot("//x/y"), os.path.exists("/nonexistent"), os.path.isdir("/"))
print(os.path.abspath("os_path.py") == os.path.join(os.getcwd(), "os_path.py"), os.path.isfile("os_path.py"), os.path.getsize("os_path.py") > 0, os.sep, os.linesep == "\n", os.name, os.curdir)
os.environ["OUR_TEST"] = "value"
print(os.environ["OUR_TEST"], os.getenv("OUR_TEST"), os.path.expandvars("$OUR_TEST/${OUR_TEST}x/$NOT_SET_HERE"), "NOT_SET_HERE" in os.environ, os.environ.get("NOT_SET_HERE", 5))
del os.environ["OUR_TEST"]


class Path:
    def __fspath__(self):
        return "p/q"


print(os.fspath(Path()), os.path.basename(Path()), isinstance(Path(), os.PathLike), os.fsencode("é"), os.fsdecode(b"\xc3\xa9"))
for bad in (lambda: os.fspath(1), lambda: os.path.join("a", b"b"), lambda: os.path.join(1), lambda: os.environ["NOT_SET_HERE"], lambda: os.path.commonpath([]), lambda: os.path.relpath("")):
    try:
        print(bad())
    except Exception as e:
        print(type(e).__name__, e)
