# Files, folders and descriptors by the native module.
import posix


def refused(function, *args, **kwargs):
    try:
        print(function(*args, **kwargs))
    except (OSError, TypeError, ValueError, OverflowError) as error:
        names = [getattr(error, name, None) for name in ("filename", "filename2")]
        print(type(error).__name__, error, names)


top = f"/tmp/ouropy_posix_{posix.getpid()}"
posix.mkdir(top)
folder = posix.open(top, posix.O_RDONLY)
file = posix.open("first", posix.O_CREAT | posix.O_RDWR, 0o600, dir_fd=folder)
print(posix.write(file, b"some text"), posix.lseek(file, 0, 0), posix.read(file, 4))
print(posix.pread(file, 4, 5), posix.pwrite(file, b"more", 5), posix.fstat(file).st_size)
posix.ftruncate(file, 4)
print(posix.fstat(file).st_size, posix.isatty(file), posix.get_inheritable(file), posix.get_blocking(file))
copy = posix.dup(file)
posix.close(copy)
posix.close(file)
refused(posix.close, file)
posix.symlink("first", "link", dir_fd=folder)
posix.link(top + "/first", top + "/second")
print(posix.readlink("link", dir_fd=folder), posix.stat(top + "/link").st_nlink)
print(oct(posix.stat("link", dir_fd=folder, follow_symlinks=False).st_mode))
posix.utime(top + "/first", ns=(1_500_000_000_123_456_789, 1_600_000_000_000_000_001))
status = posix.stat(top + "/first")
print(status.st_atime_ns, status.st_mtime_ns, status.st_mtime, status[8])
posix.chmod(top + "/first", 0o640)
print(oct(posix.lstat(top + "/first").st_mode), posix.access(top + "/none", posix.F_OK))
print(sorted(posix.listdir(top)), sorted(posix.listdir(top.encode())), sorted(posix.listdir(folder)))
with posix.scandir(top) as entries:
    for entry in sorted(entries, key=lambda entry: entry.name):
        print(entry, entry.path == f"{top}/{entry.name}", entry.is_dir(), entry.is_file(),
              entry.is_file(follow_symlinks=False), entry.is_symlink(), entry.stat().st_nlink)
print([entry.path for entry in posix.scandir(folder) if entry.is_symlink()])
posix.replace("second", "third", src_dir_fd=folder, dst_dir_fd=folder)
for name in ("first", "link", "third"):
    posix.unlink(name, dir_fd=folder)
posix.close(folder)
posix.rmdir(top)
read, write = posix.pipe()
print(posix.write(write, b"through"), posix.read(read, 100))
posix.close(write)
print(posix.read(read, 1))
posix.close(read)
refused(posix.stat, 0, dir_fd=3)
refused(posix.stat, 0, follow_symlinks=False)
refused(posix.stat, "a", dir_fd="x")
refused(posix.open, "/nonexistent", 0)
refused(posix.rename, "/nonexistent", "/other")
refused(posix.link, "/nonexistent", "/other")
refused(posix.utime, "/tmp", (1, 2), ns=(3, 4))
refused(posix.utime, "/tmp", 3)
refused(posix.chown, "/nonexistent", "a", 2)
refused(posix.chown, "/nonexistent", -2, 2)
refused(posix.fsync, "a")
refused(posix.fsync, -1)
refused(posix.close, -1)
refused(posix.scandir, "/nonexistent")
refused(posix.sysconf, "x")
refused(posix.sysconf, [])
refused(posix.putenv, "a=b", "c")
refused(posix.unsetenv, "")
refused(posix.waitstatus_to_exitcode, 0x137f)
refused(posix.register_at_fork)
refused(posix.DirEntry)
for path in ("", "/a/../b//c/.", "//a/b", "../a/..", "///x", b"a/./b"):
    print(posix._path_normpath(path), posix._path_splitroot_ex(path))
print(posix.waitstatus_to_exitcode(256), posix.waitstatus_to_exitcode(9), posix.strerror(2), posix.confstr("CS_PATH"))
