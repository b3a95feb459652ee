# The order of sets, which their places decide: after additions, removals and pops, and of every operation's result.
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


for turn in range(60):
    a, b = set(), set()
    size = [6, 40, 150][below(3)]
    for step in range(size):
        a.add(below(size * 3))
        b.add(below(size * 3) - size)
        if below(3) == 0:
            a.discard(below(size * 3))
        if below(5) == 0 and b:
            b.pop()
    results = {'a': a, 'b': b, '|': a | b, '&': a & b, '-': a - b, '^': a ^ b, 'frozen': frozenset(a) & b}
    for name in ['__ior__', '__iand__', '__isub__', '__ixor__']:
        copy = set(a)
        getattr(copy, name)(b)
        results[name] = copy
    results['union'] = a.union(b, range(5))
    for name in ['intersection', 'difference', 'symmetric_difference']:
        results[name] = getattr(a, name)(list(b))
    print(turn, size, a <= b, a.isdisjoint(b), a == b, a.issubset(a | b), (a | b).issuperset(b))
    print(*(f'{name} {checksum((list(made), sys.getsizeof(made)))}' for name, made in results.items()))
