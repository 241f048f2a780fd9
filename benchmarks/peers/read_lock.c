/*
 * The pthread read-write lock between processes: two and more of them read a plain shared counter under its read lock, as
 * fast as they can, from a common start line until the parent, which sleeps meanwhile, raises a flag. Measured is from the
 * first start to the last end. They do the same thing unmeasured for 300 ms first.
 */
#include "peer.h"

#include <pthread.h>

enum { MAX_PROCESSES = 64 };

struct worker {
    _Alignas(CACHE_LINES) uint64_t count;
    int64_t start;
    int64_t end;
    int64_t cpu;
};

struct shared {
    _Alignas(CACHE_LINES) pthread_rwlock_t lock;
    _Alignas(CACHE_LINES) _Atomic uint64_t counter; /* is 0 and stays it */
    _Alignas(CACHE_LINES) atomic_bool stop;
    _Alignas(CACHE_LINES) pthread_barrier_t line;
    struct worker workers[MAX_PROCESSES];
};

static void initialize(struct shared *shared, unsigned processes) {
    pthread_rwlockattr_t lock;
    require(pthread_rwlockattr_init(&lock), "rwlockattr");
    require(pthread_rwlockattr_setpshared(&lock, PTHREAD_PROCESS_SHARED), "pshared");
    require(pthread_rwlock_init(&shared->lock, &lock), "rwlock");
    pthread_barrierattr_t line;
    require(pthread_barrierattr_init(&line), "barrierattr");
    require(pthread_barrierattr_setpshared(&line, PTHREAD_PROCESS_SHARED), "pshared");
    require(pthread_barrier_init(&shared->line, &line, processes + 1), "barrier");
}

static void wait_at(pthread_barrier_t *line) {
    int result = pthread_barrier_wait(line);
    require(result == PTHREAD_BARRIER_SERIAL_THREAD ? 0 : result, "barrier");
}

static uint64_t read_until_stopped(struct shared *shared) {
    uint64_t count = 0;
    while (!atomic_load_explicit(&shared->stop, memory_order_relaxed)) {
        require(pthread_rwlock_rdlock(&shared->lock), "rdlock");
        count += 1 + atomic_load_explicit(&shared->counter, memory_order_relaxed);
        require(pthread_rwlock_unlock(&shared->lock), "unlock");
    }
    return count;
}

static void work(struct shared *shared, struct worker *self) {
    wait_at(&shared->line);
    read_until_stopped(shared);
    wait_at(&shared->line); /* all are warm */
    wait_at(&shared->line); /* the flag is down again */
    int64_t cpu = cpu_nanos();
    self->start = now_nanos();
    self->count = read_until_stopped(shared);
    self->end = now_nanos();
    self->cpu = cpu_nanos() - cpu;
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
    initialize(shared, (unsigned) processes);
    limit_run(millis);
    pid_t children[MAX_PROCESSES];
    for (int i = 0; i < processes; i++) {
        children[i] = fork_child();
        if (children[i] == 0) {
            work(shared, &shared->workers[i]);
            _exit(0);
        }
        if (children[i] < 0) {
            fail("fork", errno); /* the others are killed with this process */
        }
    }

    wait_at(&shared->line);
    sleep_millis(WARM_UP_MILLIS);
    atomic_store(&shared->stop, true);
    wait_at(&shared->line);
    atomic_store(&shared->stop, false);
    wait_at(&shared->line);
    sleep_millis(millis);
    atomic_store(&shared->stop, true);

    uint64_t sum = 0;
    int64_t start = INT64_MAX;
    int64_t end = 0;
    int64_t cpu = 0;
    for (int i = 0; i < processes; i++) {
        if (!reap(children[i])) {
            fail("a process failed", 0);
        }
        const struct worker *worker = &shared->workers[i];
        sum += worker->count;
        start = worker->start < start ? worker->start : start;
        end = worker->end > end ? worker->end : end;
        cpu += worker->cpu;
    }
    double elapsed = (double) (end - start);
    printf("increments_per_s=%.0f processes=%ld elapsed_ms=%.1f cpus=%.2f ok=true\n", (double) sum * 1e9 / elapsed,
           processes, elapsed / 1e6, (double) cpu / elapsed);
    return finish(true);
}
