# PYTHONHASHSEED is 0 when scripts of this folder run: hashes, and the orders that follow from them, are known.
print(hash("a"), hash(b"abc"), hash("name"), hash("\u20ac"))
print(set(["a", "b", "c"]), frozenset("hello"), {name: None for name in set("xyz")})
