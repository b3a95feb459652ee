try:
    a()
except b:
    c()
except (d, e) as f:
    g(f)
except:
    h()
else:
    i()
finally:
    j()


def ways_out(items):
    for item in items:
        try:
            if item:
                continue
            break
        except ValueError as error:
            return error
        finally:
            item.close()
