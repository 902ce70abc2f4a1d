package io.millrace.verify.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepeatsTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = "&",
            value = {
                "abc & 3",
                "a{3} & 3",
                "ab{3} & 4",
                "a{2,5} & 5",
                "a{2,} & 3",
                "a{0} & 1",
                "(a{2}b){3} & 12",
                "(?:a{10}){10} & 110",
                "a{3}|b{3} & 7",
                "\\d{4} & 4",
                "\\p{Greek}{4} & 4",
                "\\x{41}{4} & 4",
                "[a-z]{4} & 4",
                "[]({]{4} & 4",
                "[^]a]{4} & 4",
                "[\\]a]{4} & 4",
                "[[:alpha:]]{4} & 4",
                "\\(a{4} & 5",
                "\\Q(a\\E{4} & 10",
                "a{,4} & 5",
                "((a & 1",
                "a) & 2",
                "[a & 1",
                "\\ & 1",
                "(((a{1000}){1000}){1000}){1000} & 1000000000",
                "a{99999999999999999999} & 1000000000"
            })
    void lengthsIncludeRepetitions(String pattern, long length) {
        assertThat(Repeats.length(pattern)).isEqualTo(length);
    }
}
