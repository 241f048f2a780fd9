package dev.shm.queues;

import dev.shm.memory.Text;
import dev.shm.memory.Words;
import dev.shm.process.ProcessInfo;
import java.time.Instant;

/**
 * A consumer died with elements in hand: its process; or, if they are delivered again, one of its threads alone.
 *
 * @param pid of its process, 0 if unknown
 * @param command the beginning of its process's command line, empty if unknown
 * @param elements how many it had in hand
 * @param noticedEpochMillis when that was found out, milliseconds since the epoch
 */
public record ConsumerDeath(long pid, String command, long elements, long noticedEpochMillis) {
    static ConsumerDeath of(ProcessInfo process, long elements) {
        return new ConsumerDeath(process.pid(), process.command(), elements, System.currentTimeMillis());
    }

    void write(Words words, long base) {
        words.setPlain(base + ConsumerDeathLayout.ELEMENTS_OFFSET, elements);
        words.setPlain(base + ConsumerDeathLayout.PID_OFFSET, pid);
        words.setPlain(base + ConsumerDeathLayout.NOTICED_OFFSET, noticedEpochMillis);
        Text.put(words, base + ConsumerDeathLayout.COMMAND_OFFSET, ConsumerDeathLayout.COMMAND_LENGTH, command);
    }

    static ConsumerDeath read(Words words, long base) {
        return new ConsumerDeath(
                words.getPlain(base + ConsumerDeathLayout.PID_OFFSET),
                Text.get(words, base + ConsumerDeathLayout.COMMAND_OFFSET, ConsumerDeathLayout.COMMAND_LENGTH),
                words.getPlain(base + ConsumerDeathLayout.ELEMENTS_OFFSET),
                words.getPlain(base + ConsumerDeathLayout.NOTICED_OFFSET));
    }

    @Override
    public String toString() {
        return (pid == 0 ? "an unknown process" : "pid " + pid) + (command.isEmpty() ? "" : " (" + command + ")")
                + " with " + elements + " in hand, noticed " + Instant.ofEpochMilli(noticedEpochMillis);
    }
}
