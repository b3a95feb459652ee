"""Reports on reference cycles."""

import _ouropy


class Report:
    """What `leaks()` has found: as text with `str()`, true if there is any leak."""

    __slots__ = ("_leaks", "_native")

    def __init__(self, native):
        self._native = native
        self._leaks = None

    def render(self, format="text", width=100):
        """The report as "text", "json", "github" (annotations), "sarif" or "patch" (a unified diff)."""
        return self._native.render(format, width)

    def json(self):
        """The report as JSON."""
        return self.render("json")

    @property
    def leaks(self):
        """A list of `Leak`."""
        if self._leaks is None:
            import json

            self._leaks = [Leak(leak) for leak in json.loads(self.json())["leaks"]]
        return self._leaks

    def __str__(self):
        return self.render().rstrip("\n")

    def __repr__(self):
        return f"<{str(self).partition("\n")[0]}>"

    def __len__(self):
        return len(self._native)

    def __iter__(self):
        return iter(self.leaks)


class Leak:
    """One leak, or several that are alike. Its attributes are the fields of a leak in `Report.json()`: `kind`,
    `headline`, `signature`, `times`, `objects`, `references`, `ring`, `path`, `places`, `advice`, `growth`, `folded`.
    """

    __slots__ = ("_fields",)

    def __init__(self, fields):
        self._fields = fields

    def __getattr__(self, name):
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f"a leak has no field {name!r}") from None

    def __dir__(self):
        return sorted([*super().__dir__(), *self._fields])

    def __repr__(self):
        return f"<{self.headline}>"


def leaks():
    """The report on what is garbage now: reference cycles that only the collector would free. Nothing is freed."""
    return Report(_ouropy.leaks())


def garbage():
    """The objects that only the collector would free, one list for each strongly connected component.

    While the lists are there, the objects are no garbage: the lists refer to them.
    """
    return _ouropy.garbage()


class record:
    """Records which line makes each object and each reference from now on, until `stop()` is called or a with block
    ends; reports and `why_alive` made meanwhile show the lines. The program is slower for so long (docs/leaks.md).
    """

    __slots__ = ("_is_on",)

    def __init__(self):
        self._is_on = True
        _ouropy.begin_recording()

    def stop(self):
        """Records no longer, unless somebody else has asked for it too."""
        if self._is_on:
            self._is_on = False
            _ouropy.end_recording()

    def __enter__(self):
        return self

    def __exit__(self, kind, error, traceback):
        self.stop()


class Session:
    """Garbage that comes to be from now on, until `end`. Meanwhile it is recorded where it is made."""

    __slots__ = ("_number", "cycles")

    def __init__(self):
        self.cycles = []
        self._number = _ouropy.begin()

    def end(self, keep=False):
        """The report; `cycles` are then the objects that are still there, if these are to be kept."""
        report, cycles = _ouropy.end(self._number)
        if keep:
            self.cycles = cycles
        return Report(report)
