package dev.shm.sync;

/**
 * The bytes of an event.
 *
 * <pre>
 * | offset | size | field  | write | read     | meaning                                                    |
 * |      0 |    8 | state  | CAS   | volatile | bit 0: it is set; above: how often it was set from not set |
 * |      8 |   56 | (zero) |       |          |                                                            |
 * |     64 |   64 | events | CAS   | volatile | who waits: see EventCount                                  |
 * </pre>
 */
final class EventLayout {
    static final int STATE_OFFSET = 0;
    static final int EVENTS_OFFSET = 64;
    static final int LENGTH = 128;

    private EventLayout() {}
}
