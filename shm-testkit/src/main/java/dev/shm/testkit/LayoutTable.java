package dev.shm.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table in the comment of a layout class, compared with its constants, so that neither drifts from the other.
 *
 * <pre>
 * * | offset | size | field       | write   | read    | meaning         |
 * * |--------|------|-------------|---------|---------|-----------------|
 * * |      0 |    8 | word        | CAS     | acquire | owner and flags |
 * * |      8 |    4 | start ticks | release | acquire | of the owner    |
 * * |     12 |    4 | (reserved)  |         |         | zero            |
 * </pre>
 *
 * A row is a line of a comment whose first column is a decimal number. The field {@code start ticks}, or
 * {@code startTicks}, belongs to the constant {@code START_TICKS_OFFSET}; one in parentheses has no constant. Backticks
 * and {@code {@code}} around a name are dropped. Only the last column may contain {@code |}.
 *
 * <p>Threads: any.
 */
public final class LayoutTable {

    private static final String SUFFIX = "_OFFSET";
    private static final String LENGTH = "LENGTH";
    private static final int COLUMNS = 6;
    private static final Pattern LINE = Pattern.compile("\\s*(?:\\*|//)?\\s*\\|(\\s*\\d+\\s*\\|.*)\\|\\s*");
    private static final Pattern QUOTES = Pattern.compile("\\{@code ([^}]*)}|`([^`]*)`");

    private LayoutTable() {}

    /**
     * A row of the table.
     *
     * @param offset the first byte of the field
     * @param sizeBytes the number of its bytes
     * @param field its name as it is written
     * @param write the memory order of its writes
     * @param read the memory order of its reads
     * @param meaning what it is
     */
    public record Row(long offset, long sizeBytes, String field, String write, String read, String meaning) {

        private long end() {
            return offset + sizeBytes;
        }

        private boolean hasConstant() {
            return !field.startsWith("(");
        }

        private String constant() {
            String words = field.replaceAll("([a-z0-9])([A-Z])", "$1_$2").replaceAll("[^A-Za-z0-9]+", "_");
            return words.toUpperCase(Locale.ROOT) + SUFFIX;
        }
    }

    /**
     * Reads the rows of a source file.
     *
     * @param javaSource the file
     * @return the rows in their order; empty if there is no table
     * @throws AssertionError if a row has too few columns or its size is no number
     */
    public static List<Row> rows(Path javaSource) {
        try {
            return Files.readAllLines(javaSource).stream()
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .map(matcher -> row(matcher.group(1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("source can't be read: path=" + javaSource, e);
        }
    }

    /**
     * Compares the table of a source file with the constants of its class: each field has its constant, of the same
     * value; each {@code int} or {@code long} constant {@code *_OFFSET} has its field; the rows ascend, don't overlap,
     * and end at or before {@code LENGTH}.
     *
     * @param javaSource the source of the class
     * @param layout the class; it and its constants may be private
     * @throws AssertionError with every difference
     */
    public static void assertMatches(Path javaSource, Class<?> layout) {
        List<Row> rows = rows(javaSource);
        Map<String, Long> constants = constants(layout);
        List<String> differences = new ArrayList<>();
        long end = 0;
        for (Row row : rows) {
            Long constant = row.hasConstant() ? constants.remove(row.constant()) : Long.valueOf(row.offset());
            if (constant == null || constant != row.offset()) {
                differences.add(
                        row.constant() + " is " + constant + " in the class, " + row.offset() + " in the table");
            }
            if (row.offset() < end) {
                differences.add(row.field() + " starts at " + row.offset() + ", the row before it ends at " + end);
            }
            end = Math.max(end, row.end());
        }
        Long length = constants.remove(LENGTH);
        if (length == null || end > length) {
            differences.add(LENGTH + " is " + length + " in the class, the table ends at " + end);
        }
        constants.keySet().forEach(name -> differences.add(name + " is not in the table"));
        if (rows.isEmpty() || !differences.isEmpty()) {
            throw new AssertionError("layout table of " + javaSource + ", " + rows.size() + " rows, differs from "
                    + layout.getName() + ":\n  " + String.join("\n  ", differences));
        }
    }

    private static Row row(String line) {
        String[] columns = line.split("\\|", COLUMNS);
        try {
            return new Row(
                    Long.parseLong(columns[0].strip()),
                    Long.parseLong(columns[1].strip()),
                    QUOTES.matcher(columns[2].strip()).replaceAll("$1$2"),
                    columns[3].strip(),
                    columns[4].strip(),
                    columns[5].strip());
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new AssertionError("no row of " + COLUMNS + " columns with offset and size: |" + line + "|", e);
        }
    }

    private static Map<String, Long> constants(Class<?> layout) {
        Map<String, Long> constants = new TreeMap<>();
        for (Field field : layout.getDeclaredFields()) {
            boolean named = field.getName().endsWith(SUFFIX) || field.getName().equals(LENGTH);
            boolean number = field.getType() == int.class || field.getType() == long.class;
            boolean constant = Modifier.isStatic(field.getModifiers()) && Modifier.isFinal(field.getModifiers());
            if (named && number && constant) {
                field.setAccessible(true);
                try {
                    constants.put(field.getName(), field.getLong(null));
                } catch (IllegalAccessException e) {
                    throw new AssertionError("constant can't be read: " + field, e);
                }
            }
        }
        return constants;
    }
}
