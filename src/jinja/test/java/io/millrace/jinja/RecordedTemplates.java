package io.millrace.jinja;

import java.util.List;

/** The templates of the recordings of jinja2. */
public final class RecordedTemplates {
    private RecordedTemplates() {}

    public static List<String> all() {
        return RecordedTest.cases()
                .map(recorded -> recorded.path("template").asText())
                .toList();
    }
}
