package dev.shm.sync;

import dev.shm.robust.LockSite;
import dev.shm.robust.Pace;
import dev.shm.robust.Section;
import dev.shm.robust.Shares;

/** Those whose death matters: who has a share, and who is inside the section. Asks the system only now and then. */
final class Members {
    private final Section section;
    private final Shares shares;
    private final Pace pace;

    Members(LockSite site, Section section, Shares shares) {
        this.section = section;
        this.shares = shares;
        this.pace = new Pace(site);
    }

    /** Whether one is dead that has a share, or was inside; may ask the system. For the mourner. */
    boolean isAnyDead() {
        return section.isAbandoned() || shares.isAnyDead();
    }

    /** The same, but asks the system only if nobody of this process has for a while. */
    boolean isAnyDeadByNow() {
        return isAnyKnownDead() || section.isAbandoned() || isLookDue() && shares.isAnyDead();
    }

    /** Whether one that was found dead has a share, or was inside; costs next to nothing. */
    boolean isAnyKnownDead() {
        if (section.isKnownAbandoned()) {
            return true;
        }
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            if (shares.of(slot) != 0 && shares.isKnownDead(slot)) {
                return true;
            }
        }
        return false;
    }

    /** A slot whose process is dead and has a share; 0 if there is none. May ask the system. In the section. */
    int nextDead(boolean mayAsk) {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            if (shares.of(slot) != 0 && (shares.isKnownDead(slot) || mayAsk && shares.isDead(slot))) {
                return slot;
            }
        }
        return 0;
    }

    /** Whether one has a share that is not known to be dead. */
    boolean isAnyAlive() {
        for (int slot = shares.highestSlot(); slot > 0; slot--) {
            if (shares.of(slot) != 0 && !shares.isKnownDead(slot)) {
                return true;
            }
        }
        return false;
    }

    boolean isLookDue() {
        return pace.isDue();
    }
}
