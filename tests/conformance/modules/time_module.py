# time: kinds and monotony, no values.
import time
a = time.time(); b = time.monotonic(); c = time.perf_counter(); d = time.process_time()
time.sleep(0.01)
print(type(a), a > 1.6e9, time.monotonic() - b >= 0.01, time.perf_counter() > c, time.process_time() >= d, type(time.time_ns()), time.perf_counter_ns() > 0, time.monotonic_ns() > 0)
try:
    time.sleep(-1)
except ValueError as e:
    print(e)
