# slice objects and what __getitem__ receives.
class Show:
    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        print("set", key, value)

    def __delitem__(self, key):
        print("del", key)


s = Show()
print(s[1], s[1:2], s[::], s[1:2:3], s[1:, 2], s[...], s[:, ::2, None], s["a":"b"], s[()], s[1,], s[-1:], s[*[1, 2]], s[slice(1)])
s[1:2] = 5
del s[::2], s[0]
x = slice(1, 10, 2)
print(x, x.start, x.stop, x.step, x.indices(5), slice(None).indices(3), slice(-1, None, -1).indices(4), slice(-100, 100).indices(5))
print(slice(1) == slice(None, 1), slice(1, 2) < slice(1, 3), slice(1, 2) == slice(1, 2, None), hash(slice(1)) == hash(slice(None, 1, None)))
for text in ("slice(1, 2, 0).indices(5)", "slice('a').indices(5)", "slice(1).indices(-1)", "slice()", "slice(1, 2, 3, 4)", "[1][slice('a')]", "slice(1).start.x", "hash(slice([]))"):
    try:
        print(eval(text))
    except Exception as error:
        print(type(error).__name__, error)


class I:
    def __index__(self):
        return 2


print("abcdef"[I():], [1, 2, 3, 4][:I()], (1, 2, 3)[I()], range(10)[I():8:I()], b"abc"[:I()])
big = 1 << 100
print("abc"[:big], [1, 2][-big:big], (1, 2)[::big], range(5)[-big:], [1, 2, 3][::-big])
try:
    [1][big]
except IndexError as error:
    print(error)
