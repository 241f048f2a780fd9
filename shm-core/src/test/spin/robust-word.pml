/*
 * The robust word: a lock word in shared memory whose owner, waiters and inheritors may be killed between any two
 * memory operations. Run it with check.sh, which also runs the mutants that SPIN must catch.
 *
 *   word    W waiters | S starving | D owner's thread ended | I inconsistent | owner (0 = free)    every access is one atomic operation
 *   beside  copy, token, deaths, record[2]                                                          plain stores of whoever owns the word
 *
 * Owner bits name a process (slot + incarnation), never a thread. P (poisoned) belongs to a policy; this is hand-over.
 * Here and there: copy = holder, inheritor = heir, publish = DeathLog.record, recover = Acquisition.recordDeaths.
 * An acquirer here sees at each look whether the owner is dead; the shipped one is told by its mourner, so it sees it later.
 *
 *                            acquirer: CAS, S dropped; W stays, and a waiter that has slept adds it
 *             +--------------------------------------------------------------------------+
 *             |                                                                          v
 *      +-------------+   acquirer (fast): CAS 0 -> me     +------------------------------------+
 *      | FREE        | ---------------------------------> | HELD   owner [W][S]                |---+ waiter: CAS sets W, later S
 *      | 0, or W|S   | <--------------------------------- | beside: copy = owner in the section |<--+
 *      +-------------+   owner: copy = 0, then            +------------------------------------+
 *       (W|S: only one   CAS me -> 0, or CAS me|flags,     |                  |               ^
 *       that has slept   then wake one if W was set        | kernel: owner's  | owner's       | inheritor: CAS clears I,
 *       may take it)                                       | process is gone  | mourner:      | after records and details
 *                                                          v                  v CAS sets D    |
 *                                                    +------------+   +-------------+   +----------------------+
 *                                                    | DEAD       |   | ENDED       |   | RECOVERING           |
 *                                                    | word as it |   | word | D    |   | inheritor|I[|W]      |
 *                                                    | was        |   |             |   | beside: see recover  |
 *                                                    +------------+   +-------------+   +----------------------+
 *                                                          |                  |            ^   |   |
 *                                                          +------------------+------------+   |   | kernel: inheritor is gone
 *                                                   any acquirer: CAS from the exact dead word |   v
 *                                                                                              +-- any acquirer: the same CAS
 *
 * Meaning of `copy`, on which recovery rests: copy = X exactly while X's critical section may have left the data half
 * written and X's death, if it comes, has not been followed by "published, copy = 0". So a dead word tells:
 *   copy = owner      the victim died in its section: token is its token
 *   copy = other      an inheritor died before it had finished with `other`, whose record may be published or not
 *   copy = 0          nobody's section was cut short, or its record is out already (then I is set)
 *
 * Properties (assert, invalid end states, and in one run: no cycle, so nothing runs for ever either):
 *   exclusion      no two live actors between copy = me and copy = 0
 *   no hang        every live actor ends its ROUNDS acquisitions
 *   told once      a section cut short by death is published exactly once, before the next section begins; no record for
 *                  a section that ended well
 *   told           whoever enters after a section was cut short inherited: it never gets such data as if all were well
 *   fencing        token rises from section to section
 *
 * How steps are cut. Every operation on the word is a step of its own. The owner's plain stores are seen by others only
 * after its death, so several of them share one `atomic` with a possible death between any two (mayDie); -DFINE splits them.
 *
 * Mutants, each a -D: PLAIN_STORE_TAKEOVER, DROP_W, UNBOUNDED_WAITS, TWO_STEP_UNLOCK, TWO_STEP_STORE, NO_PUBLISH_CHECK,
 * COPY_KEPT_IN_RECOVERY, COPY_KEPT_AT_UNLOCK, COPY_CLEARED_LATE, D_BEFORE_FORGETTING, KEEP_WAKE,
 * KEEP_WAKE_FROM_OWNER. check.sh says which
 * configuration tells each from the right model.
 *
 * Bounds: ACTORS, ROUNDS each, KILLS processes killed, ENDS threads that end in their section (THREADS: actors 1 and 2 are
 * threads of process 1). Not here: memory order (jcstress does that), time-outs except with GIVE_UP, slots used again.
 */
#ifndef ACTORS
#define ACTORS 3
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef KILLS
#define KILLS 2
#endif
#ifndef ENDS
#define ENDS 0
#endif
#ifndef STARVING
#define STARVING 1              /* 0: nobody ever sets S */
#endif

/* What a mourner wakes its sleepers for. All: bounded waits. None: unbounded waits. The rest exist to tell mutants apart. */
#define FOR_DEAD 1              /* the owner's process is gone, or D */
#define FOR_FREE 2              /* the word is free */
#define FOR_NO_W 4              /* W is missing */
#ifdef UNBOUNDED_WAITS
#define HEAL 0
#endif
#ifndef HEAL
#define HEAL (FOR_DEAD | FOR_FREE | FOR_NO_W)
#endif

#define W 1
#define S 2
#define D 4
#define I 8
#define OWNER(w)   ((w) >> 4)
#define OWNED_BY(p) ((p) << 4)
#define HAS(w, flag) (((w) & (flag)) != 0)

#ifdef THREADS
#define PROCESS(a) ((a) == 1 -> 1 : (a) - 1)
#else
#define PROCESS(a) (a)
#endif
#define mine PROCESS(me)

#ifdef FINE
#define OWNED                   /* every plain store a step of its own */
#else
#define OWNED atomic
#endif

/* ---- shared memory ---- */
byte word;
byte copy, token;
byte deaths, recordOwner[2], recordToken[2];
#define newest (deaths % 2)
#define oldest ((deaths + 1) % 2)

/* ---- kernel ---- */
bool dead[ACTORS + 1];          /* by process: never returns */
bool asleep[ACTORS + 1];        /* by actor: in the futex queue */

#ifdef THREADS
/* ---- heap of each process: seen by its own threads and its mourner only ---- */
byte heapOwner[ACTORS + 1];     /* the thread that owns, for re-entrance and for the mourner */
bool ended[ACTORS + 1];         /* !Thread.isAlive() */
byte ends;
#define wasEnded(a) ended[a]
#define someGone(p) (dead[p] || ends > 0)
#define GONE(a) (dead[PROCESS(a)] || ended[a])
#else
#define wasEnded(a) false
#define someGone(p) dead[p]
#define GONE(a) dead[a]
#endif

#ifdef ONLY_EXCLUSION           /* for a mutant that breaks everything: look for two owners */
#define also(condition) true
#else
#define also(condition) (condition)
#endif

/* ---- ghosts: what must be true, unknown to the actors ---- */
byte kills;
byte inside;                    /* who is between copy = me and copy = 0 */
byte due, dueOwner;             /* token and owner of the section that was cut short and isn't published yet */
byte lastToken;
bool dirty;                     /* a section began and has not ended well */

#define live (!dead[mine])
#define ownerGone(w) (OWNER(w) != 0 && (HAS(w, D) || dead[OWNER(w)]))
#define mournerWakes ((((HEAL) & FOR_DEAD) && ownerGone(word)) \
                      || (((HEAL) & FOR_FREE) && OWNER(word) == 0) \
                      || (((HEAL) & FOR_NO_W) && !HAS(word, W)))

/* SIGKILL of this actor's process; the kernel takes its sleepers out of the queue. */
inline die() {
    if
    :: !dead[mine] ->
        kills++;
        dead[mine] = true;
        if
        :: inside != 0 && PROCESS(inside) == mine && !wasEnded(inside) -> due = token; dueOwner = mine
        :: else
        fi
    :: else
    fi;
    asleep[me] = false
}

/* Actors are alike until they begin: it is enough to let them begin in one order. Not threads: two are of one process. */
#ifdef THREADS
#define mayBegin true
inline begin() { skip }
#else
byte begun;
#define mayBegin (begun + 1 >= me)
inline begin() { if :: begun < me -> begun = me :: else fi }
#endif

#ifdef KILL_IN_SECTION_ONLY
#define MAY_DIE_ANYWHERE false
#define MORTAL   :: atomic { dead[mine] -> asleep[me] = false; goto gone }
#define mayDie   skip
#else
#define MAY_DIE_ANYWHERE (kills < KILLS)
#define MORTAL   :: atomic { dead[mine] || kills < KILLS -> die(); goto gone }
#define mayDie   if :: atomic { dead[mine] || kills < KILLS -> die(); goto gone } :: live fi
#endif
#define MORTAL_IN_SECTION :: atomic { dead[mine] || kills < KILLS -> die(); goto gone }

/* Write the slot that nobody reads yet, then turn the sequence: readers see the old record or the new one. */
inline publish(who, which, inSection) {
    recordOwner[oldest] = who;
    mayDie;
    recordToken[oldest] = which;
    mayDie;
    d_step {
        deaths++;
        if
        :: inSection ->
            assert(also(due == which && dueOwner == who));      /* told once: a record twice, or of a section that ended well */
            due = 0
        :: else
        fi;
        assert(also(someGone(who)))                             /* told once: a living process called dead */
    };
    mayDie
}

/*
 * token, (thread,) copy: in this order; a death before copy = me is a death before the section.
 * w = I if we inherited, else 0 (or the victim's word | I): for the assertion only.
 */
inline details() {
    token++;
    mayDie;
    d_step {
        assert(inside == 0 || GONE(inside));     /* exclusion: two inside */
        assert(also(due == 0));                        /* told before the next section: a death was lost */
        assert(also(token > lastToken));               /* fencing: token did not rise */
        assert(also(!dirty || HAS(w, I)));             /* told: half-written data passed on as good */
        copy = mine;
        inside = me; lastToken = token; dirty = true
    }
}

/*
 * Runs under the word: owner = me, I set. w = the victim's word.
 *   c = copy
 *   if c is anybody, its section was cut short: publish (c, token) unless that is the newest record; copy = 0
 *   if the victim is another: publish (victim, token + 1, which it would have had) unless that is the newest record
 *   token + 1, copy = me
 * copy = 0 stands between "published" and anything that could make the newest record or the token differ from c's.
 */
inline recover() {
    c = copy;
    assert(inside == 0 || GONE(inside));            /* exclusion: taken over from a live owner */
    assert(also(!dirty || HAS(w, I) || c == OWNER(w)));   /* told: neither word nor copy says that data is half written */
    if
#ifdef NO_PUBLISH_CHECK
    :: c != 0 && c == OWNER(w) ->
#else
    :: c != 0 ->
#endif
        if
        :: recordOwner[newest] == c && recordToken[newest] == token      /* an earlier inheritor came this far */
        :: else -> publish(c, token, true)
        fi
    :: else
    fi;
#if !defined(COPY_KEPT_IN_RECOVERY) && !defined(COPY_CLEARED_LATE)
    copy = 0;
    mayDie;
#endif
    if
    :: c != OWNER(w) ->
        if
        :: recordOwner[newest] == OWNER(w) && recordToken[newest] == token + 1
        :: else -> publish(OWNER(w), token + 1, false)
        fi
    :: else
    fi;
#ifdef COPY_CLEARED_LATE
    copy = 0;
    mayDie;
#endif
    c = 0;
    w = w | I;
    details()
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

#define keepW(w) ((w) & W | (slept -> W : 0))

proctype Actor(byte me) {
    byte w, c, round;
    bool slept, gaveUp;

again:
    if
    :: atomic { round == ROUNDS -> goto done }
    /* fast path: CAS 0 -> me */
    :: atomic { live && mayBegin && round < ROUNDS && word == 0 -> begin(); round++; word = OWNED_BY(mine); goto fresh }
    :: atomic { live && mayBegin && round < ROUNDS && word != 0 -> begin(); round++ }
    :: atomic { mayBegin && (dead[mine] || MAY_DIE_ANYWHERE) -> begin(); die(); goto gone }
    fi;

slow:
    /* w = load, and whether its owner lives (deaths only ever come true, and the CAS below is from the exact word) */
    if
    :: atomic { live -> w = word;
         if
         :: OWNER(w) == 0 && !(HAS(w, S) && !slept) -> goto take
         :: ownerGone(w) -> goto inherit
         :: else -> assert(also(OWNER(w) != 0 || HAS(w, W)))         /* layout: free with S but without W */
         fi }
#ifdef GIVE_UP
    :: atomic { live && slept && !gaveUp ->          /* time-out or interrupt: the wake that it may have taken goes on */
         gaveUp = true; w = 0; slept = false;
#ifdef KEEP_WAKE
         goto again }
#else
         goto pass }
#endif
#endif
    MORTAL
    fi;

    if
    :: atomic { !HAS(w, W) ->
         if
         :: live && word == w -> w = w | W; word = w
         :: live && word != w -> w = 0; goto slow
         MORTAL
         fi }
    :: HAS(w, W)
    fi;
    if
    :: atomic { STARVING && slept && !HAS(w, S) ->           /* passed over for long: any sleep may have been long */
         if
         :: live && word == w -> w = w | S; word = w
         :: live && word != w -> w = 0; goto slow
         MORTAL
         fi }
    :: skip
    fi;

    /* futex wait: the kernel compares the low half, all but S, and queues in one */
    if
    :: atomic { live && ((word ^ w) & ~S & 255) == 0 -> slept = true; asleep[me] = true; w = 0 }
    :: atomic { live && ((word ^ w) & ~S & 255) != 0 -> slept = true; w = 0; goto slow }
    MORTAL
    fi;
    if
    :: atomic { live && (!asleep[me] || mournerWakes) -> asleep[me] = false; goto slow }
    MORTAL
    fi;

#if defined(GIVE_UP) && !defined(KEEP_WAKE)
    /* not reached from above; an owner that has not seen W will not wake anybody */
pass:
    if
#ifdef KEEP_WAKE_FROM_OWNER
    :: atomic { live && OWNER(word) != 0 -> goto again }
    :: atomic { live && OWNER(word) == 0 -> skip }
#else
    :: atomic { live && OWNER(word) != 0 && HAS(word, W) -> goto again }
    :: atomic { live && !(OWNER(word) != 0 && HAS(word, W)) -> skip }
#endif
    MORTAL
    fi;
    if
    :: atomic { live -> wakeOne(); goto again }
    MORTAL
    fi;
#endif

take:
    if
    :: atomic { live && word == w -> w = w & I; word = OWNED_BY(mine) | keepW(word) | w; goto fresh }
    :: atomic { live && word != w -> w = 0; goto slow }
    MORTAL
    fi;

inherit:
    if
#ifdef PLAIN_STORE_TAKEOVER
    :: atomic { live -> word = OWNED_BY(mine) | keepW(w) | I }
#else
#ifdef DROP_W
    :: atomic { live && word == w -> word = OWNED_BY(mine) | I }
#else
    :: atomic { live && word == w -> word = OWNED_BY(mine) | keepW(w) | I }
#endif
    :: atomic { live && word != w -> w = 0; goto slow }
#endif
    MORTAL
    fi;
#ifdef THREADS
    if
    :: atomic { live -> heapOwner[mine] = me }
    MORTAL
    fi;
#endif
    OWNED { mayDie; recover() };
    if
    :: atomic { live -> word = word & ~I; w = 0; slept = false; goto section }       /* a CAS loop: one step where it succeeds */
    MORTAL_IN_SECTION
    fi;

fresh:
#ifdef THREADS
    if
    :: atomic { live -> heapOwner[mine] = me }
    MORTAL
    fi;
#endif
    OWNED { mayDie; details(); w = 0; slept = false };

section:
    if
    :: OWNED { live ->
         d_step {
             assert(inside == me && OWNER(word) == mine && !HAS(word, D | I));   /* exclusion: the word was taken from a live owner */
             dirty = false;
#ifdef THREADS
             heapOwner[mine] = 0;
#endif
#ifndef COPY_KEPT_AT_UNLOCK
             copy = 0;
#endif
             inside = 0
         };
         mayDie;
         if
         :: atomic { word == OWNED_BY(mine) -> word = 0; goto again }
         :: else
         fi }
#ifdef THREADS
    :: atomic { live && ends < ENDS -> ends++; ended[me] = true; due = token; dueOwner = mine; goto gone }
#endif
    MORTAL_IN_SECTION
    fi;

    /* W or S is set. Load, then one CAS from it that leaves S, with W, and I. */
flagged:
    if
    :: atomic { live -> w = word }
    MORTAL
    fi;
#if defined(TWO_STEP_UNLOCK) || defined(TWO_STEP_STORE)
    if
    :: atomic { live && word == w -> w = w & (W | S); word = w }         /* the owner goes ... */
    :: atomic { live && word != w -> w = 0; goto flagged }
    MORTAL
    fi;
    if
#ifdef TWO_STEP_STORE
    :: atomic { live -> word = (HAS(w, S) -> W | S : 0); w = w & W }
#else
    :: atomic { live -> word = (HAS(w, S) -> word : word & ~W); w = w & W }     /* ... and then W */
#endif
    MORTAL
    fi;
#else
    if
    :: atomic { live && word == w -> word = w & I | (HAS(w, S) -> W | S : 0); w = w & W }
    :: atomic { live && word != w -> w = 0; goto flagged }
    MORTAL
    fi;
#endif
    if
    :: atomic { live -> if :: w != 0 -> wakeOne() :: else fi; w = 0; goto again }
    MORTAL
    fi;

gone:
    atomic { w = 0; c = 0; slept = false; round = 0; gaveUp = false };
done:
    atomic { w = 0; c = 0; slept = false; round = 0; gaveUp = false }
}

#ifdef THREADS
/*
 * The part of a mourner that is more than a sleeper's own waking: it marks the word of an ended thread.
 * It first forgets the thread and then sets D: after D the word may belong to another thread of this same process, whose
 * name reaches heapOwner only later, and a mourner that still saw the ended one would mark that live owner.
 */
proctype Mourner(byte p) {
    byte w;
end:
    do
    :: atomic { dead[p] -> w = 0; break }
    :: atomic { !dead[p] && heapOwner[p] != 0 && ended[heapOwner[p]] ->
#ifndef D_BEFORE_FORGETTING
         heapOwner[p] = 0
#endif
       };
mark:
       if
       :: atomic { !dead[p] -> w = word }
       :: atomic { dead[p] -> goto over }
       fi;
       if
       :: atomic { !dead[p] && word == w -> if :: OWNER(w) == p -> word = w | D :: else fi; w = 0 }
       :: atomic { !dead[p] && word != w -> w = 0; goto mark }
       :: atomic { dead[p] -> w = 0; goto over }
       fi
    od;
over:
    skip
}
#endif

init {
    atomic {
        run Actor(1);
        run Actor(2);
#if ACTORS > 2
        run Actor(3);
#endif
#if ACTORS > 3
        run Actor(4);
#endif
#ifdef THREADS
        run Mourner(1)
#endif
    }
}
