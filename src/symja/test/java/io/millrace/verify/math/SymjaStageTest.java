package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataset.DataKit;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.FieldMapping;
import io.millrace.dataset.LoadedDataset;
import io.millrace.model.Verdict;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.SharedFiles;
import io.millrace.verify.math.number.Tolerance;
import io.millrace.verify.math.symja.Outcome;
import io.millrace.verify.math.symja.Symja;
import io.millrace.verify.math.symja.SymjaAlgebra;
import io.millrace.verify.math.symja.WorkerTimeouts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verifier with Symja in a worker process. Deadlines are long, so that a loaded machine changes no verdict. */
class SymjaStageTest {
    private static final long SEED = 20261121;

    private static final AtomicLong ASKED = new AtomicLong();
    private static final AtomicLong PROVEN = new AtomicLong();

    private static SymjaAlgebra symja;
    private static MathVerifier verifier;

    @BeforeAll
    static void start() throws IOException {
        symja = start(Duration.ofMinutes(1));
        verifier = new MathVerifier(Tolerance.NONE, (left, right) -> {
            ASKED.incrementAndGet();
            boolean proven = symja.proves(left, right);
            PROVEN.addAndGet(proven ? 1 : 0);
            return proven;
        });
    }

    @AfterAll
    static void stop() {
        symja.close();
    }

    private static SymjaAlgebra start(Duration question) throws IOException {
        Path target = Path.of("target");
        String classPath = target.resolve("classes") + ":" + Files.readString(target.resolve("dependencies"));
        WorkerTimeouts patience = new WorkerTimeouts(Duration.ofMinutes(2), question, 4);
        SymjaAlgebra started = new SymjaAlgebra(Symja.command(classPath, patience), patience);
        started.open();
        return started;
    }

    static Stream<List<String>> pairs() {
        var stream = Objects.requireNonNull(SymjaStageTest.class.getResourceAsStream("algebra.tsv"), "algebra.tsv");
        try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void expectedPairsBecomeCorrectAndNoOthers(List<String> pair) {
        assertThat(new MathVerifier().refusal(pair.get(0)))
                .as("refusal of the truth")
                .isEmpty();
        assertThat(new MathVerifier().verify(pair.get(0), pair.get(1)).correct())
                .as("without Symja")
                .isFalse();
        Verdict verdict = verifier.verify(pair.get(0), pair.get(1));
        assertThat(verdict.correct()).as(verdict.reason()).isEqualTo(pair.get(2).equals("right"));
    }

    @Test
    void noVerdictOfTheSuiteIsWorse() {
        MathVerifier own = new MathVerifier();
        count();
        long different = 0;
        for (Pairs.Pair pair : Pairs.all()) {
            Verdict without = own.verify(pair.truth(), pair.answer());
            boolean with = verifier.verify(pair.truth(), pair.answer()).correct();
            different += without.reason().equals("differs") ? 1 : 0;
            assertThat(with).as(pair.toString()).isEqualTo(without.correct() || with && pair.right());
        }
        System.out.printf(
                "%d pairs, %d differ, Symja asked about %s, proved %s%n",
                Pairs.all().size(), different, ASKED, PROVEN);
    }

    @Test
    void nearValuesOfTheSuitesTruthsAreStillIncorrect() {
        Rates rates = new Rates(verifier, SEED);
        count();
        Pairs.all().stream().map(Pairs.Pair::truth).distinct().forEach(truth -> rates.add(List.of(truth)));
        check("the suite", rates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"math500", "math-train", "aime24", "aime-train", "amc23", "minerva", "olympiad_bench"})
    void nearValuesOfDataSetsTruthsAreStillIncorrect(String name) {
        LoadedDataset loaded = Datasets.load(
                DataKit.file(
                        "math", SharedFiles.file("datasets/" + name + ".json").toString(), FieldMapping.AUTOMATIC, 0),
                Part.TRAIN,
                Tasks.of(new LenientTask("math")));
        Rates rates = new Rates(verifier, SEED);
        count();
        for (long i = 0; i < loaded.dataset().size(); i++) {
            rates.add(loaded.dataset().get(i).truths());
        }
        check(name, rates);
    }

    private static void count() {
        ASKED.set(0);
        PROVEN.set(0);
    }

    private static void check(String name, Rates rates) {
        System.out.printf("%s Symja asked about %s, proved %s%n", rates.row(name), ASKED, PROVEN);
        assertThat(rates.taken()).isZero();
        assertThat(rates.allThemselves()).isTrue();
    }

    @Test
    void aWorkerIsAvailableAfterHostileAnswers() throws IOException {
        try (SymjaAlgebra hasty = start(Duration.ofMillis(400))) {
            MathVerifier hurried = new MathVerifier(Tolerance.NONE, hasty);
            HostileAnswersTest.answers()
                    .forEach(answer -> assertThat(hurried.verify("5", answer).kind())
                            .as(answer)
                            .isEqualTo(Verdict.Kind.INCORRECT));
            System.out.println("hostile answers: " + hasty.outcomes());
            hasty.open();
            assertThat(hasty.outcomes()).containsEntry(Outcome.PROVEN, 0L);
        }
    }
}
