package io.millrace.channel;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Deletes closed segments that are too old or exceed the size limit; the newest segment is always kept. */
final class SegmentRetention {
    private final ChannelFolder folder;
    private final ChannelsConfig config;
    private final InstantSource clock;

    SegmentRetention(ChannelFolder folder, ChannelsConfig config, InstantSource clock) {
        this.folder = folder;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Deletes expired segments, oldest first, so that the rest has no gaps.
     *
     * @param newest number of the first record of the newest segment
     */
    void apply(long newest) throws IOException {
        List<Long> closed =
                folder.segments().stream().filter(first -> first < newest).toList();
        long held = 0;
        for (long first : closed) {
            held += Files.size(folder.segment(first));
        }
        for (long first : closed) {
            if (!tooMany(held) && !tooOld(first)) {
                return;
            }
            held -= Files.size(folder.segment(first));
            Files.delete(folder.segment(first));
        }
    }

    private boolean tooMany(long held) {
        return config.keepBytes() > 0 && held > config.keepBytes();
    }

    private boolean tooOld(long first) throws IOException {
        if (config.keepAge().isZero()) {
            return false;
        }
        Instant last = Files.getLastModifiedTime(folder.segment(first)).toInstant();
        return Duration.between(last, clock.instant()).compareTo(config.keepAge()) > 0;
    }
}
