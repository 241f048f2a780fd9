package dev.shm.space;

/**
 * What the elements of a value or an array are, as files name it.
 *
 * @param code in the file, see docs/file-format.md
 * @param name for messages
 * @param bytes of one element; 0 if that depends on the object
 */
public record ElementType(int code, String name, int bytes) {
    /** Of objects that have no elements, such as a lock. */
    public static final ElementType NONE = new ElementType(0, "none", 0);

    /** 32 bits, two's complement. */
    public static final ElementType INT = new ElementType(1, "int", 4);

    /** 64 bits, two's complement. */
    public static final ElementType LONG = new ElementType(2, "long", 8);

    /** 64 bits, IEEE 754. */
    public static final ElementType DOUBLE = new ElementType(3, "double", 8);

    /** 32 bits, IEEE 754. */
    public static final ElementType FLOAT = new ElementType(4, "float", 4);

    /** 0 or 1. */
    public static final ElementType BOOLEAN = new ElementType(5, "boolean", 1);

    /** 8 bits, two's complement. */
    public static final ElementType BYTE = new ElementType(6, "byte", 1);

    /** 16 bits, two's complement. */
    public static final ElementType SHORT = new ElementType(7, "short", 2);

    /** 16 bits, one UTF-16 code unit. */
    public static final ElementType CHAR = new ElementType(8, "char", 2);

    /** What the schema in the header says. */
    public static final ElementType RECORD = new ElementType(9, "record", 0);

    private static final ElementType[] ALL = {NONE, INT, LONG, DOUBLE, FLOAT, BOOLEAN, BYTE, SHORT, CHAR, RECORD};

    static String describe(int code) {
        return code >= 0 && code < ALL.length ? code + " (" + ALL[code].name + ")" : Integer.toString(code);
    }

    @Override
    public String toString() {
        return describe(code);
    }
}
