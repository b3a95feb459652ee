# A tuple asks its items for their hashes once.
class Hashed:
    def __init__(self, number):
        self.number = number

    def __hash__(self):
        print("hash", self.number)
        return self.number % 2

    def __eq__(self, other):
        print("eq", self.number, other.number)
        return self.number == other.number


class Late:
    calls = 0

    def __hash__(self):
        Late.calls += 1
        if Late.calls < 3:
            raise ValueError(Late.calls)
        return -1


class Kin(tuple):
    pass


pair = (Hashed(1), (Hashed(2), Hashed(3)))
print(hash(pair) == hash(pair))
known = {pair: "known"}
print(known[pair], pair in known, hash(pair[1]) == hash(pair[1]))
print(hash((pair[1], 1)) == hash((pair[1], 1)))
kin = Kin((Hashed(4), Hashed(5)))
print(hash(kin) == hash(kin), len({kin, kin}), hash((kin,)) == hash((kin,)))
late = (Late(), 1)
for _ in range(4):
    try:
        print(hash(late) == hash((-1, 1)), Late.calls)
    except ValueError as error:
        print("not yet", error)
changing = Hashed(6)
key = (changing,)
kept = {key: "found"}
changing.number = 7
print(kept[key])
other = (changing,)
print(other in kept)
zipped = zip([Hashed(8), Hashed(9)], [1, 2])
for item in zipped:
    print(hash(item) == hash(item))
    del item
