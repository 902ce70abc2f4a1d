package io.millrace.jobs.local;

import io.millrace.assembly.ComputeThreads;
import io.millrace.config.MillraceConfig;
import io.millrace.torch.EngineRuntime;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Starts the embedded engine's runtime for a run in this process. */
public final class EngineStart {
    private EngineStart() {}

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
