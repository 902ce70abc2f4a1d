package io.millrace.agent;

import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Converts observations to tokens. Thread-safe. */
final class Observations {
    private final Tokenizer tokenizer;

    /** Whether the chat template has a part for results of tools; otherwise they are messages of the user. */
    private final boolean toolRole;

    /**
     * @param config decides which messages responses contain
     * @throws PolicyException if the policy's chat template cannot continue a response
     */
    Observations(Tokenizer tokenizer, AgentConfig config) {
        this.tokenizer = tokenizer;
        toolRole = canReply("tool");
        if (!config.tools().isEmpty() && !toolRole) {
            tokenizer.reply(List.of(ChatMessage.user(
                    config.format().observation(List.of("1", "2")).strip())));
        }
        if (!config.environments().isEmpty()) {
            tokenizer.reply(List.of(ChatMessage.user("1")));
        }
    }

    private boolean canReply(String role) {
        try {
            tokenizer.reply(List.of(new ChatMessage(role, "1"), new ChatMessage(role, "2")));
            return true;
        } catch (PolicyException e) {
            return false;
        }
    }

    private boolean isShown(ChatMessage message) {
        return toolRole || !message.role().equals("tool");
    }

    /** The tokens of the first observation, before any turn of the policy: no chat template has a part for it. */
    TokenIds first(String text) {
        return tokenizer.encode(harmless(text));
    }

    /**
     * The tokens of an observation.
     *
     * @param last last token of the policy's turn; a chat template repeats it if it ends turns
     */
    TokenIds of(Observation observation, int last) {
        List<ChatMessage> shown = observation.messages().stream().allMatch(this::isShown)
                ? observation.messages()
                : List.of(ChatMessage.user(observation.text().strip()));
        List<ChatMessage> messages = shown.stream()
                .map(message -> new ChatMessage(message.role(), harmless(message.content())))
                .toList();
        Optional<TokenIds> reply = messages.isEmpty() ? Optional.empty() : tokenizer.reply(messages);
        if (reply.isEmpty()) {
            return tokenizer.encode(harmless(observation.text()));
        }
        int[] ids = reply.get().ids();
        return ids.length > 0 && ids[0] == last ? new TokenIds(Arrays.copyOfRange(ids, 1, ids.length)) : reply.get();
    }

    /** The text without special tokens: in an observation they would be instructions to the policy. */
    private String harmless(String text) {
        if (isPlain(text)) {
            return text;
        }
        String broken = text.replace("<", "< ").replace("[", "[ ");
        Require.that(isPlain(broken), "observation: must not contain special tokens, was %s", text);
        return broken;
    }

    private boolean isPlain(String text) {
        TokenIds tokens = tokenizer.encode(text);
        return tokenizer.written(tokens).equals(tokenizer.decode(tokens));
    }

    /** The text of a turn of the policy. */
    String text(TokenIds turn) {
        return tokenizer.decode(turn);
    }

    /**
     * The tokens that end a turn.
     *
     * @param stops stop tokens of the policy
     * @param ends texts of one token each that end a turn as well
     */
    List<Integer> stops(List<Integer> stops, List<String> ends) {
        List<Integer> all = new ArrayList<>(stops);
        for (String end : ends) {
            TokenIds tokens = tokenizer.encode(end);
            Require.that(
                    tokens.size() == 1,
                    "agent.format: the text that ends a turn must be one token of the policy, '%s' has %d: choose another mark",
                    end,
                    tokens.size());
            all.add(tokens.ids()[0]);
        }
        return all;
    }
}
