package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.Response;
import io.millrace.text.Paragraph;
import io.millrace.text.Thought;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A response whose thinking can be cut.
 *
 * @param place index in its group, from 0
 * @param original the sampled response
 * @param thought its thinking
 * @param paragraphs the paragraphs of the thinking, at least one
 */
record Draft(int place, Response original, Thought thought, List<Paragraph> paragraphs) {
    Draft {
        requireNonNull(original, "original");
        requireNonNull(thought, "thought");
        paragraphs = List.copyOf(paragraphs);
        Require.that(!paragraphs.isEmpty(), "draft %d: must have at least one paragraph, had none", place);
    }

    /**
     * The paragraphs' texts, each including the blank lines before it; joined, they give the thinking up to the end of the last
     * paragraph.
     */
    List<String> paragraphTexts() {
        return IntStream.range(0, paragraphs.size())
                .mapToObj(j -> thought.thinking()
                        .substring(
                                j == 0 ? 0 : paragraphs.get(j - 1).to(),
                                paragraphs.get(j).to()))
                .toList();
    }
}
