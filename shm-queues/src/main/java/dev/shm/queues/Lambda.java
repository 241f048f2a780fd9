package dev.shm.queues;

import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a serializable lambda says of itself.
 *
 * @param form what would be written
 */
record Lambda(SerializedLambda form) {
    private static final String BODY = "lambda$"; // what javac calls the method that it makes of one

    /** {@return null if it isn't a serializable lambda or method reference} */
    static Lambda of(Object object) {
        if (!object.getClass().isSynthetic()) {
            return null;
        }
        try {
            Method method = object.getClass().getDeclaredMethod("writeReplace");
            if (!method.trySetAccessible()) {
                return null;
            }
            return method.invoke(object) instanceof SerializedLambda form ? new Lambda(form) : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** {@return what it captured, in order; of a variable the class file does not tell the name} */
    Map<String, Object> captured() {
        Map<String, Object> captured = new LinkedHashMap<>();
        int kind = form.getImplMethodKind();
        boolean isStatic = kind == MethodHandleInfo.REF_invokeStatic || kind == MethodHandleInfo.REF_newInvokeSpecial;
        int first = isStatic ? 1 : 0;
        for (int i = 0; i < form.getCapturedArgCount(); i++) {
            String receiver = isBody() ? "this" : "its receiver";
            captured.put(i + first == 0 ? receiver : "variable " + (i + first), form.getCapturedArg(i));
        }
        return captured;
    }

    private boolean isBody() {
        return form.getImplMethodName().startsWith(BODY);
    }

    /** {@return where it is written} */
    @Override
    public String toString() {
        String type = form.getImplClass().substring(form.getImplClass().lastIndexOf('/') + 1);
        String method = form.getImplMethodName();
        if (!isBody()) {
            return type + "::" + method;
        }
        int end = method.indexOf('$', BODY.length());
        return "the lambda in " + type + "." + method.substring(BODY.length(), end < 0 ? method.length() : end);
    }
}
