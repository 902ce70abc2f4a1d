package io.millrace.verify;

import java.util.Optional;

/** Content of the last fenced block; an unclosed block extends to the end of the text and counts if it is not empty. */
final class Fences {
    private static final String FENCE = "```";

    private Fences() {}

    static Optional<String> last(String text) {
        String last = null;
        StringBuilder open = null;
        for (String line : text.split("\n", -1)) {
            if (!line.stripLeading().startsWith(FENCE)) {
                if (open != null) {
                    open.append(line).append('\n');
                }
            } else if (open != null) {
                last = open.toString();
                open = null;
            } else if (fenced(line).isPresent()) {
                last = fenced(line).get();
            } else {
                open = new StringBuilder();
            }
        }
        return Optional.ofNullable(open != null && !open.toString().isBlank() ? open.toString() : last);
    }

    /** Content of a fence that opens and closes on one line. */
    private static Optional<String> fenced(String line) {
        String inner = line.strip().substring(FENCE.length());
        if (!inner.endsWith(FENCE)) {
            return Optional.empty();
        }
        inner = inner.substring(0, inner.length() - FENCE.length());
        return inner.isBlank() || inner.indexOf('`') >= 0 ? Optional.empty() : Optional.of(inner);
    }
}
