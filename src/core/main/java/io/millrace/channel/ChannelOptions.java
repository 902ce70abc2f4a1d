package io.millrace.channel;

import io.millrace.plugin.Extension;
import java.io.Serializable;

/**
 * Options of all channels of one kind, in a section of {@code channels} with the name of the kind. A kind without options needs
 * none.
 */
public interface ChannelOptions extends Extension, Serializable {}
