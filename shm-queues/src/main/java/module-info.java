/** Queues and the channels around them, between JVMs. */
// Chronicle Bytes is published without a module descriptor, hence an automatic module.
@SuppressWarnings("requires-automatic")
module dev.shm.queues {
    requires transitive dev.shm.core;
    requires static chronicle.bytes;

    exports dev.shm.queues;
}
