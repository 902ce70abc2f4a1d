package io.millrace.reward;

import static java.util.Objects.requireNonNull;

import io.millrace.model.GradedResponse;
import io.millrace.model.Prompt;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;

/**
 * Format reward: thinking is opened once and at the beginning, closed once, and followed by an answer.
 *
 * <pre>
 *   R = 1   if so
 *   R = 0   if not
 * </pre>
 *
 * <p>Where prompts open the thinking, the response must not open it again.
 */
public final class Format implements ResponseReward {
    private final String name;
    private final Tokenizer tokenizer;
    private final ThinkingConfig tags;
    private final boolean opened;

    /**
     * @param name of the component
     * @param tokenizer of the policy
     * @param tags around the thinking
     * @param opening text that the prompts end with
     */
    public Format(String name, Tokenizer tokenizer, ThinkingConfig tags, String opening) {
        this.name = requireNonNull(name, "name");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.tags = requireNonNull(tags, "tags");
        opened = new Thoughts(tokenizer, tags, opening).opened();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double score(Prompt prompt, GradedResponse response) {
        return right(tokenizer.decode(response.response().tokens())) ? 1 : 0;
    }

    private boolean right(String text) {
        String begun = text.stripLeading();
        if (!opened && !begun.startsWith(tags.open())) {
            return false;
        }
        String rest = opened ? begun : begun.substring(tags.open().length());
        int close = rest.indexOf(tags.close());
        return close >= 0
                && !rest.contains(tags.open())
                && rest.indexOf(tags.close(), close + tags.close().length()) < 0
                && !rest.substring(close + tags.close().length()).isBlank();
    }
}
