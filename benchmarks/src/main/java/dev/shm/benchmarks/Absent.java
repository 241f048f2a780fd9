package dev.shm.benchmarks;

/** One that is known not to be able to come: its row or its point is missing, and says why. */
record Absent(String why) implements Candidate {
    @Override
    public void prepare() throws MissingException {
        throw new MissingException(why);
    }

    @Override
    public Reading turn(Effort effort) {
        throw new IllegalStateException("nobody has a turn who is not there: why=" + why);
    }
}
