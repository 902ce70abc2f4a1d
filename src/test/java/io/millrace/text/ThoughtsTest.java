package io.millrace.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.TokenIds;
import io.millrace.policy.Tokenizer;
import io.millrace.policy.text.CharacterTokenizer;
import java.util.Arrays;
import java.util.List;
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
    void aClosingTagAloneEndsNoThinking() {
        assertThat(read("", "ab</think>c")).isEqualTo(new Thought(false, true, "", "c", 0, 0));
    }

    @Test
    void whatIsClosedAtOnceHasNoThinkingTokens() {
        assertThat(read("<think>\n", "</think>\n\na").tokens()).isZero();
    }

    @Test
    void theStopTokenIsNoThinking() {
        TokenIds text = CHARACTERS.encode("<think>ab");
        int[] ids = Arrays.copyOf(text.ids(), text.size() + 1);
        ids[text.size()] = CHARACTERS.stopIds().get(0);

        Thought thought = new Thoughts(CHARACTERS, TAGS, "").read(new TokenIds(ids));

        assertThat(thought.tokens()).isEqualTo(2);
    }

    @Test
    void tagsMustDiffer() {
        assertThatThrownBy(() -> new ThinkingConfig("|", "|", "", List.of("wait")))
                .hasMessage("thinking: close must differ from open, was |");
    }
}
