package io.millrace.channel;

import io.millrace.plugin.Extension;
import java.io.Serializable;
import java.util.Map;

/**
 * Options of all channels of one kind, in a section of {@code channels} with the name of the kind. A kind without
 * options needs no such class.
 */
public interface ChannelOptions extends Extension, Serializable {
    /** Files that the tasks of a job read, by option; blank if there is no such file. */
    default Map<String, String> files() {
        return Map.of();
    }

    /** These options for a channel whose records must not be deleted before a job has read them. */
    default ChannelOptions keepingAll() {
        return this;
    }
}
