/*
 * A condition between processes one thread each, as in dev.shm.robust.RobustCondition, on top of a lock that is right: its
 * owner is one word, inherited from the dead (robust-word.pml is about that). Killed anywhere, between any two steps.
 *
 * Consumers wait for an item, producers make one, signal and leave. Actor 1 to CONSUMERS consume.
 *
 * Properties, at the end, when nobody can go on (timeout):
 *   lost       no live consumer sleeps while there is an item
 *   told       no live consumer sleeps on that waited when an owner died
 *   counts     if nobody died, `waiting` is how many wait; always: owed <= waiting
 *
 * Mutants, each a -D: NOT_OWED, HEIR_IDLE, EPOCH_KEPT, EPOCH_NOT_HEARD, WAKE_FIRST, NO_WAKE, NOT_COUNTED_OFF,
 * GIVE_UP_TAKES_NONE. check.sh says which configuration tells each from the right model.
 *
 * The 100 ms of a mourner are any time here: it may let go as soon as a signal is owed and the lock free. GIVE_UP: a wait may
 * end by time-out at any moment, up to GIVE_UP times. NO_MOURNER: nobody looks after the sleepers.
 */
#ifndef CONSUMERS
#define CONSUMERS 2
#endif
#ifndef PRODUCERS
#define PRODUCERS 1
#endif
#ifndef ITEMS
#define ITEMS 1                 /* each producer makes so many */
#endif
#ifndef KILLS
#define KILLS 2
#endif
#ifndef GIVE_UP
#define GIVE_UP 0
#endif
#define ACTORS (CONSUMERS + PRODUCERS)

/* ---- shared memory ---- */
byte owner;                     /* of the lock; 0 = free */
byte waiting, owed, epoch, signals;
byte items;

/* ---- kernel ---- */
bool dead[ACTORS + 1];
bool asleep[ACTORS + 1];

/* ---- ghosts ---- */
byte kills, givenUp;
bool waits[ACTORS + 1];         /* from being counted in until it has the lock again */
bool told[ACTORS + 1];          /* an owner died meanwhile */

#define live (!dead[me])
#define toBeHad (owner == 0 || dead[owner])

inline die() {
    kills++;
    dead[me] = true;
    asleep[me] = false;
    if
    :: owner == me ->
        if :: waits[1] && !dead[1] -> told[1] = true :: else fi;
        if :: waits[2] && !dead[2] -> told[2] = true :: else fi;
#if ACTORS > 2
        if :: waits[3] && !dead[3] -> told[3] = true :: else fi;
#endif
#if ACTORS > 3
        if :: waits[4] && !dead[4] -> told[4] = true :: else fi;
#endif
    :: else
    fi
}

#define MORTAL :: atomic { kills < KILLS -> die(); goto gone }

inline wakeAll() {
    asleep[1] = false; asleep[2] = false;
#if ACTORS > 2
    asleep[3] = false;
#endif
#if ACTORS > 3
    asleep[4] = false
#endif
}

inline letGo() {
    waiting = 0; owed = 0;
#ifndef EPOCH_KEPT
    epoch++
#endif
}

inline wakeOne() {
    if
    :: asleep[1] -> asleep[1] = false
    :: asleep[2] -> asleep[2] = false
#if ACTORS > 2
    :: asleep[3] -> asleep[3] = false
#endif
#if ACTORS > 3
    :: asleep[4] -> asleep[4] = false
#endif
    :: else
    fi
}

/* Takes the lock; an heir lets all go before it does anything else: killed in between it is a dead owner itself. */
inline lock() {
    if
    :: atomic { owner == 0 -> owner = me; inherited = false }
    :: atomic { owner != 0 && dead[owner] -> owner = me; inherited = true }
    MORTAL
    fi;
#ifndef HEIR_IDLE
    if
    :: atomic { inherited -> inherited = false;
         if :: waiting > 0 -> letGo(); mustWake = true :: else fi }
    :: atomic { !inherited }
    MORTAL
    fi;
    if
    :: atomic { mustWake -> wakeAll(); mustWake = false }
    :: atomic { !mustWake }
    MORTAL
    fi
#else
    inherited = false
#endif
}

proctype Consumer(byte me) {
    byte beginEpoch, beginSignals, heardEpoch, heardSignals;
    bool inherited, mustWake;

    lock();
look:
    if
    :: atomic { items > 0 -> items--; owner = 0; goto gone }
    :: atomic { items == 0 -> waiting++; waits[me] = true;
         beginEpoch = epoch; beginSignals = signals; heardEpoch = epoch; heardSignals = signals }
    MORTAL
    fi;
    if
    :: atomic { owner = 0 }
    MORTAL
    fi;

sleep:
    /* pass on, else the kernel compares and queues in one */
    if
    :: atomic { epoch != heardEpoch -> goto back }
#ifdef NOT_OWED
    :: atomic { epoch == heardEpoch && signals != heardSignals -> goto back }
#else
    :: atomic { epoch == heardEpoch && signals != heardSignals && owed > 0 -> goto back }
    :: atomic { epoch == heardEpoch && signals != heardSignals && owed == 0 -> heardSignals = signals; goto sleep }
#endif
    :: atomic { epoch == heardEpoch && signals == heardSignals -> asleep[me] = true }
    MORTAL
    fi;
end:
    if
    :: atomic { live && !asleep[me] -> goto sleep }
    :: atomic { givenUp < GIVE_UP -> givenUp++; asleep[me] = false; goto back }
#ifndef NO_MOURNER
#ifndef EPOCH_NOT_HEARD
    :: atomic { epoch != heardEpoch && asleep[me] -> asleep[me] = false; goto sleep }
#endif
    :: atomic { waiting > 0 && owner != 0 && dead[owner] -> letGo(); goto wake }
    :: atomic { waiting > 0 && owed > 0 && owner == 0 -> letGo(); goto wake }
#endif
    MORTAL
    fi;

    goto sleep;
wake:
    if
    :: atomic { wakeAll(); goto sleep }
    MORTAL
    fi;

back:
    lock();
    /* it leaves: a signal goes with it if there was one since and one is owed */
    if
    :: atomic { waits[me] = false; told[me] = false;
         if
         :: epoch == beginEpoch ->
#ifndef NOT_COUNTED_OFF
              waiting--;
#endif
#ifndef GIVE_UP_TAKES_NONE
              if
              :: signals != beginSignals && owed > 0 -> owed--
              :: else
              fi
#endif
         :: else
         fi;
         assert(owed <= waiting);                 /* counts: more owed than wait */
         goto look }
    MORTAL
    fi;

gone:
    atomic { beginEpoch = 0; beginSignals = 0; heardEpoch = 0; heardSignals = 0; inherited = false; mustWake = false; waits[me] = false }
}

proctype Producer(byte me) {
    byte made;
    bool inherited, mustWake, due;

again:
    if
    :: atomic { made == ITEMS -> goto gone }
    :: atomic { made < ITEMS -> made++ }
    fi;
    lock();
    if
    :: atomic { items++ }
    MORTAL
    fi;
#ifdef WAKE_FIRST
    if
    :: atomic { wakeOne() }
    MORTAL
    fi;
#endif
    if
    :: atomic { waiting > owed ->
#ifndef NOT_OWED
         owed++;
#endif
         signals++; due = true }
    :: atomic { waiting <= owed }
    MORTAL
    fi;
    if
    :: atomic { owner = 0 }
    MORTAL
    fi;
#if !defined(WAKE_FIRST) && !defined(NO_WAKE)
    if
    :: atomic { due -> wakeOne() }
    :: atomic { !due }
    MORTAL
    fi;
#endif
    due = false;
    goto again;

gone:
    atomic { made = 0; inherited = false; mustWake = false; due = false }
}

proctype Observer() {
    byte p = 1, count;
    timeout ->
    do
    :: atomic { p <= ACTORS ->
         assert(!(waits[p] && !dead[p] && items > 0));     /* lost: a live one sleeps and there is an item */
         assert(!(waits[p] && !dead[p] && told[p]));       /* told: a live one sleeps on after an owner's death */
         if :: waits[p] && !dead[p] -> count++ :: else fi;
         p++ }
    :: atomic { p > ACTORS -> assert(kills > 0 || waiting == count); break }   /* counts: not as many as wait */
    od
}

init {
    atomic {
        byte i = 1;
        do
        :: i <= CONSUMERS -> run Consumer(i); i++
        :: i > CONSUMERS && i <= ACTORS -> run Producer(i); i++
        :: i > ACTORS -> break
        od;
        run Observer()
    }
}
