package io.millrace.jobs.submit;

import static java.util.Objects.requireNonNull;

import io.millrace.jobs.submit.RunJobs.Submitted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Where a submitted job starts from. */
enum Resume {
    /** From the restore point that Flink was given, otherwise from the beginning. */
    GIVEN {
        @Override
        Optional<String> from(String given, List<Submitted> earlier, FlinkRestorePoints points) {
            return given.isEmpty() ? Optional.empty() : Optional.of(given);
        }
    },
    /**
     * Where the run was left. In application mode Flink runs the program again after each failure of the JobManager, with
     * the restore point that the cluster was first started from: then the newest checkpoint since that start is meant. A
     * restore point that no job has started from yet is a decision of the operator, for instance an upgrade or a roll back,
     * and is followed.
     */
    AUTO {
        @Override
        Optional<String> from(String given, List<Submitted> earlier, FlinkRestorePoints points) throws IOException {
            Optional<String> newest =
                    given.isEmpty() ? points.newestOfAll(ids(earlier)) : points.newest(ids(lastFrom(given, earlier)));
            return newest.isPresent() ? newest : GIVEN.from(given, earlier, points);
        }
    };

    /**
     * The restore point to start from; empty if the job starts from the beginning. A JobManager with high availability
     * prefers the newest checkpoint that it knows of itself.
     *
     * @param given restore point that Flink was given, or empty
     * @param earlier jobs of the same part of the run, oldest first
     * @param points their checkpoints and savepoints
     */
    abstract Optional<String> from(String given, List<Submitted> earlier, FlinkRestorePoints points) throws IOException;

    private static List<String> ids(List<Submitted> jobs) {
        return jobs.stream().map(Submitted::id).toList();
    }

    /** The newest jobs, as long as they were started from the same restore point. */
    private static List<Submitted> lastFrom(String origin, List<Submitted> earlier) {
        List<Submitted> last = new ArrayList<>(earlier);
        Collections.reverse(last);
        return last.stream()
                .takeWhile(job -> requireNonNull(job.origin()).equals(origin))
                .toList();
    }
}
