/*
 * A mutex between processes, alone and with processes that count under it. Who includes it has said before what it is:
 * mutex_type, init_mutex, lock and unlock.
 *
 * uncontended: one process locks and unlocks in a loop; measured is the time per lock+unlock pair, over all and as
 *     the median of 101 batches, after the same unmeasured. The clock is read once per 1000 pairs.
 * count: processes add 1 to a plain shared counter under the mutex, see race.h. The counter must be the sum of what the
 *     processes counted for themselves.
 *
 * The mutex, the counter and the race are in an anonymous MAP_SHARED mapping, each on cache lines of its own.
 */
#ifndef COUNTING_H
#define COUNTING_H

#include "race.h"

enum { PAIRS_PER_CLOCK_READ = 1000 };

struct shared {
    alignas(CACHE_LINES) mutex_type mutex;
    /* Loaded and stored atomically only to keep the compiler from caching it: they are two plain moves, so without the
       mutex increments get lost. */
    alignas(CACHE_LINES) uint64_t counter;
    struct race race;
};

/* Pairs for at least so long; the pairs done, and in *elapsed the time they took. */
static uint64_t lock_and_unlock(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t pairs = 0;
    int64_t start = now_nanos();
    do {
        for (int i = 0; i < PAIRS_PER_CLOCK_READ; i++) {
            lock(&shared->mutex);
            unlock(&shared->mutex);
        }
        pairs += PAIRS_PER_CLOCK_READ;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    return pairs;
}

static int uncontended(struct shared *shared, long millis) {
    warm_up(lock_and_unlock, shared);
    int64_t cpu = cpu_nanos();
    struct measured all = measure(lock_and_unlock, shared, millis);
    cpu = cpu_nanos() - cpu;
    printf("ns_per_op=%.2f median_ns_per_op=%.2f ops=%llu elapsed_ms=%.1f cpus=%.2f ok=true\n",
           (double) all.nanos / (double) all.count, all.median_nanos, (unsigned long long) all.count,
           (double) all.nanos / 1e6, (double) cpu / (double) all.nanos);
    return finish(true);
}

static uint64_t increment(void *of, const struct race *race) {
    struct shared *shared = (struct shared *) of;
    uint64_t count = 0;
    while (!is_over(race)) {
        lock(&shared->mutex);
        uint64_t value = __atomic_load_n(&shared->counter, __ATOMIC_RELAXED);
        __atomic_store_n(&shared->counter, value + 1, __ATOMIC_RELAXED);
        unlock(&shared->mutex);
        count++;
    }
    return count;
}

static void reset_counter(void *of) {
    struct shared *shared = (struct shared *) of;
    __atomic_store_n(&shared->counter, 0, __ATOMIC_SEQ_CST);
}

static int count(struct shared *shared, int processes, long millis) {
    struct outcome all = hold_race(&shared->race, processes, millis, increment, reset_counter, shared);
    uint64_t counter = __atomic_load_n(&shared->counter, __ATOMIC_SEQ_CST);
    bool ok = counter == all.sum;
    printf("increments_per_s=%.0f increments=%llu counter=%llu processes=%d least=%llu most=%llu"
           " elapsed_ms=%.1f cpus=%.2f ok=%s\n",
           (double) all.sum * 1e9 / all.nanos, (unsigned long long) all.sum, (unsigned long long) counter, processes,
           (unsigned long long) all.least, (unsigned long long) all.most, all.nanos / 1e6, all.cpus,
           ok ? "true" : "false");
    return finish(ok);
}

static int run(int argc, char **argv, const char *name) {
    bool counting = argc == 4 && strcmp(argv[1], "count") == 0;
    bool alone = argc == 3 && strcmp(argv[1], "uncontended") == 0;
    long millis = counting || alone ? number(argv[argc - 1], MAX_MILLIS) : 0;
    long processes = counting ? number(argv[2], MAX_PROCESSES) : 1;
    if (millis == 0 || processes == 0) {
        fprintf(stderr, "usage: %s uncontended <millis> | count <processes> <millis>\n"
                        "  millis 1 to %d, processes 1 to %d\n", name, MAX_MILLIS, MAX_PROCESSES);
        return 2;
    }
    struct shared *shared = (struct shared *) shared_memory(sizeof *shared);
    init_mutex(&shared->mutex);
    limit_run(millis);
    return counting ? count(shared, (int) processes, millis) : uncontended(shared, millis);
}

#endif
