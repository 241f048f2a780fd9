package dev.shm.robust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a program in all possible ways, or in some by chance. */
public final class SimSearch implements AutoCloseable {
    private static final int LONGEST_RUN = 5_000;
    private static final long STACK_BYTES = 256L << 20;

    private final SimProgram program;
    private final SimLife[] code;
    private final SimStates seen = new SimStates();
    private final Set<Long> onTheWay = new HashSet<>();
    private final List<SimState> states = new ArrayList<>();
    private final List<SimMove> moves = new ArrayList<>();
    private long ends;

    private SimSearch(SimProgram program) {
        this.program = program;
        this.code = new SimLife[program.processes()];
        Arrays.setAll(code, i -> new SimLife(program, i + 1));
    }

    /**
     * What was found.
     *
     * @param states that are different
     * @param ends of them, at which nothing more can happen
     */
    public record Extent(long states, long ends) {}

    /**
     * Every interleaving and every death that a program allows.
     *
     * @param program what is run
     * @return how much that was
     */
    public static Extent exhaust(SimProgram program) {
        FutureTask<Extent> task = new FutureTask<>(() -> {
            try (SimSearch search = new SimSearch(program)) {
                search.explore(search.first());
                return new Extent(search.seen.size(), search.ends);
            }
        });
        // Each step of the longest run is on the stack.
        new Thread(null, task, "simulation", STACK_BYTES).start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SimViolation violation) {
                throw violation;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Some runs by chance.
     *
     * @param program what is run
     * @param random the chance
     * @param runs how many
     */
    public static void sample(SimProgram program, Random random, int runs) {
        for (int i = 0; i < runs; i++) {
            try (SimSearch search = new SimSearch(program)) {
                search.walk(random);
            }
        }
    }

    private SimState first() {
        return new SimState(program, code);
    }

    @Override
    public void close() {
        for (SimLife life : code) {
            life.close();
        }
    }

    private void explore(SimState state) {
        long print = state.fingerprint();
        if (!seen.add(print)) {
            if (onTheWay.contains(print)) {
                throw told(new SimViolation("livelock: the same state again", null));
            }
            return;
        }
        onTheWay.add(print);
        for (SimMove move : possible(state)) {
            explore(go(state, move));
            back();
        }
        onTheWay.remove(print);
    }

    private void walk(Random random) {
        SimState state = first();
        double stay = random.nextInt(3) / 2.2;
        double death = random.nextDouble() * 0.05;
        SimMove last = null;
        for (List<SimMove> possible = possible(state); !possible.isEmpty(); possible = possible(state)) {
            last = choose(possible, last, random.nextDouble() < stay, random.nextDouble() < death, random);
            state = go(state, last);
        }
    }

    private static SimMove choose(List<SimMove> possible, SimMove last, boolean stay, boolean death, Random random) {
        List<SimMove> deaths = possible.stream().filter(SimMove::isDeath).toList();
        List<SimMove> steps = possible.stream().filter(move -> !move.isDeath()).toList();
        List<SimMove> more = steps.stream()
                .filter(move -> last != null && move.sleeper() == last.sleeper())
                .toList();
        List<SimMove> from =
                !deaths.isEmpty() && (death || steps.isEmpty()) ? deaths : stay && !more.isEmpty() ? more : steps;
        return from.get(random.nextInt(from.size()));
    }

    /** What can happen next. If nobody can do anything but die, it must be the end. */
    private List<SimMove> possible(SimState state) {
        List<SimMove> possible = SimMoves.of(state);
        if (possible.stream().allMatch(SimMove::isDeath)) {
            try {
                state.checkEnd();
            } catch (SimViolation e) {
                throw told(e);
            }
            ends++;
        }
        return possible;
    }

    private SimState go(SimState state, SimMove move) {
        states.add(state);
        moves.add(move);
        if (moves.size() > LONGEST_RUN) {
            throw told(new SimViolation("livelock: no end after " + LONGEST_RUN + " steps", null));
        }
        try {
            return state.after(move);
        } catch (SimViolation e) {
            throw told(e);
        }
    }

    private void back() {
        states.remove(states.size() - 1);
        moves.remove(moves.size() - 1);
    }

    /** With the run that led there. */
    private SimViolation told(SimViolation violation) {
        StringBuilder text = new StringBuilder(violation.getMessage()).append("\n");
        for (int i = 0; i < moves.size(); i++) {
            text.append("  ").append(states.get(i).describe(moves.get(i))).append('\n');
        }
        return new SimViolation(text.toString(), violation);
    }
}
