package io.millrace.jinja;

/** A value that can be called by its name: a function or a macro. */
interface Callable {
    Object call(Arguments arguments, Scope scope);
}
