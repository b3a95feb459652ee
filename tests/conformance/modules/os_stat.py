# os.stat_result and os.terminal_size.
import os
def P(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
s = os.stat(__file__)
print(type(s) is os.stat_result, len(s), s.n_fields, s.n_sequence_fields, s.n_unnamed_fields, s.__match_args__)
print(s[6] == s.st_size == os.path.getsize(__file__), s[8] == int(s.st_mtime), s.st_mtime_ns // 10**9 == s[8], type(s.st_atime).__name__)
print(s == tuple(s), os.lstat(__file__).st_ino == s.st_ino, s.st_mode & 0o170000 == 0o100000, s.st_blksize > 0, s.st_rdev)
t = os.stat_result(range(10)); print(t, t.st_atime, t.st_atime_ns, t.st_blocks, t[7:])
t = os.stat_result(range(19)); print(t, t.st_atime, t.st_blksize, t.st_rdev, t.__reduce__())
t = os.stat_result(range(10), {'st_atime': 1.5, 'st_rdev': 7}); print(t.st_atime, t.st_rdev, t.st_mtime)
P(lambda: os.stat_result(range(9))); P(lambda: os.stat_result(range(20))); P(lambda: os.stat_result(5)); P(lambda: os.stat_result(range(10), {'x': 1}))
P(lambda: t.__replace__(st_mode=1))
z = os.terminal_size((80, 24)); print(z, z.columns, z.lines, z.__replace__(lines=3), type(z).__module__)
P(lambda: os.terminal_size(5)); P(lambda: os.terminal_size((1,)))
print(os.stat_result.__module__, [name for name in vars(os.stat_result) if name.startswith(('st_', 'n_'))])
