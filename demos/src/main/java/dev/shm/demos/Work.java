package dev.shm.demos;

/** What a JVM of a demo does step by step, and can be told to end. */
interface Work extends Runnable {
    /** Has {@link #run} end after the step it is at. */
    void stop();

    /** {@return how many steps are done} */
    long done();

    /** {@return what there is to tell when it is over; to be asked by the thread that ran} */
    String report();
}
