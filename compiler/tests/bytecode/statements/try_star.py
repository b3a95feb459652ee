try:
    a()
except* b:
    c()
except* d, e:
    raise
else:
    g()
finally:
    h()


def named(items):
    for item in items:
        try:
            item()
        except* ValueError as group:
            while group:
                break
