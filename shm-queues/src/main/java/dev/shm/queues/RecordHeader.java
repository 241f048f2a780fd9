package dev.shm.queues;

/**
 * The word before each record in the ring of a channel.
 *
 * <pre>
 *   63 ────────────── 32   31 ───────────────────────── 0
 *  ┌─────────────────────┬──────────────────────────────┐
 *  │ kind                │ length                       │
 *  └─────────────────────┴──────────────────────────────┘
 *
 *   kind    1: a message   2: padding, up to the end of the ring
 *   length  of what follows, in bytes; the next record begins at the next multiple of 8
 * </pre>
 */
final class RecordHeader {
    /** How many bytes it takes. */
    static final int BYTES = Long.BYTES;

    private static final int KIND_SHIFT = 32;
    private static final long MESSAGE = 1L << KIND_SHIFT;
    private static final long PADDING = 2L << KIND_SHIFT;

    private RecordHeader() {}

    static long ofMessage(int lengthBytes) {
        return MESSAGE | lengthBytes;
    }

    static long ofPadding(int lengthBytes) {
        return PADDING | lengthBytes;
    }

    static boolean isMessage(long header) {
        return header >>> KIND_SHIFT == MESSAGE >>> KIND_SHIFT;
    }

    static boolean isPadding(long header) {
        return header >>> KIND_SHIFT == PADDING >>> KIND_SHIFT;
    }

    /** The length as it stands there; negative if it was overwritten. */
    static int lengthBytes(long header) {
        return (int) header;
    }

    /** {@return how many bytes of the ring a record takes, with its header} */
    static int room(int lengthBytes) {
        return lengthBytes + BYTES + Long.BYTES - 1 & -Long.BYTES;
    }
}
