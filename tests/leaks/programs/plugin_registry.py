"""A registry of text filters: each plugin is a closure that may call itself on parts of its input."""

import functools


class Registry:
    """Filters by name, and pipelines made of them."""

    def __init__(self):
        self.filters = {}

    def add(self, name, function):
        if not callable(function):
            raise TypeError(f"{name} is no function")
        self.filters[name] = function

    def remove(self, name):
        del self.filters[name]

    def pipeline(self, *names):
        steps = [self.filters[name] for name in names]

        def run(text):
            return functools.reduce(lambda value, step: step(value), steps, text)

        return run


def make_bracket_filter(opening, closing):
    """A filter that takes out what stands in brackets, brackets within brackets included."""

    def strip(text):
        start = text.find(opening)
        if start < 0:
            return text
        depth = 0
        for index in range(start, len(text)):
            if text[index] == opening:
                depth += 1
            elif text[index] == closing:
                depth -= 1
                if depth == 0:
                    return text[:start] + strip(text[index + 1 :])
        return text[:start]

    return strip


def make_case_filter(mode):
    """A filter that needs nothing of itself."""
    modes = {"upper": str.upper, "lower": str.lower, "title": str.title}
    convert = modes[mode]

    def change(text):
        return convert(text)

    return change


class Document:
    """A text and the filters that were applied to it."""

    def __init__(self, text):
        self.text = text
        self.history = []

    def apply(self, name, function):
        self.history.append((name, len(self.text)))
        self.text = function(self.text)
        return self


def load_plugins(registry):
    registry.add("brackets", make_bracket_filter("[", "]"))
    registry.add("parens", make_bracket_filter("(", ")"))
    registry.add("upper", make_case_filter("upper"))


def unload_plugins(registry):
    for name in list(registry.filters):
        registry.remove(name)


def main():
    registry = Registry()
    texts = ["one (two (three)) four", "five [six] seven (eight)", "plain"]
    for round_number in range(4):
        load_plugins(registry)
        pipeline = registry.pipeline("brackets", "parens", "upper")
        for text in texts:
            document = Document(text).apply("pipeline", pipeline)
            if round_number == 0:
                print(document.text, document.history)
        unload_plugins(registry)
    print("filters left:", len(registry.filters))


if __name__ == "__main__":
    main()
