# Source text: the lexer, the parser, the compiler, trees and their way back to text.
import ast
import io
import tokenize

MODES = ["exec", "eval", "single", "func_type"]


def run(data):
    given = Input(data)
    mode = MODES[given.byte() % 4]
    source = given.rest()
    if mode != "func_type":
        attempt(compile, source, "<fuzz>", mode)
    tree = attempt(ast.parse, text_of(source), "<fuzz>", mode, type_comments=mode == "single")
    if tree is not None and mode != "func_type":
        attempt(compile, tree, "<fuzz>", mode, 0, False, 2)
        again = attempt(ast.unparse, tree)
        if again is not None:
            attempt(compile, again, "<fuzz>", mode)
    attempt(list, tokenize.tokenize(io.BytesIO(source).readline))
