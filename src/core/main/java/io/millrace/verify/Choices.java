package io.millrace.verify;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Letters of multiple-choice answers: {@code C}, {@code (C)}, {@code \textbf{(C) } 12}, {@code C. 12}. */
public final class Choices {
    public static final String LETTERS = "ABCDEFGHIJ";
    private static final String OPENING = "([{ \t\n$*";
    private static final String CLOSING = ").:]}";
    private static final String TYPE = "\\text \\textbf \\mathrm \\mathbf \\textit \\textrm \\mbox \\(";

    /** Length of a letter in brackets, in characters. */
    private static final int ALONE = 3;

    private static final int MAX_OPTION_LENGTH = 1_000;

    /** The first word of a remark about a choice, which is not necessarily the chosen one. */
    private static final Pattern REMARK = Pattern.compile("(?i)(?:"
            + "(?:is|are|was|were|does|can|could|would|should|must)(?:n['\u2019]?t)?|can['\u2019]t|cannot"
            + "|seems|looks|wrong|incorrect)\\b");

    /** Text that leaves open whether a letter before it is chosen. */
    private static final Pattern OPEN =
            Pattern.compile("(?i)[$\\s}]*(?:" + REMARK.pattern().substring("(?i)".length())
                    + "|(?:or|nor|not|but)\\b|\\\\(?:implies|Rightarrow|approx|ne|neq|equiv|to)\\b)");

    /** A reason why the letter is chosen, or a statement that it is correct. */
    private static final Pattern REASON = Pattern.compile(
            "(?:[)\\]}$*.]*,?\\s+(?:because|since|as|which|due)\\s.*)"
                    + "|(?:[)\\]}$*]*\\s+is\\s+(?:the\\s+)?(?:correct|right|best)\\b.*)",
            Pattern.DOTALL);

    /** The word before a letter, possibly with its own markup. */
    private static final Pattern OPTION = Pattern.compile(
            "(?i)^((?:\\\\text[a-z]*\\{|[\\s$*(])*+)(?:(?:so|hence|thus|therefore),?\\s+)?(?:the\\s+)?(?:correct\\s+)?(?:option|choice|answer|letter)\\b(?:\\s+is\\b)?[\\s:]*");

    /** Commands that only set the typeface or number a formula. */
    private static final Pattern TYPESETTING = Pattern.compile(
            "\\\\(?:underline|boxed|fbox|large|Large|LARGE|huge|Huge|therefore|checkmark)\\b"
                    + "|\\\\(?:color|textcolor|tag|hspace|vspace)\\*?\\{[^{}]*\\}|\\\\(?:begin|end)\\{(?:aligned|align\\*?)\\}|\\\\[\\\\ ,;!]");

    /** A letter as the whole of a formula. */
    private static final Pattern FORMULA =
            Pattern.compile("^\\s*(?:\\$\\s*([A-Ja-j])\\s*\\$|\\\\\\(\\s*([A-Ja-j])\\s*\\\\\\))");

    /** A lower-case letter that cannot be a word, since it is separated from the following text. */
    private static final Pattern SMALL_HEAD = Pattern.compile("^\\s*\\(?[a-j][).:]\\s");

    /** Separators between the letter of a choice and its text. */
    private static final Pattern DASH =
            Pattern.compile("^(?:\\s+[-\u2013\u2014]+\\s+|\\)?,?\\s*\\\\text[a-z]*\\{\\s*)(?=\\S)");

    /** A lower-case letter as a choice: alone in brackets or dollars, alone in the text, or after "or" and "and". */
    private static final Pattern SMALL = Pattern.compile("(?<![\\p{L}\\d])[(\\[{$*][a-j][)\\]}$*]"
            + "|\\\\(?:text|math)[a-z]*\\{[( ]*[a-j][) ]*\\}"
            + "|^[^\\p{L}\\d]*[a-j][^\\p{L}\\d]*$"
            + "|\\b(?:or|and)\\s+(?:[b-j]\\b|a\\b(?!\\s+\\p{L}))");

    private Choices() {}

    /**
     * The letter chosen by a text that is known to be about choices: emphasis is ignored, and a single letter may be lower-case. At
     * the start of a text, a lower-case letter might be a word.
     */
    public static Optional<Character> chosen(String text) {
        return answer(set(plain(text)));
    }

    /** Normalises the dash or colon between a letter and its text, and capitalises a lower-case letter that cannot be a word. */
    private static String set(String plain) {
        String text = SMALL_HEAD.matcher(plain).find() ? capital(plain) : plain;
        int at = letter(text);
        if (at < 0) {
            return text;
        }
        String rest = DASH.matcher(text.substring(at + 1)).replaceFirst(". ");
        return text.substring(0, at + 1) + rest;
    }

    private static String capital(String plain) {
        int at = plain.charAt(0) == '(' ? 1 : 0;
        return plain.substring(0, at) + Character.toUpperCase(plain.charAt(at)) + plain.substring(at + 1);
    }

    /** The letter that a line chooses on its own; a remark about a choice, such as {@code (A) is incorrect}, chooses none. */
    public static Optional<Character> line(String line) {
        String plain = plain(line);
        return answer(set(plain)).filter(letter -> {
            int from = letter(plain) + 1;
            while (from < plain.length() && !Character.isLetterOrDigit(plain.charAt(from))) {
                from++;
            }
            boolean confirmed =
                    REASON.matcher(plain.substring(letter(plain) + 1)).lookingAt();
            return confirmed
                    || !REMARK.matcher(plain).region(from, plain.length()).lookingAt();
        });
    }

    private static String plain(String text) {
        String plain = text.replace("**", "").strip();
        plain = withoutOption(plain).strip();
        Matcher formula = FORMULA.matcher(plain);
        if (formula.find()) {
            String letter = formula.group(1) == null ? formula.group(2) : formula.group(1);
            plain = letter.toUpperCase(Locale.ROOT) + plain.substring(formula.end());
        }
        return plain.length() <= ALONE ? plain.toUpperCase(Locale.ROOT) : plain;
    }

    /** Long texts are returned unchanged, since the pattern would recurse deeply on them. */
    private static String withoutOption(String text) {
        return text.length() > MAX_OPTION_LENGTH ? text : OPTION.matcher(text).replaceFirst("$1");
    }

    /** The letter, if the truth is a single letter. */
    public static Optional<Character> truth(String truth) {
        return read(truth, false);
    }

    /** The letter that an answer chooses; its text may follow, another letter must not. */
    public static Optional<Character> answer(String answer) {
        String plain = answer.indexOf('\\') < 0
                ? answer
                : TYPESETTING.matcher(answer).replaceAll(" ").strip();
        return read(withoutOption(plain), true);
    }

    private static Optional<Character> read(String text, boolean withContent) {
        int at = letter(text);
        if (at < 0) {
            return Optional.empty();
        }
        String rest = text.substring(at + 1);
        String content = rest.stripLeading();
        boolean closed = content.isEmpty() || content.startsWith("\\)") || CLOSING.indexOf(content.charAt(0)) >= 0;
        int from = 0;
        while (from < content.length() && (CLOSING + OPENING).indexOf(content.charAt(from)) >= 0) {
            from++;
        }
        boolean alone = from == content.length() || content.startsWith("\\)");
        boolean chosen = closed && (alone || withContent && follows(content, from))
                || withContent && REASON.matcher(rest).lookingAt() && !another(content);
        return chosen ? Optional.of(text.charAt(at)) : Optional.empty();
    }

    /** The position of the first letter of a choice, if only brackets and markup come before it. */
    private static int letter(String text) {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (LETTERS.indexOf(c) >= 0) {
                return at;
            }
            if (c == '\\') {
                int end = text.startsWith("\\(", at) ? at + 2 : at + 1;
                while (end < text.length() && Character.isLetter(text.charAt(end))) {
                    end++;
                }
                if (!(TYPE + " ").contains(text.substring(at, end) + " ")) {
                    return -1;
                }
                at = end;
            } else if (OPENING.indexOf(c) >= 0) {
                at++;
            } else {
                return -1;
            }
        }
        return -1;
    }

    /** Whether the text of the choice follows, separated from the letter, and no other letter does. */
    private static boolean follows(String content, int from) {
        boolean apart = " \t\n}$*".indexOf(content.charAt(from - 1)) >= 0 || content.startsWith("\\ ", from);
        boolean remark = OPEN.matcher(content).region(from, content.length()).lookingAt();
        boolean operator = "+-*/^=<>_,;&|!".indexOf(content.charAt(from)) >= 0;
        return apart && !operator && !remark && !another(content);
    }

    private static boolean another(String content) {
        for (int i = 0; i < content.length(); i++) {
            boolean apart = (i == 0 || !Character.isLetter(content.charAt(i - 1)))
                    && (i + 1 == content.length() || !Character.isLetter(content.charAt(i + 1)));
            if (apart && LETTERS.indexOf(content.charAt(i)) >= 0) {
                return true;
            }
        }
        return SMALL.matcher(content).find();
    }
}
