package dev.shm.space;

import dev.shm.memory.RegionDamagedException;
import dev.shm.robust.Engine;
import dev.shm.robust.EngineMaker;
import java.util.HashMap;
import java.util.Map;

/** What works on the places of one object in this JVM, one engine per place. */
final class Engines {
    private final Map<Long, Engine> engines = new HashMap<>();

    /** The engine of a place, the same at every call. */
    synchronized Engine at(long offset, EngineMaker maker, ObjectFile file) {
        Engine engine = engines.get(offset);
        if (engine == null) {
            engine = file.make(offset, maker);
            engine.open();
            engines.put(offset, engine);
        }
        return engine;
    }

    synchronized void beginClose() {
        for (Engine engine : engines.values()) {
            try {
                engine.beginClose();
            } catch (RegionDamagedException | InternalError e) {
                // Its memory is gone: nobody owns anything there, and the space must not stay open for it.
            }
        }
    }

    synchronized void cancelClose() {
        for (Engine engine : engines.values()) {
            engine.cancelClose();
        }
    }

    /** {@return what a thread of this process has of the object and must give back first; null if nothing} */
    synchronized String held() {
        for (Engine engine : engines.values()) {
            try {
                String held = engine.held();
                if (held != null) {
                    return held;
                }
            } catch (RegionDamagedException | InternalError e) {
                // as above
            }
        }
        return null;
    }

    /** What this process has of it goes back; what can't, others take as if the process had died with it. */
    synchronized void leave(String name) {
        for (Engine engine : engines.values()) {
            try {
                engine.giveBack();
            } catch (RuntimeException | InternalError e) {
                System.getLogger("dev.shm.space").log(System.Logger.Level.DEBUG, "not left in order: " + name, e);
            }
        }
    }

    /** Forgets them; the memory is closed already. */
    synchronized void close() {
        for (Engine engine : engines.values()) {
            engine.close();
        }
        engines.clear(); // one at which a thread slept keeps the memory of its word: not for as long as the space is
        // referred to
    }
}
