namedtuple = 1
