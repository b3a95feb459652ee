# Arguments that are refused, and what errors tell of a path.
import os
import tempfile
import time
import warnings


def show(label, call, *args, **keywords):
    try:
        result = call(*args, **keywords)
    except OSError as error:
        print(label, "raises", type(error).__name__, error, error.filename)
    except Exception as error:
        print(label, "raises", type(error).__name__, error)
    else:
        print(label, repr(result))


# True and False are no descriptors that anybody means.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for call in (
        lambda: os.fchdir(True),
        lambda: os.fpathconf(False, "PC_PIPE_BUF"),
        lambda: os.stat(True),
        lambda: os.open(".", 0, dir_fd=True),
        lambda: os.eventfd_read(True),
    ):
        try:
            call()
        except OSError:
            pass
        print([str(warning.message) for warning in caught])
        caught.clear()

# Numbers of descriptors, devices, users.
show("stat", os.stat, 2**31)
show("stat", os.stat, -(2**70))
show("dir_fd", os.stat, "x", dir_fd=2**31)
for number in -1, -2, 2**64, 2**64 - 1, 2**63, "x", 1.5, 2**32 - 1, 0x12345:
    show(f"major {number}", os.major, number)
    show(f"minor {number}", os.minor, number)
for pair in (-1, 0), (0, -1), (-1, -1), (-2, 0), (2**32, 0), (0, 2**32), (2**64, 1), ("x", 1), (8, 1):
    show(f"makedev {pair}", os.makedev, *pair)
for number in -2, 2**32, 2**40, 2**70, -(2**70):
    show(f"chown {number}", os.chown, "missing", number, -1)
    show(f"chown {number}", os.chown, "missing", -1, number)
show("kill", os.kill, 1, 2**70)

# Paths.
show("mkfifo", os.mkfifo, "missing/x")
show("mknod", os.mknod, "missing/x")
show("mkdir", os.mkdir, "missing/x")


class Path:
    __fspath__ = None


show("fspath", os.fspath, Path())
show("stat", os.stat, Path())
show("fsencode", os.fsencode, Path())
show("putenv", os.putenv, "", "value")
show("putenv", os.putenv, "a=b", "value")
show("unsetenv", os.unsetenv, "")
show("strerror", os.strerror, "x")
show("strerror", os.strerror, code=1)

with tempfile.TemporaryDirectory() as folder:
    file, link, new = (os.path.join(folder, name) for name in ("file", "link", "new"))
    open(file, "w").close()
    os.symlink(file, link)
    for keywords in {}, {"follow_symlinks": True}, {"follow_symlinks": False}:
        os.link(link, new, **keywords)
        print(keywords, os.path.islink(new))
        os.unlink(new)
    # An iterator over a folder that nobody has closed.
    warnings.simplefilter("always")
    for end in "left", "closed", "read", "with":
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            iterator = os.scandir(folder)
            if end == "closed":
                iterator.close()
            elif end == "read":
                list(iterator)
            elif end == "with":
                with iterator:
                    next(iterator)
            del iterator
            print(end, [str(warning.message)[:50] for warning in caught])

for year in 10**9, -(10**9), -(2**31), -(2**31) + 1899, -(2**31) + 1900:
    show(f"asctime {year}", time.asctime, (year,) + (0,) * 8)
