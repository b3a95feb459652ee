"""Board games played by search: noughts, four in a row, nim, knights and mills; a generic player with pruning and a book."""

import abc
import collections
import functools
import itertools
import operator
import random
import re
import string
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import ClassVar, Final, NamedTuple, Self, final, override

WIN: Final = 1000


class Player(Enum):
    X = "x"
    O = "o"

    def __invert__(self):
        return Player.O if self is Player.X else Player.X

    def __str__(self):
        return self.value


class IllegalMove(ValueError):
    def __init__(self, game, move, why):
        super().__init__(f"{move!r}: {why}")
        self.game = game


class Game(abc.ABC):
    registry: ClassVar[dict] = {}

    def __init_subclass__(cls, *, title=None, **more):
        super().__init_subclass__(**more)
        if title:
            Game.registry[title] = cls

    @property
    @abc.abstractmethod
    def moves(self) -> Sequence: ...

    @abc.abstractmethod
    def play(self, move) -> Self: ...

    @property
    @abc.abstractmethod
    def winner(self) -> Player | None: ...

    def estimate(self):
        return 0

    @property
    def over(self):
        return self.winner is not None or not self.moves

    @classmethod
    def replay(cls, *moves, **start):
        return functools.reduce(cls.play, moves, cls(**start))


@dataclass(frozen=True)
class Noughts(Game, title="noughts"):
    cells: str = "." * 9
    turn: Player = Player.X

    LINES: ClassVar = [*itertools.batched(range(9), 3), *((n, n + 3, n + 6) for n in range(3)), (0, 4, 8), (2, 4, 6)]

    @property
    def moves(self):
        return [n for n, c in enumerate(self.cells) if c == "."]

    @override
    def play(self, move):
        if move not in self.moves:
            raise IllegalMove(self, move, "taken" if move in range(9) else "outside")
        return replace(self, cells=self.cells[:move] + str(self.turn) + self.cells[move + 1 :], turn=~self.turn)

    @functools.cached_property
    def winner(self):
        for a, b, c in self.LINES:
            if self.cells[a] == self.cells[b] == self.cells[c] != ".":
                return Player(self.cells[a])
        return None

    def __str__(self):
        return "\n".join(map("".join, itertools.batched(self.cells, 3)))


@dataclass(frozen=True)
class Four(Game, title="four"):
    columns: tuple[str, ...] = ("",) * 5
    turn: Player = Player.X
    HEIGHT: ClassVar[int] = 4

    @property
    def moves(self):
        middle = len(self.columns) // 2
        return sorted((n for n, c in enumerate(self.columns) if len(c) < self.HEIGHT), key=lambda n: abs(n - middle))

    def play(self, move):
        if not 0 <= move < len(self.columns):
            raise IllegalMove(self, move, "no such column")
        if len(self.columns[move]) == self.HEIGHT:
            raise IllegalMove(self, move, "full")
        return replace(self, columns=tuple(c + str(self.turn) * (n == move) for n, c in enumerate(self.columns)),
                       turn=~self.turn)

    def lines(self) -> Iterator[str]:
        grid = [c.ljust(self.HEIGHT, ".") for c in self.columns]
        yield from grid
        yield from map("".join, zip(*grid))
        for step in (1, -1):
            diagonals = collections.defaultdict(str)
            for x, y in itertools.product(range(len(grid)), range(self.HEIGHT)):
                diagonals[x - step * y] += grid[x][y]
            yield from diagonals.values()

    @functools.cached_property
    def winner(self):
        found = re.search(r"(x|o)\1{3}", " ".join(self.lines()))
        return Player(found[1]) if found else None

    def estimate(self):
        text = " ".join(self.lines())
        threes = {p: len(re.findall(rf"(?=\.{p}{{3}}|{p}{{3}}\.)", text)) for p in "xo"}
        return 10 * (threes[str(self.turn)] - threes[str(~self.turn)])

    def __str__(self):
        rows = zip(*(c.ljust(self.HEIGHT, ".") for c in self.columns))
        return "\n".join(reversed(list(map("".join, rows))))


class Take(NamedTuple):
    heap: int
    count: int


@final
@dataclass(frozen=True)
class Nim(Game, title="nim"):
    heaps: tuple[int, ...] = (3, 4, 5)
    turn: Player = Player.X

    @property
    def moves(self):
        return [Take(h, n) for h, size in enumerate(self.heaps) for n in range(1, size + 1)]

    def play(self, move):
        heap, count = move
        if not 0 < count <= self.heaps[heap]:
            raise IllegalMove(self, move, f"heap has {self.heaps[heap]}")
        return replace(self, heaps=tuple(s - count * (n == heap) for n, s in enumerate(self.heaps)), turn=~self.turn)

    @property
    def winner(self):
        return None if any(self.heaps) else ~self.turn

    def best(self):
        """The move of theory: leave a sum of zero."""
        total = functools.reduce(operator.xor, self.heaps)
        return next((Take(n, s - (s ^ total)) for n, s in enumerate(self.heaps) if s ^ total < s), None)


@dataclass
class Mind:
    """Searches with pruning; remembers positions, counts what it looked at."""

    depth: int = 9
    book: dict = field(default_factory=dict, repr=False)
    looked: int = 0

    def value(self, game, depth, low=-2 * WIN, high=2 * WIN):
        if (key := (game, depth)) in self.book:
            return self.book[key]
        self.looked += 1
        if (winner := game.winner) is not None:
            return (WIN + depth) * (1 if winner is game.turn else -1)
        moves = game.moves
        if not moves:
            return 0
        if not depth:
            return game.estimate()
        best = -2 * WIN
        for move in moves:
            best = max(best, -self.value(game.play(move), depth - 1, -high, -low))
            low = max(low, best)
            if low >= high:
                return best
        self.book[key] = best
        return best

    def choose(self, game):
        if not game.moves:
            raise LookupError("the game is over")
        scored = [(-self.value(game.play(move), self.depth - 1), move) for move in game.moves]
        top = max(s for s, _ in scored)
        return next(m for s, m in scored if s == top), top


def match(game, **minds):
    while not game.over:
        move, _ = minds[game.turn.value].choose(game)
        game = game.play(move)
        yield move, game


def knights(size, start=(0, 0)):
    """A tour by the rule of fewest ways on."""
    steps = [(a * x, b * y) for x, y in ((1, 2), (2, 1)) for a in (1, -1) for b in (1, -1)]
    tour, left = [start], set(itertools.product(range(size), repeat=2)) - {start}

    def ways(place):
        return sorted((n for dx, dy in steps if (n := (place[0] + dx, place[1] + dy)) in left),
                      key=lambda n: (sum((n[0] + a, n[1] + b) in left for a, b in steps), n))

    while left and (options := ways(tour[-1])):
        tour.append(options[0])
        left.remove(options[0])
    return tour


print({title: game.__name__ for title, game in Game.registry.items()})
mind = Mind(6)
start = Noughts.replay(4, 0, 8)
print(start, start.turn, start.moves, mind.choose(start), mind.looked > 0, sep="\n")
moves = [move for move, game in match(start, x=mind, o=mind)]
print(moves, game.winner, game, sep="\n") if (game := Noughts.replay(4, 0, 8, *moves)).over else print("open")
random_mind = type("Random", (), {"choose": lambda self, game, draw=random.Random(4): (draw.choice(game.moves), 0)})()
for seed in range(2):
    *_, (last, end) = match(Noughts.replay(seed, 8), x=Mind(5), o=random_mind)
    print(last, end.winner, end.cells)
four = Four.replay(2, 2, 1, 1, columns=("",) * 4)
print(four, Mind(3).choose(four), Four.replay(0, 1, 0, 1, 0, 1, 0).winner,
      [Four.replay(0, 1, 0, 1, 0).estimate(), Four.replay(2, 2, 3, 3, 1).estimate()], sep="\n")
nim = Nim((1, 2, 3))
print(nim.best(), Nim((1, 4, 2)).best(), [Mind(9).choose(Nim(h))[1] > 0 for h in ((1, 1), (2, 1), (1, 2))],
      list(match(Nim((2, 1)), x=Mind(), o=Mind()))[-1], functools.reduce(operator.xor, nim.heaps))
tour = knights(5)
print(len(tour), tour[:4], *("".join(f"{tour.index((x, y)):3}" for x in range(5)) for y in range(5)),
      sep="\n") if len(tour) == 25 else print(len(tour))
for bad in (lambda: start.play(4), lambda: start.play(9), lambda: Four.replay(7), lambda: Four.replay(0, 0, 0, 0, 0),
            lambda: nim.play((0, 2)), lambda: nim.play((9, 1)), lambda: nim.play(3), lambda: mind.choose(Nim(())),
            lambda: Game(), lambda: type("Half", (Game,), {"moves": []})(), lambda: Player("z"),
            lambda: setattr(start, "turn", 1), lambda: Noughts("xxx......").winner.value, lambda: Noughts(3).moves,
            lambda: Mind().choose(Noughts("xoxoxoxox")), lambda: Noughts() < Noughts(), lambda: ~Player):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(hash(Noughts()) == hash(Noughts()), Nim.__final__, Noughts.play.__override__,
      textwrap.indent(str(Noughts.replay(0)), "> "), string.hexdigits[:3], ~~Player.X)
