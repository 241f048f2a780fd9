package dev.shm.crash;

import dev.shm.memory.MappedWords;
import dev.shm.memory.Words;

/** Mapped words at whose N-th change this process dies. */
public final class CrashingWords implements Words {
    private final Words words;
    private final String name;

    CrashingWords(Words words, String name) {
        this.words = words;
        this.name = name;
    }

    private String at(String operation, long offset) {
        return operation + " of " + name + " at " + offset;
    }

    @Override
    public long lengthBytes() {
        return words.lengthBytes();
    }

    /** Asked for by the first sleep or wake-up at the words, and just before it. */
    @Override
    public MappedWords mapped() {
        CrashPoint.step("first sleep or wake-up at " + name);
        return words.mapped();
    }

    @Override
    public MappedWords elements() {
        return words.elements();
    }

    @Override
    public long getPlain(long offset) {
        CrashPoint.read();
        return words.getPlain(offset);
    }

    @Override
    public void setPlain(long offset, long value) {
        CrashPoint.plainStep(at("plain store", offset));
        words.setPlain(offset, value);
    }

    @Override
    public long getAcquire(long offset) {
        CrashPoint.read();
        return words.getAcquire(offset);
    }

    @Override
    public void setRelease(long offset, long value) {
        CrashPoint.step(at("release", offset));
        words.setRelease(offset, value);
    }

    @Override
    public long getVolatile(long offset) {
        CrashPoint.read();
        return words.getVolatile(offset);
    }

    @Override
    public void setVolatile(long offset, long value) {
        CrashPoint.step(at("volatile store", offset));
        words.setVolatile(offset, value);
    }

    @Override
    public boolean compareAndSet(long offset, long expected, long value) {
        CrashPoint.step(at("CAS", offset));
        return words.compareAndSet(offset, expected, value);
    }

    @Override
    public long compareAndExchange(long offset, long expected, long value) {
        CrashPoint.step(at("CAS", offset));
        return words.compareAndExchange(offset, expected, value);
    }

    @Override
    public long getAndSet(long offset, long value) {
        CrashPoint.step(at("exchange", offset));
        return words.getAndSet(offset, value);
    }

    @Override
    public long getAndAdd(long offset, long delta) {
        CrashPoint.step(at("add", offset));
        return words.getAndAdd(offset, delta);
    }

    @Override
    public int getIntPlain(long offset) {
        CrashPoint.read();
        return words.getIntPlain(offset);
    }

    @Override
    public int getIntAcquire(long offset) {
        CrashPoint.read();
        return words.getIntAcquire(offset);
    }

    @Override
    public int getIntVolatile(long offset) {
        CrashPoint.read();
        return words.getIntVolatile(offset);
    }

    @Override
    public void setIntPlain(long offset, int value) {
        CrashPoint.plainStep(at("plain store", offset));
        words.setIntPlain(offset, value);
    }

    @Override
    public void setIntRelease(long offset, int value) {
        CrashPoint.step(at("release", offset));
        words.setIntRelease(offset, value);
    }

    @Override
    public void setIntVolatile(long offset, int value) {
        CrashPoint.step(at("volatile store", offset));
        words.setIntVolatile(offset, value);
    }

    @Override
    public int compareAndExchangeInt(long offset, int expected, int value) {
        CrashPoint.step(at("CAS", offset));
        return words.compareAndExchangeInt(offset, expected, value);
    }

    @Override
    public int getAndSetInt(long offset, int value) {
        CrashPoint.step(at("exchange", offset));
        return words.getAndSetInt(offset, value);
    }

    @Override
    public int getAndAddInt(long offset, int delta) {
        CrashPoint.step(at("add", offset));
        return words.getAndAddInt(offset, delta);
    }

    @Override
    public void fenceStores() {
        words.fenceStores();
    }

    @Override
    public void fenceLoads() {
        words.fenceLoads();
    }

    @Override
    public void close() {
        words.close();
    }
}
