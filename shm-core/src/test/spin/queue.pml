/*
 * The slots of a queue between processes, as in dev.shm.queues, on top of two locks that are right: the owner of each is one word,
 * inherited from the dead (robust-word.pml is about that). Killed anywhere, between any two steps.
 *
 *   producers' lock    tail, bytesTail, nextBytes, the state of a slot; slot and bytes until its state is set
 *   consumers' lock    head, floor, bytesFloor, returned, gap, shares, orphans, slots below head, by a redo log
 *
 * Actor 1 to PRODUCERS put ITEMS each, the others take one after the other, say that it is done, and settle what the dead had in hand:
 * it comes back. An element of an odd number has 1 byte in the ring, of an even one 2; slots and bytes both run short.
 *
 * Properties:
 *   torn       who takes an element finds all its bytes, and one that was put
 *   twice      an element is delivered without a mark once, with one only if a dead one had it, and never when it was done
 *   found      what one has in hand is found again
 *   room       nothing is written where something is in use
 * and at the end, when nobody can go on (timeout):
 *   lost       if a consumer lives, all that was put is done
 *   stuck      no live producer waits though there is room, none and no consumer waits for one that is dead
 *   counts     shares, returned and orphans are what they should be
 *
 * Mutants, each a -D: TAIL_FIRST, STATE_FIRST, NOT_RECOVERED, HEAD_WITHOUT_SHARE, OWNER_WITHOUT_COUNT, SETTLED_TWICE, BYTES_FIRST,
 * GAP_FORGOTTEN, LOG_NOT_FINISHED, FLOOR_SEEN_LATE. check.sh says which configuration tells each from the right model.
 *
 * Not here: waiting and waking (condition.pml and robust-word.pml are about that; who waits sees at once that it may go on), moving
 * bytes of elements in hand, elements that are lost instead, taskDone.
 */
#ifndef PRODUCERS
#define PRODUCERS 2
#endif
#ifndef ITEMS
#define ITEMS 1                 /* each producer puts so many */
#endif
#ifndef CONSUMERS
#define CONSUMERS 2
#endif
#ifndef KILLS
#define KILLS 1
#endif
#define ACTORS (PRODUCERS + CONSUMERS)      /* 5 at most */
#define ALL 6                   /* all that there can be, and none */
#define ELEMENTS (PRODUCERS * ITEMS)
#define SLOTS 2
#define BYTES 4
#define SIZE(e) (2 - (e) % 2)

/* ---- shared memory ---- */
byte putting, taking;           /* the owners of the two locks; 0 = free */
byte tail, bytesTail, nextBytes;
byte state[SLOTS], element[SLOTS], start[SLOTS], owner[SLOTS];
bool back[SLOTS];               /* it has come back */
byte ring[BYTES];
byte head, floor, bytesFloor, returned, gap, orphans;
byte share[ALL];         /* how many each has in hand */
byte logged, what[3], value[3]; /* the redo log */

/* ---- kernel ---- */
bool dead[ALL];

/* ---- ghosts ---- */
byte kills, lost;               /* lost: in hand of those that have died */
byte hand[ALL];          /* what each has in hand, 0 = nothing: from the commit on */
bool put[ELEMENTS + 1], delivered[ELEMENTS + 1], done[ELEMENTS + 1], orphaned[ELEMENTS + 1];
bool waits[ALL];

#define AT(n) ((n) % SLOTS)
#define FILLED(n) (state[AT(n)] == (n) + 1)
#define GONE(p) ((p) != 0 && dead[p])
#define LEFT(p) (dead[p] && share[p] > 0)
#define ANY_LEFT (LEFT(1) || LEFT(2) || LEFT(3) || LEFT(4) || LEFT(5))
#define ROOM (tail - seenFloor < SLOTS && bytesTail + SIZE(e) - seenBytes <= BYTES)
/* The slot that a producer fills. */
#ifdef TAIL_FIRST
#define MINE (tail - 1)
#else
#define MINE tail
#endif

/* What an entry of the log is about: one of these, a share or an owner. */
#define HEAD 1
#define FLOOR 2
#define RETURNED 3
#define GAP 4
#define ORPHANS 5
#define SHARE(p) (10 + (p))
#define OWNER(n) (30 + AT(n))

inline die() {
    kills++;
    dead[me] = true;
    waits[me] = false;
    if
    :: hand[me] != 0 -> lost++; orphaned[hand[me]] = true
    :: else
    fi
}

#define MORTAL :: atomic { kills < KILLS -> die(); goto gone }

#define STEP(statements) if :: atomic { statements } MORTAL fi

inline lock(it) {
    if
    :: atomic { it == 0 || dead[it] -> it = me }
    MORTAL
    fi
}

/* ---- the redo log of the consumers ---- */

inline store(w, v) {
    if
    :: w == HEAD -> head = v
    :: w == FLOOR -> floor = v
    :: w == RETURNED -> returned = v
    :: w == GAP -> gap = v
    :: w == ORPHANS -> orphans = v
    :: w > 10 && w < 30 -> share[w - 10] = v
    :: w >= 30 ->
        owner[w - 30] = v;
        if :: v == 0 -> back[w - 30] = true :: else fi    /* the mark is set by the same commit */
    fi
}

inline apply() {
    i = 0;
    do
    :: atomic { i < logged -> store(what[i], value[i]); i++ }
    :: atomic { i >= logged -> logged = 0; i = 0; break }
    MORTAL
    od
}

inline note(index, w, v) { what[index] = w; value[index] = v }

inline enter() {
    lock(taking);
#ifndef LOG_NOT_FINISHED
    apply();
#else
    STEP(logged = 0);
#endif
#ifndef GAP_FORGOTTEN
    finishGap()
#else
    skip
#endif
}

/* A slot that is out between others: the one below moves up. There are no more than two. */
inline finishGap() {
    if
    :: atomic { gap != 0 -> skip };
        if
        :: atomic { gap - 1 > floor ->
             element[AT(gap - 1)] = element[AT(floor)]; start[AT(gap - 1)] = start[AT(floor)];
             owner[AT(gap - 1)] = owner[AT(floor)]; back[AT(gap - 1)] = back[AT(floor)] }
        :: atomic { gap - 1 <= floor -> skip }
        MORTAL
        fi;
        STEP(note(0, GAP, 0); note(1, FLOOR, floor + 1));
        STEP(logged = 2);
        apply()
    :: atomic { gap == 0 -> skip }
    fi
}

/* Nobody may have a byte that is written: neither one whose element is to be taken, nor one in hand. */
inline write(position) {
    if
    :: (floor < head || FILLED(head)) && AT(floor) != AT(MINE) ->
        assert(position - start[AT(floor)] < BYTES)                        /* room: a byte that is in use */
    :: else
    fi
}

proctype Producer(byte me) {
    byte made, e, i, seenFloor, seenBytes, at;
    bool asked;

again:
    atomic {
        if
        :: made == ITEMS -> goto gone
        :: else -> made++; e = (me - 1) * ITEMS + made
        fi
    };
retry:
    lock(putting);
#ifndef NOT_RECOVERED
    if
    :: atomic { FILLED(tail) -> bytesTail = nextBytes };
        STEP(tail++)
    :: atomic { !FILLED(tail) -> skip }
    MORTAL
    fi;
#endif
    asked = false;
    seenFloor = floor;
look:
    seenBytes = bytesFloor;
    if
    :: atomic { ROOM -> at = bytesTail }
    :: atomic { !ROOM && !asked && tail - seenFloor < SLOTS -> asked = true };
        /* where the bytes in use begin exactly; what is given back from now on is seen by the floor */
        enter();
        STEP(if :: floor < head || FILLED(head) -> bytesFloor = start[AT(floor)] :: else -> bytesFloor = bytesTail fi;
            seenFloor = floor);
        STEP(taking = 0);
#ifdef FLOOR_SEEN_LATE
        seenFloor = floor;
#endif
        goto look
    :: atomic { !ROOM && (asked || tail - seenFloor >= SLOTS) -> putting = 0; waits[me] = true };
end:
        if
        :: atomic { floor != seenFloor || GONE(taking) -> waits[me] = false }
#ifdef FLOOR_SEEN_LATE
        :: atomic { bytesFloor != seenBytes -> waits[me] = false }
#endif
        MORTAL
        fi;
        goto retry
    MORTAL
    fi;

    STEP(nextBytes = bytesTail + SIZE(e));
#ifdef TAIL_FIRST
    STEP(bytesTail = nextBytes; tail++);
#endif
#ifdef STATE_FIRST
    STEP(state[AT(MINE)] = MINE + 1; put[e] = true);
#endif
    if
    :: atomic {
        element[AT(MINE)] = e; start[AT(MINE)] = at; back[AT(MINE)] = false;
        assert(MINE - floor < SLOTS)                                       /* room: a slot that is in use */
       }
    MORTAL
    fi;
    i = 0;
    do
    :: atomic { i < SIZE(e) -> write(at + i); ring[(at + i) % BYTES] = e; i++ }
    :: atomic { i == SIZE(e) -> i = 0; break }
    MORTAL
    od;
#ifndef STATE_FIRST
    STEP(state[AT(MINE)] = MINE + 1; put[e] = true);
#endif
#ifndef TAIL_FIRST
    STEP(bytesTail = nextBytes);
    STEP(tail++);
#endif
    STEP(putting = 0);
    goto again;

gone:
    atomic { made = 0; e = 0; i = 0; seenFloor = 0; seenBytes = 0; at = 0; asked = false }
}

proctype Consumer(byte me) {
    byte e, n, p, i, after;
    bool marked, out;

again:
    enter();

    /* what the dead had comes back, and counts at last */
    p = 1;
    do
    :: atomic { p <= ACTORS && LEFT(p) -> n = floor };
        do
        :: atomic { n < head && owner[AT(n)] == p ->
#ifdef OWNER_WITHOUT_COUNT
             owner[AT(n)] = 0; back[AT(n)] = true; note(0, RETURNED, returned + 1); note(1, RETURNED, returned + 1)
#else
             note(0, OWNER(n), 0); note(1, RETURNED, returned + 1)
#endif
           };
            STEP(logged = 2);
            apply();
            n++
        :: atomic { n < head && owner[AT(n)] != p -> n++ }
        :: atomic { n >= head -> n = 0; break }
        MORTAL
        od;
#ifdef SETTLED_TWICE
        STEP(orphans = orphans + share[p]);
        STEP(share[p] = 0);
#else
        STEP(note(0, ORPHANS, orphans + share[p]); note(1, SHARE(p), 0));
        STEP(logged = 2);
        apply();
#endif
        p++
    :: atomic { p <= ACTORS && !LEFT(p) -> p++ }
    :: atomic { p > ACTORS -> p = 0; break }
    MORTAL
    od;

    /* the next one: what came back goes first */
    if
    :: atomic { returned > 0 -> n = floor; marked = true;
         do
         :: n < head && owner[AT(n)] != 0 -> n++
         :: else -> break
         od;
         assert(n < head) }                                                /* counts: none has come back */
    :: atomic { returned == 0 && FILLED(head) -> n = head; marked = false }
    :: atomic { returned == 0 && !FILLED(head) -> taking = 0; waits[me] = true };
end:
        if
        :: atomic { returned > 0 || FILLED(head) || GONE(taking) -> waits[me] = false }
        :: atomic { ANY_LEFT -> waits[me] = false }
        MORTAL
        fi;
        goto again
    MORTAL
    fi;

    /* it is copied before it is taken */
    if
    :: atomic {
        e = element[AT(n)]; i = start[AT(n)];
        assert(e != 0 && put[e]);                                          /* torn: an element that was not put */
        assert(ring[i % BYTES] == e && ring[(i + SIZE(e) - 1) % BYTES] == e); /* torn: half of an element */
        i = 0
       }
    MORTAL
    fi;
    if
    :: atomic { !marked -> owner[AT(n)] = me }
    :: atomic { marked }
    MORTAL
    fi;
#ifdef HEAD_WITHOUT_SHARE
    if
    :: atomic { !marked -> head = n + 1; hand[me] = e }
    :: atomic { marked }
    MORTAL
    fi;
#endif
    atomic {
        if
        :: !marked -> note(0, HEAD, n + 1); note(1, SHARE(me), share[me] + 1); note(2, HEAD, n + 1)
        :: marked -> note(0, OWNER(n), me); note(1, SHARE(me), share[me] + 1); note(2, RETURNED, returned - 1)
        fi
    };
    if
    :: atomic {
        logged = 3; hand[me] = e;
        assert(!done[e]);                                                  /* twice: an element that was done */
        assert(marked || !delivered[e]);                                   /* twice: an element without a mark */
        assert(!marked || orphaned[e]);                                    /* twice: an element that nobody had */
        delivered[e] = true; orphaned[e] = false
       }
    MORTAL
    fi;
    apply();
    STEP(taking = 0);

    /* it is dealt with */
    enter();
    atomic {
        n = floor;
        do
        :: n < head && !(element[AT(n)] == e && owner[AT(n)] == me) -> n++
        :: else -> break
        od;
        assert(n < head);                                                  /* found: not what one has in hand */
        after = start[AT(n)] + SIZE(e);
        out = (n == floor);
        note(0, SHARE(me), share[me] - 1);
        if
        :: out -> note(1, FLOOR, n + 1)
        :: !out -> note(1, GAP, n + 1)
        fi
    };
#ifdef BYTES_FIRST
    if
    :: atomic { bytesFloor = after }
    MORTAL
    fi;
#endif
    STEP(logged = 2; hand[me] = 0; done[e] = true);
    apply();
    if
    :: atomic { out -> bytesFloor = after }
    :: atomic { !out -> skip }
    MORTAL
    fi;
    finishGap();
    STEP(taking = 0);
    atomic { e = 0; n = 0; after = 0; out = false; marked = false };
    goto again;

gone:
    atomic { e = 0; n = 0; p = 0; i = 0; after = 0; out = false; marked = false }
}

proctype Observer() {
    byte p = 1, n, in, consumers;
    timeout ->
    atomic {
        do
        :: p <= ACTORS ->
            if
            :: p > PRODUCERS && !dead[p] -> consumers++
            :: else
            fi;
            if
            :: !dead[p] && waits[p] && GONE(taking) -> assert(false)       /* stuck: one waits for a dead one */
            :: !dead[p] && p <= PRODUCERS && waits[p] && (consumers > 0 || floor == tail) ->
                assert(false)                                              /* stuck: one waits though there is room */
            :: !dead[p] && !waits[p] && p > PRODUCERS -> assert(false)     /* stuck: one is at work for ever */
            :: else
            fi;
            p++
        :: else -> break
        od;
        p = 1;
        do
        :: p <= ELEMENTS && consumers > 0 ->
            assert(!put[p] || done[p]);                                    /* lost: an element that was put is not done */
            p++
        :: else -> break
        od;
        assert(consumers == 0 || orphans == lost);                         /* counts: of those that had died */
        assert(consumers == 0 || returned == 0);                           /* counts: of those that came back */
        p = 1;
        do
        :: p <= ACTORS ->
            assert(consumers == 0 || share[p] == 0);                       /* counts: a share that is left */
            p++
        :: else -> break
        od
    }
}

init {
    atomic {
        byte i = 1;
        do
        :: i <= PRODUCERS -> run Producer(i); i++
        :: i > PRODUCERS && i <= ACTORS -> run Consumer(i); i++
        :: i > ACTORS -> break
        od;
        run Observer()
    }
}
