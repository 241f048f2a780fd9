package dev.shm.robust;

/**
 * The bytes of one process's share of an object.
 *
 * <pre>
 * | offset | size | field | write                    | read     | meaning                               |
 * |      0 |    8 | owner | volatile, by the process | acquire  | whose it is, as in OwnerWord; 0 = nobody's |
 * |      8 |    8 | value | by the type of object    | volatile | what it has                           |
 * </pre>
 */
final class ShareLayout {
    static final int OWNER_OFFSET = 0;
    static final int VALUE_OFFSET = 8;
    static final int LENGTH = 16;

    private ShareLayout() {}
}
