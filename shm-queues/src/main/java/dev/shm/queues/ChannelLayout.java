package dev.shm.queues;

/**
 * The bytes of a channel, before its ring. What one side writes again and again is two lines away from what the other does.
 *
 * <pre>
 * | offset | size | field     | write                    | read     | meaning                                               |
 * |      0 |    8 | tail      | release, by the producer | volatile | bytes that were ever published, those of padding too  |
 * |      8 |  120 | (zero)    |                          |          |                                                       |
 * |    128 |    8 | head      | release, by the consumer | volatile | bytes that are done with                              |
 * |    136 |  120 | (zero)    |                          |          |                                                       |
 * |    256 |    8 | over      | CAS                      | volatile | 0, or that nothing comes any more: see RobustChannel  |
 * |    264 |  120 | (zero)    |                          |          |                                                       |
 * |    384 |    8 | closed    | volatile                 | volatile | 1: no message is published any more                   |
 * |    392 |   56 | (zero)    |                          |          |                                                       |
 * |    448 |   64 | not empty | CAS                      | volatile | where the consumer waits: see EventCount              |
 * |    512 |   64 | not full  | CAS                      | volatile | where the producer waits                              |
 * |    576 |  832 | producer  | see RobustLayout         |          | of one producer its role, else locked for each claim  |
 * |   1408 |  832 | consumer  | see RobustLayout         |          | the role of the consumer                              |
 * |   2240 |   64 | (zero)    |                          |          |                                                       |
 * </pre>
 */
final class ChannelLayout {
    static final int TAIL_OFFSET = 0;
    static final int HEAD_OFFSET = 128;
    static final int OVER_OFFSET = 256;
    static final int CLOSED_OFFSET = 384;
    static final int NOT_EMPTY_OFFSET = 448;
    static final int NOT_FULL_OFFSET = 512;
    static final int PRODUCER_OFFSET = 576;
    static final int CONSUMER_OFFSET = 1408;
    static final int LENGTH = 2304;

    private ChannelLayout() {}
}
