/** Functions in other JVMs: single processes, and pools of workers. */
module dev.shm.pool {
    requires transitive dev.shm.core;
    requires dev.shm.locks;
    requires dev.shm.queues;

    exports dev.shm.pool;
}
