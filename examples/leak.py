import gc

gc.disable()


def itertest(o):
    def listiter(l):
        for i in l:
            if isinstance(i, list):
                yield from listiter(i)
            else:
                yield i

    return listiter(o)


print(list(itertest([1, [2, 3]])))
gc.set_debug(gc.DEBUG_LEAK)
print(gc.collect(), "unreachable objects")
gc.set_debug(0)
