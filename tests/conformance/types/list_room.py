# The room that lists of parts are given: seen by sys.getsizeof, as a list keeps what it does not use.
from sys import getsizeof as size

for text in ['', 'a', 'a b', 'a b c d e f g h i j k', 'a b c d e f g h i j k l', 'a b c d e f g h i j k l m', 'a ' * 30]:
    print(
        size(text.split()), size(text.split(' ')), size(text.split(None, 2)), size(text.split(' ', 2)),
        size(text.split('long separator')), size(text.rsplit()), size(text.rsplit(' ')), size(text.rsplit(' ', 20)),
        size(text.replace(' ', '\n').splitlines()), size(text.splitlines()),
    )
