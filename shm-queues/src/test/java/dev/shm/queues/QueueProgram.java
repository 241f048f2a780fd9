package dev.shm.queues;

import dev.shm.robust.Handling;
import dev.shm.robust.SimHost;
import dev.shm.robust.SimMemory;
import dev.shm.robust.SimObserver;
import dev.shm.robust.SimProgram;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Processes put into a queue and take from it. Afterwards one more takes what is left: each element is there once, or was taken by
 * one that lives, or by one that died; everything is done, and the queue has all its room.
 */
final class QueueProgram extends SimProgram {
    /** What a process does. */
    enum Role {
        /** Puts two elements. */
        PUT_TWO(2, 0),
        /** Puts one. */
        PUT(1, 0),
        /** Takes one and says that it is done. */
        TAKE(0, 1),
        /** Takes two, one with the other. */
        TAKE_TWO(0, 2),
        /** Receives two, and the second one is done before the first. */
        RECEIVE_TWO(0, 2),
        /** Receives one, and says that the task is done before it says so of the element. */
        RECEIVE(0, 1),
        /** Takes out all. */
        CLEAR(0, 0),
        /** Waits until all is done. */
        JOIN(0, 0);

        final int puts;
        final int takes;

        Role(int puts, int takes) {
            this.puts = puts;
            this.takes = takes;
        }
    }

    /** How many elements there are of each process, and of none. */
    static final int EACH = 2;

    /**
     * What one has taken, and how often it has said that a task is done, is among its memories. One that waits for room is not here:
     * it remembers how much there was when it tried in vain.
     */
    private static final Set<String> FORGETFUL = Set.of(
            "COMPARE_AND_SET producers: tryFast lock getAsBoolean put",
            "COMPARE_AND_SET not empty: advance put",
            "COMPARE_AND_SET consumers: tryFast lock enter enter take takeNow take",
            "COMPARE_AND_SET consumers: tryFast lock enter enter take getAsBoolean awaitDone awaitInTurn await take",
            "COMPARE_AND_SET consumers: tryFast lock enter enter done done",
            "COMPARE_AND_SET consumers: tryFast lock enter enter taskDone taskDone",
            "COMPARE_AND_SET consumers: release unlock exit exit done done",
            "COMPARE_AND_SET consumers: release unlock exit exit taskDone taskDone",
            "COMPARE_AND_SET takers: tryFast await take",
            "SLEEP: sleep await await awaitDone awaitInTurn await take",
            "SLEEP: sleep await lock enter enter take takeNow take",
            "SLEEP: sleep await lock enter enter take getAsBoolean awaitDone awaitInTurn await take",
            "SLEEP: sleep await lock enter enter done done",
            "SLEEP: sleep await lock enter enter taskDone taskDone",
            "SLEEP: sleep await await join");

    private static final int RING_BYTES = 64;
    private static final int ENTRIES = 5;

    private final ConsumerDeathPolicy policy;
    private final QueueGeometry geometry;
    private final Role[] roles;
    private final int lengthBytes;
    private final SimMemory memory;
    private int before;

    /** A queue of so many elements, each so long. */
    QueueProgram(ConsumerDeathPolicy policy, int capacity, int lengthBytes, Role... roles) {
        super(roles.length);
        this.policy = policy;
        this.geometry = new QueueGeometry(capacity, RING_BYTES, policy);
        this.lengthBytes = lengthBytes;
        this.roles = roles;
        this.memory = new SimMemory()
                .section("consumers", QueueLayout.CONSUMERS_OFFSET, QueueLayout.JOURNAL_OFFSET, ENTRIES)
                .lock("producers", QueueLayout.PRODUCERS_OFFSET)
                .lock("takers", QueueLayout.TAKERS_OFFSET)
                .lock("putters", QueueLayout.PUTTERS_OFFSET)
                .word("not empty", QueueLayout.NOT_EMPTY_OFFSET)
                .word("not full", QueueLayout.NOT_FULL_OFFSET)
                .word("all done", QueueLayout.ALL_DONE_OFFSET)
                .written(QueueLayout.PRODUCERS_OFFSET, "tail", QueueLayout.TAIL_OFFSET)
                .written(QueueLayout.PRODUCERS_OFFSET, "closed", QueueLayout.CLOSED_OFFSET)
                .guarded(QueueLayout.PRODUCERS_OFFSET, "bytes tail", QueueLayout.BYTES_TAIL_OFFSET)
                .guarded(QueueLayout.PRODUCERS_OFFSET, "next bytes", QueueLayout.NEXT_BYTES_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "head", QueueLayout.HEAD_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "floor", QueueLayout.FLOOR_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "bytes floor", QueueLayout.BYTES_FLOOR_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "returned", QueueLayout.RETURNED_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "done", QueueLayout.DONE_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "orphans", QueueLayout.ORPHANS_OFFSET)
                .written(QueueLayout.CONSUMERS_OFFSET, "deaths", QueueLayout.DEATHS_OFFSET)
                .guarded(QueueLayout.CONSUMERS_OFFSET, "gap", QueueLayout.GAP_OFFSET)
                .guarded(QueueLayout.CONSUMERS_OFFSET, "moving", QueueLayout.MOVING_OFFSET)
                .guarded(QueueLayout.CONSUMERS_OFFSET, "moving to", QueueLayout.MOVING_TO_OFFSET)
                .guarded(QueueLayout.CONSUMERS_OFFSET, "moving rest", QueueLayout.MOVING_REST_OFFSET)
                .shares(QueueLayout.CONSUMERS_OFFSET, QueueLayout.SHARES_OFFSET, roles.length);
        for (int n = 0; n < geometry.slots(); n++) {
            memory.written(QueueLayout.PRODUCERS_OFFSET, "state " + n, slot(n) + SlotLayout.STATE_OFFSET)
                    .word("position " + n, slot(n) + SlotLayout.POSITION_OFFSET)
                    .word("start " + n, slot(n) + SlotLayout.START_OFFSET)
                    .word("extent " + n, slot(n) + SlotLayout.EXTENT_OFFSET)
                    .guarded(QueueLayout.CONSUMERS_OFFSET, "owner " + n, slot(n) + SlotLayout.OWNER_OFFSET);
            for (int i = 0; i < Math.min(lengthBytes, SlotLayout.INLINED_BYTES); i += Long.BYTES) {
                memory.word("inlined " + n + "." + i, slot(n) + SlotLayout.INLINED_OFFSET + i);
            }
        }
        for (int i = 0; i < RING_BYTES && lengthBytes > SlotLayout.INLINED_BYTES; i += Long.BYTES) {
            memory.word("ring " + i, geometry.ringOffset() + i);
        }
    }

    private long slot(long n) {
        return QueueLayout.LENGTH + (n & geometry.slots() - 1) * SlotLayout.LENGTH;
    }

    /** So many elements are in it at the beginning. */
    QueueProgram filled(int elements) {
        before = elements;
        return this;
    }

    @Override
    public SimMemory memory() {
        return memory;
    }

    private RobustQueue make(SimHost host, List<Long> memory) {
        RobustQueue queue = new RobustQueue(host.words(), 0, host.self(), host.site(0), geometry);
        host.lookAfter(new Object[] {queue, memory});
        queue.takeMore(new ArrayList<>(), 0); // joins
        return queue;
    }

    /** The number of an element, by one process or by none. */
    static int number(int process, int i) {
        return process * EACH + i;
    }

    private boolean put(RobustQueue queue, int number, long nanos) throws InterruptedException {
        Scratch scratch = Scratch.take(lengthBytes);
        try {
            for (int i = 0; i < lengthBytes; i += Long.BYTES) {
                scratch.bytes().putLong(i, number + 1);
            }
            return queue.put(scratch.bytes(), Handling.DEFAULT, nanos);
        } finally {
            scratch.giveBack();
        }
    }

    private int numberIn(Taken taken) {
        try {
            ByteBuffer bytes = taken.scratch().bytes();
            long first = bytes.getLong(0);
            for (int i = 0; i < lengthBytes; i += Long.BYTES) {
                if (bytes.limit() != lengthBytes || bytes.getLong(i) != first || first < 1) {
                    throw new AssertionError("half of an element: " + bytes.getLong(i));
                }
            }
            return (int) first - 1;
        } finally {
            taken.scratch().giveBack();
        }
    }

    @Override
    protected void live(SimHost host) throws InterruptedException {
        List<Long> memory = new ArrayList<>();
        RobustQueue queue = make(host, memory);
        int process = host.process();
        for (int i = 0; i < before && process == 1; i++) {
            put(queue, number(0, i), 0);
        }
        host.ready();
        Role role = roles[process - 1];
        for (int i = 0; i < role.puts; i++) {
            queue.isClosed(); // a step: it may die before
            host.tell(number(process, i), QueueFates.BEGUN);
            put(queue, number(process, i), Long.MAX_VALUE);
            host.tell(number(process, i), QueueFates.PUT);
        }
        switch (role) {
            case TAKE, TAKE_TWO -> {
                for (int i = 0; i < role.takes; i++) {
                    take(host, queue, false, memory);
                }
                for (int i = 0; i < role.takes; i++) {
                    taskDone(queue, memory);
                }
            }
            case RECEIVE -> {
                Got one = take(host, queue, true, memory);
                taskDone(queue, memory);
                finish(host, queue, one);
            }
            case RECEIVE_TWO -> {
                Got first = take(host, queue, true, memory);
                Got second = take(host, queue, true, memory);
                finish(host, queue, second);
                taskDone(queue, memory);
                finish(host, queue, first);
                taskDone(queue, memory);
            }
            case CLEAR -> queue.clear();
            case JOIN -> {
                queue.join(Handling.DEFAULT, Long.MAX_VALUE);
                host.tell(QueueFates.JOINS, 1);
            }
            default -> {}
        }
    }

    /** An element that one has received. */
    private record Got(int number, long position) {}

    private Got take(SimHost host, RobustQueue queue, boolean byHandle, List<Long> memory) throws InterruptedException {
        Taken taken = queue.take(byHandle, Handling.DEFAULT, Long.MAX_VALUE);
        Got got = new Got(numberIn(taken), taken.position());
        host.tell(got.number(), taken.returns() > 0 ? QueueFates.TAKEN_AGAIN : QueueFates.TAKEN);
        memory.add((long) got.number());
        memory.add(got.position());
        return got;
    }

    private static void taskDone(RobustQueue queue, List<Long> memory) {
        queue.taskDone();
        memory.add(-1L);
    }

    private static void finish(SimHost host, RobustQueue queue, Got got) {
        queue.done(got.position());
        host.tell(got.number(), QueueFates.DONE);
    }

    @Override
    protected Set<String> forgetful() {
        return FORGETFUL;
    }

    @Override
    public SimObserver observer() {
        return new QueueFates(policy, geometry, roles, lengthBytes, before);
    }

    @Override
    protected void audit(SimHost host, int dead) throws Exception {
        RobustQueue queue = make(host, List.of());
        long orphans = queue.orphans();
        if (orphans > 0 && dead == 0) {
            throw new AssertionError("orphans: " + orphans);
        }
        for (Taken taken = take(queue); taken != null; taken = take(queue)) {
            numberIn(taken);
            queue.done(taken.position());
            queue.taskDone();
        }
        // Those that live and wait may have something, too.
        long share = 0;
        for (int process = 1; process <= processes(); process++) {
            share += host.words().getVolatile(SimMemory.shareOf(QueueLayout.SHARES_OFFSET, process));
        }
        long inHand = policy.redelivers() ? TakenShare.inHand(share) : 0;
        for (long i = inHand; i < geometry.capacity(); i++) {
            if (!put(queue, (int) i, 0)) {
                throw new AssertionError("room: for " + i + " only");
            }
        }
        if (put(queue, 0, 0)) {
            throw new AssertionError("room: for more than there is");
        }
        // Now the tail is where it belongs.
        long unfinished = unfinished(host) - (geometry.capacity() - inHand);
        if (unfinished != TakenShare.owed(share)) {
            throw new AssertionError("done: " + unfinished + " are not, owed are " + TakenShare.owed(share));
        }
        for (long i = inHand; i < geometry.capacity(); i++) {
            if (numberIn(take(queue)) != i) {
                throw new AssertionError("order: " + i);
            }
        }
    }

    private static long unfinished(SimHost host) {
        return host.words().getVolatile(QueueLayout.TAIL_OFFSET) - host.words().getVolatile(QueueLayout.DONE_OFFSET);
    }

    private static Taken take(RobustQueue queue) throws InterruptedException {
        return queue.take(true, Handling.DEFAULT, 0);
    }
}
