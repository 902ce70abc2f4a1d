package io.millrace.operators.channel.kafka;

import io.millrace.channel.ChannelException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;

/** Failures of Kafka as errors that name the topic, the cause and what to do. */
final class KafkaErrors {
    private final String topic;
    private final String servers;

    KafkaErrors(String topic, String servers) {
        this.topic = topic;
        this.servers = servers;
    }

    /**
     * The error for a failure; an error of ours is kept.
     *
     * @param what the failure, in the past tense, such as "could not be read"
     */
    ChannelException of(String what, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof ChannelException ours) {
            return ours;
        }
        if (cause instanceof InterruptException || cause instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return new ChannelException(
                "channel kafka:%s: %s (%s: %s)%s"
                        .formatted(topic, what, cause.getClass().getSimpleName(), cause.getMessage(), advice(cause)),
                failure);
    }

    /** An error without a failure of Kafka. */
    ChannelException refuse(String rule, Object... values) {
        return new ChannelException("channel kafka:%s: %s".formatted(topic, rule.formatted(values)));
    }

    /**
     * The error for records whose transaction was aborted after their checkpoint was complete.
     *
     * @param start number of the first record
     * @param end number after the last record
     * @param failure of the commit
     */
    ChannelException lost(long start, long end, Optional<Throwable> failure) {
        return new ChannelException(
                "channel kafka:%s: records %d..%d are not committed%s: their transaction was aborted, probably because it was open for longer than transaction.timeout.ms, or the topic was recreated: restore the previous checkpoint, which ends with record %d, and raise transaction.timeout.ms and channels.kafka.restartTime"
                        .formatted(
                                topic,
                                start,
                                end - 1,
                                failure.map(cause -> " (%s: %s)"
                                                .formatted(cause.getClass().getSimpleName(), cause.getMessage()))
                                        .orElse(""),
                                start),
                failure.orElse(null));
    }

    private String advice(Throwable cause) {
        if (cause instanceof TimeoutException) {
            return ": check that the brokers at %s can be reached from here".formatted(servers);
        }
        if (cause instanceof AuthenticationException) {
            return ": check the user and its secrets in channels.kafka.propertiesFile or MILLRACE_KAFKA_*";
        }
        if (cause instanceof AuthorizationException) {
            return ": grant the user the rights listed in docs/kafka.md";
        }
        if (cause instanceof NotEnoughReplicasException) {
            return ": bring brokers back, or lower min.insync.replicas of the topic";
        }
        if (cause instanceof RecordTooLargeException) {
            return ": raise max.message.bytes of the topic, and max.request.size in channels.kafka.properties";
        }
        return "";
    }

    /** The first error of ours, or else the innermost of Kafka's, or else the failure without the wrapper of a future. */
    private static Throwable cause(Throwable failure) {
        Throwable inner = failure.getCause();
        Throwable found = failure instanceof ExecutionException && inner != null ? inner : failure;
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ChannelException) {
                return at;
            }
            if (at instanceof KafkaException) {
                found = at;
            }
        }
        return found;
    }
}
