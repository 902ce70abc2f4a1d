package io.millrace.channel;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.plugin.Inline;
import io.millrace.plugin.Sections;
import java.io.Serializable;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Locations of a run's channels, segmentation and retention of those in a folder, and the options of the other kinds.
 *
 * @param segmentBytes size at which a new segment starts, in bytes, at least 1
 * @param keepAge time since its last record after which a closed segment may be deleted; 0 s keeps it forever
 * @param keepBytes size of all closed segments of a channel above which the oldest are deleted, in bytes; 0 sets no limit
 * @param ledger address of the ledger, such as `kafka:ledger` or `dir:/data/ledger`; the run's own folder if empty
 * @param steps address of the figures of steps; the run's own folder if empty
 * @param minibatches address of the minibatches; the run's own folder if empty
 * @param reflections address of the reflections; the run's own folder if empty
 * @param deadLetters address of the records and visits that could not be used; the run's own folder if empty
 * @param acknowledgements address of the acknowledgements of a learner outside Millrace; the run's own folder if empty
 * @param metrics address of the windows of 10 s and 1 min; the run's own folder if empty
 * @param trends address of the windows of 10 min; the run's own folder if empty
 * @param episodes address of the graded responses; the run's own folder if empty
 * @param scores address of the learner's log-probabilities; the run's own folder if empty
 * @param alarms address of the alarms, written by the process that watches the run; the run's own folder if empty
 * @param metricsBytes size of the closed segments of the windows of 10 s and 1 min above which the oldest are deleted, in bytes; 0 sets no limit besides keepAge and keepBytes
 * @param episodesBytes size of the closed segments of the graded responses above which the oldest are deleted, in bytes; 0 sets no limit besides keepAge and keepBytes
 * @param scoresBytes size of the closed segments of the learner's log-probabilities above which the oldest are deleted, in bytes; 0 sets no limit besides keepAge and keepBytes
 * @param kinds options of kinds of channels
 */
public record ChannelsConfig(
        long segmentBytes,
        Duration keepAge,
        long keepBytes,
        String ledger,
        String steps,
        String minibatches,
        String reflections,
        String deadLetters,
        String acknowledgements,
        String metrics,
        String trends,
        String episodes,
        String scores,
        String alarms,
        long metricsBytes,
        long episodesBytes,
        long scoresBytes,
        @Inline Sections<ChannelOptions> kinds)
        implements Serializable {
    private static final Pattern ADDRESS = Pattern.compile("|[^:\\s]+:\\s*\\S.*");

    private static final List<String> CHANNELS = List.of(
            "ledger",
            "steps",
            "minibatches",
            "reflections",
            "deadLetters",
            "acknowledgements",
            "metrics",
            "trends",
            "episodes",
            "scores",
            "alarms");

    /** Segments of 64 MiB, all kept. */
    public static final ChannelsConfig KEEP_ALL = new ChannelsConfig(1L << 26, Duration.ZERO, 0);

    public ChannelsConfig {
        requireNonNull(keepAge, "keepAge");
        requireNonNull(kinds, "kinds");
        OptionRules rules = new OptionRules("channels");
        rules.that(segmentBytes >= 1, "segmentBytes", "must be >= 1, was %d", segmentBytes);
        rules.that(!keepAge.isNegative(), "keepAge", "must be >= 0 s, was %d s", keepAge.toSeconds());
        rules.that(keepBytes >= 0, "keepBytes", "must be >= 0, was %d", keepBytes);
        rules.that(metricsBytes >= 0, "metricsBytes", "must be >= 0, was %d", metricsBytes);
        rules.that(episodesBytes >= 0, "episodesBytes", "must be >= 0, was %d", episodesBytes);
        rules.that(scoresBytes >= 0, "scoresBytes", "must be >= 0, was %d", scoresBytes);
        Map<String, String> seen = new LinkedHashMap<>();
        addresses(
                        ledger,
                        steps,
                        minibatches,
                        reflections,
                        deadLetters,
                        acknowledgements,
                        metrics,
                        trends,
                        episodes,
                        scores,
                        alarms)
                .forEach((option, address) -> {
                    rules.that(
                            ADDRESS.matcher(address).matches(),
                            option,
                            "must be KIND:PLACE or empty, was '%s'",
                            address);
                    rules.that(
                            address.isEmpty() || seen.putIfAbsent(address, option) == null,
                            option,
                            "must differ from channels.%s, since a channel has one writer; both are %s",
                            seen.getOrDefault(address, option),
                            address);
                });
        rules.done();
    }

    /** All channels in the run's own folder, and no options of other kinds. */
    public ChannelsConfig(long segmentBytes, Duration keepAge, long keepBytes) {
        this(
                segmentBytes,
                keepAge,
                keepBytes,
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                new Sections<>(List.of()));
    }

    /** These options with all records kept. */
    public ChannelsConfig keepingAll() {
        Sections<ChannelOptions> kept = new Sections<>(
                kinds.all().stream().map(ChannelOptions::keepingAll).toList());
        return with(Duration.ZERO, 0, kept);
    }

    /**
     * These options for a channel that may be smaller than others.
     *
     * @param bytes size of its closed segments above which the oldest are deleted; 0 sets no further limit
     */
    public ChannelsConfig keepingAtMost(long bytes) {
        return bytes == 0 || keepBytes > 0 && keepBytes <= bytes ? this : with(keepAge, bytes, kinds);
    }

    private ChannelsConfig with(Duration age, long bytes, Sections<ChannelOptions> options) {
        return new ChannelsConfig(
                segmentBytes,
                age,
                bytes,
                ledger,
                steps,
                minibatches,
                reflections,
                deadLetters,
                acknowledgements,
                metrics,
                trends,
                episodes,
                scores,
                alarms,
                metricsBytes,
                episodesBytes,
                scoresBytes,
                options);
    }

    /** The configured addresses by option, in the order of the options; empty for a channel in the run's folder. */
    public Map<String, String> addresses() {
        return addresses(
                ledger,
                steps,
                minibatches,
                reflections,
                deadLetters,
                acknowledgements,
                metrics,
                trends,
                episodes,
                scores,
                alarms);
    }

    /** @param addresses in the order of {@link #CHANNELS} */
    private static Map<String, String> addresses(String... addresses) {
        Map<String, String> byOption = new LinkedHashMap<>();
        for (int i = 0; i < addresses.length; i++) {
            byOption.put(CHANNELS.get(i), addresses[i]);
        }
        return byOption;
    }
}
