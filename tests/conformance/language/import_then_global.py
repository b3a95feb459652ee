# A name that an import has bound may still be declared global or nonlocal.


def store_global():
    import keyword as word
    global word


store_global()
print(word.__name__)


def outer():
    found = None

    def inner():
        import keyword as found
        nonlocal found

    inner()
    return found.__name__


print(outer())

for source in ("x = 1\nglobal x", "import x\nx\nglobal x", "def f(x):\n global x", "x: int\nglobal x"):
    try:
        compile(source, "<source>", "exec")
    except SyntaxError as error:
        print(error)
