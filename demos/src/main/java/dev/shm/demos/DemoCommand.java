package dev.shm.demos;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code shm demo}: each demo is a subcommand of it. */
@Command(
        name = "demo",
        description = "Shows what the library does. Without NAME: lists the demos.",
        synopsisSubcommandLabel = "NAME",
        commandListHeading = "Demos:%n",
        subcommands = {
            CounterCommand.class,
            CrashCommand.class,
            ValueArrayCommand.class,
            SemaphoreDemo.class,
            ReadWriteDemo.class,
            EventDemo.class,
            LatchDemo.class,
            BarrierDemo.class,
            WaitSetDemo.class,
            StripeDemo.class,
            QueueDemo.class,
            CrashQueueDemo.class,
            TopicDemo.class,
            PipeDemo.class,
            SquareDemo.class,
            StarmapDemo.class,
            NumbersDemo.class,
            ProcessDemo.class,
            PoolDemo.class,
            ExecutorDemo.class,
            DataDemo.class,
            GotchasDemo.class
        })
final class DemoCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
