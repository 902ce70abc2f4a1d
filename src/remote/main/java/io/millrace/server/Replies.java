package io.millrace.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.millrace.check.Require;
import io.millrace.model.FinishReason;
import io.millrace.model.TokenIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/** Reads and writes the parts that requests and replies of all dialects have in common. Each rule names the field. */
public final class Replies {
    /** Stands for a log-probability that is no number: {@link Completion} refuses it, {@link TopLogProbs} may hold it. */
    private static final float NONE = Float.NEGATIVE_INFINITY;

    private static final String TOKEN_ID = "token_id:";
    private static final int MAX_DIGITS = 9;

    private Replies() {}

    /** Token ids as a JSON list. */
    public static ArrayNode ids(TokenIds tokens) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(tokens.size());
        for (int id : tokens.ids()) {
            list.add(id);
        }
        return list;
    }

    /** Stop ids as a JSON list. */
    public static ArrayNode ids(List<Integer> tokens) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode(tokens.size());
        tokens.forEach(list::add);
        return list;
    }

    /** A list in a field. */
    public static JsonNode list(JsonNode node, String field) {
        JsonNode list = node.path(field);
        Require.that(
                list.isArray(),
                "reply must have the list %s, had %s",
                field,
                list.isMissingNode() ? "none" : list.getNodeType());
        return list;
    }

    /** Token ids in a field. */
    public static TokenIds tokens(JsonNode node, String field) {
        JsonNode list = list(node, field);
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id(list.get(i));
        }
        return new TokenIds(ids);
    }

    /** A token id, as a number or as {@code "token_id:7"}. */
    public static int id(JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0) {
            return node.intValue();
        }
        return id(node.asText());
    }

    /** A token id as {@code "token_id:7"}. */
    public static int id(String text) {
        int id = text.startsWith(TOKEN_ID) ? number(text, TOKEN_ID.length()) : -1;
        Require.that(
                id >= 0,
                "token must be given by its id, was '%s': the server returned text",
                text.length() > 40 ? text.substring(0, 40) : text);
        return id;
    }

    /** The number of up to 9 digits that a text ends with; -1 if it is none. Called for every token, so without a pattern. */
    private static int number(String text, int from) {
        int number = 0;
        for (int i = from; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return text.length() == from || text.length() > from + MAX_DIGITS ? -1 : number;
    }

    /** A log-probability; minus infinity if it is no number. Values a rounding error above 0 are 0. */
    public static float logProb(JsonNode node) {
        float value = node.isNumber() ? node.floatValue() : NONE;
        return Float.isNaN(value) ? NONE : value > 0 && value < 1e-3f ? 0 : value;
    }

    /** Top log-probs from a list. */
    public static TopLogProbs top(JsonNode list, ToIntFunction<JsonNode> id, String logProb) {
        int[] ids = new int[list.size()];
        float[] values = new float[ids.length];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = id.applyAsInt(list.get(i));
            values[i] = logProb(list.get(i).path(logProb));
        }
        return new TopLogProbs(ids, values);
    }

    /** A count in a field, if it is there. */
    public static OptionalInt count(JsonNode node, String field) {
        JsonNode count = node.path(field);
        return count.canConvertToInt() && count.isIntegralNumber()
                ? OptionalInt.of(count.intValue())
                : OptionalInt.empty();
    }

    /** Requires ids in another field of the reply to be the tokens. */
    public static void same(String field, TokenIds tokens, int[] ids) {
        Require.that(
                Arrays.equals(tokens.ids(), ids),
                "%s must be those of the %d tokens one by one, were of %d: the reply is misaligned",
                field,
                tokens.size(),
                ids.length);
    }

    /**
     * Requires as many samples as requested.
     *
     * @param by samples by index; null where there is none
     */
    public static List<Completion> all(Completion[] by) {
        List<Completion> all = new ArrayList<>(by.length);
        for (int i = 0; i < by.length; i++) {
            Require.that(by[i] != null, "reply must have sample %d of %d, had none", i, by.length);
            all.add(by[i]);
        }
        return all;
    }

    /** The index of a sample. */
    public static int index(JsonNode choice, Completion[] by) {
        int index = count(choice, "index").orElse(-1);
        Require.that(
                index >= 0 && index < by.length && by[index] == null,
                "index of a sample must be in 0..%d and occur once, was %s",
                by.length - 1,
                choice.path("index"));
        return index;
    }

    /**
     * Why a sample ended. A sample that ended for another reason than a stop token or its length is not usable.
     *
     * @param reason {@code stop} or {@code length}
     * @param stopped whether the server says that the last token ended it
     */
    public static FinishReason finish(String reason, boolean stopped, TokenIds tokens, SampleCall call) {
        if (reason.equals("length")) {
            return FinishReason.LENGTH;
        }
        Require.that(reason.equals("stop"), "sample must end with stop or length, ended with '%s'", reason);
        int last = tokens.size() == 0 ? -1 : tokens.ids()[tokens.size() - 1];
        Require.that(
                stopped || call.sampling().stopIds().contains(last),
                "stopped sample must end with one of the stop tokens %s, ended with %d: the server leaves stop tokens out or adds its own",
                call.sampling().stopIds(),
                last);
        return FinishReason.STOP;
    }
}
