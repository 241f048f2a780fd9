package dev.shm.demos;

import dev.shm.ShmException;
import dev.shm.process.ProcessInfo;
import dev.shm.space.NotFoundException;
import dev.shm.space.ObjectInfo;
import dev.shm.space.SharedSpace;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** {@code shm spaces}. */
@Command(
        name = "spaces",
        description = "Lists your spaces, the objects in them and the processes attached.",
        footer = "Opens each space to look into it: a temporary one that nobody uses any more is gone after that.")
final class SpacesCommand implements Runnable {
    private static final int COMMAND_WIDTH = 60;

    @Override
    public void run() {
        List<String> names = SharedSpace.list();
        names.forEach(SpacesCommand::print);
        if (names.isEmpty()) {
            System.out.println("No spaces.");
        }
    }

    private static void print(String name) {
        try (SharedSpace space = SharedSpace.open(name)) {
            System.out.println(space.path());
            System.out.println("  objects: " + list(space.objects()));
            for (ProcessInfo process : space.processes()) {
                if (process.pid() != ProcessHandle.current().pid()) {
                    System.out.println("  process: " + process.pid() + " " + shorten(process.command()));
                }
            }
        } catch (NotFoundException e) {
            // It has gone since it was listed.
        } catch (ShmException e) {
            System.out.println(name + ": " + e.getMessage());
        }
    }

    private static String list(List<ObjectInfo> objects) {
        return objects.isEmpty()
                ? "none"
                : objects.stream()
                        .map(object -> object.name() + " (" + object.lengthBytes() + " bytes)")
                        .collect(Collectors.joining(", "));
    }

    private static String shorten(String command) {
        return command.length() <= COMMAND_WIDTH ? command : command.substring(0, COMMAND_WIDTH) + "...";
    }
}
