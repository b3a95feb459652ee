"""Card games: ranks of poker hands, a seeded deck, blackjack played by strategies, scores kept by descriptors."""

import collections
import enum
import functools
import itertools
import operator
import random
from collections.abc import MutableSequence
from dataclasses import dataclass
from typing import NamedTuple, Self


class Suit(str, enum.Enum):
    CLUBS, DIAMONDS, HEARTS, SPADES = "♣♦♥♠"

    def __repr__(self):
        return self.value


class Card(NamedTuple):
    rank: int
    suit: Suit

    @classmethod
    def parse(cls, text) -> Self:
        *rank, suit = text
        try:
            return cls("23456789TJQKA".index("".join(rank)) + 2, Suit["CDHS".index(suit) if suit in "CDHS" else suit])
        except KeyError:
            return cls("23456789TJQKA".index("".join(rank)) + 2, Suit(dict(zip("CDHS♣♦♥♠", "♣♦♥♠" * 2))[suit]))

    def __str__(self):
        return "..23456789TJQKA"[self.rank] + self.suit.value


class Deck(MutableSequence):
    def __init__(self, cards=None):
        self.cards = list(itertools.starmap(Card, itertools.product(range(2, 15), Suit)) if cards is None else cards)

    def __getitem__(self, key):
        found = self.cards[key]
        return type(self)(found) if isinstance(key, slice) else found

    def __setitem__(self, key, value):
        self.cards[key] = value

    def __delitem__(self, key):
        del self.cards[key]

    def __len__(self):
        return len(self.cards)

    def insert(self, place, card):
        self.cards.insert(place, card)

    def __format__(self, spec):
        return (spec or " ").join(map(str, self))


class Rank(enum.IntEnum):
    HIGH, PAIR, TWO_PAIR, THREE, STRAIGHT, FLUSH, FULL_HOUSE, FOUR, STRAIGHT_FLUSH = range(9)


@functools.total_ordering
class Hand:
    def __init__(self, cards):
        self.cards = sorted(cards, reverse=True)
        if len(self.cards) != 5:
            raise ValueError(f"a hand has five cards, not {len(self.cards)}")
        if len(set(self.cards)) < 5:
            twice = collections.Counter(self.cards).most_common(1)[0][0]
            raise ValueError(f"{twice} twice")

    @classmethod
    def best(cls, cards):
        return max(map(cls, itertools.combinations(cards, 5)))

    @functools.cached_property
    def key(self):
        counts = collections.Counter(c.rank for c in self.cards)
        shape = sorted(counts.values(), reverse=True)
        ranks = sorted(counts, key=lambda r: (counts[r], r), reverse=True)
        if ranks == [14, 5, 4, 3, 2]:
            ranks = [5, 4, 3, 2, 1]
        flush = len({c.suit for c in self.cards}) == 1
        straight = len(ranks) == 5 and ranks[0] - ranks[4] == 4
        match shape, flush, straight:
            case _, True, True:
                rank = Rank.STRAIGHT_FLUSH
            case [4, 1], *_:
                rank = Rank.FOUR
            case [3, 2], *_:
                rank = Rank.FULL_HOUSE
            case _, True, _:
                rank = Rank.FLUSH
            case _, _, True:
                rank = Rank.STRAIGHT
            case [3, *_], *_:
                rank = Rank.THREE
            case [2, 2, _], *_:
                rank = Rank.TWO_PAIR
            case [2, *_], *_:
                rank = Rank.PAIR
            case _:
                rank = Rank.HIGH
        return rank, ranks

    def __eq__(self, other):
        return self.key == other.key

    def __lt__(self, other):
        return self.key < other.key

    def __str__(self):
        return f"{' '.join(map(str, self.cards))} {self.key[0].name.lower().replace('_', ' ')}"


class Bounded:
    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return self if instance is None else getattr(instance, self.name, 100)

    def __set__(self, instance, value):
        if value < 0:
            raise OverflowError(f"{instance.name} is broke by {-value}")
        setattr(instance, self.name, value)


@dataclass
class Player:
    name: str
    limit: int
    chips = Bounded()

    def play(self):
        """Receives values of cards, yields True as long as it wants another; its value is the sum."""
        total = aces = 0
        while total < self.limit:
            card = yield True
            value = 11 if card.rank == 14 else min(card.rank, 10)
            aces += value == 11
            total += value
            if total > 21 and aces:
                total, aces = total - 10, aces - 1
        return total


def blackjack(players, deck):
    results = {}
    for player in players:
        game, wants = player.play(), None
        try:
            wants = next(game)
            while wants:
                wants = game.send(deck.pop())
        except StopIteration as stop:
            results[player.name] = stop.value if stop.value <= 21 else 0
    return results


hands = "AS KS QS JS TS|5H 4H 3H 2H AH|9C 9D 9H 9S 2C|KC KD KH 2S 2D|2D 9D 4D JD KD|6C 5D 4H 3S 2S|AC AD AH 7S 2D|JC JD 4H 4S AD|JC JD 3H 4S AD|KC 9D 5H 3S 2D"
parsed = [Hand(map(Card.parse, text.split())) for text in hands.split("|")]
print(*parsed, sep="\n")
print(parsed == sorted(parsed, reverse=True), parsed[0] > parsed[1] >= parsed[2], len(Deck()), f"{Deck()[:5]:-}",
      Deck()[3::13].__class__.__name__)
random.seed(7)
deck = Deck()
random.shuffle(deck)
print(f"{deck[:7]}", Hand.best(deck[:7]), Hand.best(list(map(Card.parse, "2C 3C 4C 5C 7D AC 2D".split()))))
tally = collections.Counter(Hand([deck.pop() for _ in range(5)]).key[0] for _ in range(10))
print({rank.name: n for rank, n in sorted(tally.items())}, len(deck), deck.index(deck[1]), deck.count(deck[0]),
      deck.remove(deck[0]))
players = [Player("careful", 14), Player("bold", 19), Player("dealer", 17)]
for turn in range(8):
    deck = Deck()
    random.shuffle(deck)
    points = blackjack(players, deck)
    for player in players[:2]:
        try:
            player.chips += 60 * ((points[player.name] > points["dealer"]) - (points[player.name] <= points["dealer"]))
        except OverflowError as error:
            print(turn, error)
    print(turn, points, [p.chips for p in players])
for bad in (lambda: Hand([]), lambda: Hand([Card.parse("2C")] * 5), lambda: Card.parse("1C"), lambda: Card.parse("2X"),
            lambda: Deck([])[0], lambda: Deck(3), lambda: Card(2), lambda: random.sample(Deck(), 60), lambda: Suit("x"),
            lambda: parsed[0] < 3, lambda: Deck([]).pop(), lambda: max(map(Hand.best, [[]]))):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
print(repr(Card.parse("TS")), Suit.HEARTS == "♥", Suit.HEARTS.upper(), Player("x", 1), Player.chips.name,
      operator.itemgetter(0)(Card.parse("AH")), [*map(str, Deck().cards[-2:])])
