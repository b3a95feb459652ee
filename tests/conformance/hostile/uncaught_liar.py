# Uncaught: an exception whose __str__ and __repr__ raise, with notes that are none.
class Liar(Exception):
    def __str__(self):
        raise RuntimeError("no text")

    __repr__ = __str__


error = Liar()
error.__notes__ = [Liar(), 5, None, "two\nlines"]
raise error from Liar()
