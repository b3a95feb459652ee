from _circular_a import late
