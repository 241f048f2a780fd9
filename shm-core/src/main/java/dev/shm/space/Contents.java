package dev.shm.space;

import java.nio.ByteBuffer;

/** What a new object has in it before anybody can open it. */
public interface Contents {
    /**
     * Writes the part of the body that falls into a chunk. Called for one chunk after the other, on an internal thread.
     *
     * @param chunk zeros, little-endian; position and limit are free to be changed
     * @param bodyOffset of the first byte of the chunk from the beginning of the body, in bytes; negative in the first
     *     chunk, which begins with the header page
     */
    void write(ByteBuffer chunk, long bodyOffset);
}
