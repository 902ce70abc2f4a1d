package io.millrace.config;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import java.nio.file.Path;

/**
 * The run itself.
 *
 * @param name name of the run in reports and metrics
 * @param seed seed of every random choice of the run: the same seed samples the same responses from the same weights
 * @param steps optimizer steps after which the run ends; 0 sets no limit
 * @param tokens response tokens, sampled on visits trained on, after which the run ends early, at the next published version; 0 sets no
 *     limit
 * @param out output folder of the run
 */
public record RunConfig(String name, long seed, long steps, long tokens, Path out) {
    public RunConfig {
        requireNonNull(name, "name");
        requireNonNull(out, "out");
        OptionRules rules = new OptionRules("run");
        rules.that(!name.isBlank(), "name", "must not be blank");
        rules.that(steps >= 0, "steps", "must be >= 0, was %d", steps);
        rules.that(tokens >= 0, "tokens", "must be >= 0, was %d", tokens);
        rules.done();
    }
}
