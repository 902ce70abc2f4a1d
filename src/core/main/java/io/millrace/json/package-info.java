/**
 * JSON and YAML mappers, which are created only here, and readers of a run's JSON files with readable error messages.
 *
 * <p>Jackson's own messages end in a description of the source ({@code [Source: REDACTED ...]}) and span lines; users never see
 * that. Start at {@link io.millrace.json.JsonFile}. Untrusted records of data sets are read in {@code io.millrace.dataset}.
 */
@NullMarked
package io.millrace.json;

import org.jspecify.annotations.NullMarked;
