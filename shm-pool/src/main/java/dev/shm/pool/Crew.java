package dev.shm.pool;

import dev.shm.pool.launch.Ending;
import dev.shm.pool.launch.Launch;
import dev.shm.pool.launch.WorkerJvm;
import dev.shm.pool.protocol.Assignment;
import dev.shm.pool.protocol.Frame;
import dev.shm.pool.protocol.Frame.Kind;
import dev.shm.pool.protocol.Mail;
import dev.shm.pool.protocol.OwnThread;
import dev.shm.space.SharedSpace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The processes of a pool's workers. Each place has one at most; who comes after one that ended has its number, but another term.
 *
 * <p>At first not all are started at once, but as many as there are processors besides the one that this JVM needs; then another one
 * whenever one has come up. More would take as long, and nobody would have the first worker before they had the last.
 *
 * <p>Threads: any.
 */
final class Crew {
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    private static final long REHEARSAL_MILLIS = TimeUnit.SECONDS.toMillis(10);

    private final String poolName;
    private final SharedSpace space;
    private final CompletableFuture<Mail> mail =
            new CompletableFuture<>(); // the first workers are started before there is one
    private final Launch launch;
    private final long mostTasks;
    private final int workers;
    private final boolean[] spare; // by number; guarded by this
    private final Member[] members; // by number, from 1; guarded by this, as is what follows
    private long terms;
    private int next = 1; // the first that was never started
    private Thread rehearsal; // null as long as none has come up

    Crew(String poolName, SharedSpace space, Launch launch, int workers, int spares, long mostTasks) {
        this.poolName = poolName;
        this.space = space;
        this.launch = launch;
        this.mostTasks = mostTasks;
        this.workers = workers;
        this.members = new Member[workers + spares + 1];
        this.spare = new boolean[members.length];
        Arrays.fill(spare, workers + 1, members.length, true);
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

    /** {@return how many take tasks when all are there} */
    int workers() {
        return workers;
    }

    /** {@return how many there are when all are there, with the spares} */
    int size() {
        return members.length - 1;
    }

    /** What they are to be spoken with by. */
    void connect(Mail made) {
        mail.complete(made);
    }

    /** Starts the first ones. Does not wait for them to come up. */
    synchronized void startFirst() throws IOException {
        for (int i = 0; i < AT_ONCE; i++) {
            startNext();
        }
    }

    /** Starts one that was never started, if there are such. */
    synchronized void startNext() throws IOException {
        if (next < members.length) {
            start(next++);
        }
    }

    /** Starts the process of a worker, if it has none. Does not wait for it to come up. */
    synchronized void start(int worker) throws IOException {
        if (members[worker] != null) {
            return;
        }
        String name = poolName + "-worker-" + worker;
        Assignment.Kind kind = spare[worker] ? Assignment.Kind.SPARE : Assignment.Kind.POOL;
        Assignment assignment = new Assignment(name, kind, worker, mostTasks, space.path());
        Member member = new Member(launch.start(name, space.path(), assignment.toArguments()), ++terms);
        members[worker] = member;
        OwnThread.daemon("dev.shm end of " + name, () -> awaitEnd(worker, member))
                .start();
    }

    /** A worker has ended. If a spare is ready, that one works from now on, and this one becomes the spare that comes up. */
    synchronized void replace(int worker) throws IOException {
        for (int other = 1; other < members.length && !spare[worker]; other++) {
            if (spare[other] && members[other] != null && members[other].ready) {
                call(other);
                spare[other] = false;
                spare[worker] = true;
            }
        }
        start(worker);
    }

    private void call(int worker) {
        mail.join().board().call(worker);
        mail.join().bell(worker).set();
    }

    /** Nothing more is to be done: the spares may go as well. */
    synchronized void callAll() {
        for (int worker = 1; worker < members.length; worker++) {
            if (spare[worker] && members[worker] != null) {
                call(worker);
            }
        }
    }

    private void awaitEnd(int worker, Member member) {
        member.ending = member.jvm.awaitEnd();
        try {
            mail.join().report(new Frame(Kind.EXITED, worker, member.term));
        } catch (IllegalStateException e) { // and CancellationException is one
            // The pool is over, or never was.
        }
    }

    synchronized void ready(int worker) {
        if (members[worker] != null) {
            members[worker].ready = true;
        }
        if (rehearsal == null) {
            String name = poolName + "-rehearsal";
            Assignment assignment = new Assignment(name, Assignment.Kind.REHEARSAL, 0, 0, space.path());
            rehearsal =
                    OwnThread.daemon("dev.shm " + name, () -> Launch.rehearse(space.path(), assignment.toArguments()));
            rehearsal.start();
        }
    }

    /** Waits for what was begun only for the sake of others, who come later: the first pool of a program ends a little late. */
    void awaitRehearsal() {
        Thread last;
        synchronized (this) {
            last = rehearsal;
        }
        if (last != null) {
            try {
                last.join(REHEARSAL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // it ends when it finds the space closed
            }
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
        mail.cancel(false);
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
