package io.millrace.torch.learn;

import io.millrace.huggingface.ModelConfig;
import io.millrace.learner.SamplerGap;
import io.millrace.loss.Bounds;
import io.millrace.loss.Formula;
import io.millrace.loss.Kl;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfig.Aggregation;
import io.millrace.loss.Objective;
import io.millrace.torch.ProgramSource;
import io.millrace.torch.TorchScriptProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The learner's program: the constants of the loss, the configured fragments, and the learner on top of the model's
 * decoder.
 */
final class LearnerProgram {
    /** The loss of a program that uses only the likelihood. */
    private static final LossConfig PLAIN =
            new LossConfig(Objective.CLIP, 0, 0, 0, Aggregation.TOKEN_MEAN, 1, Kl.K3, 0, 0, 0);

    private LearnerProgram() {}

    static TorchScriptProgram load(ModelConfig model, LossConfig loss) {
        ProgramSource source = ProgramSource.of(model).plus(loss(loss)).plus(ProgramSource.of(text("learner")));
        return TorchScriptProgram.load("learner", source);
    }

    static TorchScriptProgram loadSupervised(ModelConfig model) {
        return load(model, PLAIN);
    }

    /** The loss alone, which needs no model. */
    static ProgramSource loss(LossConfig loss) {
        String methods = String.join(
                "\n",
                fragment("objective", loss.objective()),
                fragment("kl", loss.kl()),
                text("importance/" + (loss.importanceCap() > 0 ? "truncated" : "ratio")),
                text("loss"));
        return new ProgramSource(constants(loss), methods);
    }

    private static String fragment(String folder, Formula formula) {
        return text(folder + "/" + formula.name());
    }

    private static String text(String name) {
        return ProgramSource.resource(LearnerProgram.class, name + ".torchscript");
    }

    private static Map<String, Object> constants(LossConfig loss) {
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("CLIP_LOW", loss.clipLow());
        constants.put("CLIP_HIGH", loss.clipHigh());
        constants.put("DUAL_CLIP", loss.dualClip());
        constants.put("KL_COEFFICIENT", loss.klCoefficient());
        constants.put("ENTROPY_COEFFICIENT", loss.entropyCoefficient());
        constants.put("IMPORTANCE_CAP", loss.importanceCap());
        constants.put("LARGE_GAP", SamplerGap.LARGE);
        constants.put("TOKEN_NATS", Bounds.TOKEN_NATS);
        constants.put("SEQUENCE_NATS", Bounds.SEQUENCE_NATS);
        constants.put("KL_NATS", Bounds.KL_NATS);
        constants.put("KL_MAX", Bounds.KL);
        return constants;
    }
}
