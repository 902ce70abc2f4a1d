package io.millrace.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Default of an option, as it would be written in a configuration. An option without one must be given; a section needs none, since
 * its options have their own.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** YAML, as {@code 0.5}, {@code 30 s} or {@code [boxed, phrase]}; the default of a text is taken as it is. */
    String value();
}
