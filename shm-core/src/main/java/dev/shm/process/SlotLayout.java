package dev.shm.process;

/**
 * The bytes of the table of processes, behind the header page of its file.
 *
 * <p>At 4096 of the file there is one word, the incarnation that the next process gets. Slot
 * {@code n}, from 1, begins at {@code 8192 + (n - 1) * 512}; the first byte of a slot is the byte of the file
 * that its process keeps locked, the second the one that it locks by a descriptor as soon as it has native code. What is
 * locked has nothing to do with what is stored there. Offsets within a slot:
 *
 * <pre>
 * | offset | size | field              | write         | read    | meaning                                             |
 * |      0 |    8 | incarnation        | last, release | acquire | 47 bits, never the same twice in a space; 0 = free  |
 * |      8 |    8 | pid                | plain         | plain   | as seen in its own PID namespace                    |
 * |     16 |    8 | start ticks        | plain         | plain   | field 22 of /proc/pid/stat; 0 = unknown             |
 * |     24 |    8 | pid namespace      | plain         | plain   | inode of /proc/self/ns/pid; 0 = unknown             |
 * |     32 |    8 | time namespace     | plain         | plain   | inode of /proc/self/ns/time; 0 = unknown            |
 * |     40 |    8 | boot id high       | plain         | plain   | the boot during which it attached                   |
 * |     48 |    8 | boot id low        | plain         | plain   |                                                     |
 * |     56 |    8 | attached millis    | plain         | plain   | since the epoch                                     |
 * |     64 |  128 | command            | plain         | plain   | UTF-8, filled up with zero bytes                    |
 * |    192 |   64 | ends               | CAS           | volatile | who waits for its end: see EventCount               |
 * |    256 |  256 | waits              | see below     | see below | 16 entries of two words                           |
 * </pre>
 *
 * An entry of {@code waits} says that threads of this process wait for an object: word 0 the key of the object (0 = free
 * entry), word 1 how many threads. Only the process itself writes there: the count first, then the key with release.
 */
final class SlotLayout {
    static final long NEXT_INCARNATION_OFFSET_IN_FILE = 4096;
    static final long SLOTS_OFFSET_IN_FILE = 8192;

    static final int INCARNATION_OFFSET = 0;
    static final int PID_OFFSET = 8;
    static final int START_TICKS_OFFSET = 16;
    static final int PID_NAMESPACE_OFFSET = 24;
    static final int TIME_NAMESPACE_OFFSET = 32;
    static final int BOOT_ID_HIGH_OFFSET = 40;
    static final int BOOT_ID_LOW_OFFSET = 48;
    static final int ATTACHED_MILLIS_OFFSET = 56;
    static final int COMMAND_OFFSET = 64;
    static final int ENDS_OFFSET = 192;
    static final int WAITS_OFFSET = 256;
    static final int LENGTH = 512;

    static final int COMMAND_LENGTH = 128;
    static final int WAITS = 16;
    static final int WAIT_LENGTH = 16;

    private SlotLayout() {}

    /** Where a slot begins in the file. */
    static long slot(int number) {
        return SLOTS_OFFSET_IN_FILE + (number - 1L) * LENGTH;
    }

    /** The byte of the file that its process locks by a descriptor. */
    static long secondByte(int number) {
        return slot(number) + 1;
    }
}
