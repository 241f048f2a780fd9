package dev.shm.pool.worker;

import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.ObjectBytes;
import dev.shm.pool.protocol.TaskBytes;
import dev.shm.pool.protocol.Work;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions that this worker has decoded last: each call of a pool's {@code map} has one for all its chunks. */
final class Functions {
    private static final int MOST = 16;

    private final Mail mail;
    private final Map<Long, Work> known = new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Work> eldest) {
            return size() > MOST;
        }
    };

    Functions(Mail mail) {
        this.mail = mail;
    }

    Work get(TaskBytes task) throws IOException {
        Work work = known.get(task.job());
        if (work == null) {
            byte[] bytes =
                    task.function() != null ? task.function() : mail.read(mail.file(TaskBytes.fileName(task.job())));
            work = (Work) ObjectBytes.decode(ByteBuffer.wrap(bytes));
            known.put(task.job(), work);
        }
        return work;
    }
}
