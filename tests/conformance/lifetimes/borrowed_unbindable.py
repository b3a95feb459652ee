# A local that a statement may unbind is counted where CPython has to ask whether it is bound, and nowhere else.
import sys

count = sys.getrefcount


def after_a_loop(x):
    a = []
    for i in (1, 2):
        break
    out = [count(a)]
    while True:
        out.append(count(a))
        break
    out.append(count(a))
    del a
    try:
        out.append(count(a))
    except NameError as error:
        out.append(error.name)
    a = []
    out.append(count(a))
    return out


def in_a_loop(x):
    a = []
    out = []
    for i in (1, 2, 3):
        out.append(count(a))
        out.append(count(a))
        if i == x:
            del a
            a = []
        out.append(count(a))
    return out


def perhaps(x):
    a = []
    if x == 1:
        del a
    try:
        return count(a), count(a)
    except NameError:
        a = []
        return count(a)


def in_handlers(x):
    a = []
    out = []
    try:
        1 / x
        del a
    except ZeroDivisionError:
        out.append(count(a))
        out.append(count(a))
    else:
        a = []
        out.append(count(a))
    finally:
        a = []
        out.append(count(a))
    try:
        out.append(count(a))
        del a
        a = []
    finally:
        out.append(count(a))
        out.append(count(a))
    return out


def caught(x):
    error = []
    out = [count(error)]
    try:
        1 / x
    except ZeroDivisionError as error:
        out.append(type(error).__name__)
    try:
        out.append(count(error))
        out.append(count(error))
    except NameError as wrong:
        out.append(wrong.name)
    return out


def loop_behind(x):
    out = []
    while x < 3:
        x += 1
        a = []
        out.append(count(a))
        if x == 2:
            continue
        out.append(count(a))
        del a
    return out


def with_parameter(a):
    b = a
    for i in range(2):
        if i:
            del a
            break
        print(count(a))
    return count(b)


for function in [after_a_loop, in_a_loop, perhaps, in_handlers, caught, loop_behind]:
    for x in 0, 1, 2:
        print(function.__name__, x, function(x))
print(with_parameter([]))
