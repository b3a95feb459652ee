a = b.c.d


def local(a):
    return a.b


class Private:
    def method(self):
        return self.__name
