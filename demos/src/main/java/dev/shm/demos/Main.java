package dev.shm.demos;

import dev.shm.ShmException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command {@code shm}: demos, and care for the spaces they use.
 *
 * <p>Exit status: 0 done, 1 something failed, 2 the command line was wrong.
 */
@Command(
        name = "shm",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT, // every command has --help and --version
        versionProvider = Version.class,
        description = {
            "Separate JVMs share memory and locks through memory-mapped files.",
            "`shm COMMAND --help` says more."
        },
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            BenchCommand.class,
            SpacesCommand.class,
            SweepCommand.class,
            DeleteCommand.class
        })
public final class Main implements Runnable {
    private static final int OUTPUT_LOST = 1;

    @Spec
    private CommandSpec spec;

    private Main() {}

    /**
     * Runs a command and exits with its status.
     *
     * @param arguments see {@code --help}
     */
    public static void main(String[] arguments) {
        int status = new CommandLine(new Main())
                .setParameterExceptionHandler(Main::explain)
                .setExecutionExceptionHandler(Main::fail)
                .execute(arguments);
        // Whoever read the output has gone, or the disk is full: what we said was not heard.
        System.exit(status == 0 && System.out.checkError() ? OUTPUT_LOST : status);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** One line that says what is wrong and what to do. */
    private static int explain(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        StringBuilder line = new StringBuilder("shm: ").append(decapitalize(e.getMessage()));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> suggestions = unmatched.getSuggestions();
            if (!suggestions.isEmpty()) {
                line.append("; did you mean ").append(String.join(" or ", suggestions));
            }
        }
        String name = command.getCommandSpec().qualifiedName();
        PrintWriter err = command.getErr();
        err.println(line.append("; see `").append(name).append(" --help`"));
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** What the world refused is one line; anything else is a mistake of ours and comes with its stack trace. */
    private static int fail(Exception e, CommandLine command, ParseResult parsed) throws Exception {
        Stage.restIfInterrupted();
        if (!(e instanceof ShmException)) {
            throw e;
        }
        System.err.println("shm: " + e.getMessage());
        return command.getCommandSpec().exitCodeOnExecutionException();
    }

    private static String decapitalize(String message) {
        return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    }
}
