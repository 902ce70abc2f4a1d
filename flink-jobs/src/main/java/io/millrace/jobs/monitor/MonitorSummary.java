package io.millrace.jobs.monitor;

import io.millrace.channel.ChannelException;
import io.millrace.codec.WindowJson;
import io.millrace.jobs.channel.ChannelScan;
import io.millrace.jobs.topology.MonitorJob;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.window.Count;
import io.millrace.window.WindowPart;
import io.millrace.window.WindowStatistics;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The windows of a run in a few words. */
public final class MonitorSummary {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private MonitorSummary() {}

    /**
     * Lines about a run whose windows are complete, from its windows of 10 min.
     *
     * @param zone time zone of the reader
     */
    public static List<String> of(MonitorJob.Monitored run, ZoneId zone) {
        WindowStatistics all = new WindowStatistics(0);
        TreeSet<Long> starts = new TreeSet<>();
        List<Long> last = new ArrayList<>(List.of(0L));
        ChannelScan.forEach(run.channels().of(RunChannel.TRENDS), (number, line) -> {
            WindowPart part = parse(number, line);
            all.add(part.statistics());
            starts.add(part.key().start());
            last.set(0, Math.max(last.get(0), part.time()));
        });
        if (starts.isEmpty()) {
            return List.of("%s: no episodes".formatted(run.name()));
        }
        List<String> lines = new ArrayList<>();
        lines.add("%s: %,d responses of %,d groups, from %s to %s"
                .formatted(
                        run.name(),
                        all.count(Count.RESPONSES),
                        all.count(Count.GROUPS),
                        time(starts.first(), zone),
                        time(last.get(0), zone)));
        lines.add("  %.1f %% correct, mean reward %.3f, mean length %.1f tokens, %,d ungraded, %,d visits ended"
                .formatted(
                        100 * all.accuracy(),
                        all.moments(WindowStatistics.REWARD).mean(),
                        all.moments(WindowStatistics.LENGTH).mean(),
                        all.ungradedResponses(),
                        all.ends().values().stream().mapToLong(Long::longValue).sum()));
        if (run.first() > 0) {
            lines.add(
                    "  the episodes before record %,d have been deleted by the run's retention".formatted(run.first()));
        }
        return lines;
    }

    private static String time(long millis, ZoneId zone) {
        return TIME.format(Instant.ofEpochMilli(millis).atZone(zone));
    }

    private static WindowPart parse(long number, String line) {
        try {
            return WindowJson.read(line);
        } catch (IOException e) {
            throw new ChannelException("trends: record %d is not a window (%s)".formatted(number, e.getMessage()), e);
        }
    }
}
