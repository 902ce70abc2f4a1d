package io.millrace.plugin;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Default of an option, as written in a configuration. An option without a default is required; a section needs none, since its
 * options have defaults.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Default {
    /** YAML, such as {@code 0.5}, {@code 30 s} or {@code [boxed, phrase]}; the default of a text option is taken literally. */
    String value();
}
