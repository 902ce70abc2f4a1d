package io.millrace.jobs.cli;

import java.nio.file.InvalidPathException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether the locale lets Java read the names of files. In a POSIX locale it knows ASCII alone, and any other letter of an argument or
 * a folder is lost before the command line sees it. The launcher sets another locale; this is for those who start Java themselves.
 */
final class FileNames {
    private static final String LOST = "\uFFFD";
    private static final String ADVICE =
            "file names must be readable in the locale, whose encoding is %s, was not: %s; set LC_ALL to a UTF-8 locale such as C.UTF-8, or start ./millrace, which does";

    private FileNames() {}

    /**
     * The problem with a name, before anything is read.
     *
     * @param folder that the command is started in
     */
    static Optional<String> problem(String folder, String... arguments) {
        return Stream.concat(Stream.of(folder), Stream.of(arguments))
                .filter(name -> name.contains(LOST))
                .findFirst()
                .map(FileNames::advice);
    }

    /** The problem where a name, for instance of the configuration, cannot be that of a file. */
    static Optional<String> problem(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof InvalidPathException invalid) {
                return Optional.of(advice(invalid.getInput()));
            }
        }
        return Optional.empty();
    }

    private static String advice(String name) {
        return ADVICE.formatted(System.getProperty("sun.jnu.encoding", "not known"), name);
    }
}
