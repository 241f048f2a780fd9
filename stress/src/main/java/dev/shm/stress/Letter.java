package dev.shm.stress;

import java.nio.ByteBuffer;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** An element that says, at its beginning and at its end, in which cell there is data that was stored before it was sent. */
final class Letter {
    private static final long DATA = 7;
    private static final int LONG_ELEMENT = 40;

    private Letter() {}

    /** Stores the data by the first mapping, and makes the element; of every other cell a long one. */
    static byte[] write(long cell) {
        Cells.ONE.setPlain(cell, DATA);
        byte[] element = new byte[(cell & 128) == 0 ? Long.BYTES : LONG_ELEMENT];
        ByteBuffer.wrap(element).putLong(0, cell).putLong(element.length - Long.BYTES, cell);
        return element;
    }

    /** Looks by the second mapping: 7 if the data is there, and 1 if the element is whole. */
    static void read(byte[] bytes, JJ_Result result) {
        ByteBuffer element = ByteBuffer.wrap(bytes);
        long where = element.getLong(0);
        result.r1 = Cells.OTHER.getPlain(where);
        result.r2 = element.getLong(element.capacity() - Long.BYTES) == where ? 1 : 0;
    }
}
