package io.millrace.verify.math;

import io.millrace.ordered.OrderedSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Extracts the answer from a sentence: after a label, "is" or an arrow, before a remark. Nothing is extracted from
 * sentences that negate, compare or name more than one value.
 */
final class Prose {
    private static final int MAX_LENGTH = 2_000;

    /** Text in a formula that is part of the sentence and not a unit. */
    private static final Pattern TYPE =
            Pattern.compile("(?i)\\\\(?:text|textrm|textbf|textit|textnormal|mbox|mathrm|emph)\\s*"
                    + "\\{([^{}]*(?::|\\b(?:answer|ans|because|since|as|which|so|that|this|is|are|the|about|approx|thus|hence|see|solution"
                    + "|result|therefore|or)\\b)[^{}]*)\\}");

    /** Blank text; group 1 is the end of a matrix row or an escaped dollar sign, which are not blank. */
    private static final Pattern BLANK =
            Pattern.compile("(\\\\\\\\|\\\\\\$)|\\$|\\\\[()\\[\\]]|\\\\q?quad\\b|\\\\ |~|\\s");

    /** A readable sentence has at least one of these words. */
    private static final Set<String> TELLING = OrderedSet.of(
            "because",
            "since",
            "as",
            "which",
            "so",
            "that",
            "this",
            "see",
            "thus",
            "hence",
            "therefore",
            "then",
            "finally",
            "is",
            "are",
            "equals",
            "was",
            "were",
            "becomes",
            "gives",
            "yields",
            "answer",
            "answers",
            "ans",
            "result",
            "solution",
            "has",
            "have",
            "had",
            "get",
            "gets",
            "got",
            "need",
            "needs",
            "make",
            "makes",
            "made",
            "cost",
            "costs",
            "take",
            "takes",
            "took",
            "pay",
            "pays",
            "paid",
            "earn",
            "earns",
            "earned",
            "spend",
            "spends",
            "spent",
            "sell",
            "sells",
            "sold",
            "buys",
            "bought",
            "receive",
            "receives",
            "received",
            "weigh",
            "weighs",
            "use",
            "uses",
            "used",
            "save",
            "saves",
            "saved",
            "contain",
            "contains",
            "hold",
            "holds",
            "total",
            "totals",
            "to",
            "about",
            "approximately",
            "approx",
            "roughly",
            "we",
            "the",
            "our",
            "my",
            "in");

    private static final Set<String> SIGNS =
            OrderedSet.of("implies", "rightarrow", "longrightarrow", "iff", "leftrightarrow", "therefore", "approx");

    /** Words that modify the adjacent value, or leave open which value is meant. */
    private static final Pattern DENIAL = Pattern.compile(
            "(?i)\\b(?:not|no|never|neither|nor|none|cannot|wrong|incorrect|incorrectly|false"
                    + "|instead|but|however|maybe|perhaps|possibly|except|unless|without|rather|either|otherwise|alternatively|unlikely"
                    + "|at (?:least|most)|(?:more|less|fewer|greater|smaller|larger) than|mistake|error|guess|bound|estimate|if)\\b|n['\u2019]t\\b");

    /** Words that, in the subject or in a remark, modify the answer or name another value. */
    private static final Pattern CHANGE =
            Pattern.compile("(?i)\\b(?:twice|thrice|half(?!-)|halved|doubled?|tripled?|trebled?|quadrupled?"
                    + "|squared|cubed|(?:squares?|cubes?|powers?|multiples?|fractions?) of(?! side)|(?:its|'s|square|cube|\\w+th) (?:square|cube|roots?)"
                    + "|roots? of (?:it|this|that|[a-z]|the (?:answer|result|solution))\\b|plus|minus|(?<!number of )times(?= (?:\\d|[a-z]|it|this|that|its|the|as)\\b)"
                    + "|(?:third|quarter|fifth|tenth)s? of|divided by|multiplied by|(?:in|de)creased by|added to|subtracted from"
                    + "|others?|another|reciprocal|opposite|inverse|negative of|negation|complement|previous|preceding|following|next|former|latter)\\b"
                    + "|\\b(?:answer|result|solution)\\s*[-+*/^]\\s*\\w");

    /** A separate remark about another value. */
    private static final Pattern CLAUSE = Pattern.compile(
            "(?i)^\\W*and\\b.*(?:\\b(?:is|are|equals|was|were|becomes|gives|yields)\\b|=).*", Pattern.DOTALL);

    private static final Pattern CONFIRMATION = Pattern.compile(
            "(?i)^\\W*and (?:this|that|it) (?:is|was) (?:(?:the|our|my) (?:\\w+ )?(?:answer|solution|result)"
                    + "|what (?:was|is|we|the problem) (?:asked|wanted|needed|sought|required|to be found|want|need|asks)(?: for)?"
                    + "|all|correct|right|it|done)\\W*$");

    /** Matches if the omitted text offers a choice. */
    private static final Pattern CHOICE = Pattern.compile("(?i)\\bor\\b(?! (?:about|approx))");

    private static final Pattern ADVERB = Pattern.compile(
            "(?i)^(?:(?:so|thus|hence|therefore|then|finally|now|we|(?-i:I(?= [a-z]{3}))|it|can|get|find|have|see"
                    + "|obtain|conclude|follows|that|the|my|our|final|correct)\\b[\\s,:]*|\\\\(?:therefore|Rightarrow|implies)\\b\\s*)++");
    private static final Pattern LABEL =
            Pattern.compile("^(?:(?i:answers?|ans|result|solution)\\b\\.?(?:\\s*(?:is|are)\\b)?\\s*[:=]*"
                    + "|[A-Z]?[a-z]{2,}(?: [A-Z]?[a-z]{2,}){0,5}\\s?[:=])\\s*");

    /** An amount that somebody has, pays or similar, which is the only number of the sentence. */
    private static final Pattern AMOUNT = Pattern.compile(
            "(?i)^[a-z' ]{1,80}\\b(?:has|have|had|gets?|got|needs?|makes?|made|costs?|takes?|took|pays?"
                    + "|paid|earns?|earned|spends?|spent|sells?|sold|buys|bought|receive[sd]?|weighs?|uses?|used|saves?|saved|contains?|holds?|totals?"
                    + "|comes? to|adds? up to) (?:a total of )?((?:\\\\?[$\u20ac\u00a3])? ?\\d[\\d,.]*(?: ?\\\\?%)?(?: [a-z ]{1,60})?)$");

    private static final Pattern ARROW =
            Pattern.compile("\\\\(?:implies|Rightarrow|Longrightarrow|iff|Leftrightarrow)\\b|\u21d2|=>");
    private static final Pattern REASON =
            Pattern.compile("(?i)[,;:.]?\\s*[(\\[]?\\s*\\b(?:because|since)\\b.*$", Pattern.DOTALL);
    private static final Pattern REMARK = Pattern.compile(
            "(?i)(?:[,;:]\\s*|\\s+)[(\\[]?\\s*\\b(?:as|which|so|that|this|see|thus|hence"
                    + "|(?:and|for|in) (?:this|that|it|the|so|we|all|total)|is (?:the|our|my) (?:\\w+ )?(?:answer|solution|result)|i (?:am|hope|think)|the answer)\\b[^0-9\\\\]*$");
    private static final Pattern ASIDE = Pattern.compile(
            "(?i)(?:;\\s*(?:i|we|it|he|she|they|there|check|checked|done|note)\\b|\\s[-\u2013\u2014]+\\s(?:that|this|as|which|so)\\b)[^0-9\\\\]*$");
    private static final Pattern NOTE = Pattern.compile("\\s+\\((?=[^)]*[A-Za-z]{4})[A-Za-z ,.'-]+\\)\\s*$");
    private static final Pattern ROUNDED = Pattern.compile(
            "(?i)\\s*(?:,?\\s*\\bor\\b\\s*|,\\s*)?[(\\[]?\\s*(?:\\\\approx|\u2248|\\b(?:about|approximately|approx\\.?|roughly)\\b)\\s*([^()\\[\\]]+?)\\s*[)\\]]?\\s*$");
    private static final Pattern COPULA = Pattern.compile(
            "(?i)\\b(?:is|are|equals|was|were|becomes|gives|yields)\\b(?:\\s*(?:equal to|exactly|then|simply|that|:))*+\\s*");
    private static final Pattern VERB = Pattern.compile("(?i)\\b(?:is|are|equals|was|were|becomes|gives|yields)\\b");

    private Prose() {}

    /** The answer in a sentence; empty if it is not a sentence or the answer is not clear. */
    static Optional<String> answer(String said) {
        if (said.length() > MAX_LENGTH || !wordy(said)) {
            return Optional.empty();
        }
        String plain = BLANK.matcher(TYPE.matcher(said).replaceAll(" $1 "))
                .replaceAll(blank -> blank.group(1) == null ? " " : Matcher.quoteReplacement(blank.group(1)))
                .replaceAll(" {2,}", " ")
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
        String sentence = rounded(remarkless(reasoned.substring(start).strip()));
        String answer = sentence;
        String labelled = LABEL.matcher(ADVERB.matcher(answer).replaceFirst("")).replaceFirst("");
        Matcher amount = AMOUNT.matcher(labelled.isEmpty() ? answer : labelled);
        answer = amount.find() ? amount.group(1) : labelled.isEmpty() ? answer : copula(labelled);
        if (CHANGE.matcher(sentence.substring(0, sentence.length() - answer.length()))
                .find()) {
            return Optional.empty();
        }
        answer = answer.replaceAll("^[\"'\u201c]|[\"'\u201d.,;:]+$", "").strip();
        boolean choice = CHOICE.matcher(plain.replace(answer, " ")).find();
        return choice || answer.isEmpty() || answer.equals(said.strip()) ? Optional.empty() : Optional.of(answer);
    }

    /** Whether it states more than the answer. */
    private static boolean wordy(String said) {
        int i = 0;
        while (i < said.length()) {
            int start = i;
            while (i < said.length() && Character.isLetter(said.charAt(i))) {
                i++;
            }
            boolean command = start > 0 && said.charAt(start - 1) == '\\';
            if (i > start
                    && (command ? SIGNS : TELLING)
                            .contains(said.substring(start, i).toLowerCase(Locale.ROOT))) {
                return true;
            }
            boolean label = !command
                    && i - start > 2
                    && (said.startsWith(":", i) || said.startsWith(" =", i) || said.startsWith("=", i));
            char c = i < said.length() ? said.charAt(i) : ' ';
            char before = i > 0 ? said.charAt(i - 1) : ' ';
            boolean note = c == '(' && before == ' ';
            if (note || label || c == ';' || c == '\u2248' || c == '\u21d2' || c == '>' && before == '=') {
                return true;
            }
            i++;
        }
        return false;
    }

    private static String remarkless(String text) {
        String shorter = ASIDE.matcher(NOTE.matcher(text).replaceFirst("")).replaceFirst("");
        Matcher remark = REMARK.matcher(shorter);
        String bare = remark.find() && remark.start() > 0 ? shorter.substring(0, remark.start()) : shorter;
        String removed = text.substring(bare.length());
        boolean other = CHANGE.matcher(removed).find()
                || CLAUSE.matcher(removed).matches()
                        && !CONFIRMATION.matcher(removed).matches();
        return other ? text : bare;
    }

    /** {@code 1/3 (about 0.33)} as a chain, so that the rounded value must be near. */
    private static String rounded(String text) {
        Matcher rounded = ROUNDED.matcher(text);
        return rounded.find()
                        && rounded.start() > 0
                        && !text.substring(0, rounded.start()).endsWith("is")
                ? text.substring(0, rounded.start()) + " \\approx " + rounded.group(1)
                : text;
    }

    /** The predicate of a sentence with one verb, if its subject names no value. */
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
