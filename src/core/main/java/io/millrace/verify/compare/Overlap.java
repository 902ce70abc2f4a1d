package io.millrace.verify.compare;

import static io.millrace.check.Require.that;

import io.millrace.model.Verdict;
import io.millrace.ordered.OrderedSet;
import io.millrace.plugin.Default;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.AnswerVerifier;
import io.millrace.verify.Comparison;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Accepts answers with enough words in common with a truth, by the F1 of SQuAD, for questions whose answers are phrases.
 *
 * <pre>
 *   F1 = 2 P R / (P + R)      P = common / words of the answer      R = common / words of the truth
 * </pre>
 *
 * <p>Words are in lower case, without punctuation and without a, an and the, as in SQuAD's evaluation (arXiv:1606.05250); repeated
 * words count repeatedly. Punctuation is that of Unicode, while SQuAD covers ASCII only. F1 is in [0, 1].
 *
 * @param sources places to search for the answer, in this order, at least one: boxed, hashes, phrase, formula, fence, letter,
 *     number, line, whole
 * @param stopped whether a response must have ended on its own to be correct
 * @param f1 minimum F1 of a correct answer, in (0, 1]; 1 requires the same words, in any order
 */
public record Overlap(
        @Default("[boxed, phrase, line]") List<String> sources,
        @Default("true") boolean stopped,
        @Default("0.8") double f1)
        implements VerifierType, Comparison {
    private static final Set<String> ARTICLES = OrderedSet.of("a", "an", "the");
    private static final String SYMBOLS = "$+<=>^`|~";
    private static final String NO_WORDS = "has no words to compare";

    public Overlap {
        sources = List.copyOf(sources);
        AnswerSource.of(sources, "overlap");
        that(f1 > 0 && f1 <= 1, "overlap: f1 must be > 0 and <= 1, was %s", f1);
    }

    @Override
    public boolean readsAnswers() {
        return true;
    }

    @Override
    public Verifier create(VerifierContext context) {
        return AnswerVerifier.of("overlap", sources, stopped, this);
    }

    @Override
    public Optional<String> refusal(String truth) {
        return words(truth).isEmpty() ? Optional.of(NO_WORDS) : Optional.empty();
    }

    @Override
    public Verdict verify(String truth, String answer) {
        Map<String, Integer> wanted = words(truth);
        return wanted.isEmpty()
                ? Verdict.ungraded("truth " + NO_WORDS)
                : Length.refusal(answer, Length.MAX_CHARACTERS).orElseGet(() -> compare(wanted, words(answer)));
    }

    private Verdict compare(Map<String, Integer> wanted, Map<String, Integer> given) {
        int common = given.entrySet().stream()
                .mapToInt(word -> Math.min(word.getValue(), wanted.getOrDefault(word.getKey(), 0)))
                .sum();
        double overlap = 2.0 * common / (count(wanted) + count(given));
        return new Verdict(
                overlap >= f1 ? Verdict.Kind.CORRECT : Verdict.Kind.INCORRECT,
                String.format(Locale.ROOT, "F1 of words %.2f", overlap));
    }

    private static int count(Map<String, Integer> words) {
        return words.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Map<String, Integer> words(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> !punctuation(c))
                .forEach(c -> plain.appendCodePoint(Character.isSpaceChar(c) ? ' ' : c));
        Map<String, Integer> words = new LinkedHashMap<>();
        for (String word : plain.toString().split("\\s+")) {
            if (!word.isEmpty() && !ARTICLES.contains(word)) {
                words.merge(word, 1, Integer::sum);
            }
        }
        return words;
    }

    private static boolean punctuation(int c) {
        return switch (Character.getType(c)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> SYMBOLS.indexOf(c) >= 0;
        };
    }
}
