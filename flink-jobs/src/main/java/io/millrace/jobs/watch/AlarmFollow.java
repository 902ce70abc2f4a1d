package io.millrace.jobs.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.alarm.AlarmSinkContext;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.file.ExclusiveFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Judges a run that a cluster runs, or that another process runs without judging it. */
public final class AlarmFollow {
    /** The sections that are read: the others may need extensions that are not there. */
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
        YAMLMapper yaml = JsonMappers.yaml().build();
        try {
            JsonNode all = yaml.readTree(Files.readString(folder.config()));
            Map<String, JsonNode> sections = new LinkedHashMap<>();
            SECTIONS.stream().filter(all::has).forEach(name -> sections.put(name, all.get(name)));
            String text = sections.isEmpty() ? "" : yaml.writeValueAsString(sections);
            return ConfigReader.parse(text, set, folder.config().toString());
        } catch (IOException e) {
            throw new RefusedException(
                    "alarms: run %s: %s could not be read (%s): it is written when the run starts"
                            .formatted(folder.root(), folder.config(), e),
                    e);
        }
    }
}
