"""Trees of referrers."""
import gc
import io
import re
from pympler import refbrowser


class Node:
    pass


def name(value):
    return type(value).__name__


def main():
    root = Node()
    listed, mapped = [root], {"key": root}
    pair = (listed,)
    gc.collect()
    refbrowser.ConsoleBrowser(root, maxdepth=2, str_func=name).print_tree()
    out = io.StringIO()
    refbrowser.StreamBrowser(root, maxdepth=3, str_func=name, repeat=False, stream=out).print_tree()
    print(re.sub(r"id \d+", "id", out.getvalue()))
    refbrowser.FileBrowser(root, maxdepth=1, str_func=name).print_tree("tree.txt")
    with open("tree.txt", encoding="utf-8") as file:
        print(file.read())
    tree = refbrowser.RefBrowser(root, maxdepth=1, str_func=name).get_tree()
    print(len(tree.children), str(tree))
    return pair, mapped


main()
