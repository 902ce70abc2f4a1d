package io.millrace.jobs.start;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.assembly.ConfiguredData;
import io.millrace.config.ConfigReader;
import io.millrace.config.MillraceConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The identity that a run records. */
public final class RunIdentityKit {
    private RunIdentityKit() {}

    /**
     * The content of run.json.
     *
     * @param overrides the overrides of the default configuration
     */
    public static String json(Path policy, String... overrides) throws IOException {
        MillraceConfig config = ConfigReader.parse("", List.of(overrides), "of the test");
        var start = config.policy().capabilities().learns()
                ? StartingPolicy.find(
                        "policy.path",
                        policy,
                        true,
                        config.policy().init().seed(),
                        config.policy().chat())
                : StartingPolicy.find(config);
        var prompts = ConfiguredData.training(config).dataset();
        return new ObjectMapper().writeValueAsString(RunIdentity.of(config, start, prompts, false));
    }
}
