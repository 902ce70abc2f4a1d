package io.millrace.method.r3;

import static java.util.Objects.requireNonNull;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.memory.Reflections;
import io.millrace.method.Reflector;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.token.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * R3's in-context self-reflection (arXiv:2601.19620): a query on which the policy keeps failing is sampled again, together with
 * one of its failures, chosen at random, and the request to find the mistake.
 *
 * <pre>
 *   hard(q):  mean of all R of q before this visit &lt; tau
 * </pre>
 *
 * <p>A query is never reflected on at its first visit, nor when the visit is itself a reflection; it is reflected on at
 * most once in {@code coolDown} visits and {@code most} times in all. At most one reflection per query is in flight,
 * which bounds the number of waiting reflections by the number of queries. A reflection that has not returned after
 * {@value #LOST_AFTER} times {@code coolDown} visits of its query counts as lost. Of a failure longer than
 * {@code responseTokens}, the first and the last {@code responseTokens / 2} tokens are shown: the beginning contains the approach,
 * the end contains the answer or shows that there is none.
 */
public final class Reflect implements Reflector {
    /** Number of cool-down periods after which a missing reflection is no longer awaited. */
    private static final int LOST_AFTER = 8;

    private static final String SALT = "r3.reflect";
    private static final String LEFT_OUT = "\n[...]\n";
    private static final Pattern PLACEHOLDER =
            Pattern.compile(Pattern.quote(ReflectionConfig.QUESTION) + "|" + Pattern.quote(ReflectionConfig.RESPONSE));
    /** Replacement character, which an incomplete character is decoded to. */
    private static final String BROKEN = "\uFFFD";

    private final ReflectionConfig config;
    private final Tokenizer tokenizer;
    private final long seed;

    /** @param seed the seed of the run, which decides the failure that is shown */
    public Reflect(ReflectionConfig config, Tokenizer tokenizer, long seed) {
        this.config = requireNonNull(config, "config");
        this.tokenizer = requireNonNull(tokenizer, "tokenizer");
        this.seed = seed;
    }

    @Override
    public boolean wanted(PromptVisit visit, QueryStatistics before) {
        Reflections so = before.reflections();
        return visit.prompt().kind() == PromptKind.PLAIN
                && visit.visit() >= 1
                && before.responses() > 0
                && before.meanReward() < config.tau()
                && (so.lastVisit() < 0 || before.visits() - so.lastVisit() >= rest(so))
                && (config.most() == 0 || so.sent() < config.most());
    }

    /** Minimum visits from one reflection to the next; many more while the last one has not returned. */
    private long rest(Reflections so) {
        return so.waiting() ? (long) LOST_AFTER * config.coolDown() : config.coolDown();
    }

    /** The failures in random order. */
    @Override
    public List<IndexEntry> candidates(PromptVisit visit, MemoryIndex before) {
        return before.incorrect().stream()
                .sorted(Replay.shuffled(SALT, seed, visit))
                .toList();
    }

    /** The reflection's single message replaces the last message of the query; earlier messages stay. */
    @Override
    public Prompt prompt(Prompt query, List<String> truths, Response failed) {
        List<ChatMessage> messages = new ArrayList<>(query.messages());
        String question = messages.remove(messages.size() - 1).content();
        messages.add(ChatMessage.user(fill(question, shown(failed.tokens()))));
        return new Prompt(query.queryId(), messages, truths, query.source(), query.task(), PromptKind.REFLECTION);
    }

    /** Fills both placeholders in one pass, so that a placeholder inside a question or a response is left alone. */
    private String fill(String question, String response) {
        return PLACEHOLDER
                .matcher(config.template())
                .replaceAll(place -> Matcher.quoteReplacement(
                        place.group().equals(ReflectionConfig.QUESTION) ? question : response));
    }

    private String shown(TokenIds tokens) {
        int length = tokens.size();
        int most = config.responseTokens();
        if (length <= most) {
            return tokenizer.decode(tokens).strip();
        }
        int head = (most + 1) / 2;
        String start = tokenizer.decode(new TokenIds(Arrays.copyOf(tokens.ids(), head)));
        String end = tokenizer.decode(new TokenIds(Arrays.copyOfRange(tokens.ids(), length - most + head, length)));
        while (start.endsWith(BROKEN)) {
            start = start.substring(0, start.length() - 1);
        }
        while (end.startsWith(BROKEN)) {
            end = end.substring(1);
        }
        return start.strip() + LEFT_OUT + end.strip();
    }
}
