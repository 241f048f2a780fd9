package dev.shm.value;

import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntBinaryOperator;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongConsumer;
import java.util.function.LongUnaryOperator;

/** Arguments that a method takes, whatever they do. */
final class AnyArguments {
    private AnyArguments() {}

    static Object[] of(Kind kind, Method method) {
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = of(kind, method.getParameterTypes()[i]);
        }
        return arguments;
    }

    private static Object of(Kind kind, Class<?> type) {
        if (type == kind.type()) {
            return kind.of(0);
        } else if (type == long.class) {
            return 0L;
        } else if (type == int.class) {
            return 0;
        } else if (type.isArray()) {
            return Array.newInstance(kind.type(), 1);
        } else if (type == LongUnaryOperator.class
                || type == IntUnaryOperator.class
                || type == DoubleUnaryOperator.class) {
            return kind.operator((LongUnaryOperator) value -> value + 1);
        } else if (type == LongBinaryOperator.class
                || type == IntBinaryOperator.class
                || type == DoubleBinaryOperator.class) {
            return kind.operator((LongBinaryOperator) Long::sum);
        } else if (type == LongConsumer.class) {
            return (LongConsumer) value -> {};
        } else if (type == IntConsumer.class) {
            return (IntConsumer) value -> {};
        } else if (type == DoubleConsumer.class) {
            return (DoubleConsumer) value -> {};
        }
        throw new AssertionError("what is to be given for a " + type);
    }
}
