package dev.shm.sync;

import dev.shm.robust.Handling;
import dev.shm.robust.SimHost;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimNotes;
import dev.shm.robust.SimObserver;
import dev.shm.robust.SimProgram;
import java.util.Set;

/** Each process does one thing with a read-write lock: it reads, writes, or takes the upgradable lock and becomes the writer. */
final class ReadWriteProgram extends SimProgram {
    enum Role {
        READS,
        /** It does so already when all begin. */
        HOLDS,
        WRITES,
        UPGRADES
    }

    private static final int DATA_OFFSET = ReadWriteLayout.LENGTH;
    private static final int READS = 0;
    private static final int WRITES = 1;
    private static final int UPGRADES = 2;
    /** Nobody's wait has a limit. */
    private static final Set<String> FORGETFUL = Set.of(
            "COMPARE_AND_SET write: tryFast lock acquire lockRead",
            "COMPARE_AND_SET write: tryFast lock acquire lockWrite",
            "SLEEP: sleep await lock acquire lockRead",
            "SLEEP: sleep await lock acquire lockWrite",
            "SLEEP: sleep await await drain drainOrUnlock lockWrite");

    private final SimMemory memory;
    private final Role[] roles;

    ReadWriteProgram(Role... roles) {
        super(roles.length);
        this.roles = roles;
        this.memory = new SimMemory()
                .lock("write", ReadWriteLayout.WRITE_OFFSET)
                .lock("upgrade", ReadWriteLayout.UPGRADE_OFFSET)
                .word("drained", ReadWriteLayout.DRAINED_OFFSET)
                .shares(ReadWriteLayout.SHARES_OFFSET, roles.length)
                .word("data", DATA_OFFSET);
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    private static RobustReadWriteLock make(SimHost host) {
        long at = ReadWriteLayout.WRITE_OFFSET;
        RobustReadWriteLock lock = new RobustReadWriteLock(host.words(), at, host.self(), host.site(at));
        host.lookAfter(lock);
        return lock;
    }

    @Override
    protected void live(SimHost host) throws InterruptedException {
        RobustReadWriteLock lock = make(host);
        lock.tryRead(Handling.DEFAULT);
        if (roles[host.process() - 1] != Role.HOLDS) {
            lock.unlockRead();
        }
        host.ready();
        switch (roles[host.process() - 1]) {
            case HOLDS -> hold(host, lock);
            case READS -> read(host, lock);
            case WRITES -> write(host, lock);
            default -> {
                lock.lockUpgrade(Handling.DEFAULT, Long.MAX_VALUE, false);
                host.tell(UPGRADES, 1);
                write(host, lock);
                host.tell(UPGRADES, 0);
                lock.unlockUpgrade();
            }
        }
    }

    private static void read(SimHost host, RobustReadWriteLock lock) throws InterruptedException {
        lock.lockRead(Handling.DEFAULT, Long.MAX_VALUE, false);
        hold(host, lock);
    }

    private static void hold(SimHost host, RobustReadWriteLock lock) {
        host.tell(READS, 1);
        host.words().getVolatile(DATA_OFFSET);
        host.tell(READS, 0);
        lock.unlockRead();
    }

    private static void write(SimHost host, RobustReadWriteLock lock) throws InterruptedException {
        lock.lockWrite(Handling.DEFAULT, Long.MAX_VALUE, false);
        host.words().getVolatile(DATA_OFFSET);
        host.tell(WRITES, 1);
        host.words().setVolatile(DATA_OFFSET, host.process());
        host.tell(WRITES, 0);
        lock.unlockWrite();
    }

    @Override
    protected Set<String> forgetful() {
        return FORGETFUL;
    }

    @Override
    public SimObserver observer() {
        return new SimNotes(processes(), 3) {
            @Override
            protected void compare(int process, int what) {
                require(sumOfLiving(WRITES) <= 1, "exclusion: two write");
                require(sumOfLiving(WRITES) == 0 || sumOfLiving(READS) == 0, "exclusion: one writes and one reads");
                require(sumOfLiving(UPGRADES) <= 1, "exclusion: two are upgradable");
            }
        };
    }

    /** Whoever comes afterwards can do everything. */
    @Override
    protected void audit(SimHost host, int dead) throws InterruptedException {
        RobustReadWriteLock lock = make(host);
        lock.lockRead(Handling.DEFAULT, Long.MAX_VALUE, false);
        lock.unlockRead();
        lock.lockUpgrade(Handling.DEFAULT, Long.MAX_VALUE, false);
        lock.lockWrite(Handling.DEFAULT, Long.MAX_VALUE, false);
        lock.unlockWrite();
        lock.unlockUpgrade();
    }
}
