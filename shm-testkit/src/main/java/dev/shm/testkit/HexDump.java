package dev.shm.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Bytes of a file as text for golden files, in the manner of {@code hexdump -C}:
 *
 * <pre>
 * 00000000  53 48 4d 00 01 00 00 00  .. .. .. .. 00 00 00 00  |SHM.............|
 * *
 * 00000100
 * </pre>
 *
 * A line has the offset in the file, 16 bytes and their ASCII; one {@code *} stands for any number of lines that are
 * all zero; {@code ..} is a masked byte, one that differs from run to run; the last line is the offset of the end.
 *
 * <p>Threads: any.
 */
public final class HexDump {

    private static final int LINE_BYTES = 16;

    private HexDump() {}

    /**
     * A range of bytes in a file.
     *
     * @param offset the first byte, from 0
     * @param lengthBytes the number of bytes
     */
    public record Range(long offset, long lengthBytes) {

        private boolean contains(long position) {
            return position >= offset && position - offset < lengthBytes;
        }
    }

    /**
     * Renders a range of a file.
     *
     * @param file the file
     * @param range what to render, at most 2 GiB
     * @param masks what to render as {@code ..}, by offsets in the file
     * @return the lines, each with its end
     * @throws java.io.UncheckedIOException if the file can't be read or ends before the range does
     */
    public static String render(Path file, Range range, List<Range> masks) {
        byte[] bytes = read(file, range);
        StringBuilder text = new StringBuilder();
        boolean skipping = false;
        for (int start = 0; start < bytes.length; start += LINE_BYTES) {
            String line = line(bytes, start, range.offset(), masks);
            boolean zero = line == null;
            if (!zero) {
                text.append(line);
            } else if (!skipping) {
                text.append("*\n");
            }
            skipping = zero;
        }
        return text.append(String.format("%08x\n", range.offset() + bytes.length))
                .toString();
    }

    /** Returns the line, or null if it is all zero and nothing of it is masked. */
    private static String line(byte[] bytes, int start, long base, List<Range> masks) {
        StringBuilder hex = new StringBuilder();
        StringBuilder ascii = new StringBuilder();
        boolean zero = true;
        for (int i = 0; i < LINE_BYTES; i++) {
            int index = start + i;
            hex.append(i == LINE_BYTES / 2 ? "  " : " ");
            if (index >= bytes.length) {
                hex.append("  ");
                continue;
            }
            long position = base + index;
            boolean masked = masks.stream().anyMatch(mask -> mask.contains(position));
            int value = bytes[index] & 0xff;
            zero &= !masked && value == 0;
            hex.append(masked ? ".." : String.format("%02x", value));
            ascii.append(!masked && value >= ' ' && value <= '~' ? (char) value : '.');
        }
        return zero ? null : String.format("%08x %s  |%s|\n", base + start, hex, ascii);
    }

    private static byte[] read(Path file, Range range) {
        ByteBuffer buffer = ByteBuffer.allocate(Math.toIntExact(range.lengthBytes()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, range.offset() + buffer.position()) < 0) {
                    throw new IOException("file is too short: path=" + file + ", sizeBytes=" + channel.size());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("range can't be read: path=" + file + ", " + range, e);
        }
        return buffer.array();
    }
}
