# Objects that propagate values: one-way constraints between variables, planned and executed.
class Variable:
    def __init__(self, name, value=0):
        self.name, self.value = name, value
        self.constraints = []
        self.source = None
        self.mark = 0


class Constraint:
    def __init__(self, inputs, output):
        self.inputs, self.output = inputs, output
        for variable in inputs:
            variable.constraints.append(self)
        output.source = self

    def execute(self):
        self.output.value = self.compute(*[v.value for v in self.inputs])


class Equal(Constraint):
    def compute(self, a):
        return a


class Scale(Constraint):
    def __init__(self, inputs, output, factor, offset):
        super().__init__(inputs, output)
        self.factor, self.offset = factor, offset

    def compute(self, a):
        return (a * self.factor + self.offset) % 1_000_003


class Sum(Constraint):
    def compute(self, a, b):
        return (a + b) % 1_000_003


class Planner:
    def __init__(self):
        self.current = 0

    def plan(self, variable):
        self.current += 1
        order = []
        todo = [variable]
        while todo:
            v = todo.pop()
            for c in v.constraints:
                if c.output.mark != self.current:
                    c.output.mark = self.current
                    order.append(c)
                    todo.append(c.output)
        return order

    def change(self, variable, value, plan):
        variable.value = value
        for constraint in plan:
            constraint.execute()


def chain(n):
    planner = Planner()
    variables = [Variable(f"v{i}") for i in range(n)]
    for i, (a, b) in enumerate(zip(variables, variables[1:])):
        if i % 3 == 0:
            Equal([a], b)
        elif i % 3 == 1:
            Scale([a], b, 3, i)
        else:
            Sum([a, variables[0]], b)
    plan = planner.plan(variables[0])
    total = 0
    for i in range(360):
        planner.change(variables[0], i, plan)
        total += variables[-1].value
    for i in range(90):
        total += len(planner.plan(variables[0]))
    return total


print(chain(5000))
