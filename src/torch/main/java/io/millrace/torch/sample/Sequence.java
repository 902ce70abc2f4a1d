package io.millrace.torch.sample;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.PolicyVersion;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.policy.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One response being decoded: a row of the batch. */
final class Sequence {
    final GroupTask task;
    final SamplingNoise noise;
    private final int sample;
    private final int limit;
    private final List<VersionSpan> spans = new ArrayList<>();
    private int[] tokens = new int[16];
    private float[] logProbs = new float[16];
    private float[] entropies = new float[16];
    private int length;
    private boolean stopped;

    /** The cache column of its first token. */
    private int start;

    /**
     * Creates a response without tokens.
     *
     * @param contextTokens maximum length of prompt and response together, in tokens
     * @param start column of its first prompt token
     */
    Sequence(GroupTask task, int contextTokens, int start) {
        this.task = task;
        this.start = start;
        sample = task.join();
        noise = SamplingNoise.of(task.request, sample);
        limit = Math.min(
                sampling().maxTokens(), contextTokens - task.request.prompt().size());
    }

    Sampling sampling() {
        return task.request.sampling();
    }

    int start() {
        return start;
    }

    void shift(int columns) {
        start += columns;
    }

    int length() {
        return length;
    }

    /** Maximum number of further tokens. */
    int remaining() {
        return limit - length;
    }

    /** The token whose successor is drawn next. */
    int lastToken() {
        int[] prompt = task.request.prompt().ids();
        return length == 0 ? prompt[prompt.length - 1] : tokens[length - 1];
    }

    /** The position of {@link #lastToken} in prompt and response. */
    int position() {
        return task.request.prompt().size() - 1 + length;
    }

    boolean finished() {
        return stopped || length == limit;
    }

    void append(int token, float logProb, float entropy, PolicyVersion version) {
        if (length == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * length);
            logProbs = Arrays.copyOf(logProbs, 2 * length);
            entropies = Arrays.copyOf(entropies, 2 * length);
        }
        tokens[length] = token;
        logProbs[length] = Math.min(0, logProb);
        entropies[length] = Math.max(0, entropy);
        int last = spans.size() - 1;
        if (last >= 0 && spans.get(last).version() == version.number()) {
            VersionSpan span = spans.get(last);
            spans.set(last, new VersionSpan(span.version(), span.step(), span.from(), length + 1));
        } else {
            spans.add(new VersionSpan(version.number(), version.step(), length, length + 1));
        }
        length++;
        stopped = sampling().stopIds().contains(token);
    }

    Response response() {
        return new Response(
                sample,
                new TokenIds(Arrays.copyOf(tokens, length)),
                new LogProbs(sampling().scale(), Arrays.copyOf(logProbs, length)),
                new Entropies(true, Arrays.copyOf(entropies, length)),
                stopped ? FinishReason.STOP : FinishReason.LENGTH,
                spans,
                Origin.SAMPLED,
                task.request.context());
    }
}
