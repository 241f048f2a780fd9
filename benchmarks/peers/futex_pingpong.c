/*
 * Two processes hand a turn to and fro with the bare futex: the least a blocking hand-over between processes costs
 * on this machine.
 *
 * Each stores the other's turn, wakes it (FUTEX_WAKE) and waits for its own (FUTEX_WAIT), without spinning: the word
 * is looked at once before each wait. The futex is not private and lies in an anonymous MAP_SHARED mapping. Measured
 * in the parent is the time per round trip, that is two hand-overs, over all and as the median of 101 batches, after
 * 300 ms of the same unmeasured. The clock is read once per round trip. "blocked" is the share of the parent's round
 * trips in which it really slept in FUTEX_WAIT; in the others the answer was there first.
 *
 * Each process stays on a processor of its own, if there are two: left to the scheduler, they now and then share one for
 * a while, and a hand-over then costs a tenth. With two arguments each process works for so many microseconds before
 * it gives its turn away, so that the other one surely sleeps by then, also one that spins before; that time is not
 * counted.
 */
#include "peer.h"

#include <linux/futex.h>
#include <sys/syscall.h>

enum { MAX_MICROS = 10000 };

enum turn { PARENT, CHILD, OVER };

struct shared {
    _Alignas(CACHE_LINES) _Atomic uint32_t turn;
    _Alignas(CACHE_LINES) int64_t hold; /* how long each works in its turn */
    _Alignas(CACHE_LINES) uint64_t blocked; /* the parent's */
    _Alignas(CACHE_LINES) uint64_t answers; /* the child's, read when it has ended */
};

static void give(struct shared *shared, enum turn next) {
    atomic_store(&shared->turn, next);
    if (syscall(SYS_futex, &shared->turn, FUTEX_WAKE, 1, NULL, NULL, 0) < 0) {
        fail("FUTEX_WAKE", errno);
    }
}

/* Waits while it is the other's turn; whether it slept. */
static bool await_end_of(struct shared *shared, enum turn other) {
    bool slept = false;
    while (atomic_load(&shared->turn) == (uint32_t) other) {
        if (syscall(SYS_futex, &shared->turn, FUTEX_WAIT, other, NULL, NULL, 0) == 0) {
            slept = true;
        } else if (errno != EAGAIN && errno != EINTR) {
            fail("FUTEX_WAIT", errno);
        }
    }
    return slept;
}

/* Keeps the turn for so long. */
static void work(int64_t nanos) {
    if (nanos > 0) {
        int64_t start = now_nanos();
        while (now_nanos() - start < nanos) {
        }
    }
}

static void answer(struct shared *shared) {
    uint64_t answers = 0;
    for (;;) {
        await_end_of(shared, PARENT);
        if (atomic_load(&shared->turn) == OVER) {
            break;
        }
        answers++;
        work(shared->hold);
        give(shared, PARENT);
    }
    shared->answers = answers;
}

/* Round trips; the work in them is not counted. */
static uint64_t play(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t round_trips = 0;
    int64_t start = now_nanos();
    do {
        work(shared->hold);
        give(shared, CHILD);
        shared->blocked += await_end_of(shared, CHILD);
        round_trips++;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    *elapsed -= 2 * shared->hold * (int64_t) round_trips;
    return round_trips;
}

int main(int argc, char **argv) {
    long millis = argc == 2 || argc == 3 ? number(argv[argc - 1], MAX_MILLIS) : 0;
    long micros = argc == 3 ? number(argv[1], MAX_MICROS) : 0;
    if (millis == 0 || (argc == 3 && micros == 0)) {
        fprintf(stderr, "usage: futex_pingpong [<micros>] <millis>\n  micros of work in a turn 1 to %d, millis 1 to %d\n",
                MAX_MICROS, MAX_MILLIS);
        return 2;
    }
    struct shared *shared = shared_memory(sizeof *shared);
    shared->hold = micros * 1000;
    limit_run(millis);
    pid_t child = fork_player();
    if (child == 0) {
        answer(shared);
        _exit(0);
    }

    uint64_t turns = warm_up(play, shared);
    shared->blocked = 0;
    struct measured all = measure(play, shared, millis);
    turns += all.count;
    give(shared, OVER);
    if (!reap(child)) {
        fail("the child failed", 0);
    }
    bool ok = shared->answers == turns;

    print_round_trips(all);
    printf(" blocked=%.3f elapsed_ms=%.1f ok=%s\n", (double) shared->blocked / (double) all.count,
           (double) all.nanos / 1e6, ok ? "true" : "false");
    return finish(ok);
}
