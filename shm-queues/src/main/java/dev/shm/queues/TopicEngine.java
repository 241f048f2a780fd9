package dev.shm.queues;

import dev.shm.memory.Words;
import dev.shm.process.Incarnation;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.robust.Engine;
import dev.shm.robust.EventCount;
import dev.shm.robust.Fairness;
import dev.shm.robust.Handling;
import dev.shm.robust.LockSite;
import dev.shm.robust.Pace;
import dev.shm.robust.RobustLock;
import dev.shm.robust.Seats;
import java.nio.ByteBuffer;

/**
 * The engine of a topic: who publishes, who is held back, and who waits for news.
 *
 * <p>Threads: any. Processes: any. Progress: blocking. Peer crash: what it had not published is not there; if it held back, it
 * does no more. Allocation: little.
 */
final class TopicEngine implements Engine {
    private static final long NOBODY = Long.MAX_VALUE;
    private static final long OPEN = 0;
    private static final long ENDING = 1;
    private static final long ENDED = 2;

    static final int NO_SEAT = -1;

    private final Words words;
    private final long state;
    private final LockSite site;
    private final boolean holdsBack;
    private final RobustLock lock;
    private final RobustLock seating;
    private final EventCount news;
    private final EventCount room;
    private final Seats seats;
    private final TopicRing ring;
    private final String death;
    /* Not at every call of those who don't wait. */
    private final Pace pace;

    /**
     * The engine of one topic.
     *
     * @param words the memory
     * @param base where its {@link TopicLayout#LENGTH} bytes begin, and behind them the ring
     * @param self this process
     * @param site what surrounds it
     * @param ringBytes a power of two
     * @param policy what becomes of slow subscribers
     */
    TopicEngine(Words words, long base, Incarnation self, LockSite site, long ringBytes, SlowSubscribers policy) {
        this.words = words;
        this.state = base + TopicLayout.STATE_OFFSET;
        this.site = site;
        this.holdsBack = policy == SlowSubscribers.HOLD_BACK;
        long lockAt = base + TopicLayout.LOCK_OFFSET;
        this.lock = new RobustLock(words, lockAt, self, site.companion(lockAt, Fairness.BARGING));
        long seatingAt = base + TopicLayout.SEATING_OFFSET;
        this.seating = new RobustLock(words, seatingAt, self, site.companion(seatingAt, Fairness.BARGING));
        this.ring = new TopicRing(words, base, base + TopicLayout.LENGTH, ringBytes, site.name());
        this.seats = new Seats(words, base + TopicLayout.SUBSCRIBERS_OFFSET, TopicLayout.SUBSCRIBERS, self, site);
        long newsAt = base + TopicLayout.NEWS_OFFSET;
        this.news = new EventCount(words, newsAt, site.neighbour(newsAt), () -> false);
        long roomAt = base + TopicLayout.ROOM_OFFSET;
        this.room = new EventCount(words, roomAt, site.neighbour(roomAt), this::isAnyDead);
        this.death = "a subscriber holds back no more: topic=" + site.name();
        this.pace = new Pace(site);
    }

    // ---- publishing ----

    /**
     * Publishes an element, and waits while subscribers hold back.
     *
     * @param element a {@link Scratch} buffer
     * @param handling how to wait
     * @param nanos how long at most; if not positive not at all
     * @return whether it is published; false if the time is over
     * @throws InterruptedException if interrupted while waiting
     * @throws TopicClosedException if it is closed
     */
    boolean publish(ByteBuffer element, Handling handling, long nanos) throws InterruptedException {
        return publishNow(element) || publishLater(element, handling, nanos);
    }

    private boolean publishLater(ByteBuffer element, Handling handling, long nanos) throws InterruptedException {
        int length = element.limit();
        if (nanos <= 0) {
            return pace.isDue() && isAnyDead() && publishNow(element);
        }
        long deadline = site.deadline(nanos);
        while (true) {
            long left = site.left(deadline, nanos);
            if (!room.await(() -> mayHaveRoom(length), handling, left, true)) {
                return false;
            }
            if (publishNow(element)) {
                return true;
            }
        }
    }

    private boolean publishNow(ByteBuffer element) {
        lock.lock(Handling.DEFAULT);
        try {
            ring.begin();
            if (!append(element)) {
                return false;
            }
        } finally {
            lock.unlock();
        }
        news.advance(); // behind the atomic step that released the lock
        return true;
    }

    private boolean append(ByteBuffer element) {
        if (words.getVolatile(state) != OPEN) {
            seal();
            throw new TopicClosedException(site.name());
        }
        int length = element.limit();
        if (!ring.hasRoom(length) && !makeRoom(length)) {
            return false;
        }
        ring.append(element);
        return true;
    }

    private boolean makeRoom(int length) {
        long mustGo = ring.mustGo(length);
        if (!holdsBack) {
            ring.letGo(mustGo, NOBODY);
            return true;
        }
        seating.lock(Handling.DEFAULT); // nobody takes a seat between the look at them and the step
        try {
            seats.settle(seating, death);
            long most = slowest();
            if (most < mustGo) {
                return false;
            }
            ring.letGo(mustGo, most);
            return true;
        } finally {
            seating.unlock();
        }
    }

    /** The position of the subscriber that is behind all others; what can't be the position of one counts as nobody's. */
    private long slowest() {
        long slowest = NOBODY;
        long oldest = ring.oldest();
        for (int seat = seats.highest() - 1; seat >= 0; seat--) {
            long position = seats.value(seat);
            if (position < slowest && position >= oldest && position <= ring.tail() && seats.isTaken(seat)) {
                slowest = position;
            }
        }
        return slowest;
    }

    private boolean mayHaveRoom(int length) {
        return ring.wouldHaveRoom(length, slowest()) || seats.isAnyKnownDead() || words.getVolatile(state) != OPEN;
    }

    // ---- being the only one that publishes ----

    /** Waits until nobody else publishes, and keeps others from it until {@link #leaveOff}. */
    void begin(Handling handling) throws InterruptedException {
        lock.lockInterruptibly(handling, Long.MAX_VALUE);
        boolean begun = false;
        try {
            ring.begin();
            begun = true;
        } finally {
            if (!begun) {
                lock.unlock();
            }
        }
    }

    /** Publishes an element, by who has begun, unless it is held back. */
    boolean publishOwned(ByteBuffer element) {
        if (!append(element)) {
            return false;
        }
        // No fence between the two: who falls asleep just now, unseen, is woken by a mourner.
        news.advance();
        return true;
    }

    /** Lets others publish. */
    void leaveOff() {
        if (words.getVolatile(state) != OPEN) {
            seal();
        }
        lock.unlock();
    }

    // ---- the dead ----

    /** For the mourner, as long as a thread of this process is held back. */
    private boolean isAnyDead() {
        return seats.isAnyDead(position -> position < ring.tail());
    }

    // ---- subscribing ----

    /**
     * A new reader.
     *
     * @param from where it begins
     * @throws IllegalStateException if it would hold back and there is no seat for it
     */
    TopicReader subscribe(SharedTopic.From from) {
        if (!holdsBack) {
            return new TopicReader(this, ring, from == SharedTopic.From.NOW);
        }
        TopicReader reader = takeSeat(from);
        if (reader == null && seats.isAnyDead(position -> true)) {
            reader = takeSeat(from);
        }
        if (reader == null) {
            throw new IllegalStateException("too many subscribers that hold back: topic=" + site.name() + ", most="
                    + TopicLayout.SUBSCRIBERS + "; close some, or make a topic whose slow subscribers are lapped");
        }
        return reader;
    }

    private TopicReader takeSeat(SharedTopic.From from) {
        int seat = NO_SEAT;
        boolean sound = false;
        seating.lock(Handling.DEFAULT);
        try {
            try {
                seats.settle(seating, death);
                seat = seats.take(from == SharedTopic.From.NOW ? ring.tail() : ring.oldest());
            } finally {
                seating.unlock(); // fails if something else wrote over the lock
            }
            sound = true;
        } finally {
            if (!sound && seat != NO_SEAT) {
                seats.leave(seat); // of one that nobody would leave
            }
        }
        return seat == NO_SEAT ? null : new TopicReader(this, ring, seat, seats.value(seat));
    }

    /** A reader has gone on: publishers that it held back may do so too. */
    void goneOn(int seat, long position) {
        if (seat != NO_SEAT) {
            seats.setValue(seat, position);
            room.advance();
        }
    }

    /** A reader reads no more. */
    void leave(int seat) {
        if (seat != NO_SEAT) {
            seats.leave(seat);
            room.advance();
        }
    }

    EventCount news() {
        return news;
    }

    // ---- for those who want to know ----

    String name() {
        return site.name();
    }

    /** How many elements were published. */
    long published() {
        while (true) {
            long tail = ring.tail();
            long sequence = ring.sequence(tail);
            if (ring.isStillKept(tail)) {
                return sequence;
            }
        }
    }

    /** How many subscribers of live processes may hold back. */
    int holders() {
        return seats.taken();
    }

    int mostBytes() {
        return ring.mostBytes();
    }

    /** How many threads of all live processes wait, for news, for room, or for others to have published. */
    int waiters() {
        return news.waiters() + room.waiters() + lock.report().waiters();
    }

    // ---- closing the topic ----

    /** Refuses who would publish, and says so when nobody does any more. */
    void end() {
        if (words.getVolatile(state) == OPEN) {
            words.setVolatile(state, ENDING);
        }
        room.advance();
        lock.lock(Handling.DEFAULT);
        try {
            seal();
        } finally {
            lock.unlock();
        }
    }

    /** By the owner of the lock. Of one that was killed before it in {@link #end}, whoever would publish next does it. */
    private void seal() {
        words.setVolatile(state, ENDED);
        news.advance();
        room.advance();
    }

    /** Whether nothing is published any more. */
    boolean isEnded() {
        return words.getVolatile(state) == ENDED;
    }

    // ---- opening and closing ----

    @Override
    public void open() {
        lock.open();
        seating.open();
        news.open();
        room.open();
    }

    @Override
    public void beginClose() {
        lock.beginClose();
    }

    @Override
    public void cancelClose() {
        lock.cancelClose();
    }

    @Override
    public String held() {
        return lock.held();
    }

    /** Subscriptions that are open hold back no more. */
    @Override
    public void giveBack() {
        seats.leaveAll();
        room.advance();
    }

    @Override
    public void close() {
        news.close();
        room.close();
        seating.close();
        lock.close();
    }

    /** {@return what it is, for people; it does not fail even if it is closed} */
    @Override
    public String toString() {
        try {
            return "published=" + published() + (holdsBack ? ", subscribers=" + holders() : "")
                    + (isEnded() ? ", closed" : "");
        } catch (IllegalStateException e) {
            return "closed";
        }
    }
}
