package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.model.TokenIds;
import io.millrace.policy.Tokenizer;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thought;
import io.millrace.text.Thoughts;

/**
 * Tells the mode of responses.
 *
 * <pre>
 *   no-think  iff  the response starts with the closing tag and a blank line, as in "&lt;/think&gt;\n\nanswer"
 * </pre>
 *
 * <p>Where the prompt does not open the thinking, a response that begins with the opening tag is read from behind it, its line
 * end and the ellipsis of the next line, if it writes them. By the option for any blank, white space before the closing tag is let pass
 * and whatever follows it. All else thinks, a response without any tag too. Thread-safe.
 */
public final class Modes {
    private static final String LINE_END = "\n";
    private static final String BLANK_LINE = "\n\n";
    private static final String ELLIPSIS = "...\n";

    private final Tokenizer tokenizer;
    private final Thoughts thoughts;
    private final ThinkingConfig tags;
    private final boolean anyBlank;

    /**
     * @param tokenizer of the policy
     * @param tags around the thinking
     * @param config where prompts open the thinking, and how strictly closing is read
     */
    public Modes(Tokenizer tokenizer, ThinkingConfig tags, AutoThinkConfig config) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.tags = requireNonNull(tags, "tags");
        thoughts = new Thoughts(tokenizer, tags, config.opening());
        anyBlank = config.anyBlank();
    }

    /** The mode of a response. */
    public Mode of(TokenIds response) {
        return of(tokenizer.decode(response));
    }

    /** The mode of a response by its text. */
    public Mode of(String text) {
        String begun = thoughts.opened() ? text : opened(text);
        String thinking = anyBlank ? begun.stripLeading() : begun;
        boolean closes = anyBlank ? thinking.startsWith(tags.close()) : thinking.startsWith(tags.close() + BLANK_LINE);
        return closes ? Mode.NO_THINK : Mode.THINK;
    }

    /** Where a response thinks and where it answers. */
    Thought read(TokenIds response, String text) {
        return thoughts.read(response, text);
    }

    String text(TokenIds response) {
        return tokenizer.decode(response);
    }

    private String opened(String text) {
        if (!text.startsWith(tags.open())) {
            return text;
        }
        String rest = text.substring(tags.open().length());
        String begun = rest.startsWith(LINE_END) ? rest.substring(LINE_END.length()) : rest;
        return begun.startsWith(ELLIPSIS) ? begun.substring(ELLIPSIS.length()) : begun;
    }
}
