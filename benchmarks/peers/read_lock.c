/*
 * The pthread read-write lock between processes: one and more of them read a plain shared counter under its read lock, see
 * race.h.
 */
#include "race.h"

struct shared {
    alignas(CACHE_LINES) pthread_rwlock_t lock;
    alignas(CACHE_LINES) _Atomic uint64_t counter; /* is 0 and stays it */
    struct race race;
};

static void init_lock(pthread_rwlock_t *lock) {
    pthread_rwlockattr_t attributes;
    require(pthread_rwlockattr_init(&attributes), "rwlockattr");
    require(pthread_rwlockattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "pshared");
    require(pthread_rwlock_init(lock, &attributes), "rwlock");
    require(pthread_rwlockattr_destroy(&attributes), "rwlockattr");
}

static uint64_t read_counter(void *of, const struct race *race) {
    struct shared *shared = of;
    uint64_t count = 0;
    while (!is_over(race)) {
        require(pthread_rwlock_rdlock(&shared->lock), "rdlock");
        count += 1 + atomic_load_explicit(&shared->counter, memory_order_relaxed);
        require(pthread_rwlock_unlock(&shared->lock), "unlock");
    }
    return count;
}

static void reset_nothing(void *of) {
    (void) of;
}

int main(int argc, char **argv) {
    long processes = argc == 3 ? number(argv[1], MAX_PROCESSES) : 0;
    long millis = argc == 3 ? number(argv[2], MAX_MILLIS) : 0;
    if (millis == 0 || processes == 0) {
        fprintf(stderr, "usage: read_lock <processes> <millis>\n  processes 1 to %d, millis 1 to %d\n", MAX_PROCESSES,
                MAX_MILLIS);
        return 2;
    }
    struct shared *shared = shared_memory(sizeof *shared);
    init_lock(&shared->lock);
    limit_run(millis);
    struct outcome all = hold_race(&shared->race, (int) processes, millis, read_counter, reset_nothing, shared);
    printf("increments_per_s=%.0f processes=%ld elapsed_ms=%.1f cpus=%.2f ok=true\n",
           (double) all.sum * 1e9 / all.nanos, processes, all.nanos / 1e6, all.cpus);
    return finish(true);
}
