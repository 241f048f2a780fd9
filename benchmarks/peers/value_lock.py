#!/usr/bin/env python3
"""Python's multiprocessing: a Value and a Lock between processes.

count: processes do `with lock: value.value += 1` as fast as they can, from a common start line until the parent,
    which sleeps meanwhile, raises a flag. Measured is from the first start to the last end. The value must be the sum
    of what the processes counted for themselves.

"cpus" is how many processors the measured processes used, on average; robust_mutex.c says what to make of it.

The flag is looked at once per 100 increments, since looking costs Python about as much as incrementing. Before it is
measured, the same runs unmeasured for 300 ms. Processes are forked: the lock's semaphore then loses its name as soon
as it is made, so nothing can be left in /dev/shm.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import threading
import time

MAX_PROCESSES = 64
MAX_MILLIS = 600_000
WARM_UP_MILLIS = 300
INCREMENTS_PER_LOOK = 100
HANG_SECONDS = 60
PR_SET_PDEATHSIG = 1

context = multiprocessing.get_context("fork")


def increment_until_stopped(value, lock, stop):
    count = 0
    while not stop.value:
        for _ in range(INCREMENTS_PER_LOOK):
            with lock:
                value.value += 1
        count += INCREMENTS_PER_LOOK
    return count


def work(parent, value, lock, stop, line, result):
    """Leaves its count, start, end and processor time in the result; is killed when the parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    line.wait()
    increment_until_stopped(value, lock, stop)
    line.wait()  # all are warm
    line.wait()  # the value is zero again
    cpu = time.process_time_ns()
    start = time.monotonic_ns()
    count = increment_until_stopped(value, lock, stop)
    end = time.monotonic_ns()
    result[:] = [count, start, end, time.process_time_ns() - cpu]


def reap(worker, deadline):
    """Whether the worker ended well, and by itself."""
    worker.join(max(0, deadline - time.monotonic()))
    if worker.is_alive():
        worker.kill()
        worker.join()
    return worker.exitcode == 0


def count(processes, millis):
    value = context.Value("q", 0, lock=False)
    lock = context.Lock()
    stop = context.Value("b", 0, lock=False)
    line = context.Barrier(processes + 1, timeout=HANG_SECONDS)
    results = [context.Array("q", 4, lock=False) for _ in range(processes)]
    workers = [
        context.Process(target=work, args=(os.getpid(), value, lock, stop, line, result), daemon=True)
        for result in results
    ]
    try:
        for worker in workers:
            worker.start()
        line.wait()
        time.sleep(WARM_UP_MILLIS / 1000)
        stop.value = 1
        line.wait()
        value.value = 0
        stop.value = 0
        line.wait()
        time.sleep(millis / 1000)
        stop.value = 1
    except (OSError, threading.BrokenBarrierError) as e:
        # Daemons are terminated and reaped when this process exits.
        sys.exit(f"{type(e).__name__}: {e}")
    deadline = time.monotonic() + HANG_SECONDS
    if not all([reap(worker, deadline) for worker in workers]):
        sys.exit("a process failed")

    counts, starts, ends, cpus = zip(*results)
    elapsed = max(ends) - min(starts)
    ok = value.value == sum(counts)
    print(
        f"increments_per_s={sum(counts) * 1e9 / max(elapsed, 1):.0f} increments={sum(counts)} counter={value.value}"
        f" processes={processes} least={min(counts)} most={max(counts)} elapsed_ms={elapsed / 1e6:.1f}"
        f" cpus={sum(cpus) / max(elapsed, 1):.2f} ok={'true' if ok else 'false'}",
        flush=True,
    )
    return 0 if ok else 1


def number(text, maximum):
    """A decimal number from 1 to the maximum, or 0 if the text is anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return 0
    value = int(text)
    return value if value <= maximum else 0


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "count":
        processes = number(arguments[1], MAX_PROCESSES)
        millis = number(arguments[2], MAX_MILLIS)
        if processes and millis:
            return count(processes, millis)
    print(
        "usage: value_lock.py count <processes> <millis>\n"
        f"  millis 1 to {MAX_MILLIS}, processes 1 to {MAX_PROCESSES}",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
