package io.millrace.jobs.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import io.millrace.dataset.Datasets;
import io.millrace.task.PromptMaker;
import java.io.IOException;
import java.nio.file.Path;

/** What a run with the default configuration writes down of itself. */
public final class RunIdentityKit {
    private RunIdentityKit() {}

    /** The content of run.json. */
    public static String json(Path policy) throws IOException {
        MillraceConfig config = ConfigReader.defaults();
        var start = StartingPolicy.find(
                "policy.path",
                policy,
                true,
                config.policy().init().seed(),
                config.policy().chat());
        var prompts = Datasets.load(
                        config.data().train(),
                        PromptMaker.Part.TRAIN,
                        config.task().tasks())
                .dataset();
        return new ObjectMapper().writeValueAsString(RunIdentity.of(config, start, prompts));
    }
}
