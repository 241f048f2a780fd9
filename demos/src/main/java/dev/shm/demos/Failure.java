package dev.shm.demos;

import dev.shm.ShmException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command failed. What the world refused is one line; anything else is our mistake and comes with its stack trace. */
final class Failure implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        Stage.restIfInterrupted();
        if (!(e instanceof ShmException || e instanceof UncheckedIOException)) {
            throw e;
        }
        System.err.println("shm: " + e.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
