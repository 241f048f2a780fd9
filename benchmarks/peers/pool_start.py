#!/usr/bin/env python3
"""Python's multiprocessing: a Pool of four workers that are started, not forked, and one short map: measured from outside.

It is the first example of multiprocessing's documentation, and all of it; not even the module that the other peers share.
"""

import multiprocessing


def square(number):
    return number * number


if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    with multiprocessing.Pool(4) as pool:
        print(pool.map(square, range(10)))
