package dev.shm.demos;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

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
            PoolCommand.class,
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
                .setParameterExceptionHandler(new Mistake())
                .setExecutionExceptionHandler(new Failure())
                .execute(arguments);
        // Whoever read the output has gone, or the disk is full: what we said was not heard.
        System.exit(status == 0 && System.out.checkError() ? OUTPUT_LOST : status);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
