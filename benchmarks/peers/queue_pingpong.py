#!/usr/bin/env python3
"""Python's multiprocessing: two processes pass a number to and fro through two Queues, blocking.

Measured in the parent is the time per round trip, over all and as the median of batches, after 300 ms of the same
unmeasured. Each process works for so many microseconds before it puts, so that the other one surely sleeps by then,
also one that spins before; that time is not counted. "blocked" is how often the parent gave up its processor per round
trip, at most 1.

Each process stays on a processor of its own, if there are two. So does the thread that writes what is put into the
queue's pipe: a process puts and then waits, so the two don't get into each other's way.
"""

import os
import resource
import statistics
import sys
import time

import peer

MAX_MICROS = 10_000
BATCHES = 101  # odd, so that the median is one of them
OVER = -1


def pin(n):
    """Keeps this thread, and those that it starts, on the n-th of the processors that it may use, around."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {allowed[n % len(allowed)]})


def work(nanos):
    start = time.monotonic_ns()
    while time.monotonic_ns() - start < nanos:
        pass


def answer(there, back, hold):
    """Puts what it gets."""
    pin(1)
    while (number := there.get()) != OVER:
        work(hold)
        back.put(number)


def switches():
    return resource.getrusage(resource.RUSAGE_THREAD).ru_nvcsw


def play(there, back, nanos, hold):
    """Round trips for at least so long: how many, and how long they took, without the work in them."""
    trips = 0
    start = time.monotonic_ns()
    elapsed = 0
    while trips == 0 or elapsed < nanos:
        work(hold)
        there.put(trips)
        if back.get() != trips:
            sys.exit("another number came back")
        trips += 1
        elapsed = time.monotonic_ns() - start
    return trips, elapsed - 2 * hold * trips


def ping_pong(micros, millis):
    hold = micros * 1000
    there = peer.context.Queue()
    back = peer.context.Queue()
    child = peer.child(answer, there, back, hold)
    child.start()
    pin(0)
    peer.limit_run(millis)
    play(there, back, peer.WARM_UP_MILLIS * 1_000_000, hold)
    before = switches()
    batches = [play(there, back, millis * 1_000_000 / BATCHES, hold) for _ in range(BATCHES)]
    slept = switches() - before
    there.put(OVER)
    if not peer.reap([child]):
        sys.exit("the child failed")

    trips = sum(trips for trips, _ in batches)
    elapsed = sum(nanos for _, nanos in batches)
    median = statistics.median(nanos / trips for trips, nanos in batches)
    return peer.finish(
        f"ns_per_round_trip={elapsed / trips:.1f} median_ns_per_round_trip={median:.1f} round_trips={trips}"
        f" blocked={min(1, slept / trips):.3f} elapsed_ms={elapsed / 1e6:.1f}",
        True,
    )


def main(arguments):
    if len(arguments) == 2:
        micros = peer.number(arguments[0], MAX_MICROS)
        millis = peer.number(arguments[1], peer.MAX_MILLIS)
        if micros and millis:
            return ping_pong(micros, millis)
    print(
        "usage: queue_pingpong.py <micros> <millis>\n"
        f"  micros of work in a turn 1 to {MAX_MICROS}, millis 1 to {peer.MAX_MILLIS}",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
