package io.millrace.jinja;

import static io.millrace.jinja.TemplateException.check;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Arguments of a call of a function, method, filter, test or macro.
 *
 * @param callee name of the called function, for error messages
 * @param positional positional arguments, in order
 * @param named named arguments by name, in order
 * @param budget budget of the rendering
 */
record Arguments(String callee, List<Object> positional, Map<String, Object> named, RenderBudget budget) {
    Arguments {
        positional = List.copyOf(positional);
        named = Collections.unmodifiableMap(new LinkedHashMap<>(named));
    }

    /** Checks that there are no arguments except those with the given names, in order; returns this. */
    Arguments only(String... names) {
        check(
                positional.size() <= names.length,
                "%s takes at most %d arguments, had %d",
                callee,
                names.length,
                positional.size());
        if (!named.isEmpty()) {
            Set<String> known = new LinkedHashSet<>(Arrays.asList(names));
            named.keySet().forEach(name -> check(known.contains(name), "%s takes no argument %s", callee, name));
        }
        return this;
    }

    /**
     * An argument.
     *
     * @param place position, from 0
     * @param name name by which it may be passed instead
     */
    Optional<Object> get(int place, String name) {
        return place < positional.size() ? Optional.of(positional.get(place)) : Optional.ofNullable(named.get(name));
    }

    /** A required argument. */
    Object need(int place, String name) {
        return TemplateException.found(get(place, name), "%s needs an argument %s", callee, name);
    }

    /** A required string. */
    String string(int place, String name) {
        return TemplateValues.string(need(place, name), "%s of %s".formatted(name, callee));
    }

    /** A string; {@code otherwise} if it is missing or None. */
    String string(int place, String name, String otherwise) {
        Object value = get(place, name).orElse(None.NONE);
        return value == None.NONE ? otherwise : TemplateValues.string(value, "%s of %s".formatted(name, callee));
    }

    /** An integer; {@code otherwise} if it is missing or None. */
    long whole(int place, String name, long otherwise) {
        Object value = get(place, name).orElse(None.NONE);
        return value == None.NONE ? otherwise : Numbers.whole(value, "%s of %s".formatted(name, callee));
    }

    /** Whether an argument is present and true. */
    boolean flag(int place, String name) {
        return get(place, name).map(TemplateValues::isTrue).orElse(false);
    }

    /** All but the first ones. */
    Arguments after(int first, String newCallee) {
        return new Arguments(
                newCallee, positional.subList(Math.min(first, positional.size()), positional.size()), named, budget);
    }
}
