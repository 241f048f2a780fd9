package dev.shm.robust;

import dev.shm.process.ProcessInfo;

/**
 * Who owns a lock just now.
 *
 * @param process the process
 * @param threadId the low 32 bits of the thread's id in that process; 0 if it has not told yet
 * @param token its fencing token; 0 if it has not told yet
 * @param sinceEpochMillis since when, milliseconds since the epoch, to the second; 0 if it has not told yet
 */
public record Owner(ProcessInfo process, long threadId, long token, long sinceEpochMillis) {
    @Override
    public String toString() {
        return process + (threadId == 0 ? "" : ", thread " + threadId + ", token " + token);
    }
}
