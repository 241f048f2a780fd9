package dev.shm.demos;

import java.util.function.LongSupplier;

/** How far a demo has come, shown on standard error if that is a terminal. */
interface Progress {
    /** Set by the script {@code bin/shm} if standard error is a terminal: how many columns it has. */
    String COLUMNS_PROPERTY = "shm.columns";

    /**
     * Begins to show.
     *
     * @param goal when it is done
     * @param done how much is done, asked several times a second by another thread
     * @return to be {@linkplain #end ended} when it is done, or given up
     */
    static Progress begin(long goal, LongSupplier done) {
        Integer columns = Integer.getInteger(COLUMNS_PROPERTY);
        if (columns == null || goal == 0) {
            return new Progress() {
                @Override
                public void end() {}
            };
        }
        return new ProgressLine(columns, goal, done);
    }

    /** Shows how far it has come in the end. */
    void end();
}
