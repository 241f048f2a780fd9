/*
 * Two processes hand a turn to and fro by condition variables: a robust process-shared mutex, and a process-shared
 * condition for each of the two. As everybody writes it: lock, wait while it is the other's turn, take the turn, signal,
 * unlock.
 *
 * Measured in the parent is the time per round trip, that is two hand-overs, over all and as the median of 101 batches,
 * after 300 ms of the same unmeasured. Each process stays on a processor of its own, if there are two.
 */
#include "peer.h"

#include <pthread.h>

enum turn { PARENT, CHILD, OVER };

struct shared {
    _Alignas(CACHE_LINES) pthread_mutex_t mutex;
    _Alignas(CACHE_LINES) pthread_cond_t changed[2]; /* by whose turn it has become */
    _Alignas(CACHE_LINES) enum turn turn;
    uint64_t answers;
};

static void initialize(struct shared *shared) {
    pthread_mutexattr_t mutex;
    require(pthread_mutexattr_init(&mutex), "pthread_mutexattr_init");
    require(pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED), "pthread_mutexattr_setpshared");
    require(pthread_mutexattr_setrobust(&mutex, PTHREAD_MUTEX_ROBUST), "pthread_mutexattr_setrobust");
    require(pthread_mutex_init(&shared->mutex, &mutex), "pthread_mutex_init");
    pthread_condattr_t condition;
    require(pthread_condattr_init(&condition), "pthread_condattr_init");
    require(pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED), "pthread_condattr_setpshared");
    for (int i = 0; i < 2; i++) {
        require(pthread_cond_init(&shared->changed[i], &condition), "pthread_cond_init");
    }
}

/* Waits for one's turn and gives it to the next; false if it is over. */
static bool take_turn(struct shared *shared, enum turn own, enum turn next) {
    require(pthread_mutex_lock(&shared->mutex), "pthread_mutex_lock");
    while (shared->turn != own && shared->turn != OVER) {
        require(pthread_cond_wait(&shared->changed[own], &shared->mutex), "pthread_cond_wait");
    }
    bool going_on = shared->turn != OVER;
    if (going_on) {
        shared->turn = next;
        require(pthread_cond_signal(&shared->changed[own == PARENT ? CHILD : PARENT]), "pthread_cond_signal");
    }
    require(pthread_mutex_unlock(&shared->mutex), "pthread_mutex_unlock");
    return going_on;
}

static uint64_t play(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t turns = 0;
    int64_t start = now_nanos();
    do {
        take_turn(shared, PARENT, CHILD);
        turns++;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    return turns;
}

int main(int argc, char **argv) {
    long millis = argc == 2 ? number(argv[1], MAX_MILLIS) : 0;
    if (millis == 0) {
        fprintf(stderr, "usage: condition_pingpong <millis>\n  millis 1 to %d\n", MAX_MILLIS);
        return 2;
    }
    struct shared *shared = shared_memory(sizeof *shared);
    initialize(shared);
    limit_run(millis);
    pid_t child = fork_player();
    if (child == 0) {
        uint64_t answers = 0;
        while (take_turn(shared, CHILD, PARENT)) {
            answers++;
        }
        shared->answers = answers;
        _exit(0);
    }

    uint64_t turns = warm_up(play, shared);
    struct measured all = measure(play, shared, millis);
    turns += all.count;
    take_turn(shared, PARENT, OVER);
    if (!reap(child)) {
        fail("the child failed", 0);
    }
    bool ok = shared->answers == turns;

    print_round_trips(all);
    printf(" elapsed_ms=%.1f ok=%s\n", (double) all.nanos / 1e6, ok ? "true" : "false");
    return finish(ok);
}
