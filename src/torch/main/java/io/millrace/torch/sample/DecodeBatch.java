package io.millrace.torch.sample;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.millrace.huggingface.ModelConfig;
import io.millrace.model.PolicyException;
import io.millrace.model.PolicyVersion;
import io.millrace.torch.EngineRuntime;
import io.millrace.torch.Tensors;
import io.millrace.torch.TorchScriptProgram;
import io.millrace.torch.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rows that are decoded together, and their KV cache. Used by the engine thread only.
 *
 * <pre>
 *   column      0  1  2  3  4  5  6  7  8  9
 *   row 0       .  p  p  p  r  r  r  r  |        p prompt, r response
 *   row 1       .  .  .  .  .  p  p  r  |        . not attended to
 *                                       now: every row writes here next
 * </pre>
 *
 * <p>All rows write one column at a time, so writing is one copy; attention spans the columns from the lowest first
 * column on, and a mask hides the columns before a row's own. When the columns are used up, they are shifted to the
 * left by the lowest first column. A row that leaves is replaced by the last one. The prompt's last token is not
 * prefilled but is the input of the first decode step, so all tokens are drawn in the same way.
 */
public final class DecodeBatch implements AutoCloseable {
    /** The prompt of a request that joins, for {@code samples} rows. */
    public record Join(GroupTask task, int samples) {
        int[] prompt() {
            return task.request.prompt().ids();
        }

        /** Prompt tokens to prefill: all but the last. */
        int tokens() {
            return prompt().length - 1;
        }
    }

    /**
     * The result of a block.
     *
     * @param steps number of decode steps taken
     * @param tokens number of response tokens kept
     */
    record Drawn(int steps, int tokens) {}

    private final ModelConfig config;
    private final TorchScriptProgram program;
    private final KvCache cache;
    private final PtNDManager manager = EngineRuntime.newManager();
    private final PtNDArray cos;
    private final PtNDArray sin;
    private final int contextTokens;
    private final List<Sequence> rows = new ArrayList<>();
    private int now;

    /**
     * An empty batch.
     *
     * @param contextTokens maximum length of prompt and response together, in tokens
     * @param slack number of decode steps that a block may take beyond a row's end
     */
    public DecodeBatch(ModelConfig config, TorchScriptProgram program, int contextTokens, int slack) {
        this.config = config;
        this.program = program;
        this.contextTokens = contextTokens;
        cache = new KvCache(config, program);
        List<PtNDArray> tables =
                program.run(manager, "tables", Tensors.zeros(manager, 1), (long) contextTokens + slack);
        cos = tables.get(0);
        sin = tables.get(1);
    }

    int size() {
        return rows.size();
    }

    /** Number of decode steps after which every row has ended. */
    int remaining() {
        return rows.stream().mapToInt(Sequence::remaining).max().orElse(0);
    }

    /**
     * Prefills prompts, limited to a number of tokens per call, and adds their rows. Either all of them join or none
     * do.
     */
    public void join(List<Join> joins, Weights weights) {
        int longest = joins.stream().mapToInt(Join::tokens).max().orElse(0);
        int added = joins.stream().mapToInt(Join::samples).sum();
        makeColumn(longest);
        cache.ensure(rows.size() + added, now + 1, rows.size(), now);
        if (longest > 0) {
            prefill(joins, longest, weights);
        }
        for (Join join : joins) {
            for (int s = 0; s < join.samples(); s++) {
                rows.add(new Sequence(join.task(), contextTokens, now - join.tokens()));
            }
        }
    }

    /** Draws up to the given number of tokens for every row that has not ended. */
    public Drawn step(int steps, Weights weights, PolicyVersion version) {
        makeRoom(steps);
        DecodeBlock block = DecodeBlock.of(rows, steps, config.vocabulary());
        int b = rows.size();
        try (PtNDManager scope = EngineRuntime.newManager()) {
            List<PtNDArray> drawn = program.run(
                    scope,
                    "decode",
                    weights.arrays(),
                    cache.keys(),
                    cache.values(),
                    cos,
                    sin,
                    Tensors.of(scope, block.rows(), block.integers(b), b),
                    Tensors.of(scope, block.reals(), 2L + steps, b),
                    (long) now,
                    (long) block.first(),
                    (long) steps,
                    block.padded(),
                    block.scaled(),
                    block.filtered(),
                    block.greedy());
            return append(
                    Tensors.longs(drawn.get(0)), Tensors.floats(drawn.get(1)), Tensors.floats(drawn.get(2)), version);
        }
    }

    /** Removes rows from the batch. */
    List<Sequence> remove(Predicate<Sequence> which) {
        List<Sequence> removed = new ArrayList<>();
        for (int r = rows.size() - 1; r >= 0; r--) {
            if (which.test(rows.get(r))) {
                removed.add(rows.get(r));
                Sequence last = rows.remove(rows.size() - 1);
                if (r < rows.size()) {
                    cache.move(rows.size(), r, last.start(), now - last.start());
                    rows.set(r, last);
                }
            }
        }
        if (rows.isEmpty()) {
            now = 0;
        }
        Collections.reverse(removed);
        return removed;
    }

    /** Removes all rows, whatever state a failure left the cache in. */
    public List<Sequence> clear() {
        List<Sequence> removed = List.copyOf(rows);
        rows.clear();
        now = 0;
        return removed;
    }

    @Override
    public void close() {
        cache.close();
        manager.close();
    }

    private Drawn append(long[] tokens, float[] logProbs, float[] entropies, PolicyVersion version) {
        int b = rows.size();
        int taken = tokens.length / b;
        now += taken;
        int appended = 0;
        for (int r = 0; r < b; r++) {
            Sequence row = rows.get(r);
            for (int s = 0; s < taken && !row.finished(); s++) {
                int at = s * b + r;
                if (!Float.isFinite(logProbs[at])) {
                    row.task.fail(new PolicyException(
                            "prompt %s: log-probabilities must be finite, was %s at token %d; the weights of version %d are broken"
                                    .formatted(
                                            row.task.request.queryId(), logProbs[at], row.length(), version.number())));
                    break;
                }
                row.append((int) tokens[at], logProbs[at], entropies[at], version);
                appended++;
            }
        }
        return new Drawn(taken, appended);
    }

    private void prefill(List<Join> joins, int longest, Weights weights) {
        int n = joins.size();
        long[] ids = new long[n * longest];
        long[] starts = new long[n];
        List<Long> promptOf = new ArrayList<>();
        for (int p = 0; p < n; p++) {
            Join join = joins.get(p);
            starts[p] = longest - join.tokens();
            for (int t = 0; t < join.tokens(); t++) {
                ids[p * longest + (int) starts[p] + t] = join.prompt()[t];
            }
            promptOf.addAll(Collections.nCopies(join.samples(), (long) p));
        }
        try (PtNDManager scope = EngineRuntime.newManager()) {
            program.run(
                    scope,
                    "prefill",
                    weights.arrays(),
                    cache.keys(),
                    cache.values(),
                    cos,
                    sin,
                    Tensors.of(scope, ids, n, longest),
                    Tensors.of(scope, starts),
                    Tensors.of(
                            scope, promptOf.stream().mapToLong(Long::longValue).toArray()),
                    (long) rows.size(),
                    (long) now);
        }
    }

    /** Moves the rows to the right if a joining prompt is longer than the space to the left of the write column. */
    private void makeColumn(int promptTokens) {
        int shift = promptTokens - now;
        if (shift > 0) {
            if (!rows.isEmpty()) {
                cache.ensure(rows.size(), promptTokens + 1, rows.size(), now);
                shift(shift);
            } else {
                now = promptTokens;
            }
        }
    }

    private void makeRoom(int steps) {
        if (now + steps > cache.columns()) {
            int lowest = lowest();
            if (lowest > 0) {
                shift(-lowest);
            }
            int needed = now + steps;
            cache.ensure(rows.size(), needed > cache.columns() * 3 / 4 ? needed * 3 / 2 : needed, rows.size(), now);
        }
    }

    private void shift(int columns) {
        int lowest = lowest();
        cache.shift(rows.size(), lowest, lowest + columns, now - lowest);
        rows.forEach(row -> row.shift(columns));
        now += columns;
    }

    private int lowest() {
        return rows.stream().mapToInt(Sequence::start).min().orElse(0);
    }
}
