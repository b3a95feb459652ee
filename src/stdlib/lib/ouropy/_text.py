"""Numbers as text."""


def size(number):
    """Bytes, rounded where there are many: 56 bytes, 1.2 kB."""
    for unit, word in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if abs(number) >= unit:
            return f"{number / unit:.1f} {word}"
    return "1 byte" if number == 1 else f"{number} bytes"


def plain(number):
    """A number with one decimal, or none if that says as much."""
    return f"{number:.1f}".removesuffix(".0")


def things(number, word):
    """A number of things: 1 object, 2 objects, 0.5 objects."""
    return f"{plain(number)} {word}" if number == 1 else f"{plain(number)} {word}s"


def table(heads, rows):
    """Lines of a table: words to the left in the first column, numbers to the right in the others."""
    widths = [max(len(row[at]) for row in [heads, *rows]) for at in range(len(heads))]
    lines = []
    for row in [heads, *rows]:
        cells = [f"{row[0]:{widths[0]}}"] + [f"{cell:>{width}}" for cell, width in zip(row[1:], widths[1:])]
        lines.append("  ".join(cells).rstrip())
    return lines
