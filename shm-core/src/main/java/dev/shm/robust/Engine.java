package dev.shm.robust;

/** What works in this JVM on one place of a shared object: one per place and JVM (class loader), closed with the space. */
public interface Engine {
    /** Has the mourner look after it. */
    void open();

    /**
     * From here on who gets hold of it gives it back, and gets an exception. Of no effect where nobody has to give anything back
     * before it is closed: what the process has of it comes back when it {@linkplain #giveBack leaves}.
     */
    default void beginClose() {}

    /** Takes {@link #beginClose} back. */
    default void cancelClose() {}

    /** {@return what a thread of this process has of it and must give back before it is closed; null if nothing} */
    default String held() {
        return null;
    }

    /**
     * The process leaves the space in good order, and gives back what it has of it. Its memory is still there. What can't be
     * given back, others take back as if the process had died.
     */
    default void giveBack() {}

    /** Forgets it; its memory is closed already. Who waits for it gets an exception. */
    void close();
}
