package dev.shm.stress;

import dev.shm.queues.Codecs;
import dev.shm.queues.SharedTopic;
import dev.shm.queues.SharedTopic.From;
import dev.shm.queues.SharedTopic.SlowSubscribers;
import dev.shm.queues.Subscription;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** What one did before {@code publish} the subscriber sees that gets the element, whichever element that is; and it is whole. */
@JCStressTest
@Outcome(id = "7, 1", expect = Expect.ACCEPTABLE)
@Outcome(expect = Expect.FORBIDDEN, desc = "came before the data was there, or half of an element")
@State
public class TopicTest {
    private static final TwoMappings<SharedTopic<byte[]>> TOPIC = TwoMappings.of(
            "topic",
            (space, name) ->
                    SharedTopic.openOrCreate(space, name, Codecs.byteArrays(), 4096, SlowSubscribers.HOLD_BACK));
    private static final Subscription<byte[]> SUBSCRIPTION = TOPIC.other().subscribe(From.NOW);

    private final long data = Cells.next();

    /** Publishes where the data is. */
    @Actor
    public void one() {
        byte[] element = Letter.write(data);
        while (!TOPIC.one().tryPublish(element)) {
            Thread.yield();
        }
    }

    /** Gets it, and looks there. */
    @Actor
    public void other(JJ_Result result) {
        Letter.read(next(), result);
    }

    /** A subscription is one thread's at a time. */
    private static byte[] next() {
        synchronized (SUBSCRIPTION) {
            byte[] element = SUBSCRIPTION.poll();
            while (element == null) {
                Thread.yield();
                element = SUBSCRIPTION.poll();
            }
            return element;
        }
    }
}
