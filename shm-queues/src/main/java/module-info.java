/** Queues and the channels around them, between JVMs. */
module dev.shm.queues {
    requires transitive dev.shm.core;

    exports dev.shm.queues;
}
