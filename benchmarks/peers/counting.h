/*
 * A mutex between processes, alone and with processes that count under it. Who includes it has said before what it is:
 * mutex_type, init_mutex, lock and unlock.
 *
 * uncontended: one process locks and unlocks in a loop; measured is the time per lock+unlock pair, over all and as
 *     the median of 101 batches. The clock is read once per 1000 pairs.
 * count: processes add 1 to a plain shared counter under the mutex, as fast as they can, from a common start line
 *     until the parent, which sleeps meanwhile, raises a flag. Measured is from the first start to the last end. The
 *     counter must be the sum of what the processes counted for themselves.
 *
 * "cpus" is how many processors the measured processes used, on average. Less than one each means that they slept for
 * the mutex, or that they did not get the processors; it does not tell which. Processes that take turns on one
 * processor hardly ever meet at the mutex, so a low value asks whether anything else was running.
 *
 * The mutex, the counter and the flag are in an anonymous MAP_SHARED mapping, each on cache lines of its own. Either
 * mode does the same thing unmeasured for 300 ms first.
 */
#ifndef COUNTING_H
#define COUNTING_H

#include "peer.h"

#include <pthread.h>
#include <stdalign.h>

enum { MAX_PROCESSES = 64, PAIRS_PER_CLOCK_READ = 1000 };

struct worker {
    alignas(CACHE_LINES) uint64_t count;
    int64_t start;
    int64_t end;
    int64_t cpu;
};

struct shared {
    alignas(CACHE_LINES) mutex_type mutex;
    /* Loaded and stored atomically only to keep the compiler from caching it: they are two plain moves, so without the
       mutex increments get lost. */
    alignas(CACHE_LINES) uint64_t counter;
    alignas(CACHE_LINES) bool stop;
    alignas(CACHE_LINES) pthread_barrier_t line;
    struct worker workers[MAX_PROCESSES];
};

static void init_line(pthread_barrier_t *line, unsigned parties) {
    pthread_barrierattr_t attributes;
    require(pthread_barrierattr_init(&attributes), "barrierattr");
    require(pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "pshared");
    require(pthread_barrier_init(line, &attributes, parties), "barrier");
    require(pthread_barrierattr_destroy(&attributes), "barrierattr");
}

static void wait_at(pthread_barrier_t *line) {
    int result = pthread_barrier_wait(line);
    require(result == PTHREAD_BARRIER_SERIAL_THREAD ? 0 : result, "barrier");
}

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

static uint64_t increment_until_stopped(struct shared *shared) {
    uint64_t count = 0;
    while (!__atomic_load_n(&shared->stop, __ATOMIC_RELAXED)) {
        lock(&shared->mutex);
        uint64_t value = __atomic_load_n(&shared->counter, __ATOMIC_RELAXED);
        __atomic_store_n(&shared->counter, value + 1, __ATOMIC_RELAXED);
        unlock(&shared->mutex);
        count++;
    }
    return count;
}

static void work(struct shared *shared, struct worker *self) {
    wait_at(&shared->line);
    increment_until_stopped(shared);
    wait_at(&shared->line); /* all are warm */
    wait_at(&shared->line); /* the counter is zero again */
    int64_t cpu = cpu_nanos();
    self->start = now_nanos();
    self->count = increment_until_stopped(shared);
    self->end = now_nanos();
    self->cpu = cpu_nanos() - cpu;
}

static int count(struct shared *shared, int processes, long millis) {
    pid_t children[MAX_PROCESSES];
    init_line(&shared->line, (unsigned) processes + 1);
    for (int i = 0; i < processes; i++) {
        children[i] = fork_child();
        if (children[i] == 0) {
            work(shared, &shared->workers[i]);
            _exit(0);
        }
        if (children[i] < 0) {
            int error = errno;
            while (i-- > 0) {
                kill(children[i], SIGKILL);
                reap(children[i]);
            }
            fail("fork", error);
        }
    }

    wait_at(&shared->line);
    sleep_millis(WARM_UP_MILLIS);
    __atomic_store_n(&shared->stop, true, __ATOMIC_SEQ_CST);
    wait_at(&shared->line);
    __atomic_store_n(&shared->counter, 0, __ATOMIC_SEQ_CST);
    __atomic_store_n(&shared->stop, false, __ATOMIC_SEQ_CST);
    wait_at(&shared->line);
    sleep_millis(millis);
    __atomic_store_n(&shared->stop, true, __ATOMIC_SEQ_CST);

    bool ok = true;
    for (int i = 0; i < processes; i++) {
        ok &= reap(children[i]);
    }
    if (!ok) {
        fail("a process failed", 0);
    }

    uint64_t sum = 0;
    uint64_t least = UINT64_MAX;
    uint64_t most = 0;
    int64_t start = INT64_MAX;
    int64_t end = 0;
    int64_t cpu = 0;
    for (int i = 0; i < processes; i++) {
        const struct worker *worker = &shared->workers[i];
        sum += worker->count;
        least = worker->count < least ? worker->count : least;
        most = worker->count > most ? worker->count : most;
        start = worker->start < start ? worker->start : start;
        end = worker->end > end ? worker->end : end;
        cpu += worker->cpu;
    }
    double elapsed = (double) (end - start);
    uint64_t counter = __atomic_load_n(&shared->counter, __ATOMIC_SEQ_CST);
    ok = counter == sum;
    printf("increments_per_s=%.0f increments=%llu counter=%llu processes=%d least=%llu most=%llu"
           " elapsed_ms=%.1f cpus=%.2f ok=%s\n",
           (double) sum * 1e9 / elapsed, (unsigned long long) sum, (unsigned long long) counter, processes,
           (unsigned long long) least, (unsigned long long) most, elapsed / 1e6, (double) cpu / elapsed,
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
