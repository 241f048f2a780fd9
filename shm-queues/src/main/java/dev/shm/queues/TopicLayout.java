package dev.shm.queues;

/**
 * The head of a topic, behind which its ring begins. What all look at and what changes with each element are 128 bytes apart: some
 * processors fetch lines by pairs.
 *
 * <pre>
 * | offset |  size | field       | write                              | read              | meaning                                                |
 * |      0 |     8 | oldest      | release, before bytes are replaced | volatile, twice | position of the oldest record that is kept           |
 * |      8 |     8 | state       | volatile                           | volatile        | 1: nobody may publish any more; 2: nobody has since  |
 * |     16 |   112 | (zero)      |                                    |                 |                                                      |
 * |    128 |     8 | tail        | release: the commit                | acquire         | position behind the newest record                    |
 * |    136 |     8 | published   | plain, before tail                 | acquire         | how many elements were published, or one more        |
 * |    144 |   112 | (zero)      |                                    |                 |                                                      |
 * |    256 |    64 | news        | CAS                                | volatile        | where subscribers wait: see EventCount               |
 * |    320 |    64 | room        | CAS                                | volatile        | where publishers wait that are held back             |
 * |    384 |   832 | lock        | see RobustLayout                   |                 | of who publishes                                     |
 * |   1216 |   832 | seating     | see RobustLayout                   |                 | of who takes a seat, or lets records go that one may hold back |
 * |   2048 | 16448 | subscribers | see SeatLayout                     |                 | 256 seats: the position of one that holds back       |
 * </pre>
 */
final class TopicLayout {
    static final int OLDEST_OFFSET = 0;
    static final int STATE_OFFSET = 8;
    static final int TAIL_OFFSET = 128;
    static final int PUBLISHED_OFFSET = 136;
    static final int NEWS_OFFSET = 256;
    static final int ROOM_OFFSET = 320;
    static final int LOCK_OFFSET = 384;
    static final int SEATING_OFFSET = 1216;
    static final int SUBSCRIBERS_OFFSET = 2048;
    static final int LENGTH = 18496;

    static final int SUBSCRIBERS = 256;

    private TopicLayout() {}
}
