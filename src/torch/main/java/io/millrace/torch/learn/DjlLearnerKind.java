package io.millrace.torch.learn;

import io.millrace.assembly.ComputeThreads;
import io.millrace.config.LearnerConfig.ExportDtype;
import io.millrace.config.LearnerKind;
import io.millrace.config.MillraceConfig;
import io.millrace.huggingface.FloatType;
import io.millrace.learner.Learner;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.TorchDevice;
import java.nio.file.Path;
import java.util.List;

/** The embedded learner, on libtorch. */
public final class DjlLearnerKind implements LearnerKind {
    @Override
    public Learner open(MillraceConfig config, Path policy) {
        EngineRuntime.useDeviceByDefault(() -> TorchDevice.of(config.policy().device(), List::of));
        EngineRuntime.useThreads(ComputeThreads.of(config));
        FloatType export = config.learner().exportDtype() == ExportDtype.BFLOAT16 ? FloatType.BF16 : FloatType.F32;
        return DjlLearner.open(
                policy,
                new TrainingSettings(
                        config.loss(), config.optimizer(), config.sampling().temperature(), export),
                System::nanoTime);
    }
}
