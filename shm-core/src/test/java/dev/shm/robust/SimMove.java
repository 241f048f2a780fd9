package dev.shm.robust;

/**
 * A step that can be done next.
 *
 * @param process by which process, from 0
 * @param thread by which thread of it; negative: the process dies
 * @param choice how a sleep ends, or who is woken (a number of {@link SimFutex}; negative: nobody); else 0
 */
record SimMove(int process, int thread, long choice) {
    static final int NOBODY = -1;
    private static final int DEATH = -1;

    static SimMove death(int process) {
        return new SimMove(process, DEATH, 0);
    }

    boolean isDeath() {
        return thread == DEATH;
    }

    /** The number of the thread in {@link SimFutex}. */
    int sleeper() {
        return SimFutex.number(process, thread);
    }

    /**
     * What happens, for people.
     *
     * @param memory the words
     * @param step what the thread does
     * @param learnt what it learns by it
     */
    String text(SimMemory memory, SimOperation step, long learnt) {
        return "P" + (process + 1) + (thread == 0 ? "  " : "." + thread + " ") + memory.describe(step)
                + outcome(memory, step, learnt);
    }

    private String outcome(SimMemory memory, SimOperation step, long learnt) {
        return switch (step.kind()) {
            case GET, SWAP, ADD -> " is " + memory.text(step.offset(), learnt);
            case COMPARE_AND_SET, IS_DEAD -> learnt == 0 ? " no" : " yes";
            case AWAIT -> learnt == 0 ? " it is not" : "";
            case WAKE ->
                step.value() > 1 ? " all" : choice < 0 ? " nobody" : " P" + (SimFutex.process((int) choice) + 1);
            case SLEEP ->
                switch ((int) learnt) {
                    case (int) SimOperation.WOKEN -> " woken";
                    case (int) SimOperation.WOKEN_LATE -> " woken late";
                    case (int) SimOperation.TIMED_OUT -> " timed out";
                    default -> " mourner looks";
                };
            default -> "";
        };
    }
}
