package io.millrace.verify.math;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the answer out of a sentence: behind a label, "is" or an arrow, before a remark. Of sentences that deny, compare or name
 * more than one value nothing is taken.
 */
final class Prose {
    private static final int LONGEST = 2_000;

    private static final Pattern TYPE =
            Pattern.compile("\\\\(?:text|textrm|textbf|textit|textnormal|mbox|mathrm|emph)\\s*\\{([^{}]*)\\}");
    private static final Pattern BLANK = Pattern.compile("\\$|\\\\[()\\[\\]]|\\\\q?quad\\b|\\\\ |~|\\s");
    private static final Pattern WORDS = Pattern.compile("(?<![\\\\A-Za-z])[A-Za-z]{2,}");

    /** Whatever makes another value of the one beside it, or leaves open which one is meant. */
    private static final Pattern DENIAL = Pattern.compile(
            "(?i)\\b(?:not|no|never|neither|nor|none|cannot|wrong|incorrect|incorrectly|false"
                    + "|instead|but|however|maybe|perhaps|possibly|except|unless|without|rather|either|otherwise|alternatively|unlikely"
                    + "|at (?:least|most)|(?:more|less|fewer|greater|smaller|larger) than|mistake|error|guess|if|or(?! (?:about|approx)))\\b|n['\u2019]t\\b");

    private static final Pattern ADVERB = Pattern.compile(
            "(?i)^(?:(?:so|thus|hence|therefore|then|finally|now|we|i|it|can|get|find|have|see"
                    + "|obtain|conclude|follows|that|the|my|our|final|correct)\\b[\\s,:]*|\\\\(?:therefore|Rightarrow|implies)\\b\\s*)+");
    private static final Pattern LABEL =
            Pattern.compile("(?i)^(?:answers?|ans|result|solution)\\b\\.?(?:\\s*(?:is|are)\\b)?\\s*[:=]*\\s*");
    private static final Pattern ARROW =
            Pattern.compile("\\\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow)\\b|\u21d2|=>");
    private static final Pattern REASON =
            Pattern.compile("(?i)[,;:.]?\\s*[(\\[]?\\s*\\b(?:because|since)\\b.*$", Pattern.DOTALL);
    private static final Pattern REMARK = Pattern.compile(
            "(?i)(?:[,;:]\\s*|\\s+)[(\\[]?\\s*\\b(?:as|which|so|that|this|see|thus|hence"
                    + "|(?:and|for|in) (?:this|that|it|the|so|we|all|total)|is (?:the|our|my) (?:\\w+ )?(?:answer|solution|result)|i (?:am|hope|think)|the answer)\\b[^0-9\\\\]*$");
    private static final Pattern NOTE = Pattern.compile("\\s+\\((?=[^)]*[A-Za-z]{4})[A-Za-z ,.'-]+\\)\\s*$");
    private static final Pattern ROUNDED = Pattern.compile(
            "(?i)\\s*(?:,?\\s*\\bor\\b\\s*|,\\s*)?[(\\[]?\\s*(?:\\\\approx|\u2248|\\b(?:about|approximately|approx\\.?|roughly)\\b)\\s*([^()\\[\\]]+?)\\s*[)\\]]?\\s*$");
    private static final Pattern COPULA = Pattern.compile(
            "(?i)\\b(?:is|are|equals|was|were|becomes|gives|yields)\\b(?:\\s*(?:equal to|exactly|then|simply|that|:))*\\s*");
    private static final Pattern VERB = Pattern.compile("(?i)\\b(?:is|are|equals|was|were|becomes|gives|yields)\\b");

    private Prose() {}

    /** The answer that a sentence gives; empty if it is none, or gives it in no clear way. */
    static Optional<String> answer(String said) {
        if (said.length() > LONGEST || !wordy(said)) {
            return Optional.empty();
        }
        String plain = BLANK.matcher(TYPE.matcher(said).replaceAll(" $1 "))
                .replaceAll(" ")
                .strip();
        String reasoned = REASON.matcher(plain).replaceFirst("");
        if (DENIAL.matcher(plain).find()) {
            return Optional.empty();
        }
        Matcher arrow = ARROW.matcher(reasoned);
        int start = 0;
        while (arrow.find()) {
            start = arrow.end();
        }
        String answer = rounded(remarkless(reasoned.substring(start).strip()));
        String labelled = LABEL.matcher(ADVERB.matcher(answer).replaceFirst("")).replaceFirst("");
        answer = labelled.isEmpty() ? answer : copula(labelled);
        answer = answer.replaceAll("^[\"'\u201c]|[\"'\u201d.,;:]+$", "").strip();
        return answer.isEmpty() || answer.equals(said.strip()) ? Optional.empty() : Optional.of(answer);
    }

    private static boolean wordy(String said) {
        return WORDS.matcher(said).find()
                || ARROW.matcher(said).find()
                || said.contains("\\approx")
                || said.contains("\u2248");
    }

    private static String remarkless(String text) {
        String shorter = NOTE.matcher(text).replaceFirst("");
        Matcher remark = REMARK.matcher(shorter);
        return remark.find() && remark.start() > 0 ? shorter.substring(0, remark.start()) : shorter;
    }

    /** {@code 1/3 (about 0.33)} as a chain, so that what is rounded must be near. */
    private static String rounded(String text) {
        Matcher rounded = ROUNDED.matcher(text);
        return rounded.find()
                        && rounded.start() > 0
                        && !text.substring(0, rounded.start()).endsWith("is")
                ? text.substring(0, rounded.start()) + " \\approx " + rounded.group(1)
                : text;
    }

    /** What the only verb of a sentence says of its subject, if that names no value. */
    private static String copula(String text) {
        Matcher verb = VERB.matcher(text);
        int verbs = 0;
        while (verb.find()) {
            verbs++;
        }
        Matcher copula = COPULA.matcher(text);
        if (verbs != 1 || !copula.find() || copula.end() == text.length()) {
            return text;
        }
        String subject = text.substring(0, copula.start());
        boolean clear = !subject.matches("(?s)^[-+]?[\\d.].*|.*[,;].*");
        return clear ? text.substring(copula.end()) : text;
    }
}
