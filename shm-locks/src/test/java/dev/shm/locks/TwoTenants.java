package dev.shm.locks;

import dev.shm.space.SharedSpace;
import dev.shm.testkit.Child;
import dev.shm.wait.WaitPoints;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A JVM in which two applications have each loaded the toolkit for themselves, as in an application server. */
final class TwoTenants {
    private TwoTenants() {}

    /** A tenant; knows nothing of the other. */
    public static final class Tenant implements UnaryOperator<String> {
        private SharedSpace space;
        private InterProcessLock lock;

        @Override
        public String apply(String command) {
            switch (command.split(" ")[0]) {
                case "open" -> {
                    space = SharedSpace.open(Path.of(command.substring("open ".length())));
                    lock = InterProcessLock.openOrCreate(space, LockPuppet.LOCK);
                }
                case "native" -> WaitPoints.isKernel();
                case "lock" -> lock.lock();
                case "unlock" -> lock.unlock();
                case "try" -> {
                    boolean got = lock.tryLock();
                    if (got) {
                        lock.unlock();
                    }
                    return "try " + got;
                }
                case "close" -> space.close();
                default -> throw new IllegalArgumentException(command);
            }
            return command.split(" ")[0] + " done";
        }
    }

    /** Obeys lines: the number of a tenant, and what it is to do; or "race", and how often. */
    public static void main(String[] arguments) throws Exception {
        List<UnaryOperator<String>> tenants = List.of(tenant(), tenant());
        // A lock belongs to a thread: each tenant has one of its own.
        List<ExecutorService> threads =
                List.of(Executors.newSingleThreadExecutor(), Executors.newSingleThreadExecutor());
        Child.say("ready");
        for (String line = Child.awaitLine(); line != null; line = Child.awaitLine()) {
            if (line.startsWith("race ")) {
                Child.say("race " + race(Path.of(arguments[0]), tenants, threads, Integer.parseInt(line.substring(5))));
            } else {
                int number = line.charAt(0) - '1';
                String command = line.substring(2);
                Child.say(line.charAt(0) + " "
                        + threads.get(number)
                                .submit(() -> tenants.get(number).apply(command))
                                .get());
            }
        }
        threads.forEach(ExecutorService::shutdown);
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<String> tenant() throws Exception {
        URL[] classPath = Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(TwoTenants::url)
                .toArray(URL[]::new);
        ClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
        return (UnaryOperator<String>) loader.loadClass(Tenant.class.getName())
                .getDeclaredConstructor()
                .newInstance();
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Both enter and leave at the same moment; returns how many channels of the table there ever were at once. */
    private static int race(Path space, List<UnaryOperator<String>> tenants, List<ExecutorService> threads, int rounds)
            throws Exception {
        int most = 0;
        CyclicBarrier barrier = new CyclicBarrier(tenants.size() + 1);
        for (int i = 0; i < rounds; i++) {
            List<Future<?>> ends = List.of(
                    threads.get(0).submit(() -> visit(space, tenants.get(0), barrier)),
                    threads.get(1).submit(() -> visit(space, tenants.get(1), barrier)));
            barrier.await();
            barrier.await();
            most = Math.max(most, channels(space));
            barrier.await();
            for (Future<?> end : ends) {
                end.get();
            }
        }
        return most;
    }

    private static Void visit(Path space, UnaryOperator<String> tenant, CyclicBarrier barrier) throws Exception {
        barrier.await();
        tenant.apply("open " + space);
        barrier.await();
        barrier.await();
        tenant.apply("close");
        return null;
    }

    private static int channels(Path space) throws IOException {
        int count = 0;
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)
                        && Files.readSymbolicLink(descriptor).equals(space.resolve(".processes"))) {
                    count++;
                }
            }
        }
        return count;
    }
}
