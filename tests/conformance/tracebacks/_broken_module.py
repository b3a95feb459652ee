def fail():
    return undefined_in_module


value = fail() + 1
