package dev.shm.demos;

import dev.shm.space.SharedSpace;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code shm sweep}. */
@Command(
        name = "sweep",
        description = "Removes what killed processes left: their temporary spaces, and files half made.")
final class SweepCommand implements Runnable {
    @Override
    public void run() {
        List<String> removed = SharedSpace.sweep();
        removed.forEach(name -> System.out.println("Removed " + name));
        if (removed.isEmpty()) {
            System.out.println("Nothing to remove.");
        }
    }
}
