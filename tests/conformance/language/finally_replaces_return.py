# A `return`, `break` or `continue` in a `finally` block drops the value that another `return` was about to give.
import sys
import warnings


class Mortal:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("dies", self.name)


warnings.simplefilter("ignore")
SOURCE = '''
def by_return():
    try:
        return Mortal("first")
    finally:
        print("finally")
        return "second"


def in_a_loop():
    try:
        return Mortal("first")
    finally:
        for i in 1, 2:
            print("finally")
            return "second"


def by_break():
    for i in 1, 2:
        try:
            return Mortal("first")
        finally:
            print("finally", i)
            break
    return "second"


def by_continue():
    for i in 1, 2:
        try:
            return Mortal("first")
        finally:
            print("finally", i)
            if i == 1:
                continue


def from_handler():
    try:
        1 / 0
    except ZeroDivisionError as error:
        return Mortal("first")
    finally:
        for i in 1, 2:
            return sys.exception()


def twice():
    try:
        try:
            return Mortal("first")
        finally:
            return Mortal("second")
    finally:
        for i in 1, 2:
            return "third"


def by_raise():
    try:
        try:
            return Mortal("first")
        finally:
            raise ValueError("raised")
    except ValueError as error:
        return str(error)
'''
exec(SOURCE)
for function in [by_return, in_a_loop, by_break, by_continue, from_handler, twice, by_raise]:
    print(function.__name__)
    result = function()
    print(result if type(result) is not Mortal else result.name)
    del result
