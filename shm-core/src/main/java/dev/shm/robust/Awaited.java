package dev.shm.robust;

/** Something that one can wait for together with others: at an event count, for a condition that stays once it holds. */
public interface Awaited {
    /** {@return where one waits for it} */
    EventCount eventCount();

    /** {@return whether it is worth while to {@linkplain #isReady look}: cheap, without effects, asked by any thread} */
    boolean mayBeReady();

    /** {@return whether it need not be waited for; may settle first what the dead left} */
    boolean isReady();
}
