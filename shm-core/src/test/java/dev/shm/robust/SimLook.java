package dev.shm.robust;

/**
 * Whether it would be of any use if a mourner looked now: tried out, with nobody else doing anything meanwhile. A look that
 * changes no word, wakes nobody and learns of no death is not worth a step; but where nobody
 * else can do anything a few of them in a row may be: a mourner may have to see twice that a wake-up is missing, or that nobody has come for a signal in a tenth of a second.
 */
final class SimLook {
    /** The time between two looks. The longest that a mourner takes for its own doing. */
    static final long NANOS = 20_000_000;

    private static final int MANY = 8;

    private SimLook() {}

    static boolean isOfUse(SimState state, int process, boolean quiet) {
        SimMoment now = state.at[process];
        for (int i = 0; i < (quiet ? MANY : 1); i++) {
            now = now.after(0, SimOperation.VISITED);
            while (now.next[0] != null && now.next[0].kind() != SimOperation.Kind.SLEEP) {
                if (changesAnything(state, process, now.next[0])) {
                    return true;
                }
                now = now.after(0, learnt(state, now.next[0]));
            }
            if (now.failure != null) {
                return true;
            }
        }
        return false;
    }

    private static boolean changesAnything(SimState state, int process, SimOperation step) {
        return switch (step.kind()) {
            case GET, AWAIT -> false;
            case COMPARE_AND_SET, IS_DEAD -> learnt(state, step) != 0;
            case WAKE_LOCAL -> state.isAnyQueuedAt(step.offset(), process);
            case WAKE -> state.isAnyQueuedAt(step.offset());
            default -> true;
        };
    }

    private static long learnt(SimState state, SimOperation step) {
        return switch (step.kind()) {
            case GET -> state.word(step.offset());
            case COMPARE_AND_SET -> state.word(step.offset()) == step.expected() ? 1 : 0;
            case IS_DEAD -> state.isDead((int) step.offset()) ? 1 : 0;
            default -> 0;
        };
    }
}
