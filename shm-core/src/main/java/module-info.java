/** Shared memory between JVMs: regions, typed values, process identity and robustness. */
// Agrona and JNA are published without a module descriptor, hence automatic modules; and the lint
// "module" complains about dev.shm.locks, which is built after this module and cannot be seen here.
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic", "module"})
module dev.shm.core {
    requires org.agrona;
    requires com.sun.jna;

    exports dev.shm;
    exports dev.shm.process;
    exports dev.shm.robust;
    exports dev.shm.space;
    exports dev.shm.value;
    exports dev.shm.memory to
            dev.shm.locks;
    exports dev.shm.wait to
            dev.shm.locks;
}
