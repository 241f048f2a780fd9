/*
 * Two processes go from round to round by a process-shared pthread barrier, with nothing to do between two rounds.
 *
 * Measured in the parent is the time per round, over all and as the median of 101 batches, after 300 ms of the same
 * unmeasured; the clock is read once per round. Each process stays on a processor of its own, if there are two.
 */
#include "peer.h"

#include <pthread.h>

struct shared {
    _Alignas(CACHE_LINES) pthread_barrier_t barrier;
    _Alignas(CACHE_LINES) _Atomic uint64_t last; /* the last round; 0 until the parent, before it comes to it, says so */
    uint64_t child_rounds;
};

static void initialize(struct shared *shared) {
    pthread_barrierattr_t barrier;
    require(pthread_barrierattr_init(&barrier), "pthread_barrierattr_init");
    require(pthread_barrierattr_setpshared(&barrier, PTHREAD_PROCESS_SHARED), "pthread_barrierattr_setpshared");
    require(pthread_barrier_init(&shared->barrier, &barrier, 2), "pthread_barrier_init");
}

static void await(struct shared *shared) {
    int result = pthread_barrier_wait(&shared->barrier);
    if (result != PTHREAD_BARRIER_SERIAL_THREAD) {
        require(result, "pthread_barrier_wait");
    }
}

static uint64_t play(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t rounds = 0;
    int64_t start = now_nanos();
    do {
        await(shared);
        rounds++;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    return rounds;
}

int main(int argc, char **argv) {
    long millis = argc == 2 ? number(argv[1], MAX_MILLIS) : 0;
    if (millis == 0) {
        fprintf(stderr, "usage: barrier_rounds <millis>\n  millis 1 to %d\n", MAX_MILLIS);
        return 2;
    }
    struct shared *shared = shared_memory(sizeof *shared);
    initialize(shared);
    limit_run(millis);
    pid_t child = fork_player();
    if (child == 0) {
        uint64_t rounds = 0;
        do {
            await(shared);
            rounds++;
        } while (atomic_load(&shared->last) != rounds);
        shared->child_rounds = rounds;
        _exit(0);
    }

    uint64_t rounds = warm_up(play, shared);
    struct measured all = measure(play, shared, millis);
    rounds += all.count + 1;
    atomic_store(&shared->last, rounds);
    await(shared);
    if (!reap(child)) {
        fail("the child failed", 0);
    }
    bool ok = shared->child_rounds == rounds;

    printf("rounds_per_s=%.0f median_rounds_per_s=%.0f rounds=%llu elapsed_ms=%.1f ok=%s\n",
           (double) all.count * 1e9 / (double) all.nanos, 1e9 / all.median_nanos, (unsigned long long) all.count,
           (double) all.nanos / 1e6, ok ? "true" : "false");
    return finish(ok);
}
