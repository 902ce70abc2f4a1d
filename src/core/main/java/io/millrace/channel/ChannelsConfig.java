package io.millrace.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.io.Serializable;
import java.time.Duration;

/**
 * Segmentation and retention of channels in a folder.
 *
 * @param segmentBytes size at which a new segment starts, in bytes, at least 1
 * @param keepAge time since its last record after which a closed segment may be deleted; 0 s keeps it forever
 * @param keepBytes size of all closed segments of a channel above which the oldest are deleted, in bytes; 0 sets no limit
 */
public record ChannelsConfig(long segmentBytes, Duration keepAge, long keepBytes) implements Serializable {
    /** Segments of 64 MiB, all kept. */
    public static final ChannelsConfig KEEP_ALL = new ChannelsConfig(1L << 26, Duration.ZERO, 0);

    public ChannelsConfig {
        requireNonNull(keepAge, "keepAge");
        OptionRules rules = new OptionRules("channels");
        rules.that(segmentBytes >= 1, "segmentBytes", "must be >= 1, was %d", segmentBytes);
        rules.that(!keepAge.isNegative(), "keepAge", "must be >= 0 s, was %d s", keepAge.toSeconds());
        rules.that(keepBytes >= 0, "keepBytes", "must be >= 0, was %d", keepBytes);
        rules.done();
    }
}
