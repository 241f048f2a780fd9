#!/usr/bin/env python3
"""Python's multiprocessing: a Value and a Lock between processes.

count: processes do `with lock: value.value += 1` as fast as they can, from a common start line until the parent,
    which sleeps meanwhile, raises a flag. Measured is from the first start to the last end. The value must be the sum
    of what the processes counted for themselves.

"cpus" is how many processors the measured processes used, on average; robust_mutex.c says what to make of it.

The flag is looked at once per 100 increments, since looking costs Python about as much as incrementing. Before it is
measured, the same runs unmeasured for 300 ms.
"""

import sys
import threading
import time

import peer

MAX_PROCESSES = 64
INCREMENTS_PER_LOOK = 100


def increment_until_stopped(value, lock, stop):
    count = 0
    while not stop.value:
        for _ in range(INCREMENTS_PER_LOOK):
            with lock:
                value.value += 1
        count += INCREMENTS_PER_LOOK
    return count


def work(value, lock, stop, line, result):
    """Leaves its count, start, end and processor time in the result."""
    line.wait()
    increment_until_stopped(value, lock, stop)
    line.wait()  # all are warm
    line.wait()  # the value is zero again
    cpu = time.process_time_ns()
    start = time.monotonic_ns()
    count = increment_until_stopped(value, lock, stop)
    end = time.monotonic_ns()
    result[:] = [count, start, end, time.process_time_ns() - cpu]


def count(processes, millis):
    value = peer.context.Value("q", 0, lock=False)
    lock = peer.context.Lock()
    stop = peer.context.Value("b", 0, lock=False)
    line = peer.context.Barrier(processes + 1, timeout=peer.HANG_SECONDS)
    results = [peer.context.Array("q", 4, lock=False) for _ in range(processes)]
    workers = [peer.child(work, value, lock, stop, line, result) for result in results]
    try:
        for worker in workers:
            worker.start()
        line.wait()
        time.sleep(peer.WARM_UP_MILLIS / 1000)
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
    if not peer.reap(workers):
        sys.exit("a process failed")

    counts, starts, ends, cpus = zip(*results)
    elapsed = max(ends) - min(starts)
    ok = value.value == sum(counts)
    return peer.finish(
        f"increments_per_s={sum(counts) * 1e9 / max(elapsed, 1):.0f} increments={sum(counts)} counter={value.value}"
        f" processes={processes} least={min(counts)} most={max(counts)} elapsed_ms={elapsed / 1e6:.1f}"
        f" cpus={sum(cpus) / max(elapsed, 1):.2f}",
        ok,
    )


def main(arguments):
    if len(arguments) == 3 and arguments[0] == "count":
        processes = peer.number(arguments[1], MAX_PROCESSES)
        millis = peer.number(arguments[2], peer.MAX_MILLIS)
        if processes and millis:
            return count(processes, millis)
    print(
        "usage: value_lock.py count <processes> <millis>\n"
        f"  millis 1 to {peer.MAX_MILLIS}, processes 1 to {MAX_PROCESSES}",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
