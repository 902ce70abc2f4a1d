package io.millrace.jinja;

/**
 * A token of a template.
 *
 * @param kind kind of the token
 * @param text resolved text: without the white space that tags remove, and with string escapes resolved
 * @param place position of its first character
 */
record TemplateToken(Kind kind, String text, TemplatePosition place) {
    /** Kinds of tokens. */
    enum Kind {
        /** Literal text. */
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

    /** Whether it is a given operator. */
    boolean operator(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** Whether it is a given word. */
    boolean name(String name) {
        return kind == Kind.NAME && text.equals(name);
    }

    /** Its form in error messages. */
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
