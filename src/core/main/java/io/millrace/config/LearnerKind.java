package io.millrace.config;

import io.millrace.learner.Learner;
import java.nio.file.Path;
import java.util.ServiceLoader;

/**
 * Opens the learner of a run. To add one, create a package with a class that implements this interface and register the class in
 * {@code META-INF/services}; its learners must pass {@code LearnerContract}.
 */
public interface LearnerKind {
    /**
     * Opens a learner.
     *
     * @param policy folder of the policy with the initial weights
     * @throws io.millrace.model.PolicyException if it cannot be opened
     */
    Learner open(MillraceConfig config, Path policy);

    /**
     * The learner kind on the class path.
     *
     * @throws IllegalStateException if there is none
     */
    static LearnerKind present() {
        return ServiceLoader.load(LearnerKind.class, LearnerKind.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "learner: no module on the class path provides one; add millrace-torch"));
    }
}
