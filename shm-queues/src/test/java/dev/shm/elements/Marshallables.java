package dev.shm.elements;

import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.BytesIn;
import net.openhft.chronicle.bytes.BytesMarshallable;
import net.openhft.chronicle.bytes.BytesOut;

/** What a user of Chronicle Bytes has. */
public final class Marshallables {
    private Marshallables() {}

    /** Writes and reads its fields itself. */
    public static final class Tick implements BytesMarshallable {
        public long id;
        public String symbol;
        public double price;

        @Override
        public void writeMarshallable(BytesOut<?> out) {
            out.writeLong(id);
            out.writeUtf8(symbol);
            out.writeDouble(price);
        }

        @Override
        public void readMarshallable(BytesIn<?> in) {
            id = in.readLong();
            symbol = in.readUtf8();
            price = in.readDouble();
        }
    }

    /** Leaves its fields to Chronicle. */
    public static final class Basket implements BytesMarshallable {
        private long id;
        private String owner;
        private int[] counts;
        private List<String> names = new ArrayList<>();
        private final Inner inner = new Inner();

        Basket() {}

        public Basket(long id, String owner, int[] counts, List<String> names, double weight) {
            this.id = id;
            this.owner = owner;
            this.counts = counts;
            this.names.addAll(names);
            inner.weight = weight;
        }

        @Override
        public String toString() {
            return id + " " + owner + " " + java.util.Arrays.toString(counts) + " " + names + " " + inner.weight;
        }
    }

    /** In a basket. */
    public static final class Inner implements BytesMarshallable {
        private double weight;
    }

    /** Can't be made without a number. */
    public static final class Numbered implements BytesMarshallable {
        public Numbered(int number) {}
    }
}
