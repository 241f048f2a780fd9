package dev.shm.pool;

import dev.shm.pool.protocol.Work;
import java.util.concurrent.Callable;

/** The functions of users as workers call them. No records: what decodes these the JDK makes at run time, in each worker anew. */
final class Calls {
    private static final Object[] NOTHING = {};

    private Calls() {}

    /** What a process does. */
    static final class Body implements Work {
        private static final long serialVersionUID = 1L;

        private final ProcessBody body;

        Body(ProcessBody body) {
            this.body = body;
        }

        @Override
        public Object[] run(Object[] arguments) throws Exception {
            body.run();
            return NOTHING;
        }
    }

    /** Serializable, or else refused when it is sent. */
    @SuppressWarnings("serial")
    static final class Call implements Work {
        private static final long serialVersionUID = 1L;

        private final Callable<?> callable;

        Call(Callable<?> callable) {
            this.callable = callable;
        }

        @Override
        public Object[] run(Object[] arguments) throws Exception {
            return new Object[] {callable.call()};
        }
    }

    /** Serializable, or else refused when it is sent. */
    @SuppressWarnings("serial")
    static final class Run implements Work {
        private static final long serialVersionUID = 1L;

        private final Runnable runnable;

        Run(Runnable runnable) {
            this.runnable = runnable;
        }

        @Override
        public Object[] run(Object[] arguments) {
            runnable.run();
            return new Object[] {null};
        }
    }

    /** Of one argument, for each of a chunk. */
    static final class Each<T, R> implements Work {
        private static final long serialVersionUID = 1L;

        private final SerializableFunction<T, R> function;

        Each(SerializableFunction<T, R> function) {
            this.function = function;
        }

        @Override
        @SuppressWarnings("unchecked") // they are the elements of a collection of Ts
        public Object[] run(Object[] arguments) throws Exception {
            Object[] results = new Object[arguments.length];
            for (int i = 0; i < results.length; i++) {
                results[i] = function.apply((T) arguments[i]);
            }
            return results;
        }
    }

    /** Of several arguments, which lie one behind the other. */
    interface Spread<R> extends SerializableFunction<Object[], R> {}

    /** Of several arguments, for each of a chunk. */
    static final class Star<R> implements Work {
        private static final long serialVersionUID = 1L;

        private final int arity;
        private final Spread<R> function;

        Star(int arity, Spread<R> function) {
            this.arity = arity;
            this.function = function;
        }

        @Override
        public Object[] run(Object[] arguments) throws Exception {
            Object[] results = new Object[arguments.length / arity];
            Object[] own = new Object[arity];
            for (int i = 0; i < results.length; i++) {
                System.arraycopy(arguments, i * arity, own, 0, arity);
                results[i] = function.apply(own);
            }
            return results;
        }
    }
}
