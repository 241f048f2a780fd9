package dev.shm.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shm.memory.Disk;
import dev.shm.memory.RegionDamagedException;
import dev.shm.memory.Words;
import dev.shm.robust.Handling;
import dev.shm.testkit.LeakCheck;
import dev.shm.value.SharedLong;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The memory of one object is gone, as after a truncation: all else goes on. */
@ExtendWith(LeakCheck.class)
class DamagedObjectTest {
    private static final int SLOTS = 4;

    @TempDir
    private Path directory;

    private boolean lost;
    private SharedSpace space;
    private SharedLong damaged;
    private SharedLong sound;

    @BeforeEach
    void damage() {
        space = SharedSpace.openOrCreate(new LosingDisk(), directory.resolve("space"), SLOTS);
        damaged = SharedLong.create(space, "damaged");
        sound = SharedLong.create(space, "sound");
        damaged.ownLock().lock(Handling.DEFAULT);
        lost = true;
    }

    @Test
    void anyAccess_otherObject_isUnharmed() {
        assertThrows(RegionDamagedException.class, damaged::get);
        sound.ownLock().lock(Handling.DEFAULT);
        assertEquals(1, sound.incrementAndGet());
        sound.ownLock().unlock();
        space.close();
    }

    @Test
    void close_lockOfTheLostObjectWasHeld_leavesTheSpace() {
        space.close();

        assertTrue(SharedSpace.delete(directory.resolve("space")), "somebody is still in it");
    }

    @Test
    void close_anotherLockIsHeld_isRefused() {
        sound.ownLock().lock(Handling.DEFAULT);
        assertThrows(IllegalStateException.class, space::close);

        sound.ownLock().unlock();
        space.close();
    }

    /** Maps the file of one object so that it can be lost. */
    private final class LosingDisk implements Disk {
        @Override
        public Words map(FileChannel channel, long lengthBytes, String what) throws IOException {
            Words words = Disk.super.map(channel, lengthBytes, what);
            if (!what.endsWith("damaged")) {
                return words;
            }
            return (Words) Proxy.newProxyInstance(
                    Words.class.getClassLoader(), new Class<?>[] {Words.class}, (proxy, method, arguments) -> {
                        if (lost && !method.getName().equals("close")) {
                            throw new RegionDamagedException(what, 0, 0);
                        }
                        try {
                            return method.invoke(words, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }
    }
}
