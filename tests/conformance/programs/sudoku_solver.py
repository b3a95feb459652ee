"""Puzzles: sudoku by constraint propagation, exact cover for pentominoes, queens, a crossword filler, a maze."""

import collections
import copy
import functools
import heapq
import io
import itertools
import operator
import random
import string
import sys
from typing import Iterator

ROWS, COLUMNS = "ABCDEFGHI", "123456789"
SQUARES = [r + c for r in ROWS for c in COLUMNS]
UNITS = [[r + c for c in COLUMNS] for r in ROWS] + [[r + c for r in ROWS] for c in COLUMNS] + [[r + c for r in rs for c in cs] for rs in itertools.batched(ROWS,
        3) for cs in itertools.batched(COLUMNS, 3)]
PEERS = {s: frozenset().union(*(u for u in UNITS if s in u)) - {s} for s in SQUARES}


class Contradiction(Exception):
    pass


class Grid(dict):
    """Squares with the digits that are still possible."""

    steps = 0

    @classmethod
    def parse(cls, text):
        digits = [c for c in text if c in "0.123456789"]
        if len(digits) != 81:
            raise ValueError(f"{len(digits)} squares")
        self = cls.fromkeys(SQUARES, COLUMNS)
        for square, digit in zip(SQUARES, digits):
            if digit in COLUMNS:
                self.assign(square, digit)
        return self

    def assign(self, square, digit):
        for other in self[square].replace(digit, ""):
            self.eliminate(square, other)

    def eliminate(self, square, digit):
        if digit not in self[square]:
            return
        Grid.steps += 1
        self[square] = rest = self[square].replace(digit, "")
        if not rest:
            raise Contradiction(f"nothing fits in {square}")
        if len(rest) == 1:
            for peer in sorted(PEERS[square]):
                self.eliminate(peer, rest)
        for unit in UNITS:
            if square in unit:
                match [s for s in unit if digit in self[s]]:
                    case []:
                        raise Contradiction(f"no place for {digit}")
                    case [only] if len(self[only]) > 1:
                        self.assign(only, digit)

    def __missing__(self, key):
        raise KeyError(f"no square {key}")

    def solved(self):
        return all(len(v) == 1 for v in self.values())

    def __str__(self):
        lines = []
        for number, row in enumerate(itertools.batched((self[s] if len(self[s]) == 1 else "." for s in SQUARES), 9)):
            lines += ["------+-------+------"] * (number in (3,
                    6)) + [" ".join(row[:3] + ("|",) + row[3:6] + ("|",) + row[6:])]
        return "\n".join(lines)


def search(grid) -> Iterator[Grid]:
    if grid.solved():
        yield grid
        return
    square = min((s for s in SQUARES if len(grid[s]) > 1), key=lambda s: (len(grid[s]), s))
    for digit in grid[square]:
        attempt = copy.copy(grid)
        try:
            attempt.assign(square, digit)
        except Contradiction:
            continue
        yield from search(attempt)


def cover(columns, rows, solution=()):
    """Exact covers by Knuth's algorithm over plain dicts of sets."""
    if not columns:
        yield list(solution)
        return
    column = min(columns, key=lambda c: (len(columns[c]), c))
    for row in sorted(columns[column]):
        removed = {}
        for taken in rows[row]:
            for other in columns[taken]:
                for c in rows[other]:
                    if c != taken and c in columns:
                        columns[c].discard(other)
            removed[taken] = columns.pop(taken)
        yield from cover(columns, rows, (*solution, row))
        for taken in reversed(rows[row]):
            columns[taken] = removed[taken]
            for other in columns[taken]:
                for c in rows[other]:
                    if c != taken and c in columns:
                        columns[c].add(other)


def queens(size, row=0, columns=0, left=0, right=0):
    if row == size:
        yield ()
        return
    free = ~(columns | left | right) & ((1 << size) - 1)
    while free:
        place = free & -free
        free ^= place
        for rest in queens(size, row + 1, columns | place, (left | place) << 1, (right | place) >> 1):
            yield (place.bit_length() - 1, *rest)


class Maze:
    def __init__(self, width, height, seed):
        self.width, self.height = width, height
        self.open = collections.defaultdict(set)
        draw, stack, seen = random.Random(seed), [(0, 0)], {(0, 0)}
        while stack:
            if fresh := [n for n in self.around(stack[-1]) if n not in seen]:
                there = draw.choice(fresh)
                self.open[stack[-1]].add(there)
                self.open[there].add(stack[-1])
                seen.add(there)
                stack.append(there)
            else:
                stack.pop()

    def around(self, place):
        x, y = place
        return [(x + dx, y + dy) for dx, dy in ((1, 0), (0, 1), (-1, 0),
                (0, -1)) if 0 <= x + dx < self.width and 0 <= y + dy < self.height]

    def path(self, start, end):
        heap, came = [(0, 0, start, None)], {}
        while heap:
            _, steps, here, before = heapq.heappop(heap)
            if here in came:
                continue
            came[here] = before
            if here == end:
                break
            for there in self.open[here]:
                heapq.heappush(heap, (steps + 1 + abs(there[0] - end[0]) + abs(there[1] - end[1]), steps + 1, there,
                                      here))
        path = []
        while end is not None:
            path.append(end)
            end = came[end]
        return path[::-1]

    def draw(self, marked=(), file=sys.stdout):
        for y in range(self.height):
            print("".join("+" + ("  " if (x, y - 1) in self.open[x, y] else "--") for x in range(self.width)) + "+",
                  file=file)
            print("".join((" " if (x - 1, y) in self.open[x, y] else "|") + (" *" if (x,
                    y) in marked else "  ") for x in range(self.width)) + "|", file=file)
        print("+--" * self.width + "+", file=file)


easy = "003020600900305001001806400008102900700000008006708200002609500800203009005010300"
hard = "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......"
grid = Grid.parse(easy)
print(grid, grid.solved(), Grid.steps, sep="\n")
almost = Grid.parse(str(grid).replace("9", ".").replace("3", "."))
print(almost.solved(), len(list(itertools.islice(search(almost), 5))), sum(len(v) for v in almost.values()))
for text in (easy.replace("003020600", "003020630"), "1" * 81, "12", hard[:9] * 9):
    try:
        print(Grid.parse(text).solved())
    except (Contradiction, ValueError) as error:
        print(type(error).__name__, error)
try:
    grid["Z9"]
except KeyError as error:
    print(error)
rows = {"A": [1, 4, 7], "B": [1, 4], "C": [4, 5, 7], "D": [3, 5, 6], "E": [2, 3, 6, 7], "F": [2, 7]}
columns = {c: {name for name in rows if c in rows[name]} for c in range(1, 8)}
print(list(cover(columns, rows)), {c: sorted(r) for c, r in columns.items()})
solutions = list(queens(6))
print(solutions, len(set(solutions)), [len(list(queens(n))) for n in range(6)])
print(*("".join(". Q"[2 * (c == q)] for c in range(6)).strip("\n") for q in solutions[0]), sep="\n")
maze = Maze(7, 4, 11)
path = maze.path((0, 0), (6, 3))
maze.draw(path)
out = io.StringIO()
Maze(2, 1, 1).draw(file=out)
print(len(path), path[:3], out.getvalue().count("+"), functools.reduce(operator.add, map(len, maze.open.values())),
      len(string.ascii_letters))
