package io.millrace.text;

import static java.util.Objects.requireNonNull;

import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.Arrays;

/** Finds the thinking of responses. Thread-safe. */
public final class Thoughts {
    /** Maximum number of tokens that one character may span: it has at most four bytes in UTF-8. */
    private static final int CHARACTER_TOKENS = 4;

    private final Tokenizer tokenizer;
    private final String open;
    private final String close;
    private final boolean opened;

    /**
     * @param tokenizer the tokenizer of the policy
     * @param tags tags around the thinking
     * @param opening text that ends every prompt, after the tokenizer's own ending; if both together contain the opening tag
     *     without a later closing one, responses start within the thinking
     */
    public Thoughts(Tokenizer tokenizer, ThinkingConfig tags, String opening) {
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        open = tags.open();
        close = tags.close();
        String begun = tokenizer.tail() + opening;
        opened = leftOpen(begun, open, close);
    }

    /** Whether responses start within the thinking. */
    public boolean opened() {
        return opened;
    }

    /** Whether a text, such as the end of prompts, leaves the thinking open. */
    public static boolean leftOpen(String text, String open, String close) {
        return text.lastIndexOf(open) > text.lastIndexOf(close);
    }

    /** The thinking of a response. */
    public Thought read(TokenIds response) {
        return read(response, tokenizer.decode(response));
    }

    /**
     * The thinking of a response.
     *
     * @param text the text of the response, as the tokenizer decodes it
     */
    public Thought read(TokenIds response, String text) {
        int start = opened ? 0 : text.indexOf(open) + open.length();
        if (!opened && start < open.length()) {
            int end = text.indexOf(close);
            return new Thought(false, end >= 0, "", end < 0 ? text : text.substring(end + close.length()), 0, 0);
        }
        int end = text.indexOf(close, start);
        int from = tokensBefore(response, start);
        int to = Math.max(from, end < 0 ? tokensWithText(response) : tokensBefore(response, end));
        return new Thought(
                true,
                end >= 0,
                text.substring(start, end < 0 ? text.length() : end),
                end < 0 ? "" : text.substring(end + close.length()),
                from,
                to);
    }

    /**
     * The number of a response's tokens to keep if its thinking is cut. These are whole tokens that contain everything before the
     * thinking and its first characters, plus at most white space: a token such as {@code ".\n\n"} is kept if the cut comes after
     * the full stop. If a token continues with text, the cut is before it.
     *
     * @param characters the characters of the thinking, at least 0
     */
    public int tokensUpTo(TokenIds response, int characters) {
        String text = tokenizer.decode(response);
        int cut = (opened ? 0 : text.indexOf(open) + open.length()) + characters;
        int before = tokensBefore(response, cut);
        while (before > 0 && !text.startsWith(decode(response, before))) {
            before--; // The text ends within a character.
        }
        if (decode(response, before).length() == cut) {
            return before;
        }
        for (int more = before + 1; more <= Math.min(before + CHARACTER_TOKENS, response.size()); more++) {
            String kept = decode(response, more);
            if (text.startsWith(kept) && kept.length() >= cut) {
                return kept.substring(cut).isBlank() ? more : before;
            }
        }
        return before;
    }

    private String decode(TokenIds response, int tokens) {
        return tokenizer.decode(new TokenIds(Arrays.copyOf(response.ids(), tokens)));
    }

    /** The number of tokens without trailing ones that have no text, such as a stop token. */
    private int tokensWithText(TokenIds response) {
        int[] ids = response.ids();
        int size = ids.length;
        while (size > 0 && tokenizer.decode(new TokenIds(ids[size - 1])).isEmpty()) {
            size--;
        }
        return size;
    }

    /**
     * The number of tokens that contain a text's first characters, not counting a token that extends beyond them.
     *
     * @param characters at least 0
     */
    public int tokensBefore(TokenIds response, int characters) {
        return tokenizer.tokensBefore(response, characters);
    }
}
