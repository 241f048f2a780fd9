package dev.shm.value;

/** A record of every kind of component that is compared by {@code equals}. */
record Sample(
        byte flags,
        long id,
        boolean open,
        char code,
        short lot,
        int count,
        float weight,
        double price,
        Side side,
        @Length(12) String text,
        Point at) {

    /** Either. */
    enum Side {
        BUY,
        SELL {
            @Override
            public String toString() {
                return "a constant with a body";
            }
        }
    }

    /** A record in a record. */
    record Point(int x, long y) {}

    /** One that differs from that of any other number in every component that has room for it. */
    static Sample of(long n) {
        return new Sample(
                (byte) n,
                n,
                n % 2 == 0,
                (char) n,
                (short) n,
                (int) n,
                n / 3f,
                n / 7.0,
                n % 2 == 0 ? Side.BUY : Side.SELL,
                Long.toString(n % 1_000_000, 36) + "é€",
                new Point((int) -n, ~n));
    }

    /** The number of one that {@link #of} made, after a check that it was that one. */
    static long numberOf(Sample sample) {
        if (!sample.equals(of(sample.id))) {
            throw new AssertionError("torn: " + sample);
        }
        return sample.id;
    }

    Sample next() {
        return of(numberOf(this) + 1);
    }
}
