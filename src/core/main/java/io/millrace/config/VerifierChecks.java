package io.millrace.config;

import io.millrace.config.ConfigException.Problem;
import io.millrace.verify.VerifierConfig;
import io.millrace.verify.VerifierSettings;
import io.millrace.verify.VerifierType;
import java.util.List;

/** Checks that the verifiers of the list can be created; the checks of data sets depend on them. */
final class VerifierChecks {
    private final MillraceConfig config;
    private final List<Problem> problems;

    VerifierChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = problems;
    }

    /** Whether there are no problems. */
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
