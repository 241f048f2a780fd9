package dev.shm.space;

/**
 * The first page of every file, which never changes after the file has got its name. Little-endian.
 *
 * <pre>
 * | offset | size | field           | write  | read     | meaning                                                       |
 * |      0 |    8 | magic           | before | at open  | the bytes "SHM.DEV" and a zero byte                           |
 * |      8 |    4 | format version  | before | at open  | of this table                                                 |
 * |     12 |    4 | kind            | before | at open  | of the object, see ObjectType                                 |
 * |     16 |    4 | layout version  | before | at open  | of what follows the header, by kind                           |
 * |     20 |    4 | element type    | before | at open  | of values and arrays, 0 for all else; see ElementType         |
 * |     24 |    8 | length bytes    | before | at open  | of the whole file                                             |
 * |     32 |    8 | element count   | before | at open  | of arrays; slots of a table of processes; 1 for all else      |
 * |     40 |    4 | policy          | before | at open  | on an owner's death, see OwnerDeathPolicy                     |
 * |     44 |    4 | flags           | before | at open  | 1 = the space is temporary, 2 = the lock is fair              |
 * |     48 |    8 | id high         | before | at open  | random; no two objects have the same                          |
 * |     56 |    8 | id low          | before | at open  |                                                               |
 * |     64 |    8 | space id high   | before | at open  | the id of the space's table of processes                      |
 * |     72 |    8 | space id low    | before | at open  |                                                               |
 * |     80 |    8 | creator pid     | before | for info | in its own PID namespace                                      |
 * |     88 |    8 | created millis  | before | for info | since the epoch                                               |
 * |     96 |    4 | element bytes   | before | at open  | of one element of an array, 0 for all else                    |
 * |    100 |    4 | schema length   | before | at open  | in bytes                                                      |
 * |    104 | 3072 | schema          | before | at open  | of records, in UTF-8                                          |
 * |   4092 |    4 | checksum        | before | at open  | CRC32C of the 4092 bytes before it                            |
 * </pre>
 *
 * Everything else in the page is zero.
 */
final class HeaderLayout {
    static final int MAGIC_OFFSET = 0;
    static final int FORMAT_VERSION_OFFSET = 8;
    static final int KIND_OFFSET = 12;
    static final int LAYOUT_VERSION_OFFSET = 16;
    static final int ELEMENT_TYPE_OFFSET = 20;
    static final int LENGTH_BYTES_OFFSET = 24;
    static final int ELEMENT_COUNT_OFFSET = 32;
    static final int POLICY_OFFSET = 40;
    static final int FLAGS_OFFSET = 44;
    static final int ID_HIGH_OFFSET = 48;
    static final int ID_LOW_OFFSET = 56;
    static final int SPACE_ID_HIGH_OFFSET = 64;
    static final int SPACE_ID_LOW_OFFSET = 72;
    static final int CREATOR_PID_OFFSET = 80;
    static final int CREATED_MILLIS_OFFSET = 88;
    static final int ELEMENT_BYTES_OFFSET = 96;
    static final int SCHEMA_LENGTH_OFFSET = 100;
    static final int SCHEMA_OFFSET = 104;
    static final int CHECKSUM_OFFSET = 4092;
    static final int LENGTH = 4096;

    static final long MAGIC = 0x0056_4544_2E4D_4853L; // "SHM.DEV\0", little-endian
    static final int FORMAT_VERSION = 2;
    static final int TEMPORARY = 1;
    static final int FAIR = 2;

    static final int MAX_SCHEMA_BYTES = 3072;

    private HeaderLayout() {}
}
