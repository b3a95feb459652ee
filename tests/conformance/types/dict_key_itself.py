# A search of a dict finds the key itself whatever hash it gives now, if it passes its place; one of a set does not.


class Key:
    def __init__(self, hash):
        self.hash = hash

    def __hash__(self):
        return self.hash

    def __eq__(self, other):
        print("asked", self.hash, other.hash)
        return False


key = Key(1)
mapping = {key: "found"}
for hash in (1, 2, 1 + 8, 1 + 8 * 1024, 3 + 8):
    key.hash = hash
    print(hash, mapping.get(key), key in mapping)

key.hash = 1 + 8
mapping[key] = "changed"
print(list(mapping.values()))
print(mapping.setdefault(key, "new"), len(mapping))
mapping[Key(1)] = "other"
print(len(mapping), mapping[key])
print(mapping.pop(key), len(mapping))

key.hash = 1
members = {key}
for hash in (1, 2, 1 + 8, 1 + 8 * 1024):
    key.hash = hash
    print(hash, key in members)
