package dev.shm.pool;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Tasks for which there is no room in the queue, in the order in which they go there: first those that come back from workers that died,
 * then the others. A task that had waited for its turn once does not wait for all that came behind it.
 *
 * <p>Threads: guarded by the {@link PoolEngine}.
 */
final class Backlog {
    private final Map<Long, PoolTask> back = new LinkedHashMap<>();
    private final Map<Long, PoolTask> fresh = new LinkedHashMap<>();

    /** Whether a task, back or not, has none before it. */
    boolean isNext(boolean isBack) {
        return back.isEmpty() && (isBack || fresh.isEmpty());
    }

    /** Adds a task, behind those of its kind. */
    void add(PoolTask task, boolean isBack) {
        (isBack ? back : fresh).put(task.id, task);
    }

    /** Takes a task out of it; says whether it was there. */
    boolean remove(PoolTask task) {
        return back.remove(task.id) != null || fresh.remove(task.id) != null;
    }

    /** Hands out tasks, one after the other, until one is not taken, which stays the first. */
    void handOut(Predicate<PoolTask> taker) {
        if (handOut(back, taker)) {
            handOut(fresh, taker);
        }
    }

    private static boolean handOut(Map<Long, PoolTask> tasks, Predicate<PoolTask> taker) {
        for (Iterator<PoolTask> each = tasks.values().iterator(); each.hasNext(); ) {
            if (!taker.test(each.next())) {
                return false;
            }
            each.remove();
        }
        return true;
    }

    boolean isEmpty() {
        return back.isEmpty() && fresh.isEmpty();
    }

    void clear() {
        back.clear();
        fresh.clear();
    }
}
