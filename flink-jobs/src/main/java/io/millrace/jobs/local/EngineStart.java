package io.millrace.jobs.local;

import io.millrace.assembly.ComputeThreads;
import io.millrace.assembly.ConfiguredParts;
import io.millrace.config.MillraceConfig;
import io.millrace.jobs.console.RefusedException;
import io.millrace.model.PolicyException;
import io.millrace.torch.EngineRuntime;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Starts the embedded engine's runtime for a run in this process. */
public final class EngineStart {
    private EngineStart() {}

    /**
     * Tests the servers that the engine samples on, if any, before anything is written.
     *
     * @param policy folder of the policy
     * @throws RefusedException if one does not fit the policy, or none responds
     */
    public static void checkServers(MillraceConfig config, Path policy) {
        if (!config.policy().engine().usesServers()) {
            return;
        }
        try {
            ConfiguredParts.of(config, policy).engine().close();
        } catch (PolicyException e) {
            throw new RefusedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Chooses device and threads, and loads the runtime while the caller reads the inputs, if the run trains a policy. */
    public static void inBackground(MillraceConfig config) {
        if (config.policy().capabilities().learns()) {
            config.policy().engine().useDevice(config.policy(), List::of);
            EngineRuntime.useThreads(ComputeThreads.of(config));
            LoggerFactory.getILoggerFactory(); // Two threads that initialise it at once print warnings.
            EngineRuntime.startInBackground(); // It takes as long as reading the inputs.
        }
    }
}
