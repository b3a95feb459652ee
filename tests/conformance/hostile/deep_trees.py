"""Trees that are deep or contain themselves are refused."""
import ast

place = {"lineno": 1, "col_offset": 0}
node = ast.Name("a", **place)
for _ in range(200000):
    node = ast.UnaryOp(ast.Not(), node, **place)
try:
    compile(ast.Expression(node), "<tree>", "eval")
except RecursionError:
    print("too deep")
circle = ast.UnaryOp(ast.Not(), None, **place)
circle.operand = circle
try:
    compile(ast.Expression(circle), "<tree>", "eval")
except RecursionError:
    print("endless")
print(repr(circle))
circle.operand = None
statement = ast.If(ast.Name("a", **place), [], [], **place)
statement.body.append(statement)
try:
    compile(ast.Module([statement]), "<tree>", "exec")
except RecursionError:
    print("endless")
statement.body.clear()
try:
    ast.parse("-" * 5000 + "1")
    ast.parse("(" * 150 + "1" + ")" * 150)
except (RecursionError, MemoryError):
    print("refused")
print("done")
