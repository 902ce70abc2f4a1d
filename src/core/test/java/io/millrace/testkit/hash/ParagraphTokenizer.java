package io.millrace.testkit.hash;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.List;

/** As {@link LetterTokenizer}, but for the last letters, each of which is a blank line: so random letters are paragraphs. */
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
