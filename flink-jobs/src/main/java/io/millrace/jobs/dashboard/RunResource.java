package io.millrace.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.jobs.view.RunView;
import java.io.IOException;

/** A part of a run as JSON: {@code /api/runs/ID/NAME}. */
interface RunResource {
    /**
     * The part.
     *
     * @param request with parameters
     * @throws BadRequestException if they are not valid
     */
    JsonNode of(RunView run, Request request) throws IOException;
}
