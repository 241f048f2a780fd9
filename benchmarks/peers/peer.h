/*
 * What the C peers share, and those in C++: arguments, the monotonic clock, memory shared with children, children that
 * never outlive the run, and batches. Include it first: it asks for the GNU interfaces.
 */
#ifndef PEER_H
#define PEER_H

#ifndef __cplusplus
#define _GNU_SOURCE /* g++ always does */
#include <stdatomic.h>
#endif
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_MILLIS = 600000,
    WARM_UP_MILLIS = 100,
    BATCHES = 101, /* odd, so that the median is one of them */
    CACHE_LINES = 128, /* two lines: neighbours are fetched in pairs */
    HANG_SECONDS = 60
};

/* error is an errno value, as the pthread functions return it; 0 says nothing more. */
static inline void fail(const char *what, int error) {
    fprintf(stderr, "%s%s%s\n", what, error ? ": " : "", error ? strerror(error) : "");
    _exit(1);
}

static inline void require(int error, const char *what) {
    if (error) {
        fail(what, error);
    }
}

/* A decimal number from 1 to max, or 0 if the text is anything else. */
static inline long number(const char *text, long max) {
    long value = 0;
    for (const char *digit = text; *digit; digit++) {
        if (*digit < '0' || *digit > '9') {
            return 0;
        }
        value = value * 10 + (*digit - '0');
        if (value > max) {
            return 0;
        }
    }
    return value;
}

static inline int64_t now_nanos(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static inline void sleep_millis(long millis) {
    struct timespec left = {millis / 1000, millis % 1000 * 1000000};
    while (clock_nanosleep(CLOCK_MONOTONIC, 0, &left, &left) == EINTR) {
    }
}

/* The processor time this process has had. */
static inline int64_t cpu_nanos(void) {
    struct timespec used;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
    return used.tv_sec * INT64_C(1000000000) + used.tv_nsec;
}

/*
 * Keeps this thread on the n-th of the processors that it may use, counted from 0 and around, so that of two processes
 * it is known whether they share one.
 */
static inline void pin(int n) {
    cpu_set_t allowed;
    cpu_set_t one;
    if (sched_getaffinity(0, sizeof allowed, &allowed) != 0) {
        fail("sched_getaffinity", errno);
    }
    n %= CPU_COUNT(&allowed);
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++) {
        if (CPU_ISSET(cpu, &allowed) && n-- == 0) {
            CPU_SET(cpu, &one);
        }
    }
    if (sched_setaffinity(0, sizeof one, &one) != 0) {
        fail("sched_setaffinity", errno);
    }
}

/* Zeroed memory shared with the children forked later. It has no name, so nothing can be left behind. */
static inline void *shared_memory(size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        fail("mmap", errno);
    }
    return memory;
}

/* Ends this process, and with it its children, should the run hang. */
static inline void limit_run(long millis) {
    alarm((unsigned) ((WARM_UP_MILLIS + millis) / 1000 + HANG_SECONDS));
}

/* fork() whose child is killed when this process ends, however that happens. 0 in the child. */
static inline pid_t fork_child(void) {
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent) {
            fail("the parent is gone", 0);
        }
    }
    return child;
}

/*
 * Forks one that plays with this process, each on a processor of its own, if there are two. 0 in the child, which is
 * killed when this process ends.
 */
static inline pid_t fork_player(void) {
    pid_t child = fork_child();
    if (child < 0) {
        fail("fork", errno);
    }
    pin(child == 0 ? 1 : 0);
    return child;
}

/* Waits for the child; whether it ended well. */
static inline bool reap(pid_t child) {
    int status;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            fail("waitpid", errno);
        }
    }
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static inline int compare_doubles(const void *left, const void *right) {
    double a = *(const double *) left;
    double b = *(const double *) right;
    return (a > b) - (a < b);
}

/* Sorts the values. */
static inline double median(double values[BATCHES]) {
    qsort(values, BATCHES, sizeof values[0], compare_doubles);
    return values[BATCHES / 2];
}

struct shared; /* of each peer, what is shared with its children */

/* Does what is measured for at least so long; how often, and in *elapsed the time it took. */
typedef uint64_t repeat(struct shared *shared, int64_t nanos, int64_t *elapsed);

struct measured {
    uint64_t count;
    int64_t nanos;
    double median_nanos; /* of one, by batches */
};

/* The unmeasured warm-up; how often it was done. */
static inline uint64_t warm_up(repeat *repeat, struct shared *shared) {
    int64_t elapsed;
    return repeat(shared, WARM_UP_MILLIS * INT64_C(1000000), &elapsed);
}

/* All batches. */
static inline struct measured measure(repeat *repeat, struct shared *shared, long millis) {
    struct measured all = {0, 0, 0};
    double batches[BATCHES];
    for (int i = 0; i < BATCHES; i++) {
        int64_t elapsed;
        uint64_t count = repeat(shared, millis * INT64_C(1000000) / BATCHES, &elapsed);
        batches[i] = (double) elapsed / (double) count;
        all.count += count;
        all.nanos += elapsed;
    }
    all.median_nanos = median(batches);
    return all;
}

/* Begins the line of those who measure round trips. */
static inline void print_round_trips(struct measured all) {
    printf("ns_per_round_trip=%.1f median_ns_per_round_trip=%.1f round_trips=%llu",
           (double) all.nanos / (double) all.count, all.median_nanos, (unsigned long long) all.count);
}

/* The exit status, once the line is out. */
static inline int finish(bool ok) {
    if (fflush(stdout) != 0) {
        fail("stdout", errno);
    }
    return ok ? 0 : 1;
}

#endif
