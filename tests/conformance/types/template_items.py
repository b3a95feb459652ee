# A template can be joined, so it is a sequence to CPython, but has no items.
template = t"a{1}"
for key in (0, "k"):
    for source in ("template[key]", "del template[key]", "template[key] = 1", "template * 2"):
        try:
            exec(source)
        except TypeError as error:
            print(source, error)
