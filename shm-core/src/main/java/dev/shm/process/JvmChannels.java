package dev.shm.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;

/**
 * The channels that all class loaders of this JVM share, counted.
 *
 * <p>Two class loaders with the toolkit in it are two processes to everybody, with a slot each. But the operating system
 * knows only one process, and one that closes a channel of a file gives up the locks of both. So the first of them keeps
 * the channels, and the others find it: a daemon thread of a known name in the root group, whose uncaught exception
 * handler is a function of JDK types only. (The system properties would be the obvious place; but a value that is no
 * string breaks {@code Properties.store} for the whole application.)
 */
final class JvmChannels {
    private static final String CARRIER = "dev.shm channels";
    private static final UnaryOperator<Object[]> REGISTRY = find();

    private JvmChannels() {}

    /**
     * One more user of the channel of this file.
     *
     * @param opener makes the channel if there is none yet. Of two class loaders at once only one is let do so: a second
     *     channel would be closed some time, and with it the locks be gone
     */
    static FileChannel share(String key, Callable<FileChannel> opener) throws IOException {
        Object[] answer = REGISTRY.apply(new Object[] {"share", key, opener});
        if (answer[0] == null) {
            throw (IOException) answer[1];
        }
        return (FileChannel) answer[0];
    }

    /**
     * A descriptor of the same file, for the locks that hang on one: a single one for the whole JVM, too, and closed behind
     * the channel.
     *
     * @param key of a channel that the caller shares
     * @param opener makes it if there is none yet
     * @param closer closes it
     */
    static int descriptor(String key, Callable<Integer> opener, IntConsumer closer) throws IOException {
        Object[] answer = REGISTRY.apply(new Object[] {"descriptor", key, opener, closer});
        if (answer[0] == null) {
            throw (IOException) answer[1];
        }
        return (Integer) answer[0];
    }

    /** One user less; closes the channel behind the last. */
    static void release(String key) throws IOException {
        Object failure = REGISTRY.apply(new Object[] {"release", key})[0];
        if (failure != null) {
            throw (IOException) failure;
        }
    }

    @SuppressWarnings("unchecked")
    private static UnaryOperator<Object[]> find() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        // An object that every class loader sees and nobody else is likely to lock.
        synchronized (FileChannel.class) {
            Thread[] threads = new Thread[root.activeCount() * 2 + 16];
            int count = root.enumerate(threads, false);
            for (int i = 0; i < count; i++) {
                if (CARRIER.equals(threads[i].getName())
                        && threads[i].getUncaughtExceptionHandler() instanceof UnaryOperator<?> registry) {
                    return (UnaryOperator<Object[]>) registry;
                }
            }
            Carrier carrier = new Carrier(root);
            carrier.start();
            return (UnaryOperator<Object[]>) carrier.getUncaughtExceptionHandler();
        }
    }

    /** Sleeps for ever. */
    private static final class Carrier extends Thread {
        Carrier(ThreadGroup group) {
            super(group, null, CARRIER, 64 * 1024, false);
            setDaemon(true);
            setContextClassLoader(null);
            setUncaughtExceptionHandler(new Registry());
        }

        @Override
        public synchronized void run() {
            while (true) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    // Nobody has business with this thread; it goes on being there.
                }
            }
        }
    }

    private static final class Registry implements UnaryOperator<Object[]>, Thread.UncaughtExceptionHandler {
        private final Map<String, FileChannel> channels = new HashMap<>();
        private final Map<String, Integer> users = new HashMap<>();
        private final Map<String, Integer> descriptors = new HashMap<>();
        private final Map<String, IntConsumer> closers = new HashMap<>();

        @Override
        public synchronized Object[] apply(Object[] request) {
            String key = (String) request[1];
            int count = users.getOrDefault(key, 0);
            if ("release".equals(request[0])) {
                return new Object[] {release(key, count)};
            }
            try {
                return new Object[] {"share".equals(request[0]) ? share(request, key, count) : descriptor(request, key)
                };
            } catch (IOException e) {
                return new Object[] {null, e};
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                return new Object[] {null, new IOException(e)};
            }
        }

        @SuppressWarnings("unchecked")
        private FileChannel share(Object[] request, String key, int count) throws Exception {
            if (count == 0) {
                channels.put(key, ((Callable<FileChannel>) request[2]).call());
            }
            users.put(key, count + 1);
            return channels.get(key);
        }

        @SuppressWarnings("unchecked")
        private Integer descriptor(Object[] request, String key) throws Exception {
            if (!descriptors.containsKey(key)) {
                descriptors.put(key, ((Callable<Integer>) request[2]).call());
                closers.put(key, (IntConsumer) request[3]);
            }
            return descriptors.get(key);
        }

        private IOException release(String key, int count) {
            if (count > 1) {
                users.put(key, count - 1);
                return null;
            }
            users.remove(key);
            try {
                channels.remove(key).close();
                return null;
            } catch (IOException e) {
                return e;
            } finally {
                IntConsumer closer = closers.remove(key);
                if (closer != null) {
                    closer.accept(descriptors.remove(key));
                }
            }
        }

        @Override
        public void uncaughtException(Thread thread, Throwable failure) {
            // The carrier does nothing that could fail.
        }
    }
}
