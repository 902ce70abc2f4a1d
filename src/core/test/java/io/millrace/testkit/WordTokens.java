package io.millrace.testkit;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A tokenizer with one token for each word and the white space before it, assigned on first use. Not thread-safe. */
public final class WordTokens implements Tokenizer {
    /** Ends a response; has no text. */
    public static final int END = 0;

    private static final Pattern WORD = Pattern.compile("\\s*\\S+|\\s+");

    private final List<String> words = new ArrayList<>(List.of(""));

    @Override
    public TokenIds encode(String text) {
        List<Integer> ids = new ArrayList<>();
        for (Matcher word = WORD.matcher(text); word.find(); ) {
            int id = words.indexOf(word.group());
            if (id < 0) {
                id = words.size();
                words.add(word.group());
            }
            ids.add(id);
        }
        return new TokenIds(ids.stream().mapToInt(Integer::intValue).toArray());
    }

    @Override
    public String decode(TokenIds tokens) {
        return Arrays.stream(tokens.ids()).mapToObj(words::get).collect(Collectors.joining());
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        return encode(messages.stream().map(ChatMessage::content).collect(Collectors.joining("\n")) + " ?");
    }

    @Override
    public List<Integer> stopIds() {
        return List.of(END);
    }

    @Override
    public int vocabulary() {
        return 1 << 16;
    }
}
