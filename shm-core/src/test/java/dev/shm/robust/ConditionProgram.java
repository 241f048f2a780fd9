package dev.shm.robust;

import java.util.Set;

/**
 * The first processes put items somewhere and signal each; the last ones wait until there is one, and take it. A taker that dies
 * with the item takes it along.
 */
final class ConditionProgram extends SimProgram {
    static final int ITEMS_OFFSET = RobustLayout.LENGTH;
    private static final int NUMBER = 3;

    private static final int IS_BACK = 0;
    private static final int HAS_PUT = 1;
    /** The first: the only local that matters is in the queue of the condition. The others: there is none. */
    private static final Set<String> FORGETFUL = Set.of(
            "SLEEP: sleep await",
            "COMPARE_AND_SET lock: tryFast lock",
            "COMPARE_AND_SET lock: take tryTake await lock",
            "SLEEP: sleep await lock",
            "COMPARE_AND_SET lock: tryFast lock reacquire await",
            "COMPARE_AND_SET lock: take tryTake await lock reacquire await",
            "SLEEP: sleep await lock reacquire await");

    private final SimMemory memory =
            new SimMemory().lock("lock", 0).condition("condition", 0, NUMBER).guarded(0, "items", ITEMS_OFFSET);
    private final int putters;
    private final int items;
    private final boolean signalsAll;

    /** {@code signalsAll}: all items at once, with one signal to all; else each by itself. */
    ConditionProgram(int putters, int items, int takers, boolean signalsAll) {
        super(putters + takers);
        this.putters = putters;
        this.items = items;
        this.signalsAll = signalsAll;
    }

    static long conditionOffset() {
        return RobustLayout.CONDITIONS_OFFSET + (long) NUMBER * RobustLayout.CONDITION_LENGTH;
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    @Override
    protected void live(SimHost host) throws InterruptedException {
        RobustLock lock = new RobustLock(host.words(), 0, host.self(), host.site(0));
        RobustCondition condition = lock.conditions().get(NUMBER);
        host.lookAfter(lock);
        host.ready();
        if (host.process() > putters) {
            take(host, lock, condition);
        } else {
            put(host, lock, condition);
        }
    }

    private void take(SimHost host, RobustLock lock, RobustCondition condition) throws InterruptedException {
        lock.lock(Handling.DEFAULT);
        while (host.words().getPlain(ITEMS_OFFSET) == 0) {
            condition.await(Handling.DEFAULT, Long.MAX_VALUE, false);
            host.tell(IS_BACK, 0);
        }
        host.words().setPlain(ITEMS_OFFSET, host.words().getPlain(ITEMS_OFFSET) - 1);
        lock.unlock();
    }

    private void put(SimHost host, RobustLock lock, RobustCondition condition) {
        for (int i = 0; i < (signalsAll ? 1 : items); i++) {
            lock.lock(Handling.DEFAULT);
            long count = host.words().getPlain(ITEMS_OFFSET);
            host.words().setPlain(ITEMS_OFFSET, count + (signalsAll ? items : 1));
            condition.signal(signalsAll ? Integer.MAX_VALUE : 1);
            lock.unlock();
            host.tell(HAS_PUT, 0);
        }
    }

    @Override
    protected Set<String> forgetful() {
        return FORGETFUL;
    }

    /** When a thread began to wait is on its stack until it has the lock again. */
    @Override
    protected long kept() {
        return conditionOffset();
    }

    @Override
    public SimObserver observer() {
        return new SimNotes(processes(), 2) {
            @Override
            public boolean mayWait(int process, SimState state) {
                return state.word(ITEMS_OFFSET) == 0;
            }
        };
    }
}
