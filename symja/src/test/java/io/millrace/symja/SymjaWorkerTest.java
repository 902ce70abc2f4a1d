package io.millrace.symja;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SymjaWorkerTest {
    @Test
    void everyLineHasAnAnswerThatNamesItsNumber() throws IOException {
        assertThat(serve("1\tv1+v1\t2*v1\n2\tv1\tv2\n3\tno question\n4\t((\t1\n5\t1\t1\n"))
                .startsWith("ready\n1\tproven\n2\topen\n3\tfailed: not a question\n4\tfailed: ")
                .endsWith("\n5\tproven\n")
                .hasLineCount(6);
    }

    private static String serve(String questions) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        new SymjaWorker(new Prover(Duration.ofMinutes(1)), new PrintStream(answers, true, StandardCharsets.UTF_8))
                .serve(new BufferedReader(new StringReader(questions)));
        return answers.toString(StandardCharsets.UTF_8);
    }
}
