package io.millrace.testkit.hash;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.List;

/** A {@link LetterTokenizer} whose last letters are blank lines, so that random letters form paragraphs. */
final class ParagraphTokenizer implements Tokenizer {
    private static final char FIRST_BLANK = 'q';

    private final Tokenizer letters = new LetterTokenizer();

    @Override
    public TokenIds encode(String text) {
        return letters.encode(text);
    }

    @Override
    public String decode(TokenIds tokens) {
        StringBuilder text = new StringBuilder();
        for (int id : tokens.ids()) {
            text.append(id >= FIRST_BLANK && id <= 'z' ? "\n\n" : String.valueOf((char) id));
        }
        return text.toString();
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return letters.prompt(messages);
    }

    @Override
    public List<Integer> stopIds() {
        return letters.stopIds();
    }

    @Override
    public int vocabulary() {
        return letters.vocabulary();
    }
}
