"""What the Python peers share, as the C ones share peer.h: arguments, and children that never outlive the run.

Processes are forked: the semaphores of a lock or a queue then lose their names as soon as they are made, so nothing can
be left in /dev/shm.
"""

import ctypes
import multiprocessing
import os
import signal
import sys
import time

MAX_MILLIS = 600_000
WARM_UP_MILLIS = 100
HANG_SECONDS = 60
PR_SET_PDEATHSIG = 1

context = multiprocessing.get_context("fork")


def number(text, maximum):
    """A decimal number from 1 to the maximum, or 0 if the text is anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 20):
        return 0
    value = int(text)
    return value if value <= maximum else 0


def limit_run(millis):
    """Ends this process, and with it its children, should the run hang."""
    signal.alarm((WARM_UP_MILLIS + millis) // 1000 + HANG_SECONDS)


def child(work, *arguments):
    """A process, not started yet, that does the work and is killed when this one ends, however that happens."""
    return context.Process(target=_work_under, args=(os.getpid(), work, arguments), daemon=True)


def _work_under(parent, work, arguments):
    follow(parent)
    work(*arguments)


def follow(parent):
    """This process is killed when its parent ends, however that happens."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit(1)


def reap(children):
    """Waits for the children, a minute in all; whether each ended well, and by itself."""
    deadline = time.monotonic() + HANG_SECONDS
    return all([_reap(child, deadline) for child in children])


def _reap(child, deadline):
    child.join(max(0, deadline - time.monotonic()))
    if child.is_alive():
        child.kill()
        child.join()
    return child.exitcode == 0


def finish(line, ok):
    """Prints the line of pairs, to which it adds whether the counts agreed; the exit status."""
    print(f"{line} ok={'true' if ok else 'false'}", flush=True)
    return 0 if ok else 1
