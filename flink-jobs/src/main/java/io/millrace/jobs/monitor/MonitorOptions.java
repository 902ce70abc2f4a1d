package io.millrace.jobs.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.folder.RunChannels;
import io.millrace.jobs.folder.RunFolder;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.jobs.topology.RunChannel;
import io.millrace.json.JsonMappers;
import io.millrace.operators.channel.Channel;
import io.millrace.operators.channel.directory.DirectoryChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * The configuration of a monitored run: that of the run, except for where the windows and alarms are, and for the options of the monitor.
 * So whatever reads a run's folder reads the monitor's folder of the run, with the windows of the monitor and the run's other records.
 */
final class MonitorOptions {
    private static final List<RunChannel> OWN = List.of(RunChannel.METRICS, RunChannel.TRENDS, RunChannel.ALARMS);
    private static final List<String> SECTIONS = List.of("monitor", "channels", "stream");
    private static final List<String> SETTABLE = List.of(
            "monitor.lateness",
            "monitor.sources",
            "monitor.perBin",
            "channels.segmentBytes",
            "channels.keepAge",
            "channels.keepBytes",
            "channels.metricsBytes",
            "stream.checkpointInterval",
            "stream.checkpointsKept",
            "stream.restarts");

    private MonitorOptions() {}

    /**
     * Writes the configuration to the monitor's folder of the run, unless it has one.
     *
     * @throws RefusedException if the configuration of the run cannot be read
     */
    static void derive(MonitorSource source, RunFolder own) throws IOException {
        if (Files.exists(own.config())) {
            return;
        }
        ObjectNode tree = tree(source.folder());
        ObjectNode channels = section(tree, "channels");
        JobChannels all = RunChannels.of(source.folder());
        for (RunChannel channel : RunChannel.values()) {
            channels.put(channel.option(), OWN.contains(channel) ? "" : address(all.of(channel)));
        }
        section(tree, "monitor").put("enabled", true);
        Files.createDirectories(own.root());
        SmallFile.replace(own.config(), yaml().writeValueAsString(tree));
    }

    /**
     * Reads the configuration, with options in place of the recorded ones, and records them.
     *
     * @param set {@code KEY=VALUE}
     * @throws io.millrace.config.ConfigException if an option is not valid
     */
    static MillraceConfig read(RunFolder own, List<String> set) throws IOException {
        ObjectNode tree = tree(own);
        ObjectNode sections = yaml().createObjectNode();
        SECTIONS.stream().filter(tree::has).forEach(name -> sections.set(name, tree.get(name)));
        MillraceConfig config = ConfigReader.parse(
                yaml().writeValueAsString(sections), set, own.config().toString());
        if (!set.isEmpty()) {
            JsonNode changed = yaml().readTree(config.toYaml());
            SECTIONS.forEach(name -> tree.set(name, changed.get(name)));
            SmallFile.replace(own.config(), yaml().writeValueAsString(tree));
        }
        return config;
    }

    /** @throws RefusedException naming all options that are not of the monitor */
    static void mustBeSettable(List<String> set) {
        List<String> refused = new ArrayList<>();
        for (String one : set) {
            int equals = one.indexOf('=');
            String key = equals < 0 ? one : one.substring(0, equals);
            if (!SETTABLE.contains(key)) {
                refused.add("--set: must be one of %s, was %s".formatted(String.join(", ", SETTABLE), key));
            }
        }
        if (!refused.isEmpty()) {
            throw new RefusedException(String.join("\n", refused));
        }
    }

    private static String address(Channel channel) {
        return channel instanceof DirectoryChannel directory
                ? "%s:%s"
                        .formatted(
                                DirectoryChannel.KIND,
                                directory.folder().toAbsolutePath().normalize())
                : channel.address().toString();
    }

    private static ObjectNode section(ObjectNode tree, String name) {
        return tree.get(name) instanceof ObjectNode given ? given : tree.putObject(name);
    }

    private static ObjectNode tree(RunFolder folder) {
        try {
            JsonNode tree = Files.exists(folder.config())
                    ? yaml().readTree(Files.readString(folder.config()))
                    : yaml().createObjectNode();
            if (tree instanceof ObjectNode object) {
                return object;
            }
            throw new RefusedException("monitor: %s must be a configuration".formatted(folder.config()));
        } catch (IOException e) {
            throw new RefusedException("monitor: %s could not be read (%s)".formatted(folder.config(), e), e);
        }
    }

    private static YAMLMapper yaml() {
        return JsonMappers.yaml().build();
    }
}
