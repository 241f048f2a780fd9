package dev.shm.demos;

import dev.shm.pool.PoolInfo;
import dev.shm.pool.ProcessPool;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shm pool}. */
@Command(
        name = "pool",
        description = "Lists your process pools, with their workers and what these are about.",
        footer = "Opens the space of each pool to look into it.")
final class PoolCommand implements Runnable {
    private static final Column[] COLUMNS = {
        new Column(8, 2, Overflow.SPAN), // number
        new Column(10, 1, Overflow.SPAN), // PID
        new Column(10, 1, Overflow.SPAN), // state
        new Column(30, 1, Overflow.SPAN), // task
        new Column(20, 1, Overflow.SPAN) // done
    };

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        List<PoolInfo> pools = ProcessPool.list();
        pools.forEach(this::print);
        if (pools.isEmpty()) {
            System.out.println("No pools.");
        }
    }

    private void print(PoolInfo pool) {
        System.out.printf(
                "%s, process %d, %s %s%n", pool.name(), pool.pid(), count(pool.tasksWaiting(), "task"), waits(pool));
        TextTable table = TextTable.forColumns(spec.commandLine().getColorScheme(), COLUMNS);
        table.addRowValues("worker", "pid", "state", "task", "done");
        for (PoolInfo.Worker worker : pool.workers()) {
            table.addRowValues(
                    Integer.toString(worker.number()),
                    Long.toString(worker.pid()),
                    worker.state().name().toLowerCase(Locale.ROOT),
                    worker.task() == 0 ? "" : worker.task() + " for " + seconds(worker.runsFor()),
                    Long.toString(worker.tasksDone()));
        }
        System.out.print(table);
    }

    private static String waits(PoolInfo pool) {
        return pool.tasksWaiting() == 1 ? "waits" : "wait";
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1e3);
    }
}
