package io.millrace.jinja;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text as it is meant: white space that tags take away is gone, escapes of strings are resolved
 * @param place where it begins
 */
record TemplateToken(Kind kind, String text, Place place) {
    /** Kinds of tokens. */
    enum Kind {
        /** What is rendered as it is. */
        TEXT,
        /** {@code {{} */
        OUTPUT_BEGIN,
        /** {@code }}} */
        OUTPUT_END,
        /** {@code {%} */
        TAG_BEGIN,
        /** {@code %}} */
        TAG_END,
        NAME,
        STRING,
        INTEGER,
        FLOAT,
        OPERATOR,
        /** End of the template. */
        END
    }

    boolean is(Kind other) {
        return kind == other;
    }

    /** Whether it is this operator. */
    boolean operator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** Whether it is this word. */
    boolean name(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** As error messages show it. */
    @Override
    public String toString() {
        return switch (kind) {
            case END -> "the end of the template";
            case TEXT -> "text";
            case STRING -> "the string '%s'".formatted(text);
            default -> text;
        };
    }
}
