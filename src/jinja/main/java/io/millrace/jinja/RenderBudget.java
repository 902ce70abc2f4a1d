package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.List;

/**
 * Remaining cost of one rendering, limited so that a template cannot hang or fill the memory of a run. Whatever takes longer the larger
 * its operands are is charged for them, before it is done where its result could be large.
 */
final class RenderBudget {
    /** Statements rendered, calls made and elements of lists made or looked at, at most. A thousand characters read are a step. */
    static final int STEPS = 1_000_000;
    /** Characters of one value or of the whole text at most. */
    static final int CHARACTERS = 10_000_000;
    /** Macros within macros at most. */
    static final int DEPTH = 50;
    /** Lists and mappings within each other at most, for what goes through all of a value. */
    static final int VALUE_DEPTH = 100;
    /** Expressions and tags within each other at most while they are evaluated. */
    private static final int EVALUATION_DEPTH = 500;

    private static final int STEP = 1_000;
    /** Of a character that is made: it takes memory too. */
    private static final int MADE = 5;

    private static final int LEAF = 50;

    private long spent;
    private int macros;
    private int evaluations;

    /** Counts what something cost in steps. */
    void spend(long more) {
        charge(Math.min(more, STEPS + 1L) * STEP);
    }

    /** Counts characters that are read. */
    void read(long characters) {
        charge(characters);
    }

    /** Counts a variable or a value that is written out. */
    void leaf() {
        charge(LEAF);
    }

    private void charge(long more) {
        spent += more;
        check(spent <= (long) STEPS * STEP, "must take at most %d steps, took more; does it loop without end?", STEPS);
    }

    /** Counts a value that was made. */
    <T> T made(T value) {
        if (value instanceof String text) {
            checkLength(text.length());
            charge(STEP + (long) MADE * text.length());
        } else if (value instanceof List<?> list) {
            spend(1L + list.size());
        } else {
            spend(1);
        }
        return value;
    }

    void enter() {
        check(++macros <= DEPTH, "macros must be nested at most %d deep, were deeper; do they call each other?", DEPTH);
    }

    void leave() {
        macros--;
    }

    /** Goes into an expression or a tag; deterministic where the stack of a thread is not. */
    void descend() {
        check(
                ++evaluations <= EVALUATION_DEPTH,
                "expressions and tags must be nested at most %d deep, were deeper",
                EVALUATION_DEPTH);
    }

    void ascend() {
        evaluations--;
    }

    static void checkLength(long characters) {
        check(characters <= CHARACTERS, "texts must have at most %d characters, one had %d", CHARACTERS, characters);
    }

    static void checkDepth(int depth) {
        check(depth <= VALUE_DEPTH, "lists and mappings must be nested at most %d deep, were deeper", VALUE_DEPTH);
    }
}
