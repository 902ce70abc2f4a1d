package io.millrace.agent.tool;

import io.millrace.agent.Describe;
import io.millrace.agent.RecordTool;
import io.millrace.model.Prompt;

/** Ends a response with an answer, which is verified instead of the text of the response. */
public record Finish() implements RecordTool<Finish.Answer> {
    /**
     * The answer.
     *
     * @param answer its text
     */
    public record Answer(
            @Describe("the final answer, and nothing else") String answer) {}

    @Override
    public String description() {
        return "Gives the final answer and ends the conversation.";
    }

    @Override
    public Class<Answer> arguments() {
        return Answer.class;
    }

    @Override
    public boolean last() {
        return true;
    }

    @Override
    public String call(Answer answer, Prompt prompt) {
        return answer.answer();
    }
}
