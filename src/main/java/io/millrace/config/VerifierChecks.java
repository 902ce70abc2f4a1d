package io.millrace.config;

import io.millrace.config.ConfigException.Problem;
import io.millrace.plugin.OwnClass;
import io.millrace.verify.ClassConfig;
import io.millrace.verify.HttpConfig;
import io.millrace.verify.MathConfig;
import io.millrace.verify.MathConfig.Algebra;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierConfig;
import io.millrace.verify.http.BearerToken;
import io.millrace.verify.math.symja.Symja;
import java.time.Duration;
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
            String key = "task.verifiers[%d].".formatted(i);
            if (verifiers.get(i) instanceof ClassConfig own) {
                OwnClass.refusal(Verifier.class, own.implementation())
                        .ifPresent(rule -> problems.add(new Problem(key + "implementation", rule)));
            } else if (verifiers.get(i) instanceof HttpConfig remote) {
                check(key, remote);
            }
            if (verifiers.get(i) instanceof MathConfig math && math.algebra() == Algebra.SYMJA) {
                Symja.refusal().ifPresent(rule -> problems.add(new Problem(key + "algebra", rule)));
            }
        }
        return problems.size() == before;
    }

    /** A job that waits longer for a verdict than for a policy would fail for want of a policy, and blame the learner. */
    private void check(String key, HttpConfig remote) {
        BearerToken.refusal(remote.tokenEnv(), System::getenv)
                .ifPresent(rule -> problems.add(new Problem(key + "tokenEnv", rule)));
        Duration patience = remote.circuit().patience();
        Duration stall = config.stream().stallTimeout();
        if (patience.compareTo(stall) >= 0) {
            problems.add(new Problem(
                    key + "circuit.patience",
                    "must be < stream.stallTimeout (%s), or the job fails while it waits for verdicts, was %s"
                            .formatted(Durations.format(stall), Durations.format(patience))));
        }
    }
}
