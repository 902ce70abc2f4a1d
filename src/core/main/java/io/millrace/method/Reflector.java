package io.millrace.method;

import io.millrace.memory.IndexEntry;
import io.millrace.memory.MemoryIndex;
import io.millrace.memory.QueryStatistics;
import io.millrace.model.Prompt;
import io.millrace.model.PromptVisit;
import io.millrace.model.Response;
import java.util.List;

/** Sends a query back to the sampler as a reflection: a new prompt that shows the query together with a remembered response. */
public interface Reflector {
    /**
     * Whether a query is to be reflected on; the memory's index is read only if so.
     *
     * @param before the query's statistics before this visit
     */
    boolean wanted(PromptVisit visit, QueryStatistics before);

    /**
     * Responses that may be shown, in order of preference; the first one that can still be read is shown.
     *
     * @param before the query's memory before this visit
     */
    List<IndexEntry> candidates(PromptVisit visit, MemoryIndex before);

    /**
     * The reflection prompt.
     *
     * @param truths accepted answers of the query
     * @param shown remembered response
     */
    Prompt prompt(Prompt query, List<String> truths, Response shown);
}
