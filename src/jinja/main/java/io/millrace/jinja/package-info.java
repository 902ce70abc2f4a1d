/**
 * The part of the Jinja language that chat templates are written in, read and rendered as the transformers library does it:
 * trim_blocks, lstrip_blocks and loop controls are on, the sandbox is immutable.
 *
 * <pre>
 *   source -> TemplateLexer -> tokens -> StatementParser, ExpressionParser -> tree of Statements and Expressions -> text
 * </pre>
 *
 * <p>Values are Java's: String, Long, Double, Boolean, List, Map, {@link io.millrace.jinja.None}; what a template
 * does not find is {@link io.millrace.jinja.Undefined}. A tuple is a list. Nothing here knows of models. What is not implemented is
 * refused when a template is read. Start at {@link io.millrace.jinja.Template}.
 */
@NullMarked
package io.millrace.jinja;

import org.jspecify.annotations.NullMarked;
