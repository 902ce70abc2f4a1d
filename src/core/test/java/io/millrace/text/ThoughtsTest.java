package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.TokenIds;
import io.millrace.testkit.ByteTokens;
import io.millrace.token.CharacterTokenizer;
import io.millrace.token.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ThoughtsTest {
    private static final Tokenizer CHARACTERS = CharacterTokenizer.of("<think>/abc .\n"
            .chars()
            .distinct()
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString());
    private static final ThinkingConfig TAGS = new ThinkingConfig("<think>", "</think>", "", List.of("wait"));

    private static Thought read(String opening, String response) {
        return new Thoughts(CHARACTERS, TAGS, opening).read(CHARACTERS.encode(response));
    }

    @Test
    void thinkingLiesBetweenTheTags() {
        assertThat(read("", "a<think>bb</think>c")).isEqualTo(new Thought(true, true, "bb", "c", 8, 10));
    }

    @Test
    void aPromptThatOpensTheThinkingMakesTheResponseBeginWithinIt() {
        assertThat(read("<think>\n...\n", "ab</think>\n\nc")).isEqualTo(new Thought(true, true, "ab", "\n\nc", 0, 2));
    }

    @Test
    void aPromptThatHasClosedTheThinkingLeavesTheAnswer() {
        assertThat(read("<think></think>", "ab")).isEqualTo(new Thought(false, false, "", "ab", 0, 0));
    }

    @Test
    void thinkingThatIsNeverClosedHasNoAnswer() {
        assertThat(read("", "<think>abc")).isEqualTo(new Thought(true, false, "abc", "", 7, 10));
    }

    @Test
    void aClosingTagWithoutAnOpeningTagEndsNoThinking() {
        assertThat(read("", "ab</think>c")).isEqualTo(new Thought(false, true, "", "c", 0, 0));
    }

    @Test
    void thinkingClosedImmediatelyHasNoTokens() {
        assertThat(read("<think>\n", "</think>\n\na").tokens()).isZero();
    }

    @Test
    void theStopTokenDoesNotCountAsThinking() {
        TokenIds text = CHARACTERS.encode("<think>ab");
        int[] ids = Arrays.copyOf(text.ids(), text.size() + 1);
        ids[text.size()] = CHARACTERS.stopIds().get(0);

        Thought thought = new Thoughts(CHARACTERS, TAGS, "").read(new TokenIds(ids));

        assertThat(thought.tokens()).isEqualTo(2);
    }

    @Test
    void aResponseThatIsOnlyAStopTokenHasNoThinking() {
        TokenIds stop = new TokenIds(CHARACTERS.stopIds().get(0));

        Thought thought = new Thoughts(CHARACTERS, TAGS, "<think>").read(stop);

        assertThat(thought.opened()).isTrue();
        assertThat(thought.tokens()).isZero();
    }

    /** The kept part of a response whose thinking is cut after some text. */
    private static String kept(ByteTokens tokens, String response, String upTo) {
        Thoughts thoughts = new Thoughts(tokens, TAGS, "");
        TokenIds ids = tokens.encode(response);
        String thinking = thoughts.read(ids).thinking();
        int characters = thinking.indexOf(upTo) + upTo.length();
        return tokens.decode(new TokenIds(Arrays.copyOf(ids.ids(), thoughts.tokensUpTo(ids, characters))));
    }

    @Test
    void aTokenThatEndsAParagraphAndHoldsTheBlankLineAfterItIsKept() {
        ByteTokens tokens = ByteTokens.of("<think>", "</think>", ".\n\n", "\n\n");
        assertThat(kept(tokens, "<think>a b.\n\nc.\n\nd</think>e", "a b.")).isEqualTo("<think>a b.\n\n");
        assertThat(kept(tokens, "<think>a b.\n\nc.\n\nd</think>e", "c.")).isEqualTo("<think>a b.\n\nc.\n\n");
        assertThat(kept(tokens, "<think>a b!\n\nc</think>e", "a b!"))
                .as("a separate token for the blank line is not kept")
                .isEqualTo("<think>a b!");
    }

    @Test
    void aTokenThatContinuesWithTextIsOmitted() {
        ByteTokens tokens = ByteTokens.of("<think>", "</think>", ".\n\nWait");
        assertThat(kept(tokens, "<think>a b.\n\nWait c.</think>e", "a b.")).isEqualTo("<think>a b");
    }

    @Test
    void anOpeningTagIsKeptWhole() {
        ByteTokens tokens = ByteTokens.of("<think", ">\n", "</think>");
        assertThat(kept(tokens, "<think>\na</think>e", "")).isEqualTo("<think>\n");
    }

    @Test
    void aCharacterOfSeveralTokensIsKeptWholeOrNotAtAll() {
        ByteTokens tokens = ByteTokens.of("<think>", "</think>");
        String response = "<think>\u4e00\u3002\n\n\ud83d\ude00 \u00e9.</think>e";
        assertThat(kept(tokens, response, "\u4e00")).isEqualTo("<think>\u4e00");
        assertThat(kept(tokens, response, "\u4e00\u3002")).isEqualTo("<think>\u4e00\u3002");
        assertThat(kept(tokens, response, "\ud83d\ude00")).isEqualTo("<think>\u4e00\u3002\n\n\ud83d\ude00");
        assertThat(kept(tokens, response, "\u00e9.")).isEqualTo("<think>\u4e00\u3002\n\n\ud83d\ude00 \u00e9.");
    }

    /** For any tokens, the text before the cut is kept, except white space and a token that continues with text. */
    @Test
    void theTextBeforeACutIsKeptExactly() {
        String[] parts = {"a", " b", ".", "\n", "\n\n", " \n", "\u3002", "\u00e9", "wait"};
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            StringBuilder thinking = new StringBuilder();
            for (int i = 0; i < 12; i++) {
                thinking.append(parts[random.nextInt(parts.length)]);
            }
            ByteTokens tokens = ByteTokens.of("<think>", "</think>", ".\n", ".\n\n", "\n\n", " \n", "wait.\n");
            int cut = random.nextInt(thinking.length() + 1);
            String upTo = "<think>" + thinking.substring(0, cut);
            Thoughts thoughts = new Thoughts(tokens, TAGS, "");
            TokenIds ids = tokens.encode("<think>" + thinking + "</think>7");
            String kept = tokens.decode(new TokenIds(Arrays.copyOf(ids.ids(), thoughts.tokensUpTo(ids, cut))));
            assertThat(("<think>" + thinking).startsWith(kept))
                    .as("seed %d: %s", seed, kept)
                    .isTrue();
            if (kept.length() >= upTo.length()) {
                assertThat(kept.substring(upTo.length())).as("seed %d", seed).isBlank();
            } else {
                assertThat(upTo.substring(kept.length()))
                        .as("seed %d: part of a token that continues with text", seed)
                        .matches("w|wa|wai|wait|wait\\.|\\.|\n");
            }
        }
    }

    @Test
    void tagsMustDiffer() {
        assertThatThrownBy(() -> new ThinkingConfig("|", "|", "", List.of("wait")))
                .hasMessage("thinking: close must differ from open, was |");
    }
}
