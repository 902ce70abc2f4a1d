package io.millrace.method.autothink;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.TokenIds;
import io.millrace.text.ThinkingConfig;
import io.millrace.text.Thoughts;
import io.millrace.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Determines the mode of responses.
 *
 * <pre>
 *   no-think  iff  the response starts with the closing tag and a blank line, as in "&lt;/think&gt;\n\nanswer"
 * </pre>
 *
 * <p>If the prompt does not open the thinking, a leading opening tag of the response is skipped, together with its line end and the
 * ellipsis on the next line, if present. With {@code anyBlank}, white space before the closing tag is accepted, and anything may
 * follow the tag. All other responses think, including those without any tag. Thread-safe.
 */
public final class Modes {
    private static final String LINE_END = "\n";
    private static final String BLANK_LINE = "\n\n";
    private static final String ELLIPSIS = "...\n";

    /** Number of tokens that contain the tags around an empty thinking. */
    private static final int START = 64;

    private final Tokenizer tokenizer;
    private final Thoughts thoughts;
    private final ThinkingConfig tags;
    private final boolean anyBlank;

    /**
     * @param tokenizer the tokenizer of the policy
     * @param tags tags around the thinking
     * @param config whether prompts open the thinking, and how strictly the closing tag is matched
     */
    public Modes(Tokenizer tokenizer, ThinkingConfig tags, AutoThink config) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.tags = requireNonNull(tags, "tags");
        thoughts = new Thoughts(tokenizer, tags, config.opening());
        anyBlank = config.anyBlank();
        for (String tag : List.of(tags.open(), tags.close())) {
            String written = tokenizer.decode(tokenizer.encode(tag)).strip();
            Require.that(
                    written.equals(tag.strip()),
                    "autothink: the policy's tokenizer must decode %s as text, decoded '%s': modes cannot be determined",
                    tag,
                    written);
        }
    }

    /** The mode of a response. */
    public Mode of(TokenIds response) {
        return of(tokenizer.decode(response));
    }

    /** The mode of a response, given its text. */
    public Mode of(String text) {
        String begun = thoughts.opened() ? text : opened(text);
        String thinking = anyBlank ? begun.stripLeading() : begun;
        boolean closes = anyBlank ? thinking.startsWith(tags.close()) : thinking.startsWith(tags.close() + BLANK_LINE);
        return closes ? Mode.NO_THINK : Mode.THINK;
    }

    /** The mode as a name. Only the first tokens are decoded, since the mode depends on the start of the text alone. */
    String name(TokenIds response) {
        int[] ids = response.ids();
        Mode mode = of(ids.length <= START ? response : new TokenIds(Arrays.copyOf(ids, START)));
        return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The text after the thinking, as defined by {@link Thoughts}, but without counting tokens, which would decode many times.
     *
     * @return empty if the thinking is never closed
     */
    Optional<String> answer(String text) {
        int open = thoughts.opened() ? -1 : text.indexOf(tags.open());
        int close = text.indexOf(tags.close(), open < 0 ? 0 : open + tags.open().length());
        return close < 0
                ? Optional.empty()
                : Optional.of(text.substring(close + tags.close().length()));
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
