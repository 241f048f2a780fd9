package dev.shm.demos;

import dev.shm.space.SharedSpace;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code shm delete}. */
@Command(name = "delete", description = "Deletes a space with all its objects, unless a process is attached.")
final class DeleteCommand implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "The name of the space.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean deleted;
        try {
            deleted = SharedSpace.delete(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        if (!deleted) {
            System.err.println("shm: there is no space " + name + "; `shm spaces` lists those there are");
            return ExitCode.SOFTWARE;
        }
        System.out.println("Deleted " + name);
        return ExitCode.OK;
    }
}
