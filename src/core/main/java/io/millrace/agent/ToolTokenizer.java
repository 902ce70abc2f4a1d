package io.millrace.agent;

import static java.util.Objects.requireNonNull;

import io.millrace.model.ChatMessage;
import io.millrace.model.TokenIds;
import io.millrace.token.ForwardingTokenizer;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer whose prompts describe tools: in the chat template's own part for them, or else in a system message. Prompts for tasks
 * with an environment of their own do not differ, since the tokenizer does not know them.
 */
public final class ToolTokenizer extends ForwardingTokenizer {
    private final CallFormat format;
    private final Supplier<List<ToolSpec>> tools;
    private volatile @Nullable List<ToolSpec> known;

    /** @param tools called once, for the first prompt that describes them */
    public ToolTokenizer(Tokenizer tokenizer, CallFormat format, Supplier<List<ToolSpec>> tools) {
        super(tokenizer);
        this.format = requireNonNull(format, "format");
        this.tools = requireNonNull(tools, "tools");
    }

    private List<ToolSpec> tools() {
        List<ToolSpec> specs = known;
        if (specs == null) {
            specs = List.copyOf(tools.get());
            known = specs;
        }
        return specs;
    }

    @Override
    public TokenIds prompt(List<ChatMessage> messages) {
        if (tokenizer().showsTools()) {
            return tokenizer()
                    .prompt(
                            messages,
                            tools().stream()
                                    .map(tool -> tool.function().toString())
                                    .toList());
        }
        String instructions = format.nameless() ? "" : format.instructions(tools());
        return tokenizer().prompt(instructions.isEmpty() ? messages : instructed(messages, instructions));
    }

    private static List<ChatMessage> instructed(List<ChatMessage> messages, String instructions) {
        List<ChatMessage> all = new ArrayList<>(messages);
        if (all.get(0).role().equals("system")) {
            all.set(0, new ChatMessage("system", all.get(0).content() + "\n\n" + instructions));
        } else {
            all.add(0, new ChatMessage("system", instructions));
        }
        return all;
    }
}
