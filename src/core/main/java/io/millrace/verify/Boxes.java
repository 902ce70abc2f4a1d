package io.millrace.verify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The last answer in a {@code \boxed}, {@code \fbox} or {@code \framebox}. Boxes that form one answer, as in {@code \boxed{2} and
 * \boxed{3}}, are read together; all other boxes before the last one are ignored.
 */
final class Boxes {
    private static final String[] BOXES = {"\\boxed", "\\fbox", "\\framebox"};
    private static final String BOX = "box";
    private static final int MAX_BOXES = 32;
    private static final int MAX_GAP = 80;

    /** Text between two boxes that has no meaning. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "\\\\(?:text|textrm|mathrm|mbox|textbf)\\s*\\{([^{}]*)\\}|\\\\[\\\\()\\[\\],;:! ]|\\\\q?quad|\\*\\*|[$&~]");

    /** A remark of at most two words on the first box, a conjunction, and a name or a part's label for the second. */
    private static final Pattern JOINED = Pattern.compile(
            "(?:[a-zA-Z]{2,} ){0,2}(?:for )?(?:part )?(?:\\(?[a-h1-9][).] ?)?"
                    + "(?:[,;] ?(?:and|or)?|and|or)? ?(?:for )?(?:[pP]art )?(?:\\(?[a-h1-9]\\)?[).:] ?)?(?:[a-zA-Z](?:_\\w+|_\\{\\w+\\})? ?=)?");

    private static final Pattern JOIN = Pattern.compile("[,;]|\\b(?:and|or)\\b|(?:^| )\\(?[a-h1-9][).]");
    private static final Pattern TURN = Pattern.compile(
            "(?i)\\b(?:no|not|then|so|thus|hence|wait|is|but|or rather|instead|becomes|gives|was|that)\\b");
    private static final Pattern LABEL =
            Pattern.compile("(?:^|[\\s$,;({\\\\])([a-zA-Z](?:_\\w|_\\{\\w+\\})?)\\s*=\\s*\\z");

    private record Box(int start, int end, String content) {}

    private Boxes() {}

    /** The answer of the last box, or of the boxes that it forms one answer with. */
    static Optional<String> last(String text) {
        Optional<Box> last = before(text, text.length());
        if (last.isEmpty()) {
            return Optional.empty();
        }
        List<Box> boxes = new ArrayList<>(List.of(last.get()));
        List<String> joints = new ArrayList<>();
        while (boxes.size() < MAX_BOXES) {
            Box first = boxes.get(boxes.size() - 1);
            Optional<Box> earlier = before(text, first.start());
            Optional<String> joint = earlier.flatMap(box -> joint(text, box, first));
            if (joint.isEmpty()) {
                break;
            }
            boxes.add(earlier.get());
            joints.add(joint.get());
        }
        Collections.reverse(boxes);
        Collections.reverse(joints);
        return Optional.of(boxes.size() == 1 ? boxes.get(0).content() : together(text, boxes, joints));
    }

    private static String together(String text, List<Box> boxes, List<String> joints) {
        List<String> names = boxes.stream().map(box -> name(text, box.start())).toList();
        boolean named = names.stream().noneMatch(String::isEmpty)
                && names.stream().distinct().count() == names.size();
        List<String> said = new ArrayList<>();
        StringBuilder answer = new StringBuilder();
        for (int i = 0; i < boxes.size(); i++) {
            String content = boxes.get(i).content().strip();
            if (said.contains(content) && !named) {
                continue;
            }
            answer.append(answer.isEmpty() ? "" : joints.get(i - 1));
            answer.append(named ? names.get(i) + "=" : "").append(content);
            said.add(content);
        }
        return answer.toString();
    }

    /** The letter that a box assigns a value to. */
    private static String name(String text, int start) {
        Matcher name = LABEL.matcher(text.substring(Math.max(0, start - MAX_GAP), start));
        return name.find() ? name.group(1) : "";
    }

    /** The text that joins two boxes into one answer; empty if they are two answers. */
    private static Optional<String> joint(String text, Box first, Box second) {
        if (first.end() > second.start() || second.start() - first.end() > MAX_GAP) {
            return Optional.empty();
        }
        String raw = text.substring(first.end(), second.start());
        String gap = INVISIBLE
                .matcher(raw)
                .replaceAll(" $1 ")
                .replaceAll("\\s+", " ")
                .strip();
        boolean join = JOIN.matcher(gap).find();
        boolean paragraph = raw.contains("\n\n");
        if (!join && (paragraph || !gap.isEmpty())
                || TURN.matcher(gap).find()
                || !JOINED.matcher(gap).matches()) {
            return Optional.empty();
        }
        return Optional.of(
                gap.matches(".*\\bor\\b.*")
                        ? " \\text{ or } "
                        : gap.matches(".*\\band\\b.*") ? " \\text{ and } " : ", ");
    }

    /** The last box that starts before a position. */
    private static Optional<Box> before(String text, int end) {
        for (int at = text.lastIndexOf(BOX, end - 1); at >= 0; at = text.lastIndexOf(BOX, at - 1)) {
            for (String box : BOXES) {
                int start = at - box.indexOf(BOX);
                int after = start + box.length();
                boolean named = start >= 0 && start < end && text.startsWith(box, start);
                if (named && (after >= text.length() || !Character.isLetter(text.charAt(after)))) {
                    return Optional.of(read(text, start, after));
                }
            }
        }
        return Optional.empty();
    }

    private static Box read(String text, int start, int after) {
        int at = after;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        boolean braced = at < text.length() && text.charAt(at) == '{';
        int end = braced ? closing(text, at + 1) : wordEnd(text, at);
        boolean closed = braced && end < text.length() && text.charAt(end) == '}';
        return new Box(start, closed ? end + 1 : end, text.substring(braced ? at + 1 : at, end));
    }

    /** The end of {@code 5} in {@code \boxed 5}. */
    private static int wordEnd(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end)) && text.charAt(end) != '$') {
            end++;
        }
        return end;
    }

    /** The position of the closing brace or, if it is missing, the end of the line or of the mathematics. */
    private static int closing(String text, int start) {
        int level = 1;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                level++;
            } else if (c == '}') {
                level--;
                if (level == 0) {
                    return i;
                }
            }
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '$') {
            end++;
        }
        return end;
    }
}
