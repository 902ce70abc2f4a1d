package io.millrace.verify.math;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dataset.DataKit;
import io.millrace.dataset.Datasets;
import io.millrace.dataset.FieldMapping;
import io.millrace.dataset.LoadedDataset;
import io.millrace.task.PromptGenerator.Part;
import io.millrace.task.Tasks;
import io.millrace.testkit.LenientTask;
import io.millrace.testkit.SharedFiles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Truths against themselves, against rewritings, and against near values: the rates of docs/math.md. */
class RatesTest {
    private static final long SEED = 20261121;

    @Test
    void truthsOfTheSuite() {
        Rates rates = new Rates(new MathVerifier(), SEED);
        Pairs.all().stream().map(Pairs.Pair::truth).distinct().forEach(truth -> rates.add(List.of(truth)));
        check("the suite", rates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"math500", "math-train", "aime24", "aime-train", "amc23", "minerva", "olympiad_bench"})
    void truthsOfDataSets(String name) {
        LoadedDataset loaded = Datasets.load(
                DataKit.file(
                        "math", SharedFiles.file("datasets/" + name + ".json").toString(), FieldMapping.AUTOMATIC, 0),
                Part.TRAIN,
                Tasks.of(new LenientTask("math")));
        Rates rates = new Rates(new MathVerifier(), SEED);
        for (long i = 0; i < loaded.dataset().size(); i++) {
            rates.add(loaded.dataset().get(i).truths());
        }
        check(name, rates);
    }

    private static void check(String name, Rates rates) {
        rates.failures().forEach(System.out::println);
        System.out.println(Rates.header());
        System.out.println(rates.row(name));
        assertThat(rates.allThemselves()).as("truths accepted as they are").isTrue();
        assertThat(rates.taken()).as("incorrect answers accepted").isZero();
        assertThat(rates.acceptedShare()).as("share of rewritings accepted").isGreaterThan(0.97);
    }
}
