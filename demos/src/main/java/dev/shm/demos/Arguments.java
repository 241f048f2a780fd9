package dev.shm.demos;

import dev.shm.space.SharedSpace;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * What the arguments of a command must be, beyond what picocli checks.
 *
 * @param command whose they are
 */
record Arguments(CommandSpec command) {
    void require(boolean met, String message) {
        if (!met) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    /** The space of that name, made if there is none. */
    SharedSpace open(String name) {
        try {
            return SharedSpace.openOrCreate(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }
}
