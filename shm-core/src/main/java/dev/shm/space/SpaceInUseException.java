package dev.shm.space;

import dev.shm.ShmException;
import dev.shm.process.ProcessInfo;
import java.nio.file.Path;
import java.util.List;

/** A space can't be deleted while processes use it. */
public final class SpaceInUseException extends ShmException {
    private static final long serialVersionUID = 1L;
    private final transient List<ProcessInfo> processes;

    SpaceInUseException(Path path, List<ProcessInfo> processes) {
        super("in use: path=" + path + ", processes=" + processes + "; end them or have them close it");
        this.processes = List.copyOf(processes);
    }

    /** {@return who uses it} */
    public List<ProcessInfo> processes() {
        return processes;
    }
}
