package dev.shm.value;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How many bytes a component of a shared record takes: of a {@code String} the most that it has in UTF-8, of a
 * {@code byte[]} exactly as many as it has.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Length {
    /** {@return the number of bytes, 1 or more; a record has 268435456 at most} */
    int value();
}
