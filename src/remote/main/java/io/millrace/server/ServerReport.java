package io.millrace.server;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * The result of a check of a server.
 *
 * @param findings findings in the order of the check
 * @param engine name of the kind of engine that samples on such a server; empty if it is of none
 * @param fits whether a run can sample on it
 */
public record ServerReport(List<Finding> findings, Optional<String> engine, boolean fits) {
    /**
     * A finding.
     *
     * @param subject its subject, in one or two words
     * @param text the finding
     */
    public record Finding(String subject, String text) {
        public Finding {
            requireNonNull(subject, "subject");
            requireNonNull(text, "text");
        }
    }

    public ServerReport {
        findings = List.copyOf(findings);
        requireNonNull(engine, "engine");
    }
}
