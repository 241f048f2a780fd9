package dev.shm.pool;

import dev.shm.ShmException;
import dev.shm.pool.PoolInfo.State;
import dev.shm.pool.PoolInfo.Worker;
import dev.shm.pool.protocol.Board;
import dev.shm.pool.protocol.Mail;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds pools by their spaces, and reads their boards. */
final class Listing {
    private Listing() {}

    static List<PoolInfo> list() {
        List<PoolInfo> pools = new ArrayList<>();
        for (String name : SharedSpace.list()) {
            try (SharedSpace space = SharedSpace.open(name)) {
                Path label = Mail.file(space, Mail.LABEL);
                if (Files.exists(label)) {
                    pools.add(look(space, Files.readString(label)));
                }
            } catch (ShmException | IOException e) {
                // It has gone since it was listed, or is about to come; or is somebody else's, and damaged.
            }
        }
        return pools;
    }

    private static PoolInfo look(SharedSpace space, String name) {
        Mail mail = Mail.open(space);
        Board board = mail.board();
        List<Worker> workers = new ArrayList<>();
        for (int number = 1; number <= board.workers(); number++) {
            long pid = board.pid(number);
            if (pid != 0) {
                workers.add(look(board, number, pid));
            }
        }
        return new PoolInfo(name, board.parentPid(), space.path(), mail.tasks().size(), List.copyOf(workers));
    }

    private static Worker look(Board board, int number, long pid) {
        Duration since = Duration.ofNanos(board.nanosSinceBegun(number));
        long task = board.current(number);
        State state = isStopped(pid) ? State.STOPPED : task != 0 ? State.RUNNING : stateOf(board.phase(number));
        return new Worker(number, pid, state, task, task == 0 ? Duration.ZERO : since, board.done(number));
    }

    private static State stateOf(Board.Phase phase) {
        return switch (phase) {
            case STARTING -> State.STARTING;
            case SPARE -> State.SPARE;
            case WORKING -> State.IDLE;
        };
    }

    /** The state stands behind the command, which stands in parentheses and may contain anything; see proc(5). */
    private static boolean isStopped(long pid) {
        try {
            String line = new String(
                    Files.readAllBytes(Path.of("/proc", Long.toString(pid), "stat")), StandardCharsets.ISO_8859_1);
            char state = line.charAt(line.lastIndexOf(')') + 2);
            return state == 'T' || state == 't';
        } catch (IOException | IndexOutOfBoundsException e) {
            return false;
        }
    }
}
