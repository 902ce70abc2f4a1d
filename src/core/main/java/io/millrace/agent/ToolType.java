package io.millrace.agent;

import io.millrace.plugin.Extension;
import java.util.List;

/**
 * A tool of the list {@code agent.tools} with its options: a record that is registered in a file
 * {@code META-INF/services/io.millrace.agent.ToolType}.
 */
public interface ToolType extends Extension {
    /**
     * Opens the tool, or all tools of a server.
     *
     * @param name name given in the configuration; empty if none was given
     */
    List<Tool> open(String name) throws Exception;
}
