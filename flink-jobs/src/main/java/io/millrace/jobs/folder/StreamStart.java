package io.millrace.jobs.folder;

import io.millrace.channel.ChannelException;
import io.millrace.channel.ChannelsConfig;
import io.millrace.channel.StartPosition;
import io.millrace.dataset.PromptStreamConfig;
import io.millrace.file.SmallFile;
import io.millrace.jobs.console.RefusedException;
import io.millrace.jobs.topology.PromptStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/**
 * The position at which a run started in its channel of prompts. It is determined once and kept in the run's folder, so
 * that a job that is started again before its first checkpoint skips no prompts that have arrived meanwhile.
 */
public final class StreamStart {
    private StreamStart() {}

    /**
     * The stream of prompts of a run, if it has one.
     *
     * @throws RefusedException if its channel has no such position
     */
    public static Optional<PromptStream> of(PromptStreamConfig config, ChannelsConfig channels, RunFolder folder) {
        return PromptStream.channel(config, channels).map(channel -> {
            try {
                if (Files.exists(folder.streamStart())) {
                    String kept = Files.readString(folder.streamStart()).strip();
                    return new PromptStream(channel, config.visits(), StartPosition.parse(kept));
                }
                StartPosition start = channel.located(StartPosition.parse(config.start()));
                SmallFile.replace(folder.streamStart(), start + "\n");
                return new PromptStream(channel, config.visits(), start);
            } catch (ChannelException e) {
                throw new RefusedException("data.stream.start: " + e.getMessage(), e);
            } catch (IOException | IllegalArgumentException e) {
                throw new RefusedException(
                        "run %s: %s could not be read or written (%s)"
                                .formatted(folder.root(), folder.streamStart(), e),
                        e);
            }
        });
    }
}
