package io.millrace.policy.text.jinja;

import static io.millrace.policy.text.jinja.TemplateException.check;

import java.util.List;

/** What one rendering may still cost, so that a template cannot hang or fill the memory of a run. */
final class Budget {
    /** Statements rendered, calls made and elements of lists made at most. */
    static final int STEPS = 1_000_000;
    /** Characters of one value or of the whole text at most. */
    static final int CHARACTERS = 10_000_000;
    /** Macros within macros at most. */
    static final int DEPTH = 50;

    private long steps;
    private int depth;

    /** Counts what something cost. */
    void spend(long more) {
        steps += more;
        check(steps <= STEPS, "must take at most %d steps, took more; does it loop without end?", STEPS);
    }

    /** Counts a value that was made. */
    <T> T made(T value) {
        if (value instanceof String text) {
            checkLength(text.length());
            spend(1 + text.length() / 1000);
        } else if (value instanceof List<?> list) {
            spend(1L + list.size());
        } else {
            spend(1);
        }
        return value;
    }

    void enter() {
        check(++depth <= DEPTH, "macros must be nested at most %d deep, were deeper; do they call each other?", DEPTH);
    }

    void leave() {
        depth--;
    }

    static void checkLength(long characters) {
        check(characters <= CHARACTERS, "texts must have at most %d characters, one had %d", CHARACTERS, characters);
    }
}
