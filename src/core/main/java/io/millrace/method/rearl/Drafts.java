package io.millrace.method.rearl;

import static java.util.Objects.requireNonNull;

import io.millrace.model.FinishReason;
import io.millrace.model.Response;
import io.millrace.model.SampledGroup;
import io.millrace.text.Paragraphs;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;

/** Finds the responses of a group that can be revised, and where to cut them. */
final class Drafts {
    private final ReviseConfig config;
    private final Thoughts thoughts;
    private final Paragraphs paragraphs;

    Drafts(ReviseConfig config, Tokenizer tokenizer, Thoughts thoughts) {
        this.config = requireNonNull(config, "config");
        this.thoughts = requireNonNull(thoughts, "thoughts");
        paragraphs = new Paragraphs(config.paragraphs(), tokenizer);
    }

    /**
     * The responses of a single turn that contain thinking, finished or not. Thinking of a single paragraph is left alone: nothing of it
     * would be kept, and a policy rewarded for lucky guesses would learn not to think.
     */
    List<Draft> of(SampledGroup group) {
        List<Draft> open = new ArrayList<>();
        for (int i = 0; i < group.responses().size(); i++) {
            Response response = group.responses().get(i);
            Thought thought = thoughts.read(response.tokens());
            boolean single = response.interaction().turns().isEmpty();
            if (single && thought.opened() && response.finish() != FinishReason.ABORT) {
                if (Paragraphs.withoutLastPiece(thought.thinking()) > 0) {
                    open.add(new Draft(i, response, thought, paragraphs.split(thought.thinking())));
                }
            }
        }
        return open;
    }

    /**
     * The number of a draft's tokens that are kept.
     *
     * @param reached probability by paragraph that the result has been reached there
     */
    int kept(Draft draft, double... reached) {
        int position = config.cut().position(reached);
        boolean all = position == draft.paragraphs().size() - 1;
        int characters = all
                ? Paragraphs.withoutLastPiece(draft.thought().thinking())
                : draft.paragraphs().get(position).to();
        return Math.max(
                draft.thought().from(), thoughts.tokensUpTo(draft.original().tokens(), characters));
    }
}
