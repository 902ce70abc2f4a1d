package io.millrace.dataset.filter;

import io.millrace.plugin.TypeName;

/**
 * Keeps records whose prompt, not counting the system message, has a length within a range, in characters.
 *
 * @param within both bounds included: {@code 10..2000}, {@code 10..} or {@code ..2000}
 */
@TypeName("length")
public record PromptLength(String within) implements FilterType {
    public PromptLength {
        Interval.of("length", within);
    }

    @Override
    public Filter create() {
        Interval interval = Interval.of("length", within);
        return candidate -> Filter.unless(
                interval.contains(candidate.prompt().length()),
                "prompt must have %s characters, had %d",
                within,
                candidate.prompt().length());
    }
}
