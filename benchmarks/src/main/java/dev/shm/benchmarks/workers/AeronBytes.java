package dev.shm.benchmarks.workers;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.Header;
import java.nio.file.Path;
import org.agrona.DirectBuffer;

/** The same with Aeron's IPC and one publisher; needs {@link PeerOptions#AGRONA}, and {@link AeronDriver}. */
final class AeronBytes implements Line {
    private static final String CHANNEL = "aeron:ipc?term-length=16m"; // its default of 64 would take 192 MB
    private static final int STREAM = 1;
    private static final int LIMIT = 1000;

    private final Aeron aeron;
    private final ExclusivePublication publication;
    private final Subscription subscription;
    private final BufferClaim claim = new BufferClaim();
    private final byte[] bytes;
    private long sum;

    /**
     * An end.
     *
     * @param folder of the driver
     * @param lengthBytes of a message, which has to fit into one frame
     */
    AeronBytes(Path folder, boolean publishes, int lengthBytes) {
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(folder.toString()));
        publication = publishes ? aeron.addExclusivePublication(CHANNEL, STREAM) : null;
        subscription = publishes ? null : aeron.addSubscription(CHANNEL, STREAM);
        bytes = new byte[lengthBytes];
    }

    @Override
    public boolean put(long value) {
        long position = publication.tryClaim(bytes.length, claim);
        if (position < 0) {
            if (position == Publication.CLOSED || position == Publication.MAX_POSITION_EXCEEDED) {
                throw new IllegalStateException("nothing can be published any more: position=" + position);
            }
            return false;
        }
        bytes[0] = (byte) value;
        claim.buffer().putBytes(claim.offset(), bytes);
        claim.commit();
        return true;
    }

    @Override
    public int poll() {
        return subscription.poll(this::copy, LIMIT);
    }

    private void copy(DirectBuffer from, int at, int length, Header header) {
        from.getBytes(at, bytes);
        sum += bytes[0];
    }

    @Override
    public void close() {
        aeron.close();
    }

    @Override
    public String toString() {
        return "sum " + sum;
    }
}
