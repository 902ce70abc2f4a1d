package io.millrace.method.autothink;

import io.millrace.model.Entropies;
import io.millrace.model.FinishReason;
import io.millrace.model.GradedResponse;
import io.millrace.model.LogProbs;
import io.millrace.model.Origin;
import io.millrace.model.Prompt;
import io.millrace.model.PromptKind;
import io.millrace.model.Response;
import io.millrace.model.TokenIds;
import io.millrace.model.VersionSpan;
import io.millrace.testkit.Samples;
import io.millrace.text.ThinkingConfig;
import io.millrace.token.CharacterTokenizer;
import io.millrace.token.Tokenizer;
import java.util.List;

/** Responses of a policy that thinks, one token per character, and their readers. */
final class Thinkers {
    static final String OPENING = "<think>\n...\n";
    static final Tokenizer CHARACTERS = CharacterTokenizer.of("\n .!</>abcdefghijklmnopqrstuvwxyz0123456789");
    static final ThinkingConfig TAGS = new ThinkingConfig("<think>", "</think>", "", List.of("wait"));
    static final Prompt PROMPT = Samples.prompt("q", "reason");

    private Thinkers() {}

    static AutoThink config(Stage... stages) {
        return config(OPENING, false, stages);
    }

    static AutoThink config(String opening, boolean anyBlank, Stage... stages) {
        return new AutoThink(true, opening, anyBlank, List.of(stages));
    }

    static Modes modes(String opening, boolean anyBlank) {
        return new Modes(CHARACTERS, TAGS, config(opening, anyBlank, stage(1, 0, 0)));
    }

    /** A stage without end. */
    static Stage stage(double balance, double alpha, double beta) {
        return new Stage(0, balance, 2, alpha, beta, 0);
    }

    /** A response with a task reward of 1 or 0. */
    static GradedResponse response(String text, boolean correct) {
        return response(text, correct, correct ? 1 : 0, 0);
    }

    static GradedResponse response(String text, boolean correct, double reward, long step) {
        return of(CHARACTERS.encode(text), correct, reward, step, Origin.SAMPLED);
    }

    /** A response with a given length and arbitrary content. */
    static GradedResponse ofLength(int tokens, boolean correct, long step) {
        return of(new TokenIds(new int[tokens]), correct, correct ? 1 : 0, step, Origin.SAMPLED);
    }

    static GradedResponse of(TokenIds tokens, boolean correct, double reward, long step, Origin origin) {
        Response response = new Response(
                0,
                tokens,
                LogProbs.NONE,
                Entropies.NONE,
                FinishReason.STOP,
                List.of(new VersionSpan(step, step, 0, tokens.size())),
                origin,
                PromptKind.PLAIN);
        return Samples.graded(response, correct, reward);
    }

    /** A response that thinks. */
    static GradedResponse thinks(boolean correct, double reward) {
        return response("hm</think>\n\n7", correct, reward, 0);
    }

    /** A response that does not think. */
    static GradedResponse answers(boolean correct, double reward) {
        return response("</think>\n\n7", correct, reward, 0);
    }
}
