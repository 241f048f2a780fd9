#!/usr/bin/env python3
"""Python's multiprocessing: one process puts strings of 100 characters into a Queue, as fast as it can, another gets them.

Measured in the parent, which gets, is how many come in a time, after 300 ms of the same unmeasured. It compares each
with what has to come next. The queue holds so many elements as the one that it is compared with. The clock and the flag
that ends it are looked at once per 64 strings.

Processes are not kept on processors of their own: with its main thread and the one that writes what is put into the
queue's pipe, Python is faster without. They are forked: a queue's semaphores then lose their names as soon as they are
made, so nothing can be left in /dev/shm.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time

MAX_MILLIS = 600_000
WARM_UP_MILLIS = 300
STRINGS_PER_LOOK = 64
CAPACITY = 1024
HANG_SECONDS = 60
PR_SET_PDEATHSIG = 1

STRINGS = [f"{i:0100d}" for i in range(CAPACITY)]

context = multiprocessing.get_context("fork")


def put_until_stopped(parent, strings, stop, total):
    """Puts strings, then None, and leaves their number in the total; is killed when the parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
    count = 0
    while not stop.value:
        for _ in range(STRINGS_PER_LOOK):
            strings.put(STRINGS[count % CAPACITY])
            count += 1
    total.value = count
    strings.put(None)


def get_for(strings, nanos, first):
    """Gets strings for at least so long, of which the first has that number: how many, and how long it took."""
    count = first
    start = time.monotonic_ns()
    elapsed = 0
    while elapsed < nanos:
        for _ in range(STRINGS_PER_LOOK):
            if strings.get() != STRINGS[count % CAPACITY]:
                sys.exit("another string came than was put")
            count += 1
        elapsed = time.monotonic_ns() - start
    return count - first, elapsed


def pass_strings(millis):
    strings = context.Queue(CAPACITY)
    stop = context.Value("b", 0, lock=False)
    total = context.Value("q", 0, lock=False)
    child = context.Process(target=put_until_stopped, args=(os.getpid(), strings, stop, total), daemon=True)
    child.start()
    signal.alarm((WARM_UP_MILLIS + millis) // 1000 + HANG_SECONDS)
    warm_up, _ = get_for(strings, WARM_UP_MILLIS * 1_000_000, 0)
    count, elapsed = get_for(strings, millis * 1_000_000, warm_up)
    stop.value = 1
    rest = 0
    while strings.get() is not None:
        rest += 1
    child.join(HANG_SECONDS)
    if child.exitcode != 0:
        sys.exit("the child failed")
    ok = total.value == warm_up + count + rest
    print(
        f"messages_per_s={count * 1e9 / elapsed:.0f} messages={count} elapsed_ms={elapsed / 1e6:.1f}"
        f" ok={'true' if ok else 'false'}",
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
    millis = number(arguments[0], MAX_MILLIS) if len(arguments) == 1 else 0
    if millis:
        return pass_strings(millis)
    print(f"usage: queue_strings.py <millis>\n  millis 1 to {MAX_MILLIS}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
