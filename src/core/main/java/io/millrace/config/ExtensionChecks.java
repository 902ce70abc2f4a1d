package io.millrace.config;

import io.millrace.advantage.EstimatorType;
import io.millrace.config.ConfigException.Problem;
import io.millrace.method.Method;
import io.millrace.plugin.Extensions;
import io.millrace.verify.VerifierConfig;
import io.millrace.verify.VerifierType;
import java.util.List;

/** Checks that extensions do not fail in the calls that the validation of a configuration makes, as custom ones may. */
final class ExtensionChecks {
    private final MillraceConfig config;
    private final ProblemsUnder problems;

    ExtensionChecks(MillraceConfig config, List<Problem> problems) {
        this.config = config;
        this.problems = new ProblemsUnder("", problems);
    }

    /** The key of a method's section. */
    static String key(Method method) {
        return "method." + Extensions.type(method);
    }

    /** Whether no extension fails. */
    boolean check() {
        int before = problems.all().size();
        for (Method method : config.methods()) {
            problems.requireAnswer(key(method), method, method::promptEnding);
        }
        EstimatorType estimator = config.advantage().estimator();
        problems.requireAnswer("advantage.estimator", estimator, estimator::comparesAcrossGroups);
        problems.requireAnswer("advantage.estimator", estimator, estimator::smallestGroup);
        EngineKind engine = config.policy().engine();
        problems.requireAnswer("policy.engine", engine, engine::capabilities);
        List<VerifierConfig> verifiers = config.task().verifiers();
        for (int i = 0; i < verifiers.size(); i++) {
            VerifierType verifier = verifiers.get(i).type();
            problems.requireAnswer("task.verifiers[%d].type".formatted(i), verifier, verifier::readsAnswers);
        }
        return problems.all().size() == before;
    }
}
