package io.millrace.task.lookup;

import static java.util.Objects.requireNonNull;

import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Rewards;
import io.millrace.model.TokenRange;
import io.millrace.model.ToolCall;
import io.millrace.model.Verdict;
import io.millrace.random.SplitMix;
import io.millrace.task.DecodedResponse;
import io.millrace.task.Demonstration;
import io.millrace.task.PromptGenerator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Sums, modulo a number, of digits and of letters, whose values a tool looks up:
 *
 * <pre>
 *   prompt      a+3+c
 *   response    ?a=7?c=5:5     the digits after = are observations; the answer follows the colon
 * </pre>
 *
 * <p>Some questions need no call, others several. Every prompt has a table of its own, so values cannot be learned by heart. A call is
 * unnecessary if its key is not in the question or has been looked up before. A response is correct if it ended on its own and its
 * text after the last colon is the answer. It earns 1 or 0: calls are neither rewarded nor penalised.
 */
public final class LookupTask implements PromptGenerator {
    /** The name by which prompts refer to it. */
    public static final String NAME = "lookup";

    private static final String CALL = "?";
    private static final String RESULT = "=";
    private static final String ANSWER = ":";
    private static final String ALPHABET = "abcdefghij0123456789+?=:!";
    /** The answer is the part that is hard to learn. */
    private static final double ANSWER_WEIGHT = 4;

    private static final int MOST_EXTRA_CALLS = 4;
    private static final String SALT = "lookup.prompts";

    private final LookupConfig config;

    public LookupTask(LookupConfig config) {
        this.config = requireNonNull(config, "config");
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The table follows from the query id. */
    @Override
    public Optional<String> refusal(Prompt prompt) {
        return question(prompt).isPresent()
                ? Optional.empty()
                : Optional.of("prompt %s: must have the id lookup/MODULUS/TABLE/a+3+c".formatted(prompt.queryId()));
    }

    @Override
    public List<String> truths(Prompt prompt) {
        return question(prompt)
                .map(question -> List.of(Integer.toString(question.answer())))
                .orElse(List.of());
    }

    private static Optional<Question> question(Prompt prompt) {
        return Question.of(prompt);
    }

    @Override
    public Verdict verify(Prompt prompt, DecodedResponse response) {
        Optional<Question> question = question(prompt);
        if (question.isEmpty()) {
            return Verdict.ungraded("lookup: prompt %s has no table".formatted(prompt.queryId()));
        }
        if (!response.stopped()) {
            return Verdict.UNFINISHED;
        }
        int colon = response.text().lastIndexOf(ANSWER);
        return colon < 0
                ? Verdict.NO_ANSWER
                : Verdict.of(response.text()
                        .substring(colon + 1)
                        .equals(Integer.toString(question.get().answer())));
    }

    @Override
    public Rewards reward(Prompt prompt, DecodedResponse response, Verdict verdict) {
        return Rewards.of("accuracy", verdict.correct() ? 1 : 0);
    }

    @Override
    public OptionalInt unnecessaryCalls(Prompt prompt, List<ToolCall> calls) {
        Optional<Question> question = question(prompt);
        if (question.isEmpty()) {
            return OptionalInt.empty();
        }
        Set<String> missing = new LinkedHashSet<>();
        question.get().needed().forEach(key -> missing.add(key.toString()));
        int unnecessary = 0;
        for (ToolCall call : calls) {
            boolean useful = call.outcome() == ToolCall.Outcome.DONE && missing.remove(call.arguments());
            unnecessary += useful ? 0 : 1;
        }
        return OptionalInt.of(unnecessary);
    }

    /** The number of keys to look up. */
    @Override
    public String stratum(Prompt prompt) {
        return question(prompt).map(question -> level(question.needed().size())).orElse("");
    }

    @Override
    public List<String> strata() {
        return List.of(level(0), level(1), level(2));
    }

    private static String level(int needed) {
        return switch (needed) {
            case 0 -> "no call";
            case 1 -> "one call";
            default -> "several calls";
        };
    }

    @Override
    public List<Prompt> prompts(Part part, int count, long seed) {
        int requested = count == 0 ? config.prompts() : count;
        Set<Question> questions = new LinkedHashSet<>();
        long key = SplitMix.mix(SplitMix.mix(seed, SALT), part.name());
        for (long table = 0; questions.size() < requested; table++) {
            questions.add(question(part, key, table));
        }
        return questions.stream().map(LookupTask::prompt).toList();
    }

    /** Tables of different parts have different numbers: 3 n for training, 3 n + 1 and 3 n + 2 for the others. */
    private Question question(Part part, long key, long number) {
        SplittableRandom random = new SplittableRandom(SplitMix.mix(key, number));
        int least = part == Part.HARD ? config.mostOperands() : 1;
        int count = least + random.nextInt(config.mostOperands() - least + 1);
        List<Character> operands = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            operands.add(
                    random.nextDouble() < config.literals()
                            ? (char) ('0' + random.nextInt(config.modulus()))
                            : Question.key(random.nextInt(config.keys())));
        }
        return new Question(
                config.modulus(),
                Math.floorMod(SplitMix.mix(key, -1 - number), 100_000_000L) * Part.values().length + part.ordinal(),
                operands);
    }

    private static Prompt prompt(Question question) {
        return new Prompt(
                question.queryId(),
                List.of(ChatMessage.user(question.text())),
                List.of(Integer.toString(question.answer())),
                NAME,
                NAME,
                PromptKind.PLAIN);
    }

    @Override
    public String alphabet() {
        return ALPHABET;
    }

    @Override
    public String solution(Prompt prompt, double noise, RandomGenerator random) {
        return demonstration(prompt, noise, random).response();
    }

    /**
     * Calls for all needed keys, and unnecessary ones between and after them: for keys looked up before, for digits of the question, and
     * for other keys. With probability {@code noise} the answer is a random digit.
     */
    @Override
    public Demonstration demonstration(Prompt prompt, double noise, RandomGenerator random) {
        Question question = question(prompt)
                .orElseThrow(() ->
                        new IllegalArgumentException("lookup: prompt %s has no table".formatted(prompt.queryId())));
        StringBuilder text = new StringBuilder();
        List<TokenRange> observations = new ArrayList<>();
        for (char key : calls(question, random)) {
            text.append(CALL).append(key).append(RESULT);
            observations.add(new TokenRange(text.length(), text.length() + 1));
            text.append(question.value(key));
        }
        boolean slips = random.nextDouble() < noise;
        int answer = slips ? random.nextInt(question.modulus()) : question.answer();
        return new Demonstration("", text + ANSWER + answer, true, ANSWER_WEIGHT, observations);
    }

    private List<Character> calls(Question question, RandomGenerator random) {
        List<Character> calls = new ArrayList<>(question.needed());
        int extra = 0;
        while (extra < MOST_EXTRA_CALLS && random.nextDouble() < config.extraCalls()) {
            char key = random.nextBoolean()
                    ? question.operands().get(random.nextInt(question.operands().size()))
                    : Question.key(random.nextInt(config.keys()));
            calls.add(random.nextInt(calls.size() + 1), key);
            extra++;
        }
        Require.that(!calls.isEmpty() || question.needed().isEmpty(), "lookup: needed keys must be looked up");
        return calls;
    }
}
