/** Locks and other synchronisers between JVMs. */
module dev.shm.locks {
    requires transitive dev.shm.core;

    exports dev.shm.locks;
}
