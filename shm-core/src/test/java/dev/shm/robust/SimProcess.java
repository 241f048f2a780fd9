package dev.shm.robust;

import dev.shm.ShmException;
import dev.shm.process.Incarnation;
import dev.shm.robust.SimOperation.Kind;
import dev.shm.value.PairCell;
import java.util.List;

/** The heap of one simulated process and what its threads do: the shipped lock around a section that counts. */
final class SimProcess implements SimBody {
    private static final long TIMED_NANOS = 1_000_000_000;

    private final SimScenario scenario;
    private final SimWorld world;
    private final SimTicket ticket;
    private final SimHost host;
    private final SimWords words;
    private final RobustLock lock;
    private final Handling handling;
    private final boolean impatient;
    private final boolean reader;
    private final PairCell record;

    SimProcess(SimScenario scenario, int process, SimTicket world) {
        this.scenario = scenario;
        this.world = world;
        this.ticket = world;
        this.host = new SimHost(scenario, process, world);
        this.words = new SimWords(SimLockMemory.MEMORY, world);
        this.lock = new RobustLock(words, 0, host.self(), new SimSite.OfLock(host, scenario));
        host.lookAfter(lock.vigil());
        this.reader = scenario.isReader(process);
        RobustLock ofRecord = scenario.mutant == SimMutant.RECORD_UNLOCKED ? lockOfItsOwn() : lock;
        this.record = scenario.byCodec
                ? PairCell.byCodec(words, SimLockMemory.SEQUENCE_OFFSET, ofRecord)
                : PairCell.of(words, SimLockMemory.SEQUENCE_OFFSET, ofRecord);
        this.impatient = scenario.isImpatient(process);
        this.handling =
                scenario.knowsRepair(process) ? Handling.DEFAULT.withRepair(death -> mirror()) : Handling.DEFAULT;
    }

    @Override
    public void live() {
        if (reader) {
            read();
        } else {
            acquireAndCount();
        }
    }

    private static RobustLock lockOfItsOwn() {
        HeapWords heap = new HeapWords(RobustLayout.LENGTH);
        return new RobustLock(heap, 0, new Incarnation(1, 1), new HeapSite(heap));
    }

    /** What is read is one record, none older than the last one written before, and none newer than the last one. */
    private void read() {
        for (int i = 0; i < scenario.sections; i++) {
            host.begin(false);
            long oldest = words.getPlain(SimLockMemory.SEQUENCE_OFFSET) / 2;
            long number = record.get();
            long newest = words.getPlain(SimLockMemory.SEQUENCE_OFFSET) / 2;
            if (number < oldest || number > newest) {
                throw new AssertionError("read: " + number + ", written: " + oldest + " to " + newest);
            }
        }
    }

    @Override
    public SimPlace placeBefore(SimOperation step) {
        return SimPlace.of(
                step, SimLedger.mix(SimLedger.mix(SimHeap.fingerprint(lock), ticket.fingerprint()), host.memories()));
    }

    @Override
    public List<Runnable> threads() {
        return List.of(this::endInSection, this::acquireAndCount, this::mourn);
    }

    private void acquireAndCount() {
        for (int i = 0; i < scenario.sections; i++) {
            if (scenario.mutant == SimMutant.RECORD_UNLOCKED) {
                record.increment();
            } else if (scenario.records && acquire()) {
                enter();
                record.increment();
                world.perform(SimOperation.of(Kind.LEAVE));
                lock.unlock();
            } else if (!scenario.records && acquire()) {
                enter();
                words.setPlain(SimLockMemory.COUNTER_OFFSET, words.getPlain(SimLockMemory.COUNTER_OFFSET) + 1);
                if (scenario.isToBeRepaired()) {
                    mirror();
                }
                world.perform(SimOperation.of(Kind.LEAVE));
                lock.unlock();
            }
        }
    }

    private void endInSection() {
        if (acquire()) {
            enter();
        }
    }

    private void mourn() {
        while (true) {
            world.perform(SimOperation.of(Kind.WATCH));
            lock.vigil().visit();
        }
    }

    private boolean acquire() {
        host.begin(impatient);
        try {
            if (impatient) {
                return lock.lockInterruptibly(handling, TIMED_NANOS);
            }
            lock.lock(handling);
            return true;
        } catch (PoisonedLockException e) {
            return refused(OwnerDeathPolicy.POISON, e);
        } catch (InconsistentStateException e) {
            return refused(OwnerDeathPolicy.MUST_REPAIR, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private boolean refused(OwnerDeathPolicy by, ShmException e) {
        if (scenario.policy != by) {
            throw e;
        }
        return false;
    }

    /** What a section does second, and what a repair does. */
    private void mirror() {
        words.setPlain(SimLockMemory.MIRROR_OFFSET, words.getPlain(SimLockMemory.COUNTER_OFFSET));
    }

    private void enter() {
        world.perform(new SimOperation(Kind.ENTER, 0, 0, lock.token()));
    }
}
