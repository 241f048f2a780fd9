#!/usr/bin/env python3
"""Python's multiprocessing: one process puts strings of 100 characters into a Queue, as fast as it can, another gets them.

Measured in the parent, which gets, is how many come in a time, after 300 ms of the same unmeasured. It compares each
with what has to come next. The queue holds so many elements as the one that it is compared with. The clock and the flag
that ends it are looked at once per 64 strings.

Processes are not kept on processors of their own: with its main thread and the one that writes what is put into the
queue's pipe, Python is faster without.
"""

import sys
import time

import peer

STRINGS_PER_LOOK = 64
CAPACITY = 1024

STRINGS = [f"{i:0100d}" for i in range(CAPACITY)]


def put_until_stopped(strings, stop, total):
    """Puts strings, then None, and leaves their number in the total."""
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
    strings = peer.context.Queue(CAPACITY)
    stop = peer.context.Value("b", 0, lock=False)
    total = peer.context.Value("q", 0, lock=False)
    child = peer.child(put_until_stopped, strings, stop, total)
    child.start()
    peer.limit_run(millis)
    warm_up, _ = get_for(strings, peer.WARM_UP_MILLIS * 1_000_000, 0)
    count, elapsed = get_for(strings, millis * 1_000_000, warm_up)
    stop.value = 1
    rest = 0
    while strings.get() is not None:
        rest += 1
    if not peer.reap([child]):
        sys.exit("the child failed")
    ok = total.value == warm_up + count + rest
    return peer.finish(
        f"messages_per_s={count * 1e9 / elapsed:.0f} messages={count} elapsed_ms={elapsed / 1e6:.1f}",
        ok,
    )


def main(arguments):
    millis = peer.number(arguments[0], peer.MAX_MILLIS) if len(arguments) == 1 else 0
    if millis:
        return pass_strings(millis)
    print(f"usage: queue_strings.py <millis>\n  millis 1 to {peer.MAX_MILLIS}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
