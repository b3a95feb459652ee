# Building text piece by piece: f-strings, format, join, +=.
def run(n):
    parts = []
    for i in range(n):
        parts.append(f"{i:05d}:{i * 0.5:.2f}")
        parts.append("{}-{}".format(i, "x"))
        parts.append("%d/%s" % (i, "y"))
    text = ",".join(parts)
    out = ""
    for i in range(n):
        out += str(i)
        out += ";"
    return len(text), len(out), hash(text) == hash("".join(text)), text[-20:]


print(run(280_000))
