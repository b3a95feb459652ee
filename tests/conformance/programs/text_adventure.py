"""A text adventure: a world as a graph, objects that contain each other, a parser of commands, state saved and restored."""

import cmd
import collections
import contextlib
import copy
import enum
import functools
import io
import itertools
import json
import operator
import pickle
import random
import re
import string
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar


class Way(enum.Enum):
    NORTH, SOUTH = (0, 1), (0, -1)
    EAST, WEST = (1, 0), (-1, 0)

    def __neg__(self):
        return Way(tuple(-n for n in self.value))

    @classmethod
    def find(cls, word):
        found = [w for w in cls if w.name.lower().startswith(word)]
        if len(found) != 1:
            raise Refusal(f"{word} is no direction")
        return found[0]


class Trait(enum.Flag):
    FIXED = enum.auto()
    LIGHT = enum.auto()
    OPEN = enum.auto()
    EDIBLE = enum.auto()


class Refusal(Exception):
    """What the player cannot do; the text says why."""


class Won(Exception):
    pass


@dataclass(eq=False)
class Thing:
    name: str
    text: str = ""
    traits: Trait = Trait(0)
    inside: "Thing | None" = field(default=None, repr=False)
    contents: list["Thing"] = field(default_factory=list, repr=False)
    weight: int = 1

    article: ClassVar[str] = "a"

    def __str__(self):
        return f"{'an' if self.name[0] in 'aeiou' else self.article} {self.name}"

    def move(self, target):
        here = target
        while here is not None:
            if here is self:
                raise Refusal(f"{self} cannot be put into itself")
            here = here.inside
        if self.inside is not None:
            self.inside.contents.remove(self)
        self.inside = target
        target.contents.append(self)

    def __iter__(self) -> Iterator["Thing"]:
        for thing in self.contents:
            yield thing
            if Trait.OPEN in thing.traits:
                yield from thing

    def load(self):
        return self.weight + sum(t.load() for t in self.contents)

    def event(self, verb, game):
        handler = getattr(self, f"on_{verb}", None)
        return handler(game) if handler else None


class Lamp(Thing):
    def on_use(self, game):
        self.traits ^= Trait.LIGHT
        return f"The lamp is {'on' if Trait.LIGHT in self.traits else 'off'}."


class Door(Thing):
    def __init__(self, name, key, **more):
        super().__init__(name, traits=Trait.FIXED, **more)
        self.key, self.locked = key, True

    def on_use(self, game):
        if not any(t.name == self.key for t in game.player):
            raise Refusal(f"You have no {self.key}.")
        self.locked = not self.locked
        return f"The {self.name} is {'locked' if self.locked else 'open'}."


class Cake(Thing):
    def on_eat(self, game):
        self.inside.contents.remove(self)
        raise Won(f"You eat the {self.name}. That was what you came for.")


class Room(Thing):
    article = "the"

    def __init__(self, name, text, dark=False):
        super().__init__(name, text, Trait.OPEN)
        self.dark, self.ways = dark, {}

    def connect(self, way, other, door=None):
        self.ways[way], other.ways[-way] = (other, door), (self, door)
        return other


class Game(cmd.Cmd):
    prompt = ""
    VERBS = {"take": ["get", "grab"], "look": ["l", "x", "examine"], "go": ["walk"], "inventory": ["i"],
             "use": ["switch", "unlock"]}

    def __init__(self, script):
        super().__init__(stdin=io.StringIO(script), stdout=sys.stdout)
        self.use_rawinput = False
        self.words = {alias: verb for verb, aliases in self.VERBS.items() for alias in aliases}
        self.draw, self.turns, self.saved, self.score = random.Random(42), 0, None, collections.Counter()
        hall = Room("hall", "A hall with a high ceiling.")
        cellar = Room("cellar", "It smells of cheese.", dark=True)
        kitchen = Room("kitchen", "Pots everywhere.")
        door = Door("oak door", "iron key")
        hall.connect(Way.SOUTH, cellar)
        hall.connect(Way.EAST, kitchen, door)
        self.player = Thing("you", traits=Trait.OPEN)
        self.player.move(hall)
        for thing, place in ((Lamp("lamp", "Brass."), hall), (Thing("chest", "Old.", Trait.OPEN | Trait.FIXED), cellar),
                             (Cake("cake", "Chocolate!", Trait.EDIBLE), kitchen),
                             (Thing("anvil", "Heavy.", weight=50), hall), (Thing("apple", "Red.", Trait.EDIBLE), hall)):
            thing.move(place)
        Thing("iron key", "Rusty.").move(next(t for t in cellar.contents))
        self.door = door

    @property
    def room(self):
        return self.player.inside

    @property
    def light(self):
        return not self.room.dark or any(Trait.LIGHT in t.traits for t in itertools.chain(self.player, self.room))

    def say(self, text):
        print(textwrap.fill(text, 70, initial_indent="  ", subsequent_indent="  "), file=self.stdout)

    def find(self, words):
        if not words:
            raise Refusal("What?")
        seen = itertools.chain(self.player, self.room if self.light else ())
        doors = [d for _, d in self.room.ways.values() if d]
        found = [t for t in dict.fromkeys([*seen, *doors]) if words in t.name and t is not self.player]
        match found:
            case [thing]:
                return thing
            case []:
                raise Refusal(f"There is no {words} here." if self.light else "It is too dark.")
            case [*several]:
                raise Refusal(f"Which one: {', '.join(map(str, several))}?")

    def precmd(self, line):
        print(">", line, file=self.stdout)
        head, *rest = re.sub(r"\b(the|a|an|at)\b", "", line.lower()).split() or [""]
        with contextlib.suppress(Refusal):
            if len(head) > 0 and not rest and hasattr(Way, head.upper()) or head in ("n", "s", "e", "w"):
                return f"go {head}"
        return " ".join([self.words.get(head, head), *rest])

    def onecmd(self, line):
        try:
            return super().onecmd(line)
        except Refusal as refusal:
            self.say(str(refusal))
        except Won as end:
            self.say(str(end))
            return True
        finally:
            self.turns += 1

    def do_look(self, words):
        if words:
            thing = self.find(words)
            self.say(thing.text or f"Just {thing}.")
            if Trait.OPEN in thing.traits and thing.contents:
                self.say(f"In it: {', '.join(map(str, thing.contents))}.")
            return
        if not self.light:
            raise Refusal("It is dark.")
        things = [str(t) for t in self.room.contents if t is not self.player]
        ways = ", ".join(sorted(w.name.lower() + (f" ({d.name})" if d else "") for w, (_, d) in self.room.ways.items()))
        self.say(f"{self.room}. {self.room.text} You see {' and '.join(things) or 'nothing'}. Ways: {ways}.")

    def do_go(self, word):
        way = Way.find(word)
        try:
            target, door = self.room.ways[way]
        except KeyError:
            raise Refusal(f"No way {way.name.lower()}.") from None
        if door and door.locked:
            raise Refusal(f"The {door.name} is locked.")
        self.player.move(target)
        self.score[target.name] += 1
        self.do_look("")

    def do_take(self, words):
        thing = self.find(words)
        if Trait.FIXED in thing.traits:
            raise Refusal(f"The {thing.name} does not move.")
        if self.player.load() + thing.load() > 20:
            raise Refusal(f"The {thing.name} is too heavy.")
        thing.move(self.player)
        self.say("Taken.")

    def do_put(self, words):
        what, _, where = words.partition(" in ")
        self.find(what).move(self.find(where) if where else self.room)
        self.say("Done.")

    def do_use(self, words):
        thing = self.find(words)
        self.say(thing.event("use", self) or f"Nothing happens to the {thing.name}.")

    def do_eat(self, words):
        thing = self.find(words)
        if Trait.EDIBLE not in thing.traits:
            raise Refusal(f"You do not eat {thing}.")
        thing.event("eat", self)
        thing.inside.contents.remove(thing)
        self.say(self.draw.choice(["Yum.", "Crunch.", "Good."]))

    def do_inventory(self, _):
        self.say(f"You have {', '.join(map(str, self.player.contents)) or 'nothing'} ({self.player.load() - 1}).")

    def do_save(self, _):
        self.saved = pickle.dumps((self.player, self.door, self.score, self.draw.getstate()))
        self.say("Saved.")

    def do_restore(self, _):
        if not self.saved:
            raise Refusal("Nothing is saved.")
        self.player, self.door, self.score, state = pickle.loads(self.saved)
        self.draw.setstate(state)
        self.do_look("")

    def emptyline(self):
        self.say("Pardon?")

    def default(self, line):
        if line == "EOF":
            return True
        self.say(f"I do not know how to {line.split()[0]}.")

    def postloop(self):
        self.say(f"{self.turns} turns, rooms {dict(self.score)}.")


game = Game("""look
take anvil
take the lamp
i
s
look
use lamp
look at chest
take chest
take key
put lamp in lamp
put apple in key
n
restore
save
eat lamp
eat apple
e
use door
dance wildly

w
go up
restore
i
take a
unlock oak
east
put key in chest
x cake
help
eat cake
never reached
""")
game.cmdloop()
twin = copy.deepcopy(game.player)
print(twin.inside is not game.player.inside, twin.inside.name, [t.name for t in twin], -Way.NORTH, Trait(5),
      Trait.LIGHT | Trait.OPEN, json.dumps([str(t) for t in game.player]), functools.reduce(operator.or_, Trait),
      sorted(game.get_names())[-3:], string.capwords(game.room.text), Thing("egg").article + "n", repr(Thing("egg")))
for bad in (lambda: Way.find("x"), lambda: Way((1, 1)), lambda: game.find(""), lambda: Door("d"),
            lambda: pickle.loads(pickle.dumps(Refusal("r"))), lambda: Thing(), lambda: game.player.move(game.player)):
    try:
        print(repr(bad()))
    except Exception as error:
        print(type(error).__name__, error)
