"""The state of a StringIO that was never initialised, or is closed."""

import io


class Silent(io.StringIO):
    def __init__(self, *arguments):
        pass


def show(function, *arguments):
    try:
        print(repr(function(*arguments)))
    except Exception as error:
        print(type(error).__name__, error)


file = Silent()
show(file.read)
for state in "", 1, ("a",), ("", b"", 0, None), ("a", "q", 0, None), ("a", "\n", 0.0, None), ("a", "\n", 0, 1), (None, "\n", 0, None), ("a", "\n", -1, None):
    show(file.__setstate__, state)
show(file.__setstate__, ("a\r\nb", "", 1, {"name": 1}))
print(file.name, file.tell(), repr(file.read()), file.newlines)
file.close()
for state in 1, ("", "", 0, None), ():
    show(file.__setstate__, state)
