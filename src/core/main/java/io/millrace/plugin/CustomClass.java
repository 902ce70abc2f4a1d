package io.millrace.plugin;

import java.util.Optional;

/** Creates objects of custom classes that a configuration names. */
public final class CustomClass {
    private CustomClass() {}

    /**
     * Creates an object of a class on the class path with its no-argument constructor.
     *
     * @param type required type
     * @param className name of the class
     * @throws IllegalArgumentException if there is no such class, or it is of another type; the message is the rule and
     * the value
     */
    public static <T> T of(Class<T> type, String className) {
        try {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            Class<?> found =
                    Class.forName(className, true, context == null ? CustomClass.class.getClassLoader() : context);
            if (!type.isAssignableFrom(found)) {
                throw new IllegalArgumentException("must implement %s, was %s".formatted(type.getName(), className));
            }
            return found.asSubclass(type).getConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "must be a class on the class path (MILLRACE_CLASSPATH), was %s".formatted(className), e);
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException(
                    "must be a public class with a public constructor without parameters that succeeds, was %s: %s: %s"
                            .formatted(className, cause.getClass().getSimpleName(), cause.getMessage()),
                    e);
        }
    }

    /**
     * The reason why a class cannot be instantiated.
     *
     * @return the rule and the value; empty if it can
     */
    public static <T> Optional<String> refusal(Class<T> type, String className) {
        try {
            if (of(type, className) instanceof AutoCloseable made) {
                made.close();
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return Optional.of("must be a class whose objects can be closed, was %s: %s: %s"
                    .formatted(className, e.getClass().getSimpleName(), e.getMessage()));
        }
    }
}
