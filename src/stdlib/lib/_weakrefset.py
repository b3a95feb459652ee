"""weakref.WeakSet. A copy of the references is iterated over: any of them may go meanwhile."""

__all__ = ['WeakSet']

from _weakref import ref

GenericAlias = type(list[int])


class WeakSet:

    def __init__(self, data=None):
        self.data = set()

        def forget(reference, selfref=ref(self)):
            container = selfref()
            if container is not None:
                container.data.discard(reference)

        self._remove = forget
        if data is not None:
            self.update(data)

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        for reference in self.data.copy():
            element = reference()
            if element is not None:
                yield element

    def __contains__(self, item):
        try:
            reference = ref(item)
        except TypeError:
            # What cannot be referenced was never added.
            return False
        return reference in self.data

    # One element, or all.

    def add(self, item):
        self.data.add(ref(item, self._remove))

    def discard(self, item):
        self.data.discard(ref(item))

    def remove(self, item):
        self.data.remove(ref(item))

    def pop(self):
        while self.data:
            element = self.data.pop()()
            if element is not None:
                return element
        raise KeyError('pop from empty WeakSet')

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (list(self),), self.__getstate__()

    # Sets.

    def update(self, other):
        for element in other:
            self.add(element)

    def difference_update(self, other):
        self.__isub__(other)

    def intersection_update(self, other):
        self.__iand__(other)

    def symmetric_difference_update(self, other):
        self.__ixor__(other)

    def __ior__(self, other):
        self.update(other)
        return self

    def __isub__(self, other):
        if self is other:
            self.data.clear()
        else:
            self.data.difference_update(ref(item) for item in other)
        return self

    def __iand__(self, other):
        self.data.intersection_update(ref(item) for item in other)
        return self

    def __ixor__(self, other):
        if self is other:
            self.data.clear()
        else:
            self.data.symmetric_difference_update(
                ref(item, self._remove) for item in other)
        return self

    def union(self, other):
        return self.__class__(elem for part in (self, other) for elem in part)

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    def difference(self, other):
        newset = self.copy()
        newset.difference_update(other)
        return newset

    def symmetric_difference(self, other):
        newset = self.copy()
        newset.symmetric_difference_update(other)
        return newset

    __or__ = union
    __and__ = intersection
    __sub__ = difference
    __xor__ = symmetric_difference

    def issubset(self, other):
        return self.data.issubset(ref(item) for item in other)

    def issuperset(self, other):
        return self.data.issuperset(ref(item) for item in other)

    def isdisjoint(self, other):
        return len(self.intersection(other)) == 0

    __le__ = issubset
    __ge__ = issuperset

    def __lt__(self, other):
        return self.data < set(map(ref, other))

    def __gt__(self, other):
        return self.data > set(map(ref, other))

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        return self.data == set(map(ref, other))

    def __repr__(self):
        return repr(self.data)

    __class_getitem__ = classmethod(GenericAlias)
