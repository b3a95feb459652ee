"""Priority queues in lists: heap[k] is never larger than heap[2*k+1] and heap[2*k+2]."""

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'heappushpop',
           'heappush_max', 'heappop_max', 'heapify_max', 'heapreplace_max',
           'heappushpop_max', 'nlargest', 'nsmallest', 'merge']


def _insist(heap, name, argument):
    if not isinstance(heap, list):
        raise TypeError(f"{name}() {argument} must be list, not {type(heap).__name__}")


def heappush(heap, item):
    """Add an item."""
    _insist(heap, "heappush", "argument 1")
    heap.append(item)
    _siftdown(heap, 0, len(heap) - 1)


def heappop(heap):
    """Remove and return the smallest item."""
    _insist(heap, "heappop", "argument")
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    if not heap:
        return last
    smallest = heap[0]
    heap[0] = last
    _siftup(heap, 0)
    return smallest


def heapreplace(heap, item):
    """heappop(), then heappush(), in one step."""
    _insist(heap, "heapreplace", "argument 1")
    if not heap:
        raise IndexError("index out of range")
    smallest = heap[0]
    heap[0] = item
    _siftup(heap, 0)
    return smallest


def heappushpop(heap, item):
    """heappush(), then heappop(), in one step."""
    _insist(heap, "heappushpop", "argument 1")
    if heap and heap[0] < item:
        item, heap[0] = heap[0], item
        _siftup(heap, 0)
    return item


def heapify(x):
    """Make a list a heap, in linear time."""
    _insist(x, "heapify", "argument")
    for position in reversed(range(len(x) // 2)):
        _siftup(x, position)


def _siftdown(heap, start, position):
    # Moves the item at position towards start, past parents that are larger.
    item = heap[position]
    while position > start:
        parent = (position - 1) >> 1
        if not item < heap[parent]:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _siftup(heap, position):
    # Moves the item at position to where it belongs: first all the way down along the
    # smaller children, then back up. Most items belong near the bottom, so this compares
    # less often than stopping on the way down would.
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[child] < heap[right]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _siftdown(heap, start, position)


# The same with > in place of <.

def heappush_max(heap, item):
    """Add an item to a heap whose largest item comes first."""
    _insist(heap, "heappush_max", "argument 1")
    heap.append(item)
    _siftdown_max(heap, 0, len(heap) - 1)


def heappop_max(heap):
    """Remove and return the largest item."""
    _insist(heap, "heappop_max", "argument")
    if not heap:
        raise IndexError("index out of range")
    last = heap.pop()
    return heapreplace_max(heap, last) if heap else last


def heapreplace_max(heap, item):
    """heappop_max(), then heappush_max(), in one step."""
    _insist(heap, "heapreplace_max", "argument 1")
    if not heap:
        raise IndexError("index out of range")
    largest = heap[0]
    heap[0] = item
    _siftup_max(heap, 0)
    return largest


def heappushpop_max(heap, item):
    """heappush_max(), then heappop_max(), in one step."""
    _insist(heap, "heappushpop_max", "argument 1")
    if not heap or not item < heap[0]:
        return item
    return heapreplace_max(heap, item)


def heapify_max(x):
    """Make a list a heap whose largest item comes first, in linear time."""
    _insist(x, "heapify_max", "argument")
    for position in reversed(range(len(x) // 2)):
        _siftup_max(x, position)


def _siftdown_max(heap, start, position):
    item = heap[position]
    while position > start:
        parent = (position - 1) >> 1
        if not heap[parent] < item:
            break
        heap[position] = heap[parent]
        position = parent
    heap[position] = item


def _siftup_max(heap, position):
    end = len(heap)
    start = position
    item = heap[position]
    child = 2 * position + 1
    while child < end:
        right = child + 1
        if right < end and not heap[right] < heap[child]:
            child = right
        heap[position] = heap[child]
        position = child
        child = 2 * position + 1
    heap[position] = item
    _siftdown_max(heap, start, position)


def merge(*iterables, key=None, reverse=False):
    """Generate the items of sorted iterables in order, reading no further than needed."""
    heap = []
    if reverse:
        heapify, replace, pop, direction = heapify_max, heapreplace_max, heappop_max, -1
    else:
        heapify, replace, pop, direction = globals()['heapify'], heapreplace, heappop, 1
    # Entries are [key, order, item, next]; the order decides between equal keys, so that
    # items of earlier iterables come first and items themselves are never compared.
    for order, iterable in enumerate(map(iter, iterables)):
        advance = iterable.__next__
        try:
            item = advance()
        except StopIteration:
            continue
        heap.append([item if key is None else key(item), order * direction, item, advance])
    heapify(heap)
    while len(heap) > 1:
        try:
            while True:
                entry = heap[0]
                yield entry[2]
                item = entry[3]()
                entry[2] = item
                entry[0] = item if key is None else key(item)
                replace(heap, entry)
        except StopIteration:
            pop(heap)
    if heap:
        entry = heap[0]
        yield entry[2]
        yield from entry[3].__self__


def _select(n, iterable, key, order, heapify, replace, better):
    # The n best items as sorted (key, order, item), keeping no more than n at a time.
    iterator = iter(iterable)
    heap = []
    places = range(n) if order > 0 else range(0, -n, order)
    for place, item in zip(places, iterator):
        heap.append((item if key is None else key(item), place, item))
    if not heap:
        return heap
    heapify(heap)
    worst = heap[0][0]
    position = n
    for item in iterator:
        rank = item if key is None else key(item)
        if better(rank, worst):
            replace(heap, (rank, order * position, item))
            worst = heap[0][0]
            position += 1
    return heap


def _takes_all(n, iterable):
    # Whether no item is left out, as far as a length tells.
    try:
        count = len(iterable)
    except (TypeError, AttributeError):
        return False
    return n >= count


def nsmallest(n, iterable, key=None):
    """The n smallest items, smallest first; like sorted(iterable, key=key)[:n]."""
    if n == 1:
        sentinel = object()
        item = min(iterable, default=sentinel, key=key)
        return [] if item is sentinel else [item]
    if _takes_all(n, iterable):
        return sorted(iterable, key=key)[:n]
    heap = _select(n, iterable, key, 1, heapify_max, heapreplace_max,
                   lambda rank, worst: rank < worst)
    heap.sort()
    return [item for rank, order, item in heap]


def nlargest(n, iterable, key=None):
    """The n largest items, largest first; like sorted(..., reverse=True)[:n]."""
    if n == 1:
        sentinel = object()
        item = max(iterable, default=sentinel, key=key)
        return [] if item is sentinel else [item]
    if _takes_all(n, iterable):
        return sorted(iterable, key=key, reverse=True)[:n]
    heap = _select(n, iterable, key, -1, heapify, heapreplace,
                   lambda rank, worst: worst < rank)
    heap.sort(reverse=True)
    return [item for rank, order, item in heap]
