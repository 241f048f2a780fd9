/*
 * Boost.Interprocess: interprocess_mutex, which is not robust. What is measured is said in counting.h.
 */
#include "peer.h"

#include <boost/interprocess/sync/interprocess_mutex.hpp>
#include <new>

typedef boost::interprocess::interprocess_mutex mutex_type;

static void init_mutex(mutex_type *mutex) {
    new (mutex) mutex_type();
}

static inline void lock(mutex_type *mutex) {
    mutex->lock();
}

static inline void unlock(mutex_type *mutex) {
    mutex->unlock();
}

#include "counting.h"

int main(int argc, char **argv) {
    return run(argc, argv, "boost_mutex");
}
