class D(dict):
    def __missing__(self, key):
        raise KeyError(key) from ValueError("why")


D()["k"]
