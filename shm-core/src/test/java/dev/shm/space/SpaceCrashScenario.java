package dev.shm.space;

import dev.shm.crash.CrashPoint;
import dev.shm.crash.CrashRun;
import dev.shm.crash.CrashingDisk;
import dev.shm.crash.CrashingLocks;
import dev.shm.memory.Disk;
import dev.shm.memory.InternalThread;
import dev.shm.process.DescriptorLocks;
import dev.shm.testkit.Child;
import dev.shm.value.SharedLong;
import dev.shm.wait.WaitPoints;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** What a process does with a space until it dies; as a main class, that process. */
enum SpaceCrashScenario {
    /** There is none yet. */
    CREATE,
    /** Others are in it, and a dead one left something half made. */
    ATTACH,
    /** Something new is put into it. */
    CREATE_OBJECT,
    /** Others stay in it. */
    CLOSE,
    /** Others stay in it, and it takes its second byte before it leaves. */
    SECOND_BYTE,
    /** It goes away with the process. */
    CLOSE_TEMPORARY,
    /** Nobody is in it. */
    DELETE,
    /** There are a temporary one, an unfinished one, and a half deleted one, all of the dead. */
    SWEEP;

    static final int SLOTS = 4;
    static final long INITIAL = 7;
    static final String SPACE = "space";

    static String valueName(int step) {
        return "value-" + step;
    }

    public static void main(String[] arguments) throws Exception {
        Path path = Path.of(arguments[0]).resolve(SPACE);
        int step = Integer.parseInt(arguments[2]);
        boolean every = Boolean.parseBoolean(arguments[3]);
        Disk disk = new CrashingDisk();
        Child.prepareToDie();
        Runnable scenario = valueOf(arguments[1]).prepare(disk, path, step);
        CrashPoint.arm(step, every);
        scenario.run();
        CrashPoint.disarm();
        Child.say(CrashRun.passedLine());
    }

    /** Does what comes before, and returns what is to be done. */
    private Runnable prepare(Disk disk, Path path, int step) {
        switch (this) {
            case CREATE_OBJECT -> {
                SharedSpace space = SharedSpace.openOrCreate(disk, path, SLOTS);
                return () -> SharedLong.create(space, valueName(step), INITIAL);
            }
            case CLOSE -> {
                SharedSpace space = SharedSpace.openOrCreate(disk, path, SLOTS);
                SharedLong.openOrCreate(space, valueName(0), INITIAL).ownLock();
                return space::close;
            }
            case SECOND_BYTE -> {
                Attachment attachment = internally(() -> Attachment.enter(disk, path));
                DescriptorLocks locks = WaitPoints.isKernel() ? new CrashingLocks(WaitPoints.descriptorLocks()) : null;
                return () -> internally(() -> {
                    attachment.table().keepAlive(locks);
                    attachment.leave();
                    return null;
                });
            }
            case CLOSE_TEMPORARY -> {
                SharedSpace space = temporary(disk, path);
                return space::close;
            }
            case DELETE -> {
                return () -> internally(() -> Sweep.delete(disk, path));
            }
            case SWEEP -> {
                return () -> internally(() -> Sweep.sweep(disk, path.getParent()));
            }
            default -> {
                return () -> SharedSpace.openOrCreate(disk, path, SLOTS);
            }
        }
    }

    /** A temporary space with something in it. */
    static SharedSpace temporary(Disk disk, Path path) {
        SharedSpace space = SharedSpace.open(disk, path, Opening.CREATE_TEMPORARY, SLOTS);
        SharedLong.create(space, valueName(0), INITIAL);
        return space;
    }

    static <T> T internally(Callable<T> task) {
        try {
            return InternalThread.call(task);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Dies in many temporary spaces. */
    static final class Victim {
        public static void main(String[] arguments) {
            for (String directory : arguments) {
                temporary(Disk.SYSTEM, Path.of(directory).resolve(SPACE));
            }
            Child.say("ready");
            Child.awaitLine();
        }
    }
}
