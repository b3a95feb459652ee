# open for reading: text, binary, lines, newlines, encodings, errors.
with open("_data.txt") as f:
    print(repr(f.read()), f.closed, f.mode, f.name)
print(f.closed)
with open("_data.txt", encoding="utf-8") as f:
    print(repr(f.readline()), repr(f.readline(3)), [line for line in f], repr(f.read()))
with open("_data.txt", "rb") as f:
    print(f.read(5), f.tell(), f.readline(), f.seek(0), f.read(3), f.readlines())
with open("_data.txt", newline="") as f:
    print(f.readlines())
print([line.rstrip("\n") for line in open("_data.txt")][:2])
with open("_latin1.txt", encoding="latin-1") as f:
    print(f.read())
try:
    open("_latin1.txt").read()
except UnicodeDecodeError as e:
    print(e)
print(repr(open("_latin1.txt", errors="replace").read()), repr(open("_latin1.txt", encoding="ascii", errors="ignore").read()))
for args in (("missing.txt",), ("_data.txt", "q"), ("_data.txt", "rw"), ("_data.txt", "rbt"), ("_data.txt", "rb", -1, "utf-8"), (".",), (5.5,), ("_data.txt", "r", 0)):
    try:
        open(*args)
        print(args, "ok")
    except Exception as e:
        print(args, type(e).__name__, e)
f = open("_data.txt")
f.close()
for use in (f.read, f.readline, lambda: next(f), lambda: f.write("x")):
    try:
        use()
    except ValueError as e:
        print(e)
with open("_data.txt") as f:
    try:
        f.write("x")
    except Exception as e:
        print(type(e).__name__, e)
