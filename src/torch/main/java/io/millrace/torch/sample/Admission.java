package io.millrace.torch.sample;

import io.millrace.torch.sample.DecodeBatch.Join;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The queue of waiting requests; decides which of them join the batch next: those of higher priority first, otherwise first
 * come, first served. */
final class Admission {
    private final Batching batching;
    private final int prefillTokens;
    private final List<GroupTask> queue = new ArrayList<>();

    Admission(Batching batching, int prefillTokens) {
        this.batching = batching;
        this.prefillTokens = prefillTokens;
    }

    void add(GroupTask task) {
        int at = queue.size();
        while (at > 0 && queue.get(at - 1).request.priority() < task.request.priority()) {
            at--;
        }
        queue.add(at, task);
    }

    /** Requests that have not been started at all. */
    int untouched() {
        return (int) queue.stream().filter(GroupTask::untouched).count();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    List<GroupTask> drain() {
        List<GroupTask> all = List.copyOf(queue);
        queue.clear();
        return all;
    }

    /**
     * Removes and returns the requests that may join now.
     *
     * @param running number of rows being decoded
     */
    List<Join> next(int running) {
        queue.removeIf(GroupTask::abandoned);
        List<Join> joins = new ArrayList<>();
        if (batching instanceof Batching.Continuous continuous) {
            int free = continuous.rows() - running;
            while (!queue.isEmpty() && free > 0 && fits(queue.get(0).waiting(), free, continuous.rows())) {
                int samples = Math.min(free, queue.get(0).waiting());
                joins.add(new Join(queue.get(0), samples));
                free -= samples;
                if (samples == queue.get(0).waiting()) {
                    queue.remove(0);
                } else {
                    break;
                }
            }
        } else if (running == 0 && !queue.isEmpty()) {
            joins.add(new Join(queue.get(0), queue.remove(0).waiting()));
        }
        return joins;
    }

    /**
     * A group joins as a whole, so that its prompt is prefilled once, unless waiting for it would leave a quarter of
     * the rows idle.
     */
    private static boolean fits(int waiting, int free, int rows) {
        return waiting <= free || free * 4 >= rows;
    }

    /**
     * Chunks of joins with prompts of similar length, each with so few tokens, padding included, that it is prefilled
     * in one call.
     */
    List<List<Join>> chunks(List<Join> joins) {
        List<Join> sorted = joins.stream()
                .sorted(Comparator.comparingInt(Join::tokens).reversed())
                .toList();
        List<List<Join>> chunks = new ArrayList<>();
        int longest = 0;
        for (Join join : sorted) {
            List<Join> last = chunks.isEmpty() ? List.of() : chunks.get(chunks.size() - 1);
            if (last.isEmpty() || (last.size() + 1L) * longest > prefillTokens) {
                chunks.add(new ArrayList<>(List.of(join)));
                longest = join.tokens();
            } else {
                last.add(join);
            }
        }
        return chunks;
    }
}
