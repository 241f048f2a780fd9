package dev.shm.space;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;

/** The header page of a file, in and out of its bytes; see {@link HeaderLayout}. */
record FileHeader(
        int kind,
        int layoutVersion,
        int elementType,
        int elementBytes,
        long lengthBytes,
        long elementCount,
        int policy,
        int flags,
        UUID id,
        UUID spaceId,
        long creatorPid,
        long createdEpochMillis,
        String schema) {

    ByteBuffer encode() {
        ByteBuffer page = ByteBuffer.allocate(HeaderLayout.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        page.putLong(HeaderLayout.MAGIC_OFFSET, HeaderLayout.MAGIC);
        page.putInt(HeaderLayout.FORMAT_VERSION_OFFSET, HeaderLayout.FORMAT_VERSION);
        page.putInt(HeaderLayout.KIND_OFFSET, kind);
        page.putInt(HeaderLayout.LAYOUT_VERSION_OFFSET, layoutVersion);
        page.putInt(HeaderLayout.ELEMENT_TYPE_OFFSET, elementType);
        page.putLong(HeaderLayout.LENGTH_BYTES_OFFSET, lengthBytes);
        page.putLong(HeaderLayout.ELEMENT_COUNT_OFFSET, elementCount);
        page.putInt(HeaderLayout.POLICY_OFFSET, policy);
        page.putInt(HeaderLayout.FLAGS_OFFSET, flags);
        page.putLong(HeaderLayout.ID_HIGH_OFFSET, id.getMostSignificantBits());
        page.putLong(HeaderLayout.ID_LOW_OFFSET, id.getLeastSignificantBits());
        page.putLong(HeaderLayout.SPACE_ID_HIGH_OFFSET, spaceId.getMostSignificantBits());
        page.putLong(HeaderLayout.SPACE_ID_LOW_OFFSET, spaceId.getLeastSignificantBits());
        page.putLong(HeaderLayout.CREATOR_PID_OFFSET, creatorPid);
        page.putLong(HeaderLayout.CREATED_MILLIS_OFFSET, createdEpochMillis);
        page.putInt(HeaderLayout.ELEMENT_BYTES_OFFSET, elementBytes);
        putSchema(page, schema);
        page.putInt(HeaderLayout.CHECKSUM_OFFSET, checksum(page));
        return page;
    }

    /**
     * Checks that a page is a header of this format, and that the file has the length it says.
     *
     * @param page {@link HeaderLayout#LENGTH} bytes
     * @param fileLength the real length of the file, in bytes
     * @param path for messages
     */
    static FileHeader decode(ByteBuffer page, long fileLength, Path path) {
        page.order(ByteOrder.LITTLE_ENDIAN);
        expect(path, "magic", HeaderLayout.MAGIC, page.getLong(HeaderLayout.MAGIC_OFFSET));
        int version = page.getInt(HeaderLayout.FORMAT_VERSION_OFFSET);
        boolean sound = page.getInt(HeaderLayout.CHECKSUM_OFFSET) == checksum(page);
        if (sound && version > HeaderLayout.FORMAT_VERSION) {
            throw InvalidFileException.newer(path, "format version", HeaderLayout.FORMAT_VERSION, version);
        }
        expect(path, "checksum", checksum(page), page.getInt(HeaderLayout.CHECKSUM_OFFSET));
        expect(path, "format version", HeaderLayout.FORMAT_VERSION, version);
        expect(path, "length", page.getLong(HeaderLayout.LENGTH_BYTES_OFFSET), fileLength);
        return new FileHeader(
                page.getInt(HeaderLayout.KIND_OFFSET),
                page.getInt(HeaderLayout.LAYOUT_VERSION_OFFSET),
                page.getInt(HeaderLayout.ELEMENT_TYPE_OFFSET),
                page.getInt(HeaderLayout.ELEMENT_BYTES_OFFSET),
                page.getLong(HeaderLayout.LENGTH_BYTES_OFFSET),
                page.getLong(HeaderLayout.ELEMENT_COUNT_OFFSET),
                page.getInt(HeaderLayout.POLICY_OFFSET),
                page.getInt(HeaderLayout.FLAGS_OFFSET),
                new UUID(page.getLong(HeaderLayout.ID_HIGH_OFFSET), page.getLong(HeaderLayout.ID_LOW_OFFSET)),
                new UUID(
                        page.getLong(HeaderLayout.SPACE_ID_HIGH_OFFSET),
                        page.getLong(HeaderLayout.SPACE_ID_LOW_OFFSET)),
                page.getLong(HeaderLayout.CREATOR_PID_OFFSET),
                page.getLong(HeaderLayout.CREATED_MILLIS_OFFSET),
                getSchema(page, path));
    }

    private static void expect(Path path, String what, long expected, long actual) {
        if (expected != actual) {
            throw InvalidFileException.mismatch(path, what, expected, actual);
        }
    }

    private static int checksum(ByteBuffer page) {
        CRC32C crc = new CRC32C();
        crc.update(page.array(), 0, HeaderLayout.CHECKSUM_OFFSET);
        return (int) crc.getValue();
    }

    static String checkSchema(String schema) {
        int bytes = schema.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > HeaderLayout.MAX_SCHEMA_BYTES) {
            throw new IllegalArgumentException("a schema of " + bytes + " bytes; at most "
                    + HeaderLayout.MAX_SCHEMA_BYTES + " have room: take fewer components or shorter names");
        }
        return schema;
    }

    private static void putSchema(ByteBuffer page, String schema) {
        if (!schema.isEmpty()) {
            byte[] bytes = schema.getBytes(StandardCharsets.UTF_8);
            page.putInt(HeaderLayout.SCHEMA_LENGTH_OFFSET, bytes.length).put(HeaderLayout.SCHEMA_OFFSET, bytes);
        }
    }

    private static String getSchema(ByteBuffer page, Path path) {
        int length = page.getInt(HeaderLayout.SCHEMA_LENGTH_OFFSET);
        if (length < 0 || length > HeaderLayout.MAX_SCHEMA_BYTES) {
            throw InvalidFileException.mismatch(path, "schema length", "0 to " + HeaderLayout.MAX_SCHEMA_BYTES, length);
        }
        return length == 0 ? "" : new String(page.array(), HeaderLayout.SCHEMA_OFFSET, length, StandardCharsets.UTF_8);
    }
}
