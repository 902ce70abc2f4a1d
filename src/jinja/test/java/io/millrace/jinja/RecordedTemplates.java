package io.millrace.jinja;

import java.util.List;

/** The templates that jinja2 was recorded with. */
public final class RecordedTemplates {
    private RecordedTemplates() {}

    public static List<String> all() {
        return RecordedTest.cases()
                .map(recorded -> recorded.path("template").asText())
                .toList();
    }
}
