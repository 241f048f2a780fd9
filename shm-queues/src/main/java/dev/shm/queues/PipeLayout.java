package dev.shm.queues;

/**
 * The bytes of a pipe, before what goes to its first end and, if it is duplex, what goes to its second one: each as long as a queue
 * of that size is.
 *
 * <pre>
 * | offset | size | field  | write | read     | meaning                                          |
 * |      0 |   64 | first  | CAS   | volatile | which process has the first end: see Tenure      |
 * |     64 |   64 | second | CAS   | volatile | which process has the second end                 |
 * </pre>
 */
final class PipeLayout {
    static final int FIRST_OFFSET = 0;
    static final int SECOND_OFFSET = 64;
    static final int LENGTH = 128;

    private PipeLayout() {}
}
