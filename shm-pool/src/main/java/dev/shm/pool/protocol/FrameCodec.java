package dev.shm.pool.protocol;

import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.queues.Codec;
import java.nio.ByteBuffer;

/** Kind, whether spilled, worker, id, bytes. */
final class FrameCodec implements Codec<Frame> {
    private static final long serialVersionUID = 1L;

    private static final int HEADER_BYTES = 14;
    private static final Kind[] KINDS = Kind.values();

    @Override
    public String format() {
        return "dev.shm.pool frame 1";
    }

    @Override
    public int maxBytes(Frame frame) {
        return HEADER_BYTES + frame.payload().length;
    }

    @Override
    public void encode(Frame frame, ByteBuffer to) {
        to.put((byte) frame.kind().ordinal())
                .put((byte) (frame.spilled() ? 1 : 0))
                .putInt(frame.worker())
                .putLong(frame.id())
                .put(frame.payload());
    }

    @Override
    public Frame decode(ByteBuffer from) {
        Kind kind = KINDS[from.get()];
        boolean spilled = from.get() != 0;
        int worker = from.getInt();
        long id = from.getLong();
        byte[] payload = new byte[from.remaining()];
        from.get(payload);
        return new Frame(kind, worker, id, spilled, payload);
    }
}
