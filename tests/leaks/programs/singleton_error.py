"""A parser that makes its error once, "because that is faster", and raises it again and again."""


class EndOfInput(Exception):
    pass


END = EndOfInput("no more input")


class Tokens:
    def __init__(self, text):
        self.left = text.split()

    def next(self):
        if not self.left:
            raise END
        return self.left.pop(0)


def count(text):
    tokens = Tokens(text)
    number = 0
    try:
        while True:
            tokens.next()
            number += 1
    except EndOfInput:
        return number


def main():
    for line in ("to be or not", "to be", "that is", "the question"):
        print(line, count(line))


main()
