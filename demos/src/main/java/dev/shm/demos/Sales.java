package dev.shm.demos;

import dev.shm.value.SharedByteArray;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Sales as lines of CSV, such as {@code 2024-03-17,Oslo,3,12.50}: the day, the town, how many, and the price of one. */
final class Sales {
    private static final String[] TOWNS = {"Athens", "Berlin", "Cairo", "Lima", "Nairobi", "Osaka", "Oslo", "Quito"};
    private static final LocalDate FIRST_DAY = LocalDate.of(2024, 1, 1);
    private static final int DAYS = 366;
    private static final int MOST_AT_ONCE = 9;
    private static final int MOST_CENTS = 10_000;

    private Sales() {}

    /** One line. */
    record Sale(LocalDate day, String town, int count, BigDecimal price) {
        static Sale parse(String line) {
            String[] fields = line.split(",");
            return new Sale(
                    LocalDate.parse(fields[0]), fields[1], Integer.parseInt(fields[2]), new BigDecimal(fields[3]));
        }

        BigDecimal revenue() {
            return price.multiply(BigDecimal.valueOf(count));
        }
    }

    /** What was sold in a town. */
    record Total(long sales, BigDecimal revenue) implements Serializable {
        static Total of(Sale sale) {
            return new Total(1, sale.revenue());
        }

        Total plus(Total other) {
            return new Total(sales + other.sales, revenue.add(other.revenue));
        }
    }

    /** Whole lines: where they begin, and where they end. */
    record Piece(long from, long to) implements Serializable {}

    /** So many lines, always the same ones. */
    static byte[] csv(int lines) {
        Random random = new Random(lines);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append(FIRST_DAY.plusDays(random.nextInt(DAYS))).append(',');
            text.append(TOWNS[random.nextInt(TOWNS.length)]).append(',');
            text.append(1 + random.nextInt(MOST_AT_ONCE)).append(',');
            text.append(BigDecimal.valueOf(1 + random.nextInt(MOST_CENTS), 2)).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** About as many pieces as asked for, of about the same length. */
    static List<Piece> cut(SharedByteArray csv, int pieces) {
        List<Piece> cut = new ArrayList<>();
        long from = 0;
        for (int i = 1; i <= pieces && from < csv.length(); i++) {
            long to = Math.max(from, csv.length() * i / pieces - 1);
            while (csv.get(to) != '\n') {
                to++;
            }
            cut.add(new Piece(from, to + 1));
            from = to + 1;
        }
        return cut;
    }

    /** What was sold in each town, by the lines of a piece. */
    static SortedMap<String, Total> sum(SharedByteArray csv, Piece piece) {
        String text = new String(csv.slice(piece.from, piece.to).toArray(), StandardCharsets.US_ASCII);
        SortedMap<String, Total> totals = new TreeMap<>();
        text.lines().map(Sale::parse).forEach(sale -> totals.merge(sale.town(), Total.of(sale), Total::plus));
        return totals;
    }

    /** What was sold in each town, by all pieces. */
    static SortedMap<String, Total> join(List<SortedMap<String, Total>> pieces) {
        SortedMap<String, Total> totals = new TreeMap<>();
        for (Map<String, Total> piece : pieces) {
            piece.forEach((town, total) -> totals.merge(town, total, Total::plus));
        }
        return totals;
    }
}
