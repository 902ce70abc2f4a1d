package io.millrace.task.reason;

import io.millrace.check.Require;
import io.millrace.model.ChatMessage;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.task.PromptGenerator.Part;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Draws problems. A fixed hash of the computation, independent of the letters, assigns a fifth of all problems to the held-out
 * part, a tenth to the hard part (of which only problems with many steps are drawn), and the others to the training part. So the
 * parts have no problem in common, not even with other letters, for all seeds and sizes.
 */
final class ProblemSource {
    private static final int TENTHS = 10;
    private static final int HELD_OUT_TENTHS = 2;
    private static final int DRAWS = 400;

    private final ReasonConfig config;
    private final List<Integer> factors;

    ProblemSource(ReasonConfig config) {
        this.config = config;
        this.factors = IntStream.range(2, config.modulus())
                .filter(number -> coprime(number, config.modulus()))
                .boxed()
                .toList();
    }

    private static boolean coprime(int a, int b) {
        return b == 0 ? a == 1 : coprime(b, a % b);
    }

    /** Distinct problems of a part, as prompts. */
    List<Prompt> draw(Part part, int count, long seed) {
        Random random = new Random(seed);
        Set<String> seen = new LinkedHashSet<>();
        List<Prompt> prompts = new ArrayList<>();
        int wanted = count == 0 ? config.prompts() : count;
        for (long draws = 0; prompts.size() < wanted; draws++) {
            Require.that(
                    draws < (long) DRAWS * (wanted + 1),
                    "reason: prompts of %s must be few enough to be distinct, were %d of about %d; request fewer or allow more steps",
                    part,
                    wanted,
                    prompts.size());
            Problem problem = problem(steps(part, random), random);
            if (part(problem) == part && seen.add(problem.text())) {
                prompts.add(prompt(problem));
            }
        }
        return prompts;
    }

    private int steps(Part part, RandomGenerator random) {
        int fewest = part == Part.HARD ? Math.max(config.fewestSteps(), config.hardSteps()) : config.fewestSteps();
        Require.that(
                fewest <= config.mostSteps(),
                "reason: mostSteps must be >= hardSteps (%d) for hard prompts, was %d",
                config.hardSteps(),
                config.mostSteps());
        return fewest + random.nextInt(config.mostSteps() - fewest + 1);
    }

    /** The part of a problem. Problems of the hard part with few steps are neither drawn nor trained on. */
    static Part part(Problem problem) {
        CRC32 hash = new CRC32();
        hash.update(problem.from('A').text().getBytes(StandardCharsets.UTF_8));
        long tenth = hash.getValue() % TENTHS;
        return tenth < HELD_OUT_TENTHS ? Part.HELD_OUT : tenth == HELD_OUT_TENTHS ? Part.HARD : Part.TRAIN;
    }

    private Prompt prompt(Problem problem) {
        String text = problem.text();
        return new Prompt(
                ReasonTask.NAME + "/" + text,
                List.of(ChatMessage.user(text)),
                List.of(String.valueOf(problem.answer(config.modulus()))),
                ReasonTask.NAME,
                ReasonTask.NAME,
                PromptKind.PLAIN);
    }

    /** One problem; its registers start at a random letter, so that no position or letter reveals the number of steps. */
    Problem problem(int steps, RandomGenerator random) {
        String type = config.types().get(random.nextInt(config.types().size()));
        char first = (char) ('A' + random.nextInt(Problem.LETTERS - steps));
        List<Step> all = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            all.add(step(type, i, random));
        }
        return new Problem(first, random.nextInt(config.modulus()), all);
    }

    private Step step(String type, int index, RandomGenerator random) {
        boolean special = random.nextBoolean();
        if (type.equals("links") && special && index >= 1) {
            return new Step(sum(random), Operand.register(random.nextInt(index)));
        }
        if (type.equals("extremes") && special) {
            return new Step(random.nextBoolean() ? Operation.LARGER : Operation.SMALLER, number(random));
        }
        if (type.equals("chain") && random.nextInt(5) == 0) {
            int factor = factors.get(random.nextInt(factors.size()));
            return new Step(Operation.MULTIPLY, Operand.number(factor));
        }
        return new Step(sum(random), number(random));
    }

    private static Operation sum(RandomGenerator random) {
        return random.nextBoolean() ? Operation.ADD : Operation.SUBTRACT;
    }

    private Operand number(RandomGenerator random) {
        return Operand.number(random.nextInt(config.modulus()));
    }
}
