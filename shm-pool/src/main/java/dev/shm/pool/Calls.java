package dev.shm.pool;

import dev.shm.pool.protocol.Work;
import java.util.concurrent.Callable;

/** The functions of users as workers call them. */
final class Calls {
    private static final Object[] NOTHING = {};

    private Calls() {}

    /** What a process does. */
    record Body(ProcessBody body) implements Work {
        @Override
        public Object[] run(Object[] arguments) throws Exception {
            body.run();
            return NOTHING;
        }
    }

    /** Serializable, or else refused when it is sent. */
    @SuppressWarnings("serial")
    record Call(Callable<?> callable) implements Work {
        @Override
        public Object[] run(Object[] arguments) throws Exception {
            return new Object[] {callable.call()};
        }
    }

    /** Serializable, or else refused when it is sent. */
    @SuppressWarnings("serial")
    record Run(Runnable runnable) implements Work {
        @Override
        public Object[] run(Object[] arguments) {
            runnable.run();
            return new Object[] {null};
        }
    }

    /** Of one argument, for each of a chunk. */
    record Each<T, R>(SerializableFunction<T, R> function) implements Work {
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
    record Star<R>(int arity, Spread<R> function) implements Work {
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
