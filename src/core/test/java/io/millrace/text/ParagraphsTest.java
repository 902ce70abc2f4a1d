package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.WordTokens;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParagraphsTest {
    /** One token per word. */
    private final Paragraphs paragraphs = new Paragraphs(new ParagraphConfig(3, 6), new WordTokens());

    private List<String> split(String text) {
        return paragraphs.split(text).stream()
                .map(p -> text.substring(p.from(), p.to()))
                .toList();
    }

    private static String words(int count, String end) {
        return IntStream.range(0, count).mapToObj(i -> "w").collect(Collectors.joining(" ")) + end;
    }

    @Test
    void piecesAreJoinedUntilEnoughTokensAndTheEndOfASentence() {
        assertThat(split("a b.\n\nc d\n\ne f.\n\ng h i."))
                .as("2 tokens are too few; 4 do not end a sentence; 6 do")
                .containsExactly("a b.\n\nc d\n\ne f.", "g h i.");
    }

    @Test
    void everyEndOfASentenceEndsAParagraph() {
        assertThat(split("a b c.\n\na b c!\n\na b c;\n\na b c?\n\na b c:\n\nd."))
                .containsExactly("a b c.", "a b c!", "a b c;", "a b c?", "a b c:\n\nd.");
    }

    @Test
    void aPieceThatReachesTheMaximumMidSentenceBeginsTheNextParagraph() {
        assertThat(split("a b c d\n\ne f\n\ng.")).containsExactly("a b c d", "e f\n\ng.");
    }

    @Test
    void aPieceThatReachesTheMaximumAndEndsASentenceEndsTheParagraph() {
        assertThat(split("a b c d\n\ne f g h i j k.")).containsExactly("a b c d\n\ne f g h i j k.");
    }

    @Test
    void aLongPieceWithoutEndIsASeparateParagraph() {
        assertThat(split("a b c d e f\n\ng h i.")).containsExactly("a b c d e f", "g h i.");
    }

    @Test
    void aLongPieceThatBeginsTheNextParagraphIsJoinedWithTheEndOfItsSentence() {
        assertThat(split("a b c\n\nd e f g h i\n\nj.")).containsExactly("a b c", "d e f g h i\n\nj.");
    }

    @Test
    void theRemainderIsTheLastParagraph() {
        assertThat(split("a b c.\n\nd")).containsExactly("a b c.", "d");
        assertThat(split("a")).containsExactly("a");
    }

    @Test
    void anyNumberOfBlankLinesSeparatesPieces() {
        assertThat(split("a b c." + "\n \t".repeat(100_000) + "\nd")).containsExactly("a b c.", "d");
    }

    @Test
    void blankTextHasNoParagraphs() {
        assertThat(split("")).isEmpty();
        assertThat(split(" \n\n \n")).isEmpty();
    }

    @Test
    void blankLinesMayContainWhiteSpaceAndMayRepeat() {
        assertThat(split("\n\na b c.\n \t\nd e f.\r\n\r\n\n\ng h i.\n\n"))
                .containsExactly("a b c.", "d e f.", "g h i.");
    }

    @Test
    void aSingleLineBreakIsNotABlankLine() {
        assertThat(split("a b c.\nd e f.")).containsExactly("a b c.\nd e f.");
        assertThat(Paragraphs.withoutLastPiece("a b c.\r\nd e f."))
                .as("a line break of two characters")
                .isZero();
    }

    @Test
    void theLastPieceIsDroppedByLength() {
        assertThat(Paragraphs.withoutLastPiece("a.\n\nb.\n\nc")).isEqualTo("a.\n\nb.".length());
        assertThat(Paragraphs.withoutLastPiece("a.\n\nb.\n\n")).isEqualTo("a.".length());
        assertThat(Paragraphs.withoutLastPiece("a")).isZero();
        assertThat(Paragraphs.withoutLastPiece("")).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void onlyBlankLinesAreOmittedAndLimitsHold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        String text = IntStream.range(0, 40)
                .mapToObj(i -> words(1 + random.nextInt(8), random.nextBoolean() ? "." : ""))
                .collect(Collectors.joining("\n\n"));
        List<String> all = split(text);
        assertThat(String.join("\n\n", all)).as("seed %d", seed).isEqualTo(text);
        for (String paragraph : all) {
            int tokens = paragraph.split("\\s+").length;
            assertThat(tokens < 6 || paragraph.endsWith(".") || !paragraph.contains("\n\n"))
                    .as("seed %d: %s", seed, paragraph)
                    .isTrue();
        }
    }

    @Test
    void invalidLimitsAreRejected() {
        assertThatThrownBy(() -> new ParagraphConfig(0, 5)).hasMessage("paragraphs: minTokens must be >= 1, was 0");
        assertThatThrownBy(() -> new ParagraphConfig(5, 5))
                .hasMessage("paragraphs: maxTokens must be > minTokens (5), was 5");
    }
}
