# A generator that passes an exception on to what it delegates to is being executed, although its frame is not running.
class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *exception):
        for attempt in frame.clear, lambda: next(generator), lambda: generator.throw(KeyError), generator.close:
            try:
                print(attempt())
            except (RuntimeError, ValueError) as error:
                print(error)
        raise ValueError("from the delegate")


def delegating():
    kept = [1]
    try:
        yield from Delegate()
    except ValueError as error:
        print("caught", error, kept)
        yield 5


generator = delegating()
next(generator)
frame = generator.gi_frame
print(generator.throw(KeyError))
try:
    frame.clear()
except RuntimeError as error:
    print(error)
print(list(generator))
frame.clear()
