package io.millrace.jobs.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.config.ConfigReader;
import io.millrace.jobs.topology.JobChannels;
import io.millrace.json.JsonMappers;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The channels of a run, where the configuration in its folder places them. */
public final class RunChannels {
    private static final String SECTION = "channels";

    private RunChannels() {}

    /** @throws ChannelException if the configuration cannot be read */
    public static JobChannels of(RunFolder folder) {
        return JobChannels.in(folder.root(), config(folder));
    }

    /** Only the section of the channels is read: the rest may need extensions that are not there. */
    private static ChannelsConfig config(RunFolder folder) {
        if (!Files.exists(folder.config())) {
            return ChannelsConfig.KEEP_ALL; // An older run, or one that has not started.
        }
        YAMLMapper yaml = JsonMappers.yaml().build();
        try {
            JsonNode section = yaml.readTree(Files.readString(folder.config())).path(SECTION);
            if (section.isMissingNode()) {
                return ChannelsConfig.KEEP_ALL;
            }
            String alone = yaml.writeValueAsString(Map.of(SECTION, section));
            return ConfigReader.parse(alone, List.of(), folder.config().toString())
                    .channels();
        } catch (IOException e) {
            throw new ChannelException(
                    "run %s: %s could not be read (%s)".formatted(folder.root(), folder.config(), e), e);
        }
    }
}
