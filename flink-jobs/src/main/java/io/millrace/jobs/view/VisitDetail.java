package io.millrace.jobs.view;

import io.millrace.model.ChatMessage;
import java.util.List;

/**
 * A visit with the text of its prompt and responses.
 *
 * @param line its figures
 * @param messages the conversation that the responses answer
 * @param truths accepted answers
 * @param prompt the prompt as the policy saw it; empty if it was left out
 * @param open tag before the thinking
 * @param close tag after it
 * @param responses in the order of the group
 */
public record VisitDetail(
        VisitLine line,
        List<ChatMessage> messages,
        List<String> truths,
        String prompt,
        String open,
        String close,
        List<ResponseDetail> responses) {}
