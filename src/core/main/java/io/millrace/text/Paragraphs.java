package io.millrace.text;

import static java.util.Objects.requireNonNull;

import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits thinking into paragraphs, as REA-RL does (arXiv:2505.19862).
 *
 * <pre>
 *   pieces      the texts between blank lines
 *   paragraph   pieces, joined until it has minTokens or more and its last piece ends in  . ! ; ?
 *               a piece that would bring it to maxTokens and ends otherwise begins the next paragraph,
 *               or is a separate one if the paragraph is empty
 * </pre>
 *
 * <p>Tokens are those of the paragraph's text, blank lines between its pieces included. Thread-safe.
 */
public final class Paragraphs {
    private static final Pattern BLANK_LINES = Pattern.compile("(?>\\R)[^\\S\\r\\n]*(?:(?>\\R)[^\\S\\r\\n]*+)++");
    private static final String ENDS = ".!;?";

    private final ParagraphConfig config;
    private final Tokenizer tokenizer;

    /** @param tokenizer counts the tokens */
    public Paragraphs(ParagraphConfig config, Tokenizer tokenizer) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
    }

    /** The paragraphs of a text in order; empty for a blank one. */
    public List<Paragraph> split(String text) {
        List<Paragraph> paragraphs = new ArrayList<>();
        int from = -1;
        int to = -1;
        for (Paragraph piece : pieces(text)) {
            boolean ends = endsSentence(text, piece);
            int tokens = tokens(text, from < 0 ? piece.from() : from, piece.to());
            if (!ends && tokens >= config.maxTokens()) {
                if (from >= 0) {
                    paragraphs.add(new Paragraph(from, to));
                    from = piece.from();
                    to = piece.to();
                } else {
                    paragraphs.add(piece);
                }
                continue;
            }
            from = from < 0 ? piece.from() : from;
            to = piece.to();
            if (ends && tokens >= config.minTokens()) {
                paragraphs.add(new Paragraph(from, to));
                from = -1;
            }
        }
        if (from >= 0) {
            paragraphs.add(new Paragraph(from, to));
        }
        return paragraphs;
    }

    /**
     * The length of a text without its last piece.
     *
     * @return in characters; 0 if there is at most one piece
     */
    public static int withoutLastPiece(String text) {
        List<Paragraph> pieces = pieces(text);
        return pieces.size() < 2 ? 0 : pieces.get(pieces.size() - 2).to();
    }

    private static List<Paragraph> pieces(String text) {
        List<Paragraph> pieces = new ArrayList<>();
        int from = 0;
        for (Matcher blank = BLANK_LINES.matcher(text); blank.find(); from = blank.end()) {
            add(pieces, text, from, blank.start());
        }
        add(pieces, text, from, text.length());
        return pieces;
    }

    private static void add(List<Paragraph> pieces, String text, int from, int to) {
        if (!text.substring(from, to).isBlank()) {
            pieces.add(new Paragraph(from, to));
        }
    }

    private static boolean endsSentence(String text, Paragraph piece) {
        String stripped = text.substring(piece.from(), piece.to()).stripTrailing();
        return ENDS.indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
    }

    private int tokens(String text, int from, int to) {
        return tokenizer.encode(text.substring(from, to)).size();
    }
}
