package dev.shm.pool.protocol;

import java.nio.ByteBuffer;

/**
 * The bytes of a task: which function, its bytes if they are short, and the arguments.
 *
 * @param job which function it is: a worker decodes each once
 * @param function its bytes; null if they lie in the file {@code job-<job>}
 * @param arguments as {@link Values} encodes them
 */
public record TaskBytes(long job, byte[] function, ByteBuffer arguments) {
    private static final int IN_FILE = -1;

    /** How long a function may be to travel with each task. */
    public static final int MOST_FUNCTION_BYTES = 2 * 1024;

    /**
     * {@return what stands in front of the arguments}
     * @param job which function
     * @param function its bytes; null if they lie in a file
     */
    public static byte[] head(long job, byte[] function) {
        int length = function == null ? 0 : function.length;
        ByteBuffer to = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + length);
        to.putLong(job).putInt(function == null ? IN_FILE : length);
        if (function != null) {
            to.put(function);
        }
        return to.array();
    }

    /**
     * {@return what was encoded}
     * @param bytes a {@link #head}, and the arguments behind it
     */
    public static TaskBytes decode(byte[] bytes) {
        ByteBuffer from = ByteBuffer.wrap(bytes);
        long job = from.getLong();
        int length = from.getInt();
        byte[] function = length == IN_FILE ? null : new byte[length];
        if (function != null) {
            from.get(function);
        }
        return new TaskBytes(job, function, from);
    }

    /**
     * {@return the name of the file in which a long function lies}
     * @param job which one
     */
    public static String fileName(long job) {
        return "job-" + job;
    }
}
