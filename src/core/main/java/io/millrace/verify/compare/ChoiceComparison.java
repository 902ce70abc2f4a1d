package io.millrace.verify.compare;

import static java.util.Objects.requireNonNull;

import io.millrace.model.Verdict;
import io.millrace.verify.Choices;
import io.millrace.verify.Comparison;
import java.util.Optional;

/**
 * Compares the letter that an answer chooses with that of the truth, written as {@code C}, {@code (C)} or {@code C. 12}.
 * The truth may also be the number of the letter, see {@link Index}.
 */
public final class ChoiceComparison implements Comparison {
    /** The letter that a numeric truth refers to. */
    public enum Index {
        /** Numbers are rejected. */
        NONE,
        /** 0 means A. */
        ZERO,
        /** 1 means A. */
        ONE
    }

    private final Index index;

    public ChoiceComparison(Index index) {
        this.index = requireNonNull(index, "index");
    }

    @Override
    public Verdict verify(String truth, String answer) {
        Optional<Character> wanted = letter(truth);
        if (wanted.isEmpty()) {
            return Verdict.ungraded("truth '%s' %s".formatted(truth, rule()));
        }
        Optional<Character> given = Choices.chosen(answer);
        if (given.isEmpty()) {
            return new Verdict(Verdict.Kind.INCORRECT, "chooses no option");
        }
        return given.equals(wanted)
                ? new Verdict(Verdict.Kind.CORRECT, "same choice")
                : new Verdict(Verdict.Kind.INCORRECT, "different choice");
    }

    @Override
    public Optional<String> refusal(String truth) {
        return letter(truth).isPresent() ? Optional.empty() : Optional.of(rule());
    }

    @Override
    public boolean possible(String answer) {
        return Choices.chosen(answer).isPresent();
    }

    private Optional<Character> letter(String truth) {
        String text = truth.strip();
        boolean number = text.length() <= 2 && !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!number || index == Index.NONE) {
            return Choices.chosen(text);
        }
        int place = Integer.parseInt(text) - (index == Index.ONE ? 1 : 0);
        return place >= 0 && place < Choices.LETTERS.length()
                ? Optional.of(Choices.LETTERS.charAt(place))
                : Optional.empty();
    }

    private String rule() {
        return "must be one of the letters A to %c%s"
                .formatted(
                        Choices.LETTERS.charAt(Choices.LETTERS.length() - 1),
                        switch (index) {
                            case NONE -> "";
                            case ZERO -> ", or its number from 0";
                            case ONE -> ", or its number from 1";
                        });
    }
}
