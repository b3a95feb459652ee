pass


def nothing():
    pass
