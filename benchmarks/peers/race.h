/*
 * Processes that do the same thing again and again, as fast as they can, from a common start line until the parent, which
 * sleeps meanwhile, raises a flag. Measured is from the first start to the last end. They do it unmeasured for a while first.
 *
 * "cpus" is how many processors the measured processes used, on average. Less than one each means that they slept for
 * each other, or that they did not get the processors; it does not tell which. Processes that take turns on one
 * processor hardly ever meet, so a low value asks whether anything else was running.
 */
#ifndef RACE_H
#define RACE_H

#include "peer.h"

#include <pthread.h>
#include <stdalign.h>

enum { MAX_PROCESSES = 64 };

struct racer {
    alignas(CACHE_LINES) uint64_t count;
    int64_t start;
    int64_t end;
    int64_t cpu;
};

/* In memory that the processes share. */
struct race {
    alignas(CACHE_LINES) bool stop;
    alignas(CACHE_LINES) pthread_barrier_t line;
    struct racer racers[MAX_PROCESSES];
};

struct outcome {
    uint64_t sum;
    uint64_t least;
    uint64_t most;
    double nanos;
    double cpus;
};

/* One that goes on until the race is_over; how often it did it. */
typedef uint64_t runner(void *shared, const struct race *race);

static inline bool is_over(const struct race *race) {
    return __atomic_load_n(&race->stop, __ATOMIC_RELAXED);
}

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

static void take_part(struct race *race, struct racer *self, runner *run, void *shared) {
    wait_at(&race->line);
    run(shared, race);
    wait_at(&race->line); /* all are warm */
    wait_at(&race->line); /* everything is as at the beginning again */
    int64_t cpu = cpu_nanos();
    self->start = now_nanos();
    self->count = run(shared, race);
    self->end = now_nanos();
    self->cpu = cpu_nanos() - cpu;
}

static void fork_racers(struct race *race, pid_t *children, int processes, runner *run, void *shared) {
    for (int i = 0; i < processes; i++) {
        children[i] = fork_child();
        if (children[i] == 0) {
            take_part(race, &race->racers[i], run, shared);
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
}

static struct outcome summary(const struct race *race, int processes) {
    struct outcome all = {0, UINT64_MAX, 0, 0, 0};
    int64_t start = INT64_MAX;
    int64_t end = 0;
    int64_t cpu = 0;
    for (int i = 0; i < processes; i++) {
        const struct racer *racer = &race->racers[i];
        all.sum += racer->count;
        all.least = racer->count < all.least ? racer->count : all.least;
        all.most = racer->count > all.most ? racer->count : all.most;
        start = racer->start < start ? racer->start : start;
        end = racer->end > end ? racer->end : end;
        cpu += racer->cpu;
    }
    all.nanos = (double) (end - start);
    all.cpus = (double) cpu / all.nanos;
    return all;
}

/* reset is called between the warm-up and the measured run, while nobody runs. */
static struct outcome hold_race(struct race *race, int processes, long millis, runner *run, void (*reset)(void *shared),
                                void *shared) {
    pid_t children[MAX_PROCESSES];
    init_line(&race->line, (unsigned) processes + 1);
    fork_racers(race, children, processes, run, shared);

    wait_at(&race->line);
    sleep_millis(WARM_UP_MILLIS);
    __atomic_store_n(&race->stop, true, __ATOMIC_SEQ_CST);
    wait_at(&race->line);
    reset(shared);
    __atomic_store_n(&race->stop, false, __ATOMIC_SEQ_CST);
    wait_at(&race->line);
    sleep_millis(millis);
    __atomic_store_n(&race->stop, true, __ATOMIC_SEQ_CST);

    bool ok = true;
    for (int i = 0; i < processes; i++) {
        ok &= reap(children[i]);
    }
    if (!ok) {
        fail("a process failed", 0);
    }
    return summary(race, processes);
}

#endif
