# Uncaught: two exceptions that are each other's cause.
def make(text):
    try:
        raise ValueError(text)
    except ValueError as error:
        return error


a, b = make("a"), make("b")
a.__cause__, b.__cause__ = b, a
raise a
