/*
 * The robust pthread mutex between processes: what C offers where a lock must survive the death of its holder. What is
 * measured is said in counting.h. A death of the holder (EOWNERDEAD) is a failure of the run, like any other error.
 */
#include "peer.h"

#include <pthread.h>

typedef pthread_mutex_t mutex_type;

static void init_mutex(mutex_type *mutex) {
    pthread_mutexattr_t attributes;
    require(pthread_mutexattr_init(&attributes), "mutexattr");
    require(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED), "pshared");
    require(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST), "robust");
    require(pthread_mutex_init(mutex, &attributes), "mutex");
    require(pthread_mutexattr_destroy(&attributes), "mutexattr");
}

static inline void lock(mutex_type *mutex) {
    require(pthread_mutex_lock(mutex), "lock");
}

static inline void unlock(mutex_type *mutex) {
    require(pthread_mutex_unlock(mutex), "unlock");
}

#include "counting.h"

int main(int argc, char **argv) {
    return run(argc, argv, "robust_mutex");
}
