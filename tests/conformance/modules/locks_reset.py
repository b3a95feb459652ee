"""A lock after a fork: whoever held it is gone."""

import _thread

lock = _thread.allocate_lock()
lock.acquire()
print(lock._at_fork_reinit(), lock.locked(), lock.acquire(blocking=False))
again = _thread.RLock()
again.acquire()
again.acquire()
print(again._at_fork_reinit(), again._is_owned(), again._recursion_count())
