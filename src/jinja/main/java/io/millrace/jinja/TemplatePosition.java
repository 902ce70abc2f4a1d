package io.millrace.jinja;

/**
 * A position in a template.
 *
 * @param line from 1
 * @param column in characters, from 1
 */
record TemplatePosition(int line, int column) {
    @Override
    public String toString() {
        return "line %d, column %d".formatted(line, column);
    }
}
