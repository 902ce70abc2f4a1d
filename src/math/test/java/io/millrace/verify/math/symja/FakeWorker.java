package io.millrace.verify.math.symja;

import java.util.List;

/** Commands of workers that behave in one way. */
final class FakeWorker {
    private FakeWorker() {}

    /** Answers every question in the same way. */
    static List<String> answering(String answer) {
        return shell("echo ready; while IFS='\t' read -r id question; do printf '%s\\t%s\\n' \"$id\" '" + answer
                + "'; done");
    }

    /** Is ready and never answers. */
    static List<String> stuck() {
        return shell("echo ready; exec sleep 1000");
    }

    /** Exits on the first question. */
    static List<String> crashing() {
        return shell("echo ready; read -r question; echo broken pipe works >&2; exit 7");
    }

    /** Writes other lines, and answers to other questions, before each answer. */
    static List<String> chatting() {
        return shell("echo hello; echo ready; while IFS='\t' read -r id question; do"
                + " echo junk; printf '77\\tproven\\n\\n'; printf '%s\\topen\\n' \"$id\"; done");
    }

    static List<String> shell(String script) {
        return List.of("sh", "-c", script);
    }
}
