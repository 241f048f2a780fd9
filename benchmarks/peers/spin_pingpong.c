/*
 * Two processes pass a number to and fro through two cache lines of shared memory, one for each direction, and spin
 * meanwhile: the least a round trip between processes costs on this machine.
 *
 * Each stores the number into the other's line, and looks at its own until the number is there; between two looks it
 * pauses as a spinning thread should, so that two that share a core don't hinder each other. Measured in the parent is
 * the time per round trip, over all and as the median of 101 batches, after 300 ms of the same unmeasured; the clock is
 * read once per 16 round trips. Each process stays on a processor of its own, if there are two: on one, a round trip would
 * take two time slices.
 */
#include "peer.h"

enum { TRIPS_PER_LOOK = 16 };

static const uint64_t OVER = UINT64_MAX;

struct shared {
    _Alignas(CACHE_LINES) _Atomic uint64_t there;
    _Alignas(CACHE_LINES) _Atomic uint64_t back;
    _Alignas(CACHE_LINES) uint64_t last; /* the parent's */
    _Alignas(CACHE_LINES) uint64_t answers; /* the child's, read when it has ended */
};

static inline void pause_spinning(void) {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    __asm__ volatile("yield");
#endif
}

static void answer(struct shared *shared) {
    uint64_t seen = 0;
    for (;;) {
        uint64_t next;
        while ((next = atomic_load_explicit(&shared->there, memory_order_acquire)) == seen) {
            pause_spinning();
        }
        if (next == OVER) {
            break;
        }
        seen = next;
        shared->answers++;
        atomic_store_explicit(&shared->back, next, memory_order_release);
    }
}

/* Round trips whose numbers follow the last one. */
static uint64_t play(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t round_trips = 0;
    int64_t start = now_nanos();
    do {
        for (int i = 0; i < TRIPS_PER_LOOK; i++) {
            uint64_t next = ++shared->last;
            atomic_store_explicit(&shared->there, next, memory_order_release);
            while (atomic_load_explicit(&shared->back, memory_order_acquire) != next) {
                pause_spinning();
            }
        }
        round_trips += TRIPS_PER_LOOK;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    return round_trips;
}

int main(int argc, char **argv) {
    long millis = argc == 2 ? number(argv[1], MAX_MILLIS) : 0;
    if (millis == 0) {
        fprintf(stderr, "usage: spin_pingpong <millis>\n  millis 1 to %d\n", MAX_MILLIS);
        return 2;
    }
    struct shared *shared = shared_memory(sizeof *shared);
    limit_run(millis);
    pid_t child = fork_player();
    if (child == 0) {
        answer(shared);
        _exit(0);
    }

    warm_up(play, shared);
    struct measured all = measure(play, shared, millis);
    atomic_store(&shared->there, OVER);
    if (!reap(child)) {
        fail("the child failed", 0);
    }
    bool ok = shared->answers == shared->last;

    print_round_trips(all);
    printf(" elapsed_ms=%.1f ok=%s\n", (double) all.nanos / 1e6, ok ? "true" : "false");
    return finish(ok);
}
