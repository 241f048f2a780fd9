#!/usr/bin/env python3
"""Python's multiprocessing: a Pool of two workers, warm, that is called again and again.

Unlike the other peers it lives on: each line of its standard input says what to call and for how many milliseconds at
least, and it answers with a line. The first line of a kind is the warm-up. It ends when its input does.
"""

import os
import sys
import time
from multiprocessing import resource_tracker, shared_memory

import peer

WORKERS = 2
TASKS = 200_000
TASKS_PER_MILLI = 200
ARRAY_BYTES = 64 << 20
LAST = 42


def add_one(number):
    return number + 1


def one():
    return 1


def last_byte(name):
    """Reads from shared memory that it finds by its name."""
    shared = shared_memory.SharedMemory(name)
    try:
        return shared.buf[ARRAY_BYTES - 1]
    finally:
        shared.close()


def same(array):
    return array


class Calls:
    """What is called, by its name: how many tasks it is, or 0 if it is a round trip, and the call, which checks itself."""

    def __init__(self, pool, shared):
        self.pool = pool
        self.shared = shared
        self.numbers = list(range(TASKS))
        self.array = b"." * ARRAY_BYTES

    def get(self, name, millis):
        single = self.numbers[: TASKS_PER_MILLI * millis]
        return {
            "MAP": (TASKS, lambda: self.check_map(self.pool.map(add_one, self.numbers))),
            "MAP_SINGLE": (len(single), lambda: self.check_map(self.pool.map(add_one, single, 1))),
            "APPLY": (0, lambda: self.pool.apply(one) == 1),
            "REFERENCE": (0, lambda: self.pool.apply(last_byte, (self.shared.name,)) == LAST),
            "BYTES": (0, lambda: len(self.pool.apply(same, (self.array,))) == ARRAY_BYTES),
        }.get(name)

    def check_map(self, results):
        return results[0] == 1 and results[-1] == len(results)


def repeat(call, nanos):
    """Calls for at least so long, and at least once: the time that each took on average, and whether all went well."""
    calls = 0
    ok = True
    start = time.monotonic_ns()
    elapsed = 0
    while calls == 0 or elapsed < nanos:
        ok = call() and ok
        calls += 1
        elapsed = time.monotonic_ns() - start
    return elapsed / calls, ok


def answer(calls, line):
    words = line.split()
    millis = peer.number(words[1], peer.MAX_MILLIS) if len(words) == 2 else 0
    tasks, call = (calls.get(words[0], millis) if millis else None) or (0, None)
    if not call:
        print("a line is: MAP, MAP_SINGLE, APPLY, REFERENCE or BYTES, and millis", file=sys.stderr)
        return 2
    peer.limit_run(millis)
    nanos, ok = repeat(call, millis * 1_000_000)
    pairs = f"tasks_per_s={tasks * 1e9 / nanos:.0f}" if tasks else f"ns_per_call={nanos:.1f}"
    return peer.finish(pairs, ok)


def main():
    resource_tracker.ensure_running()  # or each worker has one of its own, and removes the shared memory at its end
    shared = shared_memory.SharedMemory(create=True, size=ARRAY_BYTES)
    try:
        shared.buf[ARRAY_BYTES - 1] = LAST
        with peer.context.Pool(WORKERS, peer.follow, (os.getpid(),)) as pool:
            calls = Calls(pool, shared)
            print("here", flush=True)
            for line in sys.stdin:
                status = answer(calls, line)
                if status:
                    return status
        return 0
    finally:
        shared.close()
        shared.unlink()


if __name__ == "__main__":
    sys.exit(main())
