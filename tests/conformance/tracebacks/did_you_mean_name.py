import traceback


def attempt(f):
    try:
        f()
    except Exception as e:
        print(traceback.format_exception_only(e)[-1], end="")


counter, calculate_total = 1, 2


def local_scope():
    first_value = 1
    return frist_value


def builtin_name():
    return pritn


def global_name():
    return calculate_totl


def too_far():
    return completely_different


class K:
    attribute = 1

    def method(self):
        return attribute

    def method2(self):
        self.own = 1
        return own


def short():
    return a


def module_not_imported():
    return math.pi


for f in (local_scope, builtin_name, global_name, too_far, K().method, K().method2, short, module_not_imported):
    attempt(f)
coutner
