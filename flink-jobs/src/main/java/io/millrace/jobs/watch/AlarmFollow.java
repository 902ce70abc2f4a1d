package io.millrace.jobs.watch;

import io.millrace.alarm.AlarmSinkContext;
import io.millrace.config.MillraceConfig;
import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.ConfigSections;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Judges a run that a cluster runs, or that another process runs without judging it. */
public final class AlarmFollow {
    private static final List<String> SECTIONS = List.of("alarms", "channels", "monitor");

    private AlarmFollow() {}

    /**
     * A thread that judges the run; not started yet.
     *
     * @param set options of the section alarms in place of those of the run, {@code KEY=VALUE}
     * @param console prints a line for the user
     * @throws RefusedException if another process judges the run, or the run has no windows to judge
     */
    public static AlarmThread of(RunFolder folder, List<String> set, Consumer<String> console) {
        MillraceConfig config = config(folder, set);
        if (!config.monitor().enabled()) {
            throw new RefusedException(
                    "alarms: run %s: monitor.enabled must be true for its alarms, was false".formatted(folder.root()));
        }
        ExclusiveFile lock = AlarmThread.lock(folder)
                .orElseThrow(() -> new RefusedException(
                        "alarms: run %s is already judged by another process, which records and sends its alarms: end that process, or read them with: millrace alarms %s"
                                .formatted(folder.root(), folder.root())));
        AlarmThread.Watched watched = new AlarmThread.Watched(
                config.alarms(), JobChannels.in(folder.root(), config.channels()), folder.alarmPosition());
        return AlarmThread.of(watched, lock, new FollowedHealth(folder), new AlarmSinkContext(folder.name(), console));
    }

    private static MillraceConfig config(RunFolder folder, List<String> set) {
        try {
            return ConfigSections.read(folder.config(), SECTIONS).parse(set);
        } catch (IOException e) {
            throw new RefusedException(
                    "alarms: run %s: %s could not be read (%s): it is written when the run starts"
                            .formatted(folder.root(), folder.config(), e),
                    e);
        }
    }
}
