package io.millrace.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.channel.ChannelPublisher;
import io.millrace.channel.ChannelsConfig;
import io.millrace.dataset.Loaded;
import io.millrace.dataset.Rejected;
import io.millrace.policy.PromptTooLongException;
import io.millrace.policy.Tokenizer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** Records of data sets that cannot be used, written where they can be looked at and mended. */
final class DeadLetters {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DeadLetters() {}

    /**
     * The prompts that leave no room for a response. They stay in the data set, and each of their visits ends as such.
     *
     * @param key of the data set in the configuration
     * @param contextTokens prompt and response together at most, in tokens
     * @throws RefusedException if none fits
     */
    static List<Rejected> tooLong(String key, Loaded loaded, Tokenizer tokenizer, int contextTokens) {
        List<Rejected> tooLong = new ArrayList<>();
        for (long i = 0; i < loaded.dataset().size(); i++) {
            var prompt = loaded.dataset().get(i);
            int tokens = tokenizer.prompt(prompt.messages()).size();
            if (tokens >= contextTokens) {
                String reason = new PromptTooLongException(prompt.queryId(), tokens, contextTokens).getMessage();
                tooLong.add(loaded.reject(i, String.valueOf(reason)));
            }
        }
        if (tooLong.size() == loaded.dataset().size()) {
            throw new RefusedException("%s: at least one of %d prompts must fit, none does; the first: %s"
                    .formatted(key, tooLong.size(), tooLong.get(0)));
        }
        return tooLong;
    }

    /** Publishes them all to a new run's channel, one JSON object each; a run without any has no such channel. */
    static void publish(Path channel, List<Rejected> rejected, ChannelsConfig config) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Rejected record : rejected) {
            lines.add(JSON.writeValueAsString(record));
        }
        if (!lines.isEmpty()) {
            ChannelPublisher.append(channel, lines, config, Clock.systemUTC());
        }
    }
}
