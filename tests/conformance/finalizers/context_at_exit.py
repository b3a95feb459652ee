# A value in the current context of variables outlives the modules; what it keeps alive is not finalized aloud.
import atexit
import contextvars


class Loud:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


variable = contextvars.ContextVar("variable")
variable.set(Loud("first"))
variable.set(Loud("second"))
kept = Loud("kept")
atexit.register(print, "exit")
context = contextvars.copy_context()
context.run(variable.set, Loud("inner"))
del context
print("end")
