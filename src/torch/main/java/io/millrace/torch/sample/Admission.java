package io.millrace.torch.sample;

import io.millrace.torch.sample.DecodeBatch.Join;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/** Requests that wait, and which of them join the batch next. First come, first served. */
final class Admission {
    private final Batching batching;
    private final int prefillTokens;
    private final Deque<GroupTask> queue = new ArrayDeque<>();

    Admission(Batching batching, int prefillTokens) {
        this.batching = batching;
        this.prefillTokens = prefillTokens;
    }

    void add(GroupTask task) {
        queue.add(task);
    }

    /** Requests of which nothing has been started. */
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
     * Takes what may join now.
     *
     * @param running rows being decoded
     */
    List<Join> next(int running) {
        queue.removeIf(GroupTask::abandoned);
        List<Join> joins = new ArrayList<>();
        if (batching instanceof Batching.Continuous continuous) {
            int free = continuous.rows() - running;
            while (!queue.isEmpty() && free > 0 && fits(queue.peek().waiting(), free, continuous.rows())) {
                int samples = Math.min(free, queue.peek().waiting());
                joins.add(new Join(queue.peek(), samples));
                free -= samples;
                if (samples == queue.peek().waiting()) {
                    queue.remove();
                } else {
                    break;
                }
            }
        } else if (running == 0 && !queue.isEmpty()) {
            joins.add(new Join(queue.peek(), queue.remove().waiting()));
        }
        return joins;
    }

    /** A group joins whole, so that its prompt is prefilled once, unless it would leave a quarter of the rows idle. */
    private static boolean fits(int waiting, int free, int rows) {
        return waiting <= free || free * 4 >= rows;
    }

    /** Joins of prompts of like length, each of so few tokens, padding included, that they are prefilled in one call. */
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
