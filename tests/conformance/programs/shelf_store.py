"""Records on shelves: dbm and shelve in a folder, write-back, versions by pickles, damaged indexes, copies of folders."""

import collections
import contextlib
import dbm
import dbm.dumb
import errno
import os
import pathlib
import pickle
import shelve
import shutil
import tempfile
from collections.abc import MutableMapping
from dataclasses import dataclass, field


@dataclass
class Recipe:
    name: str
    minutes: int
    steps: list[str] = field(default_factory=list)

    def __setstate__(self, state):
        self.__dict__.update({"steps": []} | state)


class Cookbook(MutableMapping):
    """A shelf with an index by words, kept under a key of its own."""

    INDEX = "\0index"

    def __init__(self, shelf):
        self.shelf = shelf
        self.index = collections.defaultdict(set, shelf.get(self.INDEX, {}))

    def __getitem__(self, name):
        return self.shelf[name]

    def __setitem__(self, name, recipe):
        self.shelf[name] = recipe
        for word in recipe.name.casefold().split():
            self.index[word].add(name)

    def __delitem__(self, name):
        del self.shelf[name]
        for names in self.index.values():
            names.discard(name)

    def __iter__(self):
        return (key for key in self.shelf if key != self.INDEX)

    def __len__(self):
        return sum(1 for _ in self)

    def search(self, *words):
        return sorted(set.intersection(*(self.index[w.casefold()] for w in words)))

    def __enter__(self):
        return self

    def __exit__(self, *details):
        self.shelf[self.INDEX] = dict(self.index)
        self.shelf.close()


def attempt(*actions):
    for action in actions:
        try:
            print("  ", action())
        except Exception as error:
            print("  ", type(error).__name__, errno.errorcode.get(getattr(error, "errno", None), ""),
                  str(error).replace(os.getcwd(), "HERE"))


def opened(name="book", flag="c", **options):
    return shelve.Shelf(dbm.dumb.open(name, flag), **options)


with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
    with Cookbook(opened()) as book:
        book["soup"] = Recipe("Onion soup", 40, ["cut", "boil"])
        book["tart"] = Recipe("Onion tart", 60)
        book["tea"] = Recipe("Mint tea", 5)
        book["soup"].steps.append("lost")
        print(book["soup"], book.search("onion"), len(book), sorted(book), "tart" in book, book.pop("tea"),
              book.search("tea"), book.get("tea", "none"))
        attempt(lambda: book["tea"], lambda: book.pop("tea"), lambda: book.__delitem__("tea"),
                lambda: book.__setitem__("f", Recipe("f", lambda: 0)), lambda: book.__setitem__(3, Recipe("x", 1)),
                lambda: book.search())
    attempt(lambda: book["soup"], lambda: len(book.shelf), lambda: book.shelf.sync())
    print(sorted(p.name for p in pathlib.Path().iterdir()), dbm.whichdb("book"), dbm.whichdb("none"),
          dbm.whichdb(folder))
    with opened(writeback=True) as shelf:
        shelf["soup"].steps.append("season")
        shelf["soup"].minutes += 5
        print(sorted(shelf.cache), sorted(shelf), shelf["soup"] is shelf["soup"], shelf.get("zz"), shelf.sync(),
              shelf.cache)
    with opened(flag="r") as shelf:
        print(shelf["soup"], sorted(shelf.keys()), type(shelf.items()).__name__, len(shelf), "soup" in shelf,
              shelf.get("soup") == shelf["soup"])
        attempt(lambda: shelf.__setitem__("new", 1), lambda: shelf.__delitem__("soup"))
    data = dbm.dumb.open("raw", "n", 0o600)
    data["key"], data[b"bytes\xff"], data["ü"] = "text", b"\0\1", "wert"
    data["key"] = "a longer text, which moves it"
    data["key"] = "short"
    print(sorted(data.keys()), data["key"], data["ü"], len(data), b"key" in data, data.get("no", b"d"),
          data.setdefault("x", b"y"), list(data)[0] in data, data.sync(), oct(os.stat("raw.dat").st_mode & 0o777))
    attempt(lambda: data["none"], lambda: data.__setitem__(1, "x"), lambda: data.__setitem__("x", 1),
            lambda: data.__delitem__("none"), lambda: dbm.dumb.open("nowhere/x", "c"),
            lambda: dbm.dumb.open("missing", "r"), lambda: dbm.dumb.open("raw", "q"), lambda: dbm.open("none", "r"),
            lambda: dbm.open("none", "z"), lambda: dbm.error, lambda: data.pop("x"), lambda: data.pop("x", "gone"),
            lambda: data.close() or data.keys(), lambda: data["key"], lambda: len(data))
    print(pathlib.Path("raw.dir").read_text(encoding="latin-1").splitlines()[0], os.path.getsize("raw.dat") % 512 < 512)
    shutil.copy("raw.dat", "bad.dat")
    for text in ("'key', (0, 5)\n", "junk\n", "'a', (0, 'x')\n", "'a', 3\n", "", "import os\n"):
        pathlib.Path("bad.dir").write_text(text)
        attempt(lambda: dict(dbm.dumb.open("bad", "r")), lambda: dbm.whichdb("bad"))
    with contextlib.closing(opened("pickles", protocol=0, keyencoding="latin-1")) as shelf:
        shelf["é"] = [1, "two"]
        old = pickle.dumps(Recipe("Old", 1), 2).replace(b"steps", b"stepz")
        shelf.dict["old".encode()] = old
        shelf.dict[b"junk"] = b"cno.such\nthing\n."
        print(shelf["é"], shelf.dict[b"\xe9"], shelf["old"], vars(shelf["old"]))
        attempt(lambda: shelf["junk"], lambda: shelf["ю"], lambda: shelf.dict[b"none"], lambda: sorted(shelf.keys()))
    plain = shelve.Shelf({}, writeback=True)
    plain["a"] = nested = {"deep": [1]}
    plain["a"]["deep"].append(2)
    print(plain["a"], nested, plain.cache["a"] is nested, list(plain.dict), pickle.loads(plain.dict[b"a"]))
    plain.close()
    attempt(lambda: plain["a"], lambda: shelve.BsdDbShelf({}).first(), lambda: shelve.Shelf({}).setdefault("k",
            []).append(1), lambda: isinstance(plain, MutableMapping))
    kept = [shelve.Shelf({}) for _ in range(2)]
    kept[0].update(x=1, y=[2])
    kept[1].update(kept[0])
    print(dict(kept[1]) == dict(kept[0]), kept[1].popitem(), kept[0] == kept[1], kept[0].clear(), len(kept[0]))
