"""`python -m ouropy FOLDER`: writes the stub file of the package, which editors and type checkers read."""

import os
import sys


def main(arguments):
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print("usage: python -m ouropy FOLDER\nwrites FOLDER/ouropy/__init__.pyi", file=sys.stderr)
        return 2
    stub = __spec__.loader.get_data(f"{os.path.dirname(__spec__.origin)}/__init__.pyi")
    folder = os.path.join(arguments[0], "ouropy")
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "__init__.pyi")
    with open(path, "wb") as file:
        file.write(stub)
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
