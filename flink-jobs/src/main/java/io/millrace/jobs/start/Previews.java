package io.millrace.jobs.start;

import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Dataset;
import io.millrace.dataset.LoadedDataset;
import io.millrace.jobs.console.RefusedException;
import io.millrace.model.PolicyException;
import io.millrace.pipeline.Grade;
import io.millrace.pipeline.Preview;
import io.millrace.task.Tasks;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Shows prompts of a data set as the configured policy receives them. */
public final class Previews {
    private Previews() {}

    /** Notes for the user about how a policy's prompts and texts are rendered. */
    public static List<String> remarks(Tokenizer tokenizer) {
        return Stream.concat(tokenizer.promptRemarks().stream(), tokenizer.textRemarks().stream())
                .toList();
    }

    /** The first prompt that fits the policy; empty if there is none. */
    static List<String> first(MillraceConfig config, StartingPolicy policy, LoadedDataset loaded) {
        return show(config, policy, loaded, 1, false).stream().findFirst().orElse(List.of());
    }

    /**
     * The first prompts of a data set that fit the configured policy, with their token ids.
     *
     * @param most maximum number of prompts
     * @throws RefusedException if there is no policy, or a method needs a text that its tokenizer cannot encode
     */
    public static List<List<String>> show(MillraceConfig config, LoadedDataset loaded, int most) {
        return show(config, StartingPolicy.find(config), loaded, most, true);
    }

    private static List<List<String>> show(
            MillraceConfig config, StartingPolicy policy, LoadedDataset loaded, int most, boolean ids) {
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
                    continue; // It is counted among the prompts that do not fit.
                }
            }
        }
        return shown;
    }
}
