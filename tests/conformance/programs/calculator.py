"""A calculator: tokens by regular expression, a Pratt parser, an evaluator with an environment."""
import enum
import operator
import re
from typing import Iterator, NamedTuple


class Kind(enum.Enum):
    NUMBER = r"\d+(?:\.\d*)?"
    NAME = r"[A-Za-z_]\w*"
    OP = r"\*\*|[-+*/%()=,]"
    SKIP = r"[ \t]+"
    BAD = r"."


class Token(NamedTuple):
    kind: Kind
    text: str
    column: int


PATTERN = re.compile("|".join(f"(?P<{kind.name}>{kind.value})" for kind in Kind))


def tokens(text: str) -> Iterator[Token]:
    for match in PATTERN.finditer(text):
        kind = Kind[match.lastgroup]
        if kind is Kind.BAD:
            raise SyntaxError(f"bad character {match.group()!r} at {match.start()}")
        if kind is not Kind.SKIP:
            yield Token(kind, match.group(), match.start())


BINARY = {"+": (10, operator.add), "-": (10, operator.sub), "*": (20, operator.mul), "/": (20, operator.truediv),
          "%": (20, operator.mod), "**": (30, operator.pow)}


class Parser:
    def __init__(self, text):
        self.tokens = list(tokens(text))
        self.at = 0

    def peek(self):
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, text=None):
        token = self.peek()
        if token is None:
            raise SyntaxError("unexpected end")
        if text is not None and token.text != text:
            raise SyntaxError(f"expected {text!r}, got {token.text!r} at {token.column}")
        self.at += 1
        return token

    def expression(self, power=0):
        left = self.prefix()
        while (token := self.peek()) and token.text in BINARY and BINARY[token.text][0] > power:
            self.take()
            strength, function = BINARY[token.text]
            right = self.expression(strength - (token.text == "**"))
            left = ("call", function, left, right)
        return left

    def prefix(self):
        match self.take():
            case Token(Kind.NUMBER, text, _):
                return ("number", float(text) if "." in text else int(text))
            case Token(Kind.NAME, name, _):
                return ("name", name)
            case Token(text="-"):
                return ("call", operator.neg, self.expression(25))
            case Token(text="("):
                inner = self.expression()
                self.take(")")
                return inner
            case token:
                raise SyntaxError(f"unexpected {token.text!r} at {token.column}")


def evaluate(node, names):
    match node:
        case ("number", value):
            return value
        case ("name", name):
            return names[name]
        case ("call", function, *arguments):
            return function(*(evaluate(each, names) for each in arguments))


def run(line, names):
    try:
        name, equals, rest = line.partition("=")
        if equals:
            names[name.strip()] = value = evaluate(Parser(rest).expression(), names)
        else:
            parser = Parser(line)
            value = evaluate(parser.expression(), names)
            if parser.peek():
                raise SyntaxError(f"left over: {parser.peek()}")
        return value
    except (SyntaxError, ArithmeticError, KeyError) as error:
        return f"{type(error).__name__}: {error}"


names = {}
for line in ["1 + 2 * 3", "x = 2 ** 3 ** 2", "x % 7", "-(1.5 + x) / 2", "y", "1 / 0", "(1 + 2", "3 $ 4", "1 2", "-2 ** 2"]:
    print(f"{line:<16} -> {run(line, names)}")
print(names, list(Kind), Kind.OP, Kind("."), Token._fields)
