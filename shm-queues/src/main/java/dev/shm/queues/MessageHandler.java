package dev.shm.queues;

/** Gets messages where they are. */
@FunctionalInterface
public interface MessageHandler {
    /**
     * A message has come. What this throws reaches who polls; the message is consumed all the same.
     *
     * @param message where it is in shared memory; of no use after the return
     */
    void onMessage(Message message);
}
