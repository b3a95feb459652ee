# Which clause runs, and what the exception variable is afterwards.
def run(error):
    log = []
    try:
        try:
            log.append("try")
            if error:
                raise error
        except KeyError as e:
            log.append(f"except KeyError {e}")
        except (ValueError, TypeError) as e:
            log.append(f"except tuple {e}")
            raise
        else:
            log.append("else")
        finally:
            log.append("finally")
    except Exception as e:
        log.append(f"outer {type(e).__name__}")
    return log


for error in (None, KeyError("k"), ValueError("v"), OSError("o"), TypeError):
    print(run(error))
try:
    raise ValueError("gone")
except ValueError as e:
    pass
try:
    e
except NameError as error:
    print(error)
e = "before"
try:
    raise ValueError
except ValueError as e:
    del e
print("e" in globals())
try:
    raise IndexError
except LookupError as error:
    print(repr(error), error.args, str(error) == "")
try:
    raise KeyError("k")
except:
    print("bare")


def non_class():
    try:
        raise ValueError("original")
    except 5:
        pass


try:
    non_class()
except TypeError as error:
    print(error, "|", repr(error.__context__))
try:
    try:
        raise ValueError
    except (KeyError, (TypeError, ValueError)):
        print("nested tuple")
except TypeError as error:
    print(error)
for bad in (5, "text", int, None, object()):
    try:
        raise bad
    except TypeError as error:
        print(error)
try:
    raise
except RuntimeError as error:
    print(error)


def in_else():
    try:
        pass
    except ValueError:
        print("not caught here")
    else:
        raise ValueError("from else")


try:
    in_else()
except ValueError as error:
    print(error)
class Lazy:
    @property
    def kind(self):
        print("evaluated")
        return ValueError
try:
    pass
except Lazy().kind:
    pass
try:
    raise ValueError
except Lazy().kind:
    print("matched")
