# What str() makes of a SyntaxError: the base name of the file, even an empty one, and the line.

for filename in ("", "name", "folder/name", "folder/", None, 3):
    for line in (4, None, "5", True):
        error = SyntaxError("message", (filename, line, 1, "text"))
        print(repr(filename), repr(line), str(error))
try:
    compile("(", "", "exec")
except SyntaxError as error:
    print(error)
