package io.millrace.jinja;

import io.millrace.jinja.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a template into tokens, with the white space control of the transformers library.
 *
 * <pre>
 *   {%- {{- {#-   remove all white space before them
 *   -%} -}} -#}   remove all white space after them
 *   %} #}         remove one line break after them (trim_blocks), unless +%}
 *   {% {#         remove spaces between them and the beginning of their line (lstrip_blocks), unless {%+
 * </pre>
 *
 * <p>A single line break at the end of the template is dropped.
 */
final class TemplateLexer {
    private final String source;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private int at;
    private int counted;
    private int line = 1;
    private int lineStart;

    private TemplateLexer(String source) {
        this.source = source;
    }

    /** The tokens of a template, the last of kind END. */
    static List<TemplateToken> tokens(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        TemplateLexer lexer =
                new TemplateLexer(source.endsWith("\n") ? source.substring(0, source.length() - 1) : source);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length()) {
            int open = nextTag();
            text(open);
            if (open < source.length()) {
                tag();
            }
        }
        add(Kind.END, "", at);
    }

    private int nextTag() {
        for (int i = at; i < source.length() - 1; i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return source.length();
    }

    /** The text up to a tag, without the white space that the tag removes. */
    private void text(int open) {
        int from = at;
        int end = open;
        if (sign(open) == '-') {
            while (end > from && Strings.isSpace(source.charAt(end - 1))) {
                end--;
            }
        } else if (open < source.length() && sign(open) != '+' && source.charAt(open + 1) != '{') {
            int start = open;
            while (start > from && source.charAt(start - 1) != '\n') {
                start--;
            }
            boolean whole = start == 0 || source.charAt(start - 1) == '\n';
            end = whole && source.substring(start, open).isBlank() ? start : open;
        }
        if (end > from) {
            add(Kind.TEXT, source.substring(from, end), from);
        }
        at = open;
    }

    /** The character after the two that open a tag. */
    private char sign(int open) {
        return open + 2 < source.length() ? source.charAt(open + 2) : ' ';
    }

    private void tag() {
        int open = at;
        char kind = source.charAt(open + 1);
        at += sign(open) == '-' || sign(open) == '+' ? 3 : 2;
        if (kind == '#') {
            int close = source.indexOf("#}", at);
            if (close < 0) {
                throw new TemplateException(place(open), "comment is not closed: #} is missing");
            }
            boolean signed = close > at && "-+".indexOf(source.charAt(close - 1)) >= 0;
            at = signed ? close - 1 : close;
            close("#}", true);
            return;
        }
        boolean output = kind == '{';
        add(output ? Kind.OUTPUT_BEGIN : Kind.TAG_BEGIN, source.substring(open, open + 2), open);
        inside(open, output ? "}}" : "%}");
        add(output ? Kind.OUTPUT_END : Kind.TAG_END, output ? "}}" : "%}", at);
        close(output ? "}}" : "%}", !output);
    }

    /** Moves past a closing delimiter, its sign, and the white space that it removes. */
    private void close(String mark, boolean trims) {
        char sign = source.charAt(at);
        boolean signed = sign == '-' || sign == '+';
        at += mark.length() + (signed ? 1 : 0);
        if (sign == '-') {
            while (at < source.length() && Strings.isSpace(source.charAt(at))) {
                at++;
            }
        } else if (trims && sign != '+' && source.startsWith("\n", at)) {
            at++;
        }
    }

    private void inside(int open, String mark) {
        int depth = 0;
        while (true) {
            while (at < source.length() && Strings.isSpace(source.charAt(at))) {
                at++;
            }
            if (at >= source.length()) {
                throw new TemplateException(
                        place(open),
                        "%s is not closed: %s is missing".formatted(source.substring(open, open + 2), mark));
            }
            if (depth == 0
                    && (source.startsWith(mark, at)
                            || source.startsWith("-" + mark, at)
                            || source.startsWith("+" + mark, at))) {
                return;
            }
            int begin = at;
            Kind kind = token();
            if (kind == Kind.OPERATOR) {
                char c = source.charAt(begin);
                depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            }
        }
    }

    private Kind token() {
        int begin = at;
        char c = source.charAt(at);
        if (c == '\'' || c == '"') {
            at = StringLiteral.end(source, begin);
            if (at < 0) {
                throw new TemplateException(place(begin), "string is not closed: %s is missing".formatted(c));
            }
            return add(Kind.STRING, StringLiteral.value(source.substring(begin + 1, at - 1)), begin);
        }
        if (Character.isLetter(c) || c == '_') {
            skip("_");
            return add(Kind.NAME, source.substring(begin, at), begin);
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        for (String operator : List.of("//", "**", "==", "!=", ">=", "<=")) {
            if (source.startsWith(operator, at)) {
                at += 2;
                return add(Kind.OPERATOR, operator, begin);
            }
        }
        if ("+-*/%~|()[]{},:.=<>".indexOf(c) < 0) {
            throw new TemplateException(place(begin), "must be an expression, was %s".formatted(c));
        }
        at++;
        return add(Kind.OPERATOR, String.valueOf(c), begin);
    }

    private Kind number() {
        int begin = at;
        skip("_");
        boolean fraction =
                source.startsWith(".", at) && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1));
        if (fraction) {
            at++;
            skip("_");
        }
        String text = source.substring(begin, at).replace("_", "");
        if (!text.matches(fraction ? "\\d+\\.\\d+" : "\\d{1,18}")) {
            throw new TemplateException(
                    place(begin),
                    "number must consist of decimal digits, at most 18 in an integer, was %s".formatted(text));
        }
        return add(fraction ? Kind.FLOAT : Kind.INTEGER, text, begin);
    }

    /** Moves past letters, digits and some other characters. */
    private void skip(String more) {
        while (at < source.length()
                && (Character.isLetterOrDigit(source.charAt(at)) || more.indexOf(source.charAt(at)) >= 0)) {
            at++;
        }
    }

    private Kind add(Kind kind, String text, int offset) {
        tokens.add(new TemplateToken(kind, text, place(offset)));
        return kind;
    }

    /** Offsets are requested in increasing order, except for unterminated tags. */
    private TemplatePosition place(int offset) {
        for (; counted < offset; counted++) {
            if (source.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
        }
        return new TemplatePosition(line, Math.max(0, offset - lineStart) + 1);
    }
}
