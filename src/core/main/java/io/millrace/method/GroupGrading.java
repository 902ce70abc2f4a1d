package io.millrace.method;

import io.millrace.model.GradedResponse;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Response;
import java.util.List;
import java.util.function.Function;

/** The order in which the responses of a group are graded, and which of them replace others. */
@FunctionalInterface
public interface GroupGrading {
    /** Grades every response independently. */
    GroupGrading EACH =
            (responses, grade) -> new Graded(responses.stream().map(grade).toList(), ReplacedRevisions.NONE);

    /**
     * The graded responses of a group.
     *
     * @param responses the responses, in the order of their samples
     * @param replaced revisions that were replaced by copies of their originals
     */
    record Graded(List<GradedResponse> responses, ReplacedRevisions replaced) {
        public Graded {
            responses = List.copyOf(responses);
        }
    }

    /**
     * Grades a group.
     *
     * @param responses the responses, in the order of their samples
     * @param grade assigns a response its verdict and the rewards that consider one response alone
     * @return as many responses in the same order
     */
    Graded grade(List<Response> responses, Function<Response, GradedResponse> grade);
}
