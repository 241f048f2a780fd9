package dev.shm.pool;

import dev.shm.pool.launch.Ending;
import dev.shm.pool.launch.Launch;
import dev.shm.pool.launch.WorkerJvm;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.OwnThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The processes of a pool's workers. Each place has one at most; who comes after one that ended has its number, but another term.
 *
 * <p>Threads: any.
 */
final class Crew {
    private final String poolName;
    private final Mail mail;
    private final Launch launch;
    private final long mostTasks;
    private final Member[] members; // by number, from 1; guarded by this, as is what follows
    private long terms;

    Crew(String poolName, Mail mail, Launch launch, int workers, long mostTasks) {
        this.poolName = poolName;
        this.mail = mail;
        this.launch = launch;
        this.mostTasks = mostTasks;
        this.members = new Member[workers + 1];
    }

    /** One process of a worker. */
    static final class Member {
        private final WorkerJvm jvm;
        private final long term;
        private volatile Ending ending;
        private boolean ready; // guarded by the crew

        private Member(WorkerJvm jvm, long term) {
            this.jvm = jvm;
            this.term = term;
        }

        Ending ending() {
            return ending;
        }

        boolean wasReady() {
            return ready;
        }
    }

    int size() {
        return members.length - 1;
    }

    /** Starts the process of a worker, if it has none. Does not wait for it to come up. */
    synchronized void start(int worker) throws IOException {
        if (members[worker] != null) {
            return;
        }
        String name = poolName + "-worker-" + worker;
        String space = mail.space().path().toString();
        List<String> arguments = List.of(name, "pool", Integer.toString(worker), Long.toString(mostTasks), space);
        Member member = new Member(launch.start(name, mail.space().path(), arguments), ++terms);
        members[worker] = member;
        OwnThread.daemon("dev.shm end of " + name, () -> awaitEnd(worker, member))
                .start();
    }

    private void awaitEnd(int worker, Member member) {
        member.ending = member.jvm.awaitEnd();
        try {
            mail.report(new Frame(Kind.EXITED, worker, member.term));
        } catch (IllegalStateException e) {
            // The pool is over.
        }
    }

    synchronized void ready(int worker) {
        if (members[worker] != null) {
            members[worker].ready = true;
        }
    }

    /** The process of a worker has ended; null if that is known, and another one has its place. */
    synchronized Member remove(int worker, long term) {
        Member member = members[worker];
        if (member == null || member.term != term) {
            return null;
        }
        members[worker] = null;
        return member;
    }

    synchronized boolean isAnyReady() {
        for (Member member : members) {
            if (member != null && member.ready) {
                return true;
            }
        }
        return false;
    }

    synchronized boolean isEmpty() {
        return Arrays.stream(members).allMatch(Objects::isNull);
    }

    synchronized void kill(int worker) {
        if (members[worker] != null) {
            members[worker].jvm.kill();
        }
    }

    synchronized void killAll() {
        for (int worker = 1; worker < members.length; worker++) {
            kill(worker);
        }
    }

    /** Kills them, and waits until the system has no more of them. */
    void endAll() {
        killAll();
        List<Member> left;
        synchronized (this) {
            left = Arrays.stream(members).filter(Objects::nonNull).toList();
        }
        left.forEach(member -> member.jvm.awaitEnd());
    }

    /** Those that have begun nothing, since they are still starting. */
    synchronized void killUnready() {
        for (Member member : members) {
            if (member != null && !member.ready) {
                member.jvm.kill();
            }
        }
    }

    /** {@return those that are there, or whose end is not known yet} */
    synchronized List<ProcessHandle> handles() {
        List<ProcessHandle> handles = new ArrayList<>();
        for (Member member : members) {
            if (member != null) {
                handles.add(member.jvm.handle());
            }
        }
        return handles;
    }
}
