package io.millrace.config;

import io.millrace.OwnClass;
import io.millrace.config.ConfigException.Problem;
import io.millrace.verify.ClassConfig;
import io.millrace.verify.MathConfig;
import io.millrace.verify.MathConfig.Algebra;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierConfig;
import io.millrace.verify.math.symja.Symja;
import java.util.List;

/** Whether the verifiers of the list can be made: only then is there anything to check data sets against. */
final class VerifierChecks {
    private final MillraceConfig config;
    private final List<Problem> problems;

    VerifierChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    /** Whether all is well. */
    boolean check() {
        int before = problems.size();
        List<VerifierConfig> verifiers = config.task().verifiers();
        for (int i = 0; i < verifiers.size(); i++) {
            if (verifiers.get(i) instanceof ClassConfig own) {
                String key = "task.verifiers[%d].implementation".formatted(i);
                OwnClass.refusal(Verifier.class, own.implementation())
                        .ifPresent(rule -> problems.add(new Problem(key, rule)));
            }
            if (verifiers.get(i) instanceof MathConfig math && math.algebra() == Algebra.SYMJA) {
                String key = "task.verifiers[%d].algebra".formatted(i);
                Symja.refusal().ifPresent(rule -> problems.add(new Problem(key, rule)));
            }
        }
        return problems.size() == before;
    }
}
