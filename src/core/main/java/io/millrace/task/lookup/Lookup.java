package io.millrace.task.lookup;

import io.millrace.agent.Describe;
import io.millrace.agent.RecordTool;
import io.millrace.agent.ToolRejectionException;
import io.millrace.model.Prompt;

/** Looks up the value of a key in the table of the prompt, which is hidden from the policy; a digit is its own value. */
public record Lookup() implements RecordTool<Lookup.Key> {
    /**
     * The key.
     *
     * @param key one letter
     */
    public record Key(@Describe("a letter of the question") String key) {}

    @Override
    public String description() {
        return "Looks up the number that a letter stands for.";
    }

    @Override
    public Class<Key> arguments() {
        return Key.class;
    }

    @Override
    public String call(Key given, Prompt prompt) {
        Question question =
                Question.of(prompt).orElseThrow(() -> new ToolRejectionException("this question has no table"));
        char key = given.key().length() == 1 ? given.key().charAt(0) : ' ';
        if (!Question.isKey(key) && !Question.isDigit(key)) {
            throw new ToolRejectionException("there is no key '%s'".formatted(given.key()));
        }
        return Integer.toString(question.value(key));
    }
}
