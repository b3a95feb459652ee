"""A cache of thumbnails that ought to forget pictures nobody uses: its keys are weak, its values are not."""

import weakref


class Picture:
    """An image: rows of grey values."""

    def __init__(self, name, width, height):
        self.name = name
        self.width = width
        self.height = height
        self.rows = [bytes((x * y) % 256 for x in range(width)) for y in range(height)]

    def at(self, x, y):
        return self.rows[y][x]


class Thumbnail:
    """A picture made small, and the picture it was made of."""

    def __init__(self, picture, factor):
        self.picture = picture
        self.factor = factor
        self.rows = []
        for y in range(0, picture.height, factor):
            row = bytearray()
            for x in range(0, picture.width, factor):
                row.append(self.average(x, y))
            self.rows.append(bytes(row))

    def average(self, left, top):
        right = min(left + self.factor, self.picture.width)
        bottom = min(top + self.factor, self.picture.height)
        values = [self.picture.at(x, y) for y in range(top, bottom) for x in range(left, right)]
        return sum(values) // len(values)

    def describe(self):
        return f"{self.picture.name}: {len(self.rows[0])}x{len(self.rows)}"


class Gallery:
    """Makes thumbnails, each once."""

    def __init__(self):
        self.thumbnails = weakref.WeakKeyDictionary()
        self.made = 0

    def thumbnail(self, picture):
        small = self.thumbnails.get(picture)
        if small is None:
            small = self.make(picture)
        return small

    def make(self, picture):
        small = Thumbnail(picture, 4)
        self.made += 1
        self.thumbnails[picture] = small
        return small


GALLERY = Gallery()


def load(number):
    return Picture(f"picture {number}", 16 + number, 12)


def show_page(first, count):
    """Shows some pictures; each is looked at twice and then forgotten."""
    texts = []
    for number in range(first, first + count):
        picture = load(number)
        GALLERY.thumbnail(picture)
        texts.append(GALLERY.thumbnail(picture).describe())
        del picture
    return texts


def main():
    for page in range(3):
        print(", ".join(show_page(page * 4, 4)))
    print("made", GALLERY.made, "kept", len(GALLERY.thumbnails))


if __name__ == "__main__":
    main()
