package dev.shm.process;

import dev.shm.memory.Disk;
import dev.shm.memory.Text;
import dev.shm.memory.Words;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes attached to one space: a slot each, and the byte of the file that each keeps locked.
 *
 * <pre>
 *          attach: lock the byte, write who we are, publish the incarnation (release)
 *   free ──────────────────────────────────────────────────────────────────────────────▶ attached
 *     ▲                                           keepAlive: lock the second byte, too ──┤   │
 *     │   detach: incarnation = 0 (release), unlock the second byte, then the first          │
 *     ├──────────────────────────────────────────────────────────────────────────────────────┤
 *     └─ the next process that finds both bytes free and the occupant not running: overwrites ┘
 * </pre>
 *
 * <p>Killed between any two steps: before the incarnation is published nobody can have seen it; after it the byte is free
 * and the occupant doesn't run, hence dead. A slot is not given to a new process before a whole round of all others, so
 * that who died can be told for as long as possible.
 *
 * <p>Threads: any. Processes: any. Progress: blocking only on the own file system. Peer crash: its slot is used again.
 * Allocation: some garbage.
 */
public final class ProcessTable implements Liveness {
    private static final int ATTACH_ROUNDS = 3;
    private static final int PROBES = 4;

    private final String space;
    private final Words words;
    private final LifeFile file;
    private final Disk disk;
    private final int slots;
    private volatile Incarnation self;
    private FileLock life;
    /* What has locked the second byte; null as long as nothing has. */
    private DescriptorLocks secondLife;
    private boolean secondRefused;
    private WaitLedger waits;
    private volatile Watches watches;

    /**
     * A table in a file that has been checked; not yet attached to.
     *
     * @param space names the space in messages
     * @param words the mapped file
     * @param file its open channel
     * @param slots how many processes the file has room for, 1 to {@link Incarnation#MAX_SLOT}
     * @param disk does the locking
     */
    public ProcessTable(String space, Words words, LifeFile file, int slots, Disk disk) {
        this.space = space;
        this.words = words;
        this.file = file;
        this.slots = slots;
        this.disk = disk;
    }

    /**
     * How long the file of a table is.
     *
     * @param slots how many processes it has room for
     * @return in bytes
     */
    public static long fileLengthBytes(int slots) {
        return SlotLayout.slot(slots + 1);
    }

    /**
     * Takes a slot for this process. On the internal thread.
     *
     * @throws TooManyProcessesException if live processes have them all
     * @throws IOException if the system refuses
     */
    public synchronized void attach() throws IOException {
        long before = words.getAndAdd(SlotLayout.NEXT_INCARNATION_OFFSET_IN_FILE, 1);
        long number = 1 + Math.floorMod(before, Incarnation.MAX_NUMBER);
        // A byte may be locked for a moment by one who looks whether its process is dead: look more than once.
        for (int i = 0; i < ATTACH_ROUNDS * slots; i++) {
            int slot = 1 + (int) ((number + i) % slots);
            FileLock byteLock = disk.tryLock(file.channel(), SlotLayout.slot(slot), 1, false);
            if (byteLock == null) {
                continue;
            }
            // Who is attached has its second byte to itself: nobody else's is left there.
            if (occupantRuns(slot) || !areFree(SlotLayout.secondByte(slot), 1)) {
                disk.unlock(byteLock);
                continue;
            }
            life = byteLock;
            publish(slot, number);
            return;
        }
        throw new TooManyProcessesException(space, slots);
    }

    private void publish(int slot, long number) {
        long at = SlotLayout.slot(slot);
        words.setRelease(at + SlotLayout.INCARNATION_OFFSET, 0);
        WaitLedger.clear(words, slot);
        Identity.own().write(words, at);
        // SYNC slot-published: pairs with every getAcquire of an incarnation.
        words.setRelease(at + SlotLayout.INCARNATION_OFFSET, number);
        self = new Incarnation(slot, number);
        waits = new WaitLedger(words, slot);
    }

    /**
     * Gives the slot back. On the internal thread. What this process still owns in the space counts as left by a dead one.
     *
     * @throws IOException if the system refuses
     */
    public synchronized void detach() throws IOException {
        Incarnation was = self;
        if (was != null) {
            self = null;
            words.setRelease(SlotLayout.slot(was.slot()) + SlotLayout.INCARNATION_OFFSET, 0);
            if (secondLife != null) {
                // Before the first: whoever has locked that one finds this one free.
                file.unlock(secondLife, SlotLayout.secondByte(was.slot()));
                secondLife = null;
            }
            unlockLife();
        }
        if (watches != null) {
            watches.close();
        }
    }

    /**
     * Looks whether the lock on the own byte is still there, and takes it again if not: closing any channel of the file in
     * this JVM drops it silently. Whoever sees that this process runs has not taken it for dead in between; for those in
     * other PID namespaces, who don't see it, there is the second byte, whose lock can't be dropped. On the mourner's thread.
     *
     * @param locks takes the second byte, if it hasn't yet; null if there are none to be had, now or ever
     * @throws IOException if the system refuses
     */
    public synchronized void keepAlive(DescriptorLocks locks) throws IOException {
        if (self == null) {
            return;
        }
        if (!file.holds(SlotLayout.slot(self.slot()))) {
            unlockLife();
            life = disk.tryLock(file.channel(), SlotLayout.slot(self.slot()), 1, false);
        }
        if (locks != null && secondLife == null && !secondRefused) {
            lockSecondByte(locks);
        }
    }

    private void lockSecondByte(DescriptorLocks locks) {
        try {
            if (file.tryLock(locks, SlotLayout.secondByte(self.slot()))) {
                secondLife = locks;
            }
        } catch (IOException e) {
            secondRefused = true;
            System.getLogger("dev.shm.process").log(Level.DEBUG, "does without a second byte: " + space, e);
        }
    }

    /** Null is the lock if it was lost and somebody just looked whether the byte is free. */
    private void unlockLife() throws IOException {
        if (life != null) {
            disk.unlock(life);
            life = null;
        }
    }

    /** {@return this process's own stay; null while not attached} */
    public Incarnation self() {
        return self;
    }

    /** {@return which threads of this process wait for what} */
    public WaitLedger waits() {
        return waits;
    }

    /**
     * How many threads of live processes wait for an object.
     *
     * @param key of the object
     * @return the sum over all processes
     */
    public int waiters(long key) {
        int sum = 0;
        for (int slot = 1; slot <= slots; slot++) {
            long incarnation = words.getAcquire(SlotLayout.slot(slot) + SlotLayout.INCARNATION_OFFSET);
            int here = incarnation == 0 ? 0 : WaitLedger.count(words, slot, key);
            if (here > 0 && !isDead(slot, incarnation)) {
                sum += here;
            }
        }
        return sum;
    }

    @Override
    public boolean isDead(int slot, long incarnation) {
        if (slot < 1 || slot > slots || incarnation == 0) {
            return true; // nobody ever was that; an empty slot has incarnation 0
        }
        long at = SlotLayout.slot(slot);
        Incarnation own = self;
        if (own != null && own.slot() == slot) {
            return own.number() != incarnation;
        }
        // SYNC slot-published
        if (words.getAcquire(at + SlotLayout.INCARNATION_OFFSET) != incarnation) {
            return true;
        }
        Identity occupant = Identity.read(words, at);
        Sign sign = watches().look(slot, occupant);
        // Who is seen to run is not dead, whatever its bytes say; so they are only asked where nothing is to be seen.
        // Who
        // would be seen is gone: there a byte that was left to a forked process must not count. The second has no
        // traps.
        int bytes = occupant.isVisible() ? 1 : 2;
        return sign == Sign.EXITING
                || sign == Sign.NONE && areFree(SlotLayout.slot(slot), bytes) && !occupantRuns(slot);
    }

    /**
     * Who a process is.
     *
     * @param slot as recorded by it; any value
     * @param incarnation as recorded by it; any value
     * @return {@link ProcessInfo#UNKNOWN} if its slot has been given to another one
     */
    public ProcessInfo info(int slot, long incarnation) {
        if (slot < 1 || slot > slots || incarnation == 0) {
            return ProcessInfo.UNKNOWN;
        }
        long at = SlotLayout.slot(slot);
        if (words.getAcquire(at + SlotLayout.INCARNATION_OFFSET) != incarnation) {
            return ProcessInfo.UNKNOWN;
        }
        ProcessInfo info = new ProcessInfo(
                words.getPlain(at + SlotLayout.PID_OFFSET),
                Text.get(words, at + SlotLayout.COMMAND_OFFSET, SlotLayout.COMMAND_LENGTH),
                words.getPlain(at + SlotLayout.ATTACHED_MILLIS_OFFSET));
        // Overwritten while we read?
        boolean same = words.getVolatile(at + SlotLayout.INCARNATION_OFFSET) == incarnation;
        return same ? info : ProcessInfo.UNKNOWN;
    }

    /** {@return the live processes of the space, this one among them} */
    public List<ProcessInfo> processes() {
        List<ProcessInfo> live = new ArrayList<>();
        for (int slot = 1; slot <= slots; slot++) {
            long incarnation = words.getAcquire(SlotLayout.slot(slot) + SlotLayout.INCARNATION_OFFSET);
            if (incarnation != 0 && !isDead(slot, incarnation)) {
                live.add(info(slot, incarnation));
            }
        }
        return live;
    }

    /**
     * {@return the stay of the live process of a PID; null if there is none}
     * @param pid in its own PID namespace
     */
    public Incarnation find(long pid) {
        for (int slot = 1; slot <= slots; slot++) {
            long at = SlotLayout.slot(slot);
            long incarnation = words.getAcquire(at + SlotLayout.INCARNATION_OFFSET);
            if (incarnation != 0 && words.getPlain(at + SlotLayout.PID_OFFSET) == pid && !isDead(slot, incarnation)) {
                return new Incarnation(slot, incarnation);
            }
        }
        return null;
    }

    /**
     * {@return where one waits for the end of a process, in bytes}
     * @param slot of the process
     */
    public static long endsOffset(int slot) {
        return SlotLayout.slot(slot) + SlotLayout.ENDS_OFFSET;
    }

    /** {@return whether any process that stands in a slot is seen to run, whatever its byte says} */
    public boolean anyoneRuns() {
        for (int slot = 1; slot <= slots; slot++) {
            if (occupantRuns(slot)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the PID of this process, in its own PID namespace} */
    public static long ownPid() {
        return Identity.own().pid();
    }

    /** {@return the start ticks of this process, 0 if unknown} */
    public static long ownStartTicks() {
        return Identity.own().startTicks();
    }

    /** Made when first needed: a process that waits for nobody needs none. */
    private Watches watches() {
        Watches made = watches;
        return made != null ? made : makeWatches();
    }

    private synchronized Watches makeWatches() {
        if (watches == null) {
            watches = new Watches();
        }
        return watches;
    }

    /** Whether the process that stands in a slot runs, whatever its byte says: a byte can be lost. */
    private boolean occupantRuns(int slot) {
        long at = SlotLayout.slot(slot);
        return words.getAcquire(at + SlotLayout.INCARNATION_OFFSET) != 0
                && Identity.read(words, at).sign() == Sign.RUNS;
    }

    /*
     * One thread at a time: of two that probe the same bytes at once, one would find them locked, by the other. So it may be with
     * two processes, but for a moment only.
     */
    private synchronized boolean areFree(long position, int bytes) {
        try {
            for (int i = 0; i < PROBES; i++) {
                FileLock taken = disk.tryLock(file.channel(), position, bytes, false);
                if (taken != null) {
                    disk.unlock(taken);
                    return true;
                }
                Thread.yield();
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }
}
