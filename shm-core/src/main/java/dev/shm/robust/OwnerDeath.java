package dev.shm.robust;

import java.time.Instant;

/**
 * An owner died, and its lock was inherited.
 *
 * @param pid of its process, 0 if unknown
 * @param command the beginning of its process's command line, empty if unknown
 * @param threadId the low 32 bits of the id of the thread that owned, 0 if it died before it had told
 * @param token its fencing token, 0 if it had none
 * @param sinceEpochMillis since when it owned, milliseconds since the epoch, to the second; 0 if unknown
 * @param noticedEpochMillis when an heir took over, milliseconds since the epoch; 0 if unknown
 */
public record OwnerDeath(
        long pid, String command, long threadId, long token, long sinceEpochMillis, long noticedEpochMillis) {

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(pid == 0 ? "an unknown process" : "pid " + pid);
        if (!command.isEmpty()) {
            text.append(" (").append(command).append(')');
        }
        if (threadId != 0) {
            text.append(", thread ").append(threadId);
        }
        if (token != 0) {
            text.append(", token ").append(token);
        }
        if (sinceEpochMillis != 0) {
            text.append(", owner since ").append(Instant.ofEpochMilli(sinceEpochMillis));
        }
        if (noticedEpochMillis != 0) {
            text.append(", found dead ").append(Instant.ofEpochMilli(noticedEpochMillis));
        }
        return text.toString();
    }
}
