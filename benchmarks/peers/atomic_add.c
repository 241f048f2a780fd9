/*
 * The bare atomic: one process adds 3 to a shared number and gets what it was. Measured is the time per addition, over all and as
 * the median of 101 batches, after 300 ms of the same unmeasured. The clock is read once per 1000 additions.
 */
#include "peer.h"

enum { ADDITIONS_PER_CLOCK_READ = 1000, ADDEND = 3 };

struct shared {
    _Alignas(CACHE_LINES) _Atomic uint64_t value;
    _Alignas(CACHE_LINES) uint64_t last; /* what was there before the last addition */
};

static uint64_t add(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t additions = 0;
    int64_t start = now_nanos();
    do {
        for (int i = 0; i < ADDITIONS_PER_CLOCK_READ; i++) {
            /* The old value is used, so that it is an exchange and addition here as in Java. */
            shared->last = atomic_fetch_add(&shared->value, ADDEND);
        }
        additions += ADDITIONS_PER_CLOCK_READ;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    return additions;
}

int main(int argc, char **argv) {
    long millis = argc == 2 ? number(argv[1], MAX_MILLIS) : 0;
    if (millis == 0) {
        fprintf(stderr, "usage: atomic_add <millis>\n  millis 1 to %d\n", MAX_MILLIS);
        return 2;
    }
    struct shared *shared = shared_memory(sizeof *shared);
    limit_run(millis);
    uint64_t additions = warm_up(add, shared);
    struct measured all = measure(add, shared, millis);
    additions += all.count;
    bool ok = shared->value == ADDEND * additions && shared->last == shared->value - ADDEND;
    printf("ns_per_op=%.2f median_ns_per_op=%.2f ops=%llu elapsed_ms=%.1f ok=%s\n",
           (double) all.nanos / (double) all.count, all.median_nanos, (unsigned long long) all.count,
           (double) all.nanos / 1e6, ok ? "true" : "false");
    return finish(ok);
}
