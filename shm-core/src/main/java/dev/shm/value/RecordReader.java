package dev.shm.value;

import dev.shm.memory.Words;

/** Reads records of one type. */
interface RecordReader {
    /** The record in a slot, null if what was read may not be whole. */
    Object read(Words words, long slot, long cell, long sequence) throws Throwable;
}
