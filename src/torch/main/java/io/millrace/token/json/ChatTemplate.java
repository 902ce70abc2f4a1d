package io.millrace.token.json;

import static java.util.Objects.requireNonNull;

import io.millrace.jinja.None;
import io.millrace.jinja.Template;
import io.millrace.jinja.TemplateException;
import io.millrace.model.ChatMessage;
import io.millrace.model.PolicyException;
import io.millrace.ordered.OrderedMap;
import io.millrace.token.ChatConfig;
import io.millrace.token.ModelFiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Renders a conversation as one text that ends where the assistant's answer begins. Immutable and thread-safe. */
final class ChatTemplate {
    /** A character that no template writes by itself, used to check that the message appears in the output. */
    private static final String PROBE = "\uE000";

    /** A turn with thinking, which some templates remove from earlier turns. */
    private static final String TURN = "<think>\n\uE001\n</think>\n\n\uE002";

    private static final Map<String, Object> TOOL = OrderedMap.of(
            "type",
            "function",
            "function",
            OrderedMap.of(
                    "name",
                    "f",
                    "description",
                    "d",
                    "parameters",
                    OrderedMap.of("type", "object", "properties", Map.of())));

    private final String origin;
    private final Template template;
    private final ChatConfig chat;
    private final Map<String, Object> variables;
    private final boolean complete;
    private final boolean showsTools;
    private final String head;
    private final String tail;

    private ChatTemplate(ChatSource source, ChatConfig chat, Map<String, Object> variables) {
        this.origin = source.origin();
        this.chat = requireNonNull(chat, "chat");
        this.variables = OrderedMap.copyOf(variables);
        complete = source.complete();
        try {
            template = Template.parse(source.text());
        } catch (TemplateException e) {
            throw new PolicyException(
                    "%s: chat template could not be parsed: %s; choose another with policy.chat.template"
                            .formatted(origin, e.getMessage()),
                    e);
        }
        String probed = render(List.of(ChatMessage.user(PROBE)));
        int at = probed.lastIndexOf(PROBE);
        if (at < 0) {
            throw new PolicyException(
                    "%s: chat template must render the user's message, rendered '%s'; choose another with policy.chat.template"
                            .formatted(origin, probed));
        }
        showsTools = !render(List.of(ChatMessage.user(PROBE)), List.of(TOOL)).equals(probed);
        head = probed.substring(0, probed.indexOf(PROBE));
        tail = probed.substring(at + PROBE.length());
    }

    /**
     * The template of a folder, or the one configured instead.
     *
     * @param files the files of the folder
     * @throws PolicyException if it uses unsupported syntax, which the message names with its position
     */
    static ChatTemplate of(ModelFiles files, ChatConfig chat) {
        Map<String, Object> variables = new LinkedHashMap<>(files.specialTokens());
        variables.put("add_generation_prompt", true);
        variables.put("tools", None.NONE);
        variables.put("documents", None.NONE);
        if (chat.thinking() != ChatConfig.Thinking.AUTO) {
            variables.put("enable_thinking", chat.thinking() == ChatConfig.Thinking.THINK);
        }
        return new ChatTemplate(ChatSource.of(files, chat.template()), chat, variables);
    }

    /** @throws PolicyException if the template refuses the conversation */
    String render(List<ChatMessage> messages) {
        return render(messages, List.of());
    }

    /**
     * @param tools functions that the assistant may call, as JSON values
     * @throws PolicyException if the template refuses the conversation
     */
    String render(List<ChatMessage> messages, List<Object> tools) {
        Map<String, Object> all = new LinkedHashMap<>(variables);
        if (!tools.isEmpty()) {
            all.put("tools", tools);
        }
        all.put(
                "messages",
                messages.stream()
                        .map(message -> OrderedMap.of("role", message.role(), "content", message.content()))
                        .toList());
        try {
            return template.render(all, chat.day());
        } catch (TemplateException e) {
            throw new PolicyException("%s: chat template: %s".formatted(origin, e.getMessage()), e);
        }
    }

    /** Whether the template has a part that describes tools. */
    boolean showsTools() {
        return showsTools;
    }

    /**
     * The text between two turns of the assistant, messages included.
     *
     * @throws PolicyException if the template changes earlier turns when messages are added, or leaves the messages out
     */
    String reply(List<ChatMessage> messages) {
        List<ChatMessage> all = new ArrayList<>();
        all.add(ChatMessage.user(PROBE));
        String before = render(all);
        all.add(new ChatMessage("assistant", TURN));
        all.addAll(messages);
        String whole = render(all);
        String kept = before + TURN;
        if (!whole.startsWith(kept)) {
            throw new PolicyException(
                    "%s: chat template must keep earlier turns of the assistant when messages are added, wrote '%s' instead of '%s'; its tokens could not be continued, so tools need another template: policy.chat.template"
                            .formatted(origin, whole.substring(0, Math.min(whole.length(), kept.length())), kept));
        }
        String reply = whole.substring(kept.length());
        for (ChatMessage message : messages) {
            if (!reply.contains(message.content().strip())) {
                throw new PolicyException(
                        "%s: chat template must write messages of role %s, left one out; tools need another template: policy.chat.template"
                                .formatted(origin, message.role()));
            }
        }
        return reply;
    }

    /** Whether the text has all special tokens that a prompt needs; otherwise the tokenizer adds its own. */
    boolean complete() {
        return complete;
    }

    /** Text before the message in a conversation that consists of one user message. */
    String head() {
        return head;
    }

    /** Text after that message: the beginning of the assistant's turn. */
    String tail() {
        return tail;
    }

    /** The origin of the template, for error messages. */
    String origin() {
        return origin;
    }
}
