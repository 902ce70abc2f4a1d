/**
 * Mappers of JSON and YAML, which are made here alone, and reading the JSON files of a run with messages that a person can use.
 *
 * <p>Jackson's own messages end in a description of the source ({@code [Source: REDACTED ...]}) and span lines; none of that
 * reaches a user. Start at {@link io.millrace.json.JsonFile}. Records of data sets, which come from strangers, are read in
 * {@code io.millrace.dataset}.
 */
@NullMarked
package io.millrace.json;

import org.jspecify.annotations.NullMarked;
