/*
 * Boost.Interprocess: message_queue between two processes, each of which stays on a processor of its own, if there are two.
 *
 * strings: one puts strings of 100 characters, as fast as it can, another gets them. Measured in the parent, which gets,
 *     is how many come in a time. It compares each with what has to come next. The clock and the flag that ends it are
 *     looked at once per 64 strings.
 * numbers: they pass a number to and fro through two queues, blocking. Measured in the parent is the time per round trip,
 *     over all and as the median of 101 batches. Each process works for so many microseconds before it puts, so that the
 *     other one surely sleeps by then; that time is not counted. "blocked" is how often the parent gave up its processor
 *     per round trip, at most 1.
 *
 * The queues hold 1024 elements, as those that they are compared with. They lose their names as soon as they are made, so
 * nothing can be left behind. Either mode does the same thing unmeasured for 300 ms first.
 */
#include "peer.h"

#include <boost/interprocess/ipc/message_queue.hpp>
#include <stdalign.h>
#include <sys/resource.h>

using boost::interprocess::create_only;
using boost::interprocess::message_queue;

enum { CAPACITY = 1024, STRING_BYTES = 100, STRINGS_PER_LOOK = 64, MAX_MICROS = 10000 };

static const uint64_t OVER = UINT64_MAX;

struct shared {
    alignas(CACHE_LINES) bool stop;
    alignas(CACHE_LINES) uint64_t total; /* the child's, read when it has ended */
    /* Both processes have them at the same address: they are forked. */
    alignas(CACHE_LINES) message_queue *there;
    message_queue *back;
    int64_t hold; /* how long each works before it puts */
    uint64_t trips; /* the parent's */
};

static message_queue *make_queue(const char *which, size_t bytes) {
    char name[64];
    snprintf(name, sizeof name, "shm-bench-%d-%s", (int) getpid(), which);
    message_queue *queue = new message_queue(create_only, name, CAPACITY, bytes);
    message_queue::remove(name);
    return queue;
}

/* The string of a number, without an end. */
static void string_of(uint64_t number, char string[STRING_BYTES]) {
    char text[STRING_BYTES + 1];
    snprintf(text, sizeof text, "%0*llu", STRING_BYTES, (unsigned long long) number);
    memcpy(string, text, STRING_BYTES);
}

static char strings[CAPACITY][STRING_BYTES];

/* Puts strings, then an empty one, and leaves their number in the total. */
static void put_until_stopped(struct shared *shared) {
    uint64_t count = 0;
    while (!__atomic_load_n(&shared->stop, __ATOMIC_RELAXED)) {
        for (int i = 0; i < STRINGS_PER_LOOK; i++) {
            shared->there->send(strings[count++ % CAPACITY], STRING_BYTES, 0);
        }
    }
    shared->total = count;
    shared->there->send("", 0, 0);
}

static size_t get(message_queue *queue, char string[STRING_BYTES]) {
    message_queue::size_type length;
    unsigned priority;
    queue->receive(string, STRING_BYTES, length, priority);
    return length;
}

/* Gets strings for at least so long, of which the first has that number; how many, and in *elapsed the time it took. */
static uint64_t get_for(struct shared *shared, int64_t nanos, uint64_t first, int64_t *elapsed) {
    uint64_t count = first;
    char string[STRING_BYTES];
    int64_t start = now_nanos();
    do {
        for (int i = 0; i < STRINGS_PER_LOOK; i++) {
            if (get(shared->there, string) != STRING_BYTES
                || memcmp(string, strings[count % CAPACITY], STRING_BYTES) != 0) {
                fail("another string came than was put", 0);
            }
            count++;
        }
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    return count - first;
}

static int pass_strings(struct shared *shared, long millis) {
    for (uint64_t i = 0; i < CAPACITY; i++) {
        string_of(i, strings[i]);
    }
    shared->there = make_queue("there", STRING_BYTES);
    limit_run(millis);
    pid_t child = fork_player();
    if (child == 0) {
        put_until_stopped(shared);
        _exit(0);
    }
    int64_t elapsed;
    uint64_t warm_up = get_for(shared, WARM_UP_MILLIS * INT64_C(1000000), 0, &elapsed);
    uint64_t count = get_for(shared, millis * INT64_C(1000000), warm_up, &elapsed);
    __atomic_store_n(&shared->stop, true, __ATOMIC_SEQ_CST);
    uint64_t rest = 0;
    char string[STRING_BYTES];
    while (get(shared->there, string) != 0) {
        rest++;
    }
    if (!reap(child)) {
        fail("the child failed", 0);
    }
    bool ok = shared->total == warm_up + count + rest;
    printf("messages_per_s=%.0f messages=%llu elapsed_ms=%.1f ok=%s\n", (double) count * 1e9 / (double) elapsed,
           (unsigned long long) count, (double) elapsed / 1e6, ok ? "true" : "false");
    return finish(ok);
}

static void put_number(message_queue *queue, uint64_t number) {
    queue->send(&number, sizeof number, 0);
}

static uint64_t take_number(message_queue *queue) {
    uint64_t number;
    message_queue::size_type length;
    unsigned priority;
    queue->receive(&number, sizeof number, length, priority);
    return number;
}

static void work(int64_t nanos) {
    int64_t start = now_nanos();
    while (now_nanos() - start < nanos) {
    }
}

static void answer(struct shared *shared) {
    for (uint64_t number = take_number(shared->there); number != OVER; number = take_number(shared->there)) {
        work(shared->hold);
        put_number(shared->back, number);
    }
}

/* Round trips; the work in them is not counted. */
static uint64_t play(struct shared *shared, int64_t nanos, int64_t *elapsed) {
    uint64_t first = shared->trips;
    int64_t start = now_nanos();
    do {
        work(shared->hold);
        put_number(shared->there, shared->trips);
        if (take_number(shared->back) != shared->trips) {
            fail("another number came back", 0);
        }
        shared->trips++;
        *elapsed = now_nanos() - start;
    } while (*elapsed < nanos);
    *elapsed -= 2 * shared->hold * (int64_t) (shared->trips - first);
    return shared->trips - first;
}

/* How often this thread has given up its processor by itself. */
static long switches(void) {
    struct rusage usage;
    if (getrusage(RUSAGE_THREAD, &usage) != 0) {
        fail("getrusage", errno);
    }
    return usage.ru_nvcsw;
}

static int pass_numbers(struct shared *shared, long micros, long millis) {
    shared->hold = micros * 1000;
    shared->there = make_queue("there", sizeof(uint64_t));
    shared->back = make_queue("back", sizeof(uint64_t));
    limit_run(millis);
    pid_t child = fork_player();
    if (child == 0) {
        answer(shared);
        _exit(0);
    }
    warm_up(play, shared);
    long slept = -switches();
    struct measured all = measure(play, shared, millis);
    slept += switches();
    put_number(shared->there, OVER);
    if (!reap(child)) {
        fail("the child failed", 0);
    }
    double blocked = (double) slept / (double) all.count;
    print_round_trips(all);
    printf(" blocked=%.3f elapsed_ms=%.1f ok=true\n", blocked < 1 ? blocked : 1, (double) all.nanos / 1e6);
    return finish(true);
}

int main(int argc, char **argv) {
    bool of_strings = argc == 3 && strcmp(argv[1], "strings") == 0;
    bool of_numbers = argc == 4 && strcmp(argv[1], "numbers") == 0;
    long millis = of_strings || of_numbers ? number(argv[argc - 1], MAX_MILLIS) : 0;
    long micros = of_numbers ? number(argv[2], MAX_MICROS) : 1;
    if (millis == 0 || micros == 0) {
        fprintf(stderr, "usage: boost_queue strings <millis> | numbers <micros> <millis>\n"
                        "  micros of work in a turn 1 to %d, millis 1 to %d\n", MAX_MICROS, MAX_MILLIS);
        return 2;
    }
    struct shared *shared = (struct shared *) shared_memory(sizeof *shared);
    return of_strings ? pass_strings(shared, millis) : pass_numbers(shared, micros, millis);
}
