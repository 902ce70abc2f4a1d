package io.millrace.config;

import io.millrace.config.ConfigException.Problem;
import io.millrace.verify.VerifierConfig;
import io.millrace.verify.VerifierSettings;
import io.millrace.verify.VerifierType;
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
        VerifierSettings settings = new VerifierSettings(config.stream().stallTimeout());
        List<VerifierConfig> verifiers = config.task().verifiers();
        for (int i = 0; i < verifiers.size(); i++) {
            VerifierType verifier = verifiers.get(i).type();
            new ProblemsUnder("task.verifiers[%d].".formatted(i), problems)
                    .ask("type", verifier, reported -> verifier.check(settings, reported));
        }
        return problems.size() == before;
    }
}
