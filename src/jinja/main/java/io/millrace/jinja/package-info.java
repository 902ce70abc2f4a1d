/**
 * The subset of Jinja that chat templates use, parsed and rendered as by the transformers library: trim_blocks,
 * lstrip_blocks and loop controls are on, the sandbox is immutable.
 *
 * <pre>
 *   source -> TemplateLexer -> tokens -> StatementParser, ExpressionParser -> tree of Statements and Expressions -> text
 * </pre>
 *
 * <p>Values are Java's: String, Long, Double, Boolean, List, Map, {@link io.millrace.jinja.None}; failed lookups yield
 * {@link io.millrace.jinja.Undefined}. A tuple is a list. This package is independent of models. Unsupported syntax is
 * refused when a template is parsed. Start at {@link io.millrace.jinja.Template}.
 */
@NullMarked
package io.millrace.jinja;

import org.jspecify.annotations.NullMarked;
