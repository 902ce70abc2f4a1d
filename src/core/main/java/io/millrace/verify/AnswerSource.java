package io.millrace.verify;

import io.millrace.check.Require;
import io.millrace.plugin.Extension;
import io.millrace.plugin.Extensions;
import java.util.List;
import java.util.Optional;

/**
 * A place in a response where its answer may be found, listed in an option {@code sources}: a record without components that is
 * registered in a file {@code META-INF/services/io.millrace.verify.AnswerSource}. Thread-safe; its time is linear in the text.
 */
public interface AnswerSource extends Extension {
    /** The last answer in a text at such a place, possibly with surrounding white space; empty if there is none. */
    Optional<String> last(String text);

    /** Whether this source is also used for a prompt that requests a box. */
    default boolean readBesideBoxes() {
        return true;
    }

    /**
     * Sources by their type names.
     *
     * @param who start of the error message if the list is empty or a name is unknown
     */
    static List<AnswerSource> of(List<String> names, String who) {
        List<String> types = Extensions.types(AnswerSource.class);
        Require.that(
                !names.isEmpty() && types.containsAll(names),
                "%s: sources must be a subset of %s, was %s",
                who,
                String.join(", ", types),
                names);
        return names.stream()
                .flatMap(name -> Extensions.create(AnswerSource.class, name).stream())
                .toList();
    }

    /** All registered sources. */
    static List<AnswerSource> all() {
        return of(Extensions.types(AnswerSource.class), "answer source");
    }
}
