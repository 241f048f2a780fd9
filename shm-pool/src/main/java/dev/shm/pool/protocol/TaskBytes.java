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
     * {@return the bytes of a task}
     * @param job which function
     * @param function its bytes; null if they lie in a file
     * @param arguments encoded
     */
    public static byte[] encode(long job, byte[] function, byte[] arguments) {
        int length = function == null ? 0 : function.length;
        ByteBuffer to = ByteBuffer.allocate(Long.BYTES + Integer.BYTES + length + arguments.length);
        to.putLong(job).putInt(function == null ? IN_FILE : length);
        if (function != null) {
            to.put(function);
        }
        return to.put(arguments).array();
    }

    /**
     * {@return what was encoded}
     * @param bytes as {@link #encode} made them
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
