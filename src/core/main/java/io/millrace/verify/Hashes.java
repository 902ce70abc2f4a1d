package io.millrace.verify;

import java.util.Optional;

/** The answer after the last {@code ####}, as in GSM8K; headings are skipped. */
final class Hashes {
    private static final String MARK = "####";
    private static final int MAX_TRIES = 32;
    private static final int MAX_LENGTH = 4_000;

    private Hashes() {}

    static Optional<String> last(String text) {
        int at = text.lastIndexOf(MARK);
        for (int i = 0; at >= 0 && i < MAX_TRIES; i++) {
            int start = at + MARK.length();
            int first = at;
            while (first > 0 && text.charAt(first - 1) == '#') {
                first--;
            }
            Optional<String> answer = answer(text, start);
            if (answer.isPresent()) {
                return answer;
            }
            at = text.lastIndexOf(MARK, first - MARK.length());
        }
        return Optional.empty();
    }

    private static String without(String line, String before, String after) {
        int from = 0;
        int to = line.length();
        while (from < to && before.indexOf(line.charAt(from)) >= 0) {
            from++;
        }
        while (to > from && after.indexOf(line.charAt(to - 1)) >= 0) {
            to--;
        }
        return line.substring(from, to);
    }

    private static Optional<String> answer(String text, int start) {
        int end = text.indexOf('\n', start);
        String line = text.substring(start, Math.min(end < 0 ? text.length() : end, start + MAX_LENGTH));
        String plain = without(line, " \t*_`:", " \t\r*_`#");
        if (plain.isEmpty() || Headings.announces(plain)) {
            Optional<String> below =
                    Sentences.from(text, end < 0 ? text.length() : end).filter(answer -> !answer.startsWith("#"));
            return below.map(answer -> Phrases.last(answer).orElse(answer));
        }
        Optional<String> said = Phrases.last(line);
        if (said.isPresent()) {
            return said;
        }
        boolean more = end >= 0 && !text.substring(end).isBlank();
        return Headings.heading(plain, more) ? Optional.empty() : Sentences.from(line, 0);
    }
}
