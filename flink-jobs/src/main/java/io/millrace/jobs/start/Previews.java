package io.millrace.jobs.start;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.Loaded;
import io.millrace.jobs.console.RefusedException;
import io.millrace.model.PolicyException;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Preview;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Prompts of a data set as a configured policy gets them. */
public final class Previews {
    private Previews() {}

    /** Remarks for the user on how a policy's prompts and texts are made. */
    public static List<String> remarks(Tokenizer tokenizer) {
        return Stream.concat(tokenizer.promptRemarks().stream(), tokenizer.textRemarks().stream())
                .toList();
    }

    /** The first prompt that a policy can be asked; empty if there is none. */
    static List<String> first(MillraceConfig config, StartingPolicy policy, Loaded loaded) {
        return show(config, policy, loaded, 1, false).stream().findFirst().orElse(List.of());
    }

    /**
     * The first prompts of a data set that the configured policy can be asked, with their token ids.
     *
     * @param most how many at most
     * @throws RefusedException if there is no policy, or a method needs what it cannot write
     */
    public static List<List<String>> show(MillraceConfig config, Loaded loaded, int most) {
        return show(config, StartingPolicy.find(config), loaded, most, true);
    }

    private static List<List<String>> show(
            MillraceConfig config, StartingPolicy policy, Loaded loaded, int most, boolean ids) {
        new MethodStart(config).check(policy.given());
        ConfiguredParts parts = ConfiguredParts.of(config, policy.given());
        List<List<String>> shown = new ArrayList<>();
        try (Tasks tasks = config.tasks();
                Grade grade = parts.assumingMeasured().grade()) {
            Preview preview = new Preview(parts.tokenizer(), tasks, grade, config.thinking());
            Dataset prompts = loaded.dataset();
            for (long i = 0; i < prompts.size() && shown.size() < most; i++) {
                try {
                    shown.add(preview.of(prompts.get(i), ids));
                } catch (PolicyException e) {
                    continue; // It is among the prompts that do not fit.
                }
            }
        }
        return shown;
    }
}
