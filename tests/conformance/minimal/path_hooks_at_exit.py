"""What of `sys` the import system lets go of first."""
import sys


class Mortal:
    def __init__(self, label):
        self.label = label

    def __del__(self, print=print):
        print("del", self.label)


for name in ("path", "argv", "ps1", "last_exc", "path_importer_cache", "meta_path", "path_hooks", "kept"):
    setattr(sys, name, Mortal(name))
