print("sub", __name__)
__all__ = ["public", "NAME"]
NAME = "sub"
public = "exported"
not_listed = 1
_hidden = 2
