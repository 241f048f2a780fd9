package dev.shm.robust;

/**
 * The bytes of the queue of a fair lock, behind its {@link RobustLayout}.
 *
 * <pre>
 * | offset |  size | field  | write         | read     | meaning                                                         |
 * |      0 |     8 | head   | CAS           | volatile | the ticket whose turn it is; those before it are over           |
 * |     64 |     8 | tail   | CAS           | volatile | the next ticket, unless its place shows that it is taken        |
 * |    128 | 32768 | places | see FairPlace | volatile | 4096 words: ticket t at place t mod 4096, on its lap t / 4096   |
 * </pre>
 *
 * A place is written by CAS, but for its own waiter, who may store. Zero is the right beginning of
 * all of it.
 */
final class FairLayout {
    static final int HEAD_OFFSET = 0;
    static final int TAIL_OFFSET = 64;
    static final int PLACES_OFFSET = 128;
    static final int LENGTH = 32896;

    static final int PLACES = 4096;

    private FairLayout() {}
}
