# What a dict's places decide: its size, its order after popitem and copy, which keys are asked, and in which order.
import sys

state = 12345


def below(n):
    """A number from 0 to n - 1, the same ones in every run."""
    global state
    state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
    return (state >> 33) % n


def checksum(value):
    total = 0
    for character in repr(value):
        total = (total * 31 + ord(character)) % (10**15 + 37)
    return total


class Key:
    """Few different hashes, and a log of the comparisons."""

    log = []

    def __init__(self, number, hash):
        self.number, self.hash = number, hash

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        Key.log.append((self.number, other.number))
        return self.number == other.number

    def __repr__(self):
        return f'K{self.number}'


for turn in range(60):
    made, seen = {}, []
    kind, size = below(4), [6, 20, 150][below(3)]
    for step in range(size * 3):
        number, what = below(size), below(10)
        key = [number, str(number), Key(number, number % 7), (number, number % 3)][kind]
        if what < 5:
            made[key] = step
        elif what < 7:
            made.pop(key, None)
        elif what == 7 and made:
            seen.append(made.popitem())
        elif what == 8:
            seen.append(made.get(key))
        elif what == 9:
            seen.append(key in made)
        if step % 17 == 0:
            seen.append((sys.getsizeof(made), len(made)))
        if step % 101 == 100:
            made = made.copy()
            seen.append(sys.getsizeof(made))
    print(turn, kind, size, len(made), checksum((list(made.items()), seen, Key.log, list(reversed(made)))))
    Key.log.clear()
