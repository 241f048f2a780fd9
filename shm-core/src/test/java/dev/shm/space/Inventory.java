package dev.shm.space;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * What lies below a directory: each path with its mode, owner, length and a checksum. Two are equal if nothing was added,
 * removed or changed. Of a table of processes only the header page counts: whoever attaches changes the rest.
 */
record Inventory(SortedMap<String, String> entries) {
    static Inventory of(Path directory) {
        SortedMap<String, String> entries = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.toList()) {
                entries.put(directory.relativize(path).toString(), describe(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Inventory(entries);
    }

    private static String describe(Path path) throws IOException {
        FileFacts facts = FileFacts.of(path);
        boolean regular = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        return Integer.toOctalString(facts.mode()) + " uid=" + facts.uid()
                + (regular ? " length=" + facts.lengthBytes() + " checksum=" + checksum(path) : "");
    }

    private static String checksum(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            return "unknown";
        }
        boolean table = file.getFileName().toString().equals(SpacePaths.PROCESSES);
        long end = table ? Math.min(HeaderLayout.LENGTH, Files.size(file)) : Files.size(file);
        CRC32C checksum = new CRC32C();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) end);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // A read may be short.
            }
            checksum.update(bytes.flip());
        }
        return Long.toHexString(checksum.getValue());
    }
}
