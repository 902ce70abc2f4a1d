package io.millrace.jobs.cli;

import io.millrace.alarm.AlarmsConfig;
import io.millrace.config.ConfigReader;
import io.millrace.jobs.channel.ChannelPlace;
import io.millrace.jobs.channel.ChannelScan;
import io.millrace.jobs.channel.RecordText;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.jobs.watch.AlarmFollow;
import io.millrace.jobs.watch.AlarmReplay;
import io.millrace.jobs.watch.AlarmThread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code millrace alarms}: the alarms of runs, as recorded or judged again. */
@Command(
        name = "alarms",
        description = {
            "Prints the alarms that runs have recorded.",
            "With --follow, judges one run while a cluster runs it, records its alarms and sends them to its sinks, until Ctrl-C.",
            "With --replay, judges their recorded windows and steps again, to try other bounds; nothing is recorded or sent."
        })
final class AlarmsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", arity = "1..*", description = "Folders of runs.")
    private List<String> folders = new ArrayList<>();

    @Option(names = "--replay", description = "Judges again.")
    private boolean replay;

    @Option(names = "--follow", description = "Judges the run as it goes on, as ./millrace run does for its own run.")
    private boolean follow;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description =
                    "With --replay or --follow: an option of the section alarms, such as alarms.reward-drift.bound=0.3.")
    private List<String> set = new ArrayList<>();

    @Option(
            names = "--days",
            paramLabel = "N",
            description =
                    "With --replay: also judges N days of a stream that goes on as the second half of the runs, drawn at random.")
    private int days;

    @Option(names = "--seed", defaultValue = "1", description = "Seed of the days (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<ChannelPlace> runs = folders.stream()
                .map(folder -> new ChannelPlace(folder, Optional.empty()))
                .toList();
        for (ChannelPlace run : runs) {
            if (run.run().isEmpty()) {
                throw new UsageException("alarms: must name folders of runs, %s is not one".formatted(run.name()));
            }
        }
        if (follow) {
            follow(runs);
        } else if (replay) {
            judgeAgain(runs);
        } else {
            runs.forEach(this::print);
        }
        return 0;
    }

    private void follow(List<ChannelPlace> runs) throws InterruptedException {
        if (replay || runs.size() > 1) {
            throw new UsageException("alarms: --follow needs the folder of one run, without --replay");
        }
        RunFolder run = runs.get(0).run().orElseThrow();
        try (AlarmThread alarms = AlarmFollow.of(run, set, line -> Out.lines(spec, List.of(line)))) {
            alarms.start();
            Out.lines(spec, List.of("judging %s; Ctrl-C ends it".formatted(run.root())));
            Interrupts.await();
        }
    }

    private void print(ChannelPlace run) {
        List<String> lines = new ArrayList<>();
        if (runHas(run, RunChannel.ALARMS)) {
            ChannelScan.forEach(
                    run.channel(RunChannel.ALARMS.word()), (number, line) -> lines.add(RecordText.of(line)));
        }
        if (lines.isEmpty()) {
            lines.add("no alarms");
        }
        Out.lines(spec, lines.stream().map(line -> run.name() + "  " + line).toList());
    }

    private static boolean runHas(ChannelPlace run, RunChannel channel) {
        return run.names(run.run().orElseThrow()).contains(channel.word());
    }

    private void judgeAgain(List<ChannelPlace> runs) {
        List<String> lines = new ArrayList<>();
        List<AlarmReplay.Recorded> recorded = new ArrayList<>();
        AlarmReplay replay = new AlarmReplay(config());
        List<AlarmReplay.Result> results = new ArrayList<>();
        for (ChannelPlace run : runs) {
            AlarmReplay.Recorded one =
                    AlarmReplay.read(run.channel(RunChannel.METRICS.word()), run.channel(RunChannel.STEPS.word()));
            AlarmReplay.Result result = replay.replay(one);
            recorded.add(one);
            results.add(result);
            result.changes().forEach(alarm -> lines.add(run.name() + "  " + alarm.text()));
        }
        lines.add(summary("runs", results));
        if (days > 0) {
            SplittableRandom random = new SplittableRandom(seed);
            lines.add(summary(
                    "days",
                    IntStream.range(0, days)
                            .mapToObj(day -> replay.day(recorded, random.split()))
                            .toList()));
        }
        Out.lines(spec, lines);
    }

    private static String summary(String what, List<AlarmReplay.Result> results) {
        Map<String, Integer> fired = new TreeMap<>();
        results.forEach(result -> result.fired().forEach((rule, times) -> fired.merge(rule, times, Integer::sum)));
        return "%d %s, %,d samples judged: %s"
                .formatted(
                        results.size(),
                        what,
                        results.stream().mapToLong(AlarmReplay.Result::samples).sum(),
                        fired.isEmpty() ? "no alarm" : "fired " + fired);
    }

    private AlarmsConfig config() {
        return ConfigReader.parse("", set, "alarms").alarms();
    }
}
