#!/usr/bin/env python3
"""Python's multiprocessing: two processes pass a number to and fro through two Queues, blocking.

Measured in the parent is the time per round trip, over all and as the median of batches, after 300 ms of the same
unmeasured. Each process works for so many microseconds before it puts, so that the other one surely sleeps by then,
also one that spins before; that time is not counted. "blocked" is how often the parent gave up its processor per round
trip, at most 1.

Each process stays on a processor of its own, if there are two. So does the thread that writes what is put into the
queue's pipe: a process puts and then waits, so the two don't get into each other's way. Processes are forked: a queue's
semaphores then lose their names as soon as they are made, so nothing can be left in /dev/shm.
"""

import ctypes
import multiprocessing
import os
import resource
import signal
import statistics
import sys
import time

MAX_MICROS = 10_000
MAX_MILLIS = 600_000
WARM_UP_MILLIS = 300
BATCHES = 101  # odd, so that the median is one of them
HANG_SECONDS = 60
PR_SET_PDEATHSIG = 1
OVER = -1

context = multiprocessing.get_context("fork")


def pin(n):
    """Keeps this thread, and those that it starts, on the n-th of the processors that it may use, around."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {allowed[n % len(allowed)]})


def work(nanos):
    start = time.monotonic_ns()
    while time.monotonic_ns() - start < nanos:
        pass


def answer(parent, there, back, hold):
    """Puts what it gets; is killed when the parent ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)
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
    there = context.Queue()
    back = context.Queue()
    child = context.Process(target=answer, args=(os.getpid(), there, back, hold), daemon=True)
    child.start()
    pin(0)
    signal.alarm((WARM_UP_MILLIS + millis) // 1000 + HANG_SECONDS)
    play(there, back, WARM_UP_MILLIS * 1_000_000, hold)
    before = switches()
    batches = [play(there, back, millis * 1_000_000 / BATCHES, hold) for _ in range(BATCHES)]
    slept = switches() - before
    there.put(OVER)
    child.join(HANG_SECONDS)
    if child.exitcode != 0:
        sys.exit("the child failed")

    trips = sum(trips for trips, _ in batches)
    elapsed = sum(nanos for _, nanos in batches)
    median = statistics.median(nanos / trips for trips, nanos in batches)
    print(
        f"ns_per_round_trip={elapsed / trips:.1f} median_ns_per_round_trip={median:.1f} round_trips={trips}"
        f" blocked={min(1, slept / trips):.3f} elapsed_ms={elapsed / 1e6:.1f} ok=true",
        flush=True,
    )
    return 0


def number(text, maximum):
    """A decimal number from 1 to the maximum, or 0 if the text is anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return 0
    value = int(text)
    return value if value <= maximum else 0


def main(arguments):
    if len(arguments) == 2:
        micros = number(arguments[0], MAX_MICROS)
        millis = number(arguments[1], MAX_MILLIS)
        if micros and millis:
            return ping_pong(micros, millis)
    print(
        "usage: queue_pingpong.py <micros> <millis>\n"
        f"  micros of work in a turn 1 to {MAX_MICROS}, millis 1 to {MAX_MILLIS}",
        file=sys.stderr,
    )
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
