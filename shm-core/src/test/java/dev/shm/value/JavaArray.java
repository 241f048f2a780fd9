package dev.shm.value;

import java.lang.reflect.Array;

/** Java's own array, of whatever type. */
record JavaArray(Object array) implements ArrayContract.Subject {
    /** A new one of zeros. */
    static Object of(Kind kind, int length) {
        return Array.newInstance(kind.type(), length);
    }

    static Object[] boxed(Object array) {
        Object[] boxed = new Object[Array.getLength(array)];
        for (int i = 0; i < boxed.length; i++) {
            boxed[i] = Array.get(array, i);
        }
        return boxed;
    }

    @Override
    public long length() {
        return Array.getLength(array);
    }

    @Override
    public Object get(long i) {
        return Array.get(array, (int) i);
    }

    @Override
    public void set(long i, Object value) {
        Array.set(array, (int) i, value);
    }

    @Override
    public void copyTo(long from, Object javaArray, int at, int count) {
        System.arraycopy(array, (int) from, javaArray, at, count);
    }

    @Override
    public void copyFrom(long from, Object javaArray, int at, int count) {
        System.arraycopy(javaArray, at, array, (int) from, count);
    }

    @Override
    public void move(long from, long at, long count) {
        System.arraycopy(array, (int) from, array, (int) at, (int) count);
    }

    @Override
    public void fill(long from, long to, Object value) {
        for (int i = (int) from; i < to; i++) {
            Array.set(array, i, value);
        }
    }

    @Override
    public Object toArray() {
        Object copy = Array.newInstance(array.getClass().getComponentType(), Array.getLength(array));
        System.arraycopy(array, 0, copy, 0, Array.getLength(array));
        return copy;
    }
}
