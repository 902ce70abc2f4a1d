package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.List;

/**
 * Limits the cost of rendering a template, so that it cannot hang a run or exhaust its memory. Every operation whose cost
 * grows with the size of its operands is charged accordingly, in advance if its result could be large.
 */
final class RenderBudget {
    /**
     * Maximum number of steps: statements rendered, calls, and list elements created or read. A thousand characters
     * read count as one step.
     */
    static final int STEPS = 1_000_000;
    /** Maximum characters of one value or of the whole text. */
    static final int CHARACTERS = 10_000_000;
    /** Maximum depth of macro calls. */
    static final int DEPTH = 50;
    /** Maximum nesting of lists and mappings, for code that traverses a value. */
    static final int VALUE_DEPTH = 100;
    /** Maximum nesting of expressions and tags during evaluation. */
    private static final int EVALUATION_DEPTH = 500;

    private static final int STEP = 1_000;
    /** Cost of a created character, which also takes memory. */
    private static final int MADE = 5;

    private static final int LEAF = 50;

    private long spent;
    private int macros;
    private int evaluations;

    /** Counts a cost in steps. */
    void spend(long more) {
        charge(Math.min(more, STEPS + 1L) * STEP);
    }

    /** Counts characters that are read. */
    void read(long characters) {
        charge(characters);
    }

    /** Counts a variable or a literal. */
    void leaf() {
        charge(LEAF);
    }

    private void charge(long more) {
        spent += more;
        check(spent <= (long) STEPS * STEP, "must take at most %d steps, took more; is there an infinite loop?", STEPS);
    }

    /** Counts a created value. */
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

    /** Enters an expression or a tag. The limit on their depth is deterministic, unlike that of the thread's stack. */
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
