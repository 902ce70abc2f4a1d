package io.millrace.pretrain;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.learner.SupervisedExample;
import io.millrace.model.FinishReason;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import io.millrace.trace.RecordedResponse;
import io.millrace.trace.Recording;
import io.millrace.trace.TraceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Training examples from a file of prompts and responses; each is read from the file on demand. */
final class RecordedExamples implements AutoCloseable {
    /** Maximum number of examples for the mean length. */
    private static final int MEASURED = 1000;

    private final TraceFile file;
    private final Tokenizer tokenizer;
    private final int contextTokens;
    private final List<String> queries;
    private final double meanTarget;
    private final long left;

    /**
     * @param file the file; closed with this object
     * @param contextTokens maximum length of prompt and response together, in tokens
     * @throws IllegalArgumentException if no example fits the context
     */
    RecordedExamples(TraceFile file, Tokenizer tokenizer, int contextTokens) {
        this.file = requireNonNull(file, "file");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.contextTokens = contextTokens;
        List<String> fit = new ArrayList<>();
        double tokens = 0;
        long measured = 0;
        for (String query : file.queryIds()) {
            List<SupervisedExample> examples = fitting(query);
            if (!examples.isEmpty()) {
                fit.add(query);
            }
            for (SupervisedExample example :
                    examples.subList(0, (int) Math.min(examples.size(), MEASURED - measured))) {
                tokens += example.target().size();
                measured++;
            }
        }
        Require.that(
                !fit.isEmpty(),
                "pretrain: none of %d prompts fits pretrain.model.contextTokens (%d) with its response; raise it",
                file.queryIds().size(),
                contextTokens);
        queries = List.copyOf(fit);
        left = file.queryIds().size() - fit.size();
        meanTarget = tokens / measured;
    }

    /** Mean length of a response in tokens, stop token included. */
    double meanTarget() {
        return meanTarget;
    }

    /** The number of prompts, and of records that are left out. */
    String summary() {
        String unfit = left == 0 ? "" : "; %,d more do not fit the context".formatted(left);
        String broken = file.rejected().isEmpty()
                ? ""
                : "; %,d records left out, the first: %s"
                        .formatted(file.rejected().size(), file.rejected().get(0));
        return "%,d prompts with responses%s%s".formatted(queries.size(), unfit, broken);
    }

    /** An endless stream of examples: a random prompt and one of its responses. */
    Iterator<SupervisedExample> examples(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.generate(() -> {
                    List<SupervisedExample> examples = fitting(queries.get(random.nextInt(queries.size())));
                    return examples.get(random.nextInt(examples.size()));
                })
                .iterator();
    }

    private List<SupervisedExample> fitting(String query) {
        try {
            Recording recording = file.read(query);
            TokenIds prompt = tokenizer.prompt(recording.prompt().messages());
            return recording.responses().stream()
                    .flatMap(response -> example(prompt, response).stream())
                    .toList();
        } catch (PolicyException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<SupervisedExample> example(TokenIds prompt, RecordedResponse response) {
        int[] said = tokenizer.encode(response.text()).ids();
        boolean ends = response.finish() == FinishReason.STOP;
        int[] target = Arrays.copyOf(said, said.length + (ends ? 1 : 0));
        if (ends) {
            target[said.length] = tokenizer.stopIds().get(0);
        }
        return target.length > 0 && prompt.size() + target.length <= contextTokens
                ? Optional.of(SupervisedExample.of(prompt, new TokenIds(target), 1))
                : Optional.empty();
    }

    @Override
    public void close() {
        file.close();
    }
}
