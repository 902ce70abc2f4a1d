package io.millrace.operators.prompts;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.operators.StreamSettings;
import io.millrace.operators.channel.FollowingPacing;
import io.millrace.operators.channel.RecordPacing;
import io.millrace.policy.StalenessPacing;
import org.apache.flink.api.connector.source.SourceReaderContext;

/**
 * Admits a record of a stream of prompts as soon as the staleness bound allows all its visits to start.
 *
 * @param settings settings of the stream
 * @param visits number of visits of each prompt, at least 1
 * @param limit number of visits after which no more records are admitted
 */
public record StreamPacing(StreamSettings settings, int visits, long limit) implements RecordPacing.Factory {
    public StreamPacing {
        requireNonNull(settings, "settings");
        long needed = (long) settings.publishEvery() * settings.pacing().groups() + settings.shards() - 1;
        Require.that(
                visits == 1
                        || settings.pacing().reflections() == 0
                                && settings.pacing().groups() % visits == 0
                        || settings.pacing().window(StalenessPacing.STREAM) - (visits - 1) >= needed,
                "prompt stream: visits of %d must fit into each step, since they start together: choose a divisor of"
                        + " batch.groups, or raise stream.maxStaleness if reflections share the window",
                visits);
    }

    @Override
    public RecordPacing open(SourceReaderContext context) {
        return new FollowingPacing(settings, context, StalenessPacing.STREAM, record -> {
            long last = record * visits + visits - 1;
            return last < limit ? last : FollowingPacing.NEVER;
        });
    }
}
