import _circular_b
late = 1
