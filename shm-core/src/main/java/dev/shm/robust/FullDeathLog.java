package dev.shm.robust;

import dev.shm.memory.Text;
import dev.shm.memory.Words;

/** With all that is known of each. */
final class FullDeathLog extends DeathLog {
    private final Words words;
    private final long base;

    FullDeathLog(Words words, long base) {
        this.words = words;
        this.base = base;
    }

    @Override
    long count() {
        return words.getVolatile(base + RobustLayout.DEATHS_OFFSET);
    }

    @Override
    void setCount(long count) {
        words.setRelease(base + RobustLayout.DEATHS_OFFSET, count);
    }

    @Override
    void write(long n, long owner, OwnerDeath death) {
        long at = at(n);
        words.setPlain(at + DeathRecordLayout.OWNER_OFFSET, owner);
        words.setPlain(at + DeathRecordLayout.PID_OFFSET, death.pid());
        words.setPlain(at + DeathRecordLayout.THREAD_OFFSET, death.threadId());
        words.setPlain(at + DeathRecordLayout.TOKEN_OFFSET, death.token());
        words.setPlain(at + DeathRecordLayout.SINCE_OFFSET, death.sinceEpochMillis());
        words.setPlain(at + DeathRecordLayout.NOTICED_OFFSET, death.noticedEpochMillis());
        Text.put(words, at + DeathRecordLayout.COMMAND_OFFSET, DeathRecordLayout.COMMAND_LENGTH, death.command());
    }

    @Override
    OwnerDeath read(long n) {
        long at = at(n);
        return new OwnerDeath(
                words.getPlain(at + DeathRecordLayout.PID_OFFSET),
                Text.get(words, at + DeathRecordLayout.COMMAND_OFFSET, DeathRecordLayout.COMMAND_LENGTH),
                words.getPlain(at + DeathRecordLayout.THREAD_OFFSET),
                words.getPlain(at + DeathRecordLayout.TOKEN_OFFSET),
                words.getPlain(at + DeathRecordLayout.SINCE_OFFSET),
                words.getPlain(at + DeathRecordLayout.NOTICED_OFFSET));
    }

    @Override
    boolean isRecorded(long n, long owner, OwnerDeath death) {
        return words.getPlain(at(n) + DeathRecordLayout.OWNER_OFFSET) == owner
                && words.getPlain(at(n) + DeathRecordLayout.TOKEN_OFFSET) == death.token();
    }

    private long at(long n) {
        return base + (n % 2 == 0 ? RobustLayout.FIRST_RECORD_OFFSET : RobustLayout.SECOND_RECORD_OFFSET);
    }
}
