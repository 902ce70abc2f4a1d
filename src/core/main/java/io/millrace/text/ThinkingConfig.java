package io.millrace.text;

import static java.util.Objects.requireNonNull;

import io.millrace.check.OptionRules;
import io.millrace.ordered.OrderedSet;
import java.util.List;
import java.util.Set;

/**
 * Tags that mark the policy's thinking.
 *
 * @param open tag before the thinking
 * @param close tag after it, other than {@code open}
 * @param opening text that ends every prompt, after the chat template, so that the policy continues from there; empty for none, as
 *     required if method.autothink is on, which has its own opening
 * @param marks words that mark reflection in thinking, ignoring case and also within other words, at least one
 */
public record ThinkingConfig(String open, String close, String opening, List<String> marks) {
    public ThinkingConfig {
        marks = List.copyOf(marks);
        requireNonNull(opening, "opening");
        OptionRules rules = new OptionRules("thinking");
        rules.that(!open.isBlank(), "open", "must be a tag, was blank");
        rules.that(!close.isBlank(), "close", "must be a tag, was blank");
        rules.that(!open.equals(close), "close", "must differ from open, was %s", close);
        rules.that(!marks.isEmpty(), "marks", "must have at least one mark, had none");
        rules.that(marks.stream().noneMatch(String::isBlank), "marks", "must not be blank, were %s", marks);
        rules.done();
    }

    /** Both tags; a tokenizer must decode them as text even if they are special tokens. */
    public Set<String> tags() {
        return OrderedSet.of(open, close);
    }
}
