package io.millrace.torch.learn;

import io.millrace.huggingface.ModelConfig;
import io.millrace.loss.Bounds;
import io.millrace.loss.LossConfig;
import io.millrace.loss.LossConfig.Aggregation;
import io.millrace.loss.LossConfig.Kl;
import io.millrace.loss.LossConfig.Objective;
import io.millrace.torch.ProgramSource;
import io.millrace.torch.TorchScriptProgram;
import java.util.LinkedHashMap;
import java.util.Map;

/** The program that learns: a model's decoder, and a loss whose constants are written into the text. */
final class LearnerProgram {
    /** Loss of a program of which only the likelihood is used. */
    private static final LossConfig PLAIN =
            new LossConfig(Objective.CLIP, 0, 0, 0, Aggregation.TOKEN_MEAN, 1, Kl.K1, 0, 0, 0);

    private LearnerProgram() {}

    static TorchScriptProgram load(ModelConfig model, LossConfig loss) {
        String text = ProgramSource.resource(LearnerProgram.class, "learner.torchscript");
        for (Map.Entry<String, Object> constant : constants(loss).entrySet()) {
            text = text.replace("@" + constant.getKey() + "@", literal(constant.getValue()));
        }
        return TorchScriptProgram.load("learner", ProgramSource.of(model, text));
    }

    static TorchScriptProgram loadSupervised(ModelConfig model) {
        return load(model, PLAIN);
    }

    private static Map<String, Object> constants(LossConfig loss) {
        Map<String, Object> constants = new LinkedHashMap<>();
        constants.put("UNCAPPED", loss.importanceCap() == 0);
        constants.put("CAP", loss.importanceCap());
        constants.put("GSPO", loss.objective() == Objective.GSPO);
        constants.put("CISPO", loss.objective() == Objective.CISPO);
        constants.put("LOW", 1 - loss.clipLow());
        constants.put("HIGH", 1 + loss.clipHigh());
        constants.put("DUAL", loss.dualClip() > 0);
        constants.put("DUAL_CLIP", loss.dualClip());
        constants.put("TOKEN_BOUND", Bounds.TOKEN_NATS);
        constants.put("SEQUENCE_BOUND", Bounds.SEQUENCE_NATS);
        constants.put("KL_NATS", Bounds.KL_NATS);
        constants.put("KL_MOST", Bounds.KL);
        constants.put("PENALISED", loss.klCoefficient() > 0);
        constants.put("KL", loss.kl().ordinal() + 1);
        constants.put("BETA", loss.klCoefficient());
        constants.put("BONUS", loss.entropyCoefficient() > 0);
        constants.put("ETA", loss.entropyCoefficient());
        return constants;
    }

    private static String literal(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value.toString();
    }
}
