package io.millrace.agent;

/**
 * An environment during one response. It is used once, by one thread at a time, and shares no state with other environments.
 *
 * <p>Any exception is a failure of infrastructure: the response ends and is ungraded. What the policy did wrong is not an exception
 * but an observation.
 */
public interface Environment extends AutoCloseable {
    /**
     * Text that the policy reads before its first turn.
     *
     * @return empty if there is none
     */
    default String start() throws Exception {
        return "";
    }

    /** Acts on a turn of the policy. */
    Step step(Turn turn) throws Exception;

    /** Releases its resources; called once, also after failures. */
    @Override
    default void close() {}
}
