"""Objects and bytes by class: what there is, and what a function or a block leaves behind."""

import gc

import _ouropy

from ._report import Session, record
from ._text import plain, size, table, things
from ._why import why_new

# Rows of a table that are shown.
_SHOWN = 20


class Row:
    """The objects of one class: how many something keeps (`objects`, `bytes`), and how many only the collector would
    free (`garbage_objects`, `garbage_bytes`). In a difference, how many more.
    """

    __slots__ = ("bytes", "class_name", "garbage_bytes", "garbage_objects", "objects")

    def __init__(self, class_name, objects, bytes, garbage_objects, garbage_bytes):
        self.class_name = class_name
        self.objects = objects
        self.bytes = bytes
        self.garbage_objects = garbage_objects
        self.garbage_bytes = garbage_bytes

    def __repr__(self):
        return (
            f"<{self.class_name}: {self.objects} objects, {self.bytes} bytes, "
            f"garbage: {self.garbage_objects} objects, {self.garbage_bytes} bytes>"
        )


class _Table:
    """Rows by class."""

    __slots__ = ("_rows",)

    def __init__(self):
        self._rows = None

    @property
    def rows(self):
        """A `Row` for each class, the one with the most bytes first."""
        if self._rows is None:
            rows = [Row(*row) for row in self._read()]
            rows.sort(key=lambda row: (-abs(row.bytes) - abs(row.garbage_bytes), row.class_name))
            self._rows = rows
        return self._rows

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, class_name):
        for row in self.rows:
            if row.class_name == class_name:
                return row
        return Row(class_name, 0, 0, 0, 0)

    @property
    def objects(self):
        """How many objects something keeps."""
        return sum(row.objects for row in self.rows)

    @property
    def bytes(self):
        """Their bytes."""
        return sum(row.bytes for row in self.rows)

    @property
    def garbage_objects(self):
        """How many objects only the collector would free."""
        return sum(row.garbage_objects for row in self.rows)

    @property
    def garbage_bytes(self):
        """Their bytes."""
        return sum(row.garbage_bytes for row in self.rows)

    def _lines(self, sign):
        rows = self.rows[:_SHOWN]
        with_garbage = any(row.garbage_objects or row.garbage_bytes for row in self.rows)
        heads = ["class", "objects", "bytes"] + ["garbage", "its bytes"] * with_garbage
        cells = []
        for row in rows:
            numbers = [row.objects, row.bytes] + [row.garbage_objects, row.garbage_bytes] * with_garbage
            cells.append([row.class_name] + [f"{number:{sign}}" for number in numbers])
        lines = table(heads, cells)
        if len(self.rows) > _SHOWN:
            lines.append(f"and {len(self.rows) - _SHOWN} more classes")
        return lines


class Snapshot(_Table):
    """What is alive at one time, by class; also what the collector does not track. `later - earlier` is a `Diff`."""

    __slots__ = ("_counts",)

    def __init__(self):
        super().__init__()
        self._counts = _ouropy.counts()

    def _read(self):
        return self._counts.rows()

    def __sub__(self, before):
        if not isinstance(before, Snapshot):
            return NotImplemented
        return Diff(before, self)

    def __str__(self):
        first = f"{things(self.objects + self.garbage_objects, "object")}, {size(self.bytes + self.garbage_bytes)}"
        return "\n".join([first, *self._lines("")])

    def __repr__(self):
        return f"<Snapshot of {things(self.objects + self.garbage_objects, "object")}>"


class Diff(_Table):
    """What there is more or less of in a later snapshot; true if there is any difference."""

    __slots__ = ("_after", "_before")

    def __init__(self, before, after):
        super().__init__()
        self._before = before
        self._after = after

    def _read(self):
        return self._after._counts.since(self._before._counts)

    def __str__(self):
        if not self.rows:
            return "no difference"
        first = f"{self.objects + self.garbage_objects:+} objects, {self.bytes + self.garbage_bytes:+} bytes"
        return "\n".join([first, *self._lines("+")])

    def __repr__(self):
        return f"<Diff: {str(self).partition("\n")[0]}>"


def snapshot():
    """Objects and bytes by class for everything that is alive now."""
    return Snapshot()


def diff(before, after):
    """What there is more of in the snapshot `after`, by class."""
    return Diff(before, after)


class Growth:
    """What calls of a function, or a block, have left behind. True if each call leaves something: then `kept` lists the
    rows of what something keeps, `cycles` those of what only the collector would free, both counted over all `calls`;
    `why` says what keeps it, and `leaks` is the report on the cycles.
    """

    __slots__ = ("calls", "cycles", "kept", "leaks", "name", "why")

    def __init__(self, name, calls, counts, leaks):
        self.name = name
        self.calls = calls
        self.leaks = leaks
        rows = _rows(counts[0], counts[-1])
        # What grows in one half of the calls only is no growth: a table that was made larger, a cache that was filled.
        halves = [_rows(before, after) for before, after in zip(counts, counts[1:])]
        steady = [row for row in rows.values() if all(_grows(half.get(row.class_name)) for half in halves)]
        steady.sort(key=lambda row: (-row.bytes, row.class_name))
        self.kept = [row for row in steady if row.objects >= calls or row.objects <= 0 < row.bytes]
        self.cycles = [row for row in rows.values() if row.garbage_objects > 0]
        self.cycles.sort(key=lambda row: (-row.garbage_bytes, row.class_name))
        self.why = None
        grown = [row for row in self.kept if row.objects > 0]
        # An instance of a class of the program says more than its attributes do.
        grown.sort(key=lambda row: row.class_name in _PARTS)
        for row in grown:
            self.why = why_new(counts[0], row.class_name, 1)
            if self.why:
                break

    @property
    def objects_per_call(self):
        """How many objects that something keeps each call leaves, on average."""
        return sum(row.objects for row in self.kept) / self.calls

    @property
    def bytes_per_call(self):
        """Their bytes."""
        return sum(row.bytes for row in self.kept) / self.calls

    @property
    def garbage_objects_per_call(self):
        """How many objects each call leaves that only the collector would free, on average."""
        return sum(row.garbage_objects for row in self.cycles) / self.calls

    @property
    def garbage_bytes_per_call(self):
        """Their bytes."""
        return sum(row.garbage_bytes for row in self.cycles) / self.calls

    def __bool__(self):
        return bool(self.kept or self.cycles or self.leaks)

    def __str__(self):
        who = f"{self.name}: " if self.calls == 1 else f"{self.name}, {self.calls} calls: "
        if not self:
            return who + "nothing is left behind"
        each = "" if self.calls == 1 else " per call"
        parts = []
        if self.kept:
            objects, bytes = self.objects_per_call, self.bytes_per_call
            parts.append(f"{things(objects, "object")} ({size(round(bytes))}){each} {_be(objects)} kept")
        if self.cycles or self.leaks:
            objects, bytes = self.garbage_objects_per_call, self.garbage_bytes_per_call
            where = f"{_be(objects)} in cycles or held by them"
            parts.append(f"{things(objects, "object")} ({size(round(bytes))}){each} {where}")
        lines = [who + "; ".join(parts)]
        if self.kept:
            rows = [(row.class_name, row.objects, row.bytes) for row in self.kept]
            lines += ["", "kept:", *self._table(rows)]
            if self.why:
                lines += ["", *str(self.why).splitlines()]
        if self.cycles:
            rows = [(row.class_name, row.garbage_objects, row.garbage_bytes) for row in self.cycles]
            lines += ["", "in cycles or held by them:", *self._table(rows)]
        if self.leaks:
            lines += ["", str(self.leaks)]
        return "\n".join(lines)

    def _table(self, rows):
        heads = ["class", "objects", "bytes"] if self.calls == 1 else ["class", "objects/call", "bytes/call"]
        cells = [[name, plain(objects / self.calls), plain(bytes / self.calls)] for name, objects, bytes in rows]
        lines = ["  " + line for line in table(heads, cells[:_SHOWN])]
        if len(cells) > _SHOWN:
            lines.append(f"  and {len(cells) - _SHOWN} more classes")
        return lines

    def __repr__(self):
        return f"<{str(self).partition("\n")[0]}>"


# Classes whose objects are mostly parts of others.
_PARTS = {"str", "int", "float", "bytes", "tuple", "list", "dict", "set", "cell", "function", "method"}


def _be(number):
    return "is" if number == 1 else "are"


def _rows(before, after):
    return {row[0]: Row(*row) for row in after.since(before)}


def _grows(row):
    return row is not None and (row.objects > 0 or row.bytes > 0)


class _Paused:
    """Automatic collections wait: what they freed would not be counted."""

    __slots__ = ("_enabled",)

    def __init__(self):
        self._enabled = gc.isenabled()
        gc.disable()

    def end(self):
        if self._enabled:
            gc.enable()


def growth(f, n=20, *, warmup=2):
    """Calls `f()` a few times to warm up, then `n` times: what each call leaves behind, as a `Growth`."""
    if n < 1:
        raise ValueError("growth needs at least one call")
    name = f"{getattr(f, "__name__", None) or _ouropy.label(f)}()"
    for _ in range(warmup):
        f()
    with record():
        paused, session = _Paused(), Session()
        try:
            counts = [_ouropy.counts()]
            for calls in (n // 2, n - n // 2):
                if calls:
                    for _ in range(calls):
                        f()
                    counts.append(_ouropy.counts())
        finally:
            leaks = session.end()
            paused.end()
        return Growth(name, n, counts, leaks)


class watch:
    """A context manager: what its block leaves behind. Afterwards it has the attributes of a `Growth` of one call."""

    def __init__(self, name="the block"):
        self._name = name
        self._growth = None

    def __enter__(self):
        self._paused, self._session, self._recording = _Paused(), Session(), record()
        self._before = _ouropy.counts()
        return self

    def __exit__(self, kind, error, traceback):
        after = _ouropy.counts()
        leaks = self._session.end()
        self._paused.end()
        self._growth = Growth(self._name, 1, [self._before, after], leaks)
        self._recording.stop()
        self._before = None

    @property
    def growth(self):
        """The `Growth`; None inside of the block."""
        return self._growth

    def __getattr__(self, name):
        if name.startswith("_") or self._growth is None:
            raise AttributeError(f"the block has not ended, so there is no {name!r} yet")
        return getattr(self._growth, name)

    def __bool__(self):
        return bool(self._growth)

    def __str__(self):
        return f"{self._name} has not ended" if self._growth is None else str(self._growth)
