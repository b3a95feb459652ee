"""What is no name of an encoding, wherever one is given; io's classes that are made by object.__new__."""

import _io
import codecs
import io
import pickle


def show(function, *arguments, **keywords):
    try:
        print(ascii(function(*arguments, **keywords)))
    except Exception as error:
        print(type(error).__name__, ascii(str(error)))


for name in "\udcfe", "utf-8\0", "a\0", 5, "\udcfe\0":
    show(codecs.lookup, name)
    show("x".encode, name)
    show(b"x".decode, name)
    show(bytes, "x", name)
    show(io.TextIOWrapper, io.BytesIO(), name)
    show(open, "/dev/null", encoding=name)
    show("x".encode, "utf-8", name)
    show(b"x".decode, "ascii", name)
    show(codecs.lookup_error, name)

for cls in _io.BufferedReader, _io.TextIOWrapper, _io.FileIO, _io.StringIO, _io.BytesIO, _io.BufferedRWPair, _io.IncrementalNewlineDecoder:
    print(cls.__name__, "__new__" in vars(cls), cls.__new__.__self__.__name__)
    try:
        object.__new__(cls)
    except TypeError as error:
        print(error)


class Reader(io.BufferedReader):
    def __init__(self, raw, tag):
        super().__init__(raw)
        self.tag = tag

    def __getstate__(self):
        return self.tag, self.raw.getvalue()

    def __setstate__(self, state):
        self.__init__(io.BytesIO(state[1]), state[0])


for protocol in range(6):
    copy = pickle.loads(pickle.dumps(Reader(io.BytesIO(b"data"), "tag"), protocol))
    print(copy.read(), copy.tag)
    show(pickle.dumps, io.BufferedReader(io.BytesIO()), protocol)
