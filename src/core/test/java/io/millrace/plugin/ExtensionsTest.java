package io.millrace.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.check.OptionRules;
import io.millrace.config.ConfigReader;
import io.millrace.dataset.filter.Filter;
import io.millrace.dataset.filter.FilterType;
import io.millrace.testkit.ExtensionJar;
import io.millrace.verify.AnswerSource;
import io.millrace.verify.Verifier;
import io.millrace.verify.VerifierContext;
import io.millrace.verify.VerifierSettings;
import io.millrace.verify.VerifierType;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that register extensions, and the classes that they name. */
class ExtensionsTest {
    @TempDir
    private Path folder;

    /** Keeps everything, whatever its options. */
    public record KeepAll(
            @Default("3") int some, @Default("") String text) implements FilterType {
        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    /** Another extension with the same name. */
    @TypeName("keep-all")
    public record KeepNone() implements FilterType {
        @Override
        public Filter create() {
            return candidate -> Optional.of("never");
        }
    }

    /** Has an option that names the type of every filter. */
    public record Ambiguous(@Default("a") String type) implements FilterType {
        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    /** Has a default that cannot be read. */
    public record Unreadable(@Default("[1") List<String> some) implements FilterType {
        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    /** Reports all problems of its options. */
    public record Careful(
            @Default("1") int least,
            @Default("2") int most,
            @Default("a") String text) implements FilterType {
        public Careful {
            OptionRules rules = new OptionRules("careful");
            rules.that(least >= 0, "least", "must be >= 0, was %d", least);
            rules.that(most >= least, "most", "must be >= least (%d), was %d", least, most);
            rules.together(least > 0 || !text.isEmpty(), "least must be >= 1 or text given, was %d without", least);
            rules.done();
        }

        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    /** Reports the first problem of its options with a plain exception. */
    public record Plain(@Default("1") int most) implements FilterType {
        public Plain {
            if (most < 1) {
                throw new IllegalArgumentException("plain: most must be a number of people, was " + most);
            }
            if (most > 9) {
                throw new IllegalArgumentException("so many do not fit");
            }
        }

        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    /** Fails without naming an option. */
    public record Careless(@Default("1") int some) implements FilterType {
        public Careless {
            if (some > 1) {
                throw new IllegalStateException("no");
            }
        }

        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    /** Cannot be created or, by default, not even be checked. */
    public record Unmakeable(@Default("false") boolean checked) implements VerifierType {
        @Override
        public Verifier create(VerifierContext context) {
            throw new IllegalStateException("no licence");
        }

        @Override
        public void check(VerifierSettings settings, Problems problems) {
            if (!checked) {
                throw new IllegalStateException("no check");
            }
        }
    }

    /** An answer source with an option, which cannot be configured. */
    public record Fussy(int some) implements AnswerSource {
        @Override
        public Optional<String> last(String text) {
            return Optional.empty();
        }
    }

    record Hidden() implements FilterType {
        @Override
        public Filter create() {
            return candidate -> Optional.empty();
        }
    }

    private void parse(String filter, String... registered) throws Exception {
        try (URLClassLoader loader =
                ExtensionJar.loader(folder, Map.of(), Map.of(FilterType.class, List.of(registered)))) {
            ExtensionJar.with(
                    loader,
                    () -> ConfigReader.parse("data: {train: {filters: [%s]}}".formatted(filter), List.of(), "t"));
        }
    }

    private void refuses(String filter, String problem, String... registered) {
        assertThatThrownBy(() -> parse(filter, registered)).hasMessageContaining(problem);
    }

    @Test
    void oneRegistrationLineIsEnough() throws Exception {
        parse("{type: keep-all, some: 4}", "# Filters", "", "  " + KeepAll.class.getName() + " # of this test");
        assertThat(Extensions.types(FilterType.class)).doesNotContain("keep-all");
    }

    @Test
    void theSameClassMayBeRegisteredTwice() throws Exception {
        parse("{type: keep-all}", KeepAll.class.getName(), KeepAll.class.getName());
    }

    @Test
    void typeNamesMustBeUnique() {
        refuses(
                "{type: keep-all}",
                "type names must differ, had keep-all for %s and %s: give one of them a @TypeName"
                        .formatted(KeepAll.class.getName(), KeepNone.class.getName()),
                KeepAll.class.getName(),
                KeepNone.class.getName());
    }

    @Test
    void onlyPublicRecordsOfThePointCanBeRegistered() {
        String rule = "must name public records that implement io.millrace.dataset.filter.FilterType, named ";
        refuses("{type: a}", rule + "java.lang.String", "java.lang.String");
        refuses("{type: a}", rule + Hidden.class.getName(), Hidden.class.getName());
        refuses(
                "{type: a}",
                "must name classes that can be loaded, named org.example.None: ClassNotFoundException: org.example.None",
                "org.example.None");
    }

    @Test
    void extensionsNamedWithoutOptionsMustHaveNone() throws Exception {
        try (URLClassLoader loader =
                ExtensionJar.loader(folder, Map.of(), Map.of(AnswerSource.class, List.of(Fussy.class.getName())))) {
            assertThatThrownBy(() -> ExtensionJar.with(loader, () -> AnswerSource.of(List.of("fussy"), "test")))
                    .isInstanceOf(RegistrationException.class)
                    .hasMessage(Fussy.class.getName() + ": must have no options, like every AnswerSource, had some");
        }
    }

    @Test
    void extensionsAreFoundFromAThreadWithAnotherClassLoader() throws Exception {
        try (URLClassLoader blind = new URLClassLoader(new URL[0], null)) {
            assertThat(ExtensionJar.with(blind, () -> Extensions.types(AnswerSource.class)))
                    .isEqualTo(Extensions.types(AnswerSource.class))
                    .contains("boxed");
        }
    }

    @Test
    void anOptionMustNotHaveANameReservedByTheExtensionPoint() {
        refuses(
                "{type: ambiguous}",
                "options must not have the name of an option common to all FilterType, was type in "
                        + Ambiguous.class.getName(),
                Ambiguous.class.getName());
    }

    @Test
    void aDefaultMustBeReadable() {
        refuses(
                "{type: unreadable}",
                Unreadable.class.getName() + ": default of option some must be YAML, was [1",
                Unreadable.class.getName());
    }

    @Test
    void everyBrokenRuleIsReportedUnderTheKeyOfItsOption() {
        refuses("{type: careful, least: -1, most: -2, text: ''}", """
                config t: 3 problems
                  data.train.filters[0].least: must be >= 0, was -1
                  data.train.filters[0].most: must be >= least (-1), was -2
                  data.train.filters[0]: least must be >= 1 or text given, was -1 without""", Careful.class.getName());
    }

    @Test
    void anIllegalArgumentIsReportedUnderTheKeyItNames() {
        refuses(
                "{type: plain, most: 0}",
                "data.train.filters[0].most: must be a number of people, was 0",
                Plain.class.getName());
        refuses("{type: plain, most: 10}", "data.train.filters[0]: so many do not fit", Plain.class.getName());
    }

    @Test
    void aConstructorThatThrowsAnotherExceptionIsAProblemOfItsSection() {
        refuses(
                "{type: careless, some: 2}",
                "data.train.filters[0]: must accept its options or reject them with an IllegalArgumentException, threw java.lang.IllegalStateException: no",
                Careless.class.getName());
    }

    @Test
    void aVerifierThatCannotBeCreatedIsAConfigurationProblem() throws Exception {
        try (URLClassLoader loader = ExtensionJar.loader(
                folder, Map.of(), Map.of(VerifierType.class, List.of(Unmakeable.class.getName())))) {
            String yaml = "task: {verifiers: [{name: a, type: unmakeable, checked: %s}]}";
            assertThatThrownBy(() ->
                            ExtensionJar.with(loader, () -> ConfigReader.parse(yaml.formatted(true), List.of(), "t")))
                    .hasMessageContaining(
                            "task.verifiers: verifier a: could not be created: java.lang.IllegalStateException: no licence");
            assertThatThrownBy(() ->
                            ExtensionJar.with(loader, () -> ConfigReader.parse(yaml.formatted(false), List.of(), "t")))
                    .hasMessageContaining("task.verifiers[0].type: must report problems of its options, threw"
                            + " java.lang.IllegalStateException: no check");
        }
    }
}
