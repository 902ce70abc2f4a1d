package io.millrace.method.rearl;

import io.millrace.method.GroupGrading;
import io.millrace.model.GradedResponse;
import io.millrace.model.Origin;
import io.millrace.model.ReplacedRevisions;
import io.millrace.model.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * REA-RL's replacement (arXiv:2505.19862): an incorrect revision is replaced by a copy of its original, correct or not, so that
 * revisions can only help. A copy has its original's verdict and rewards, and is not verified again.
 */
public final class Revisions implements GroupGrading {
    /** Grades responses, originals before their revisions: the revision of sample i is sample {@code G + i}. */
    @Override
    public Graded grade(List<Response> responses, Function<Response, GradedResponse> grade) {
        int originals = (int) responses.stream()
                .filter(response -> response.origin() == Origin.SAMPLED)
                .count();
        Map<Integer, GradedResponse> bySample = new LinkedHashMap<>();
        List<GradedResponse> all = new ArrayList<>();
        ReplacedRevisions replaced = ReplacedRevisions.NONE;
        for (Response response : responses) {
            GradedResponse original = bySample.get(response.sample() - originals);
            if (response.origin() == Origin.COPIED && original != null) {
                all.add(copy(original, response.sample()));
                continue;
            }
            GradedResponse graded = grade.apply(response);
            if (response.origin() == Origin.SAMPLED) {
                bySample.put(response.sample(), graded);
            }
            if (response.origin() == Origin.REVISED && !graded.correct() && original != null) {
                all.add(copy(original, response.sample()));
                replaced = replaced.plus(graded);
            } else {
                all.add(graded);
            }
        }
        return new Graded(all, replaced);
    }

    private static GradedResponse copy(GradedResponse original, int sample) {
        return new GradedResponse(
                original.response().with(sample, Origin.COPIED), original.verdict(), original.rewards());
    }
}
