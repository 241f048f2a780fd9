/** Shared memory between JVMs: bytes, who is alive, how to wait, who owns, which file, what data. */
// Agrona and JNA are published without a module descriptor, hence automatic modules.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.shm.core {
    requires transitive org.agrona;
    requires com.sun.jna;

    exports dev.shm;
    exports dev.shm.memory;
    exports dev.shm.process;
    exports dev.shm.robust;
    exports dev.shm.space;
    exports dev.shm.sync;
    exports dev.shm.value;
    exports dev.shm.wait;
}
