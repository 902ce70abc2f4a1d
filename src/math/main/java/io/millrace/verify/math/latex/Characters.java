package io.millrace.verify.math.latex;

import io.millrace.verify.math.number.LimitException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Converts non-ASCII characters to equivalent LaTeX. */
final class Characters {
    private static final Map<Integer, String> LATEX = new LinkedHashMap<>();
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";
    private static final int FULL_WIDTH = 0xFEE0;

    static {
        put("−–—‐‑﹣", "-");
        put("×", "\\times ");
        put("·⋅∙•", "\\cdot ");
        put("÷", "\\div ");
        put("±", "\\pm ");
        put("∓", "\\mp ");
        put("π𝜋", "\\pi ");
        put("∞", "\\infty ");
        put("√", "\\sqrt ");
        put("∛", "\\sqrt[3]");
        put("≤⩽", "\\le ");
        put("≥⩾", "\\ge ");
        put("≠", "\\ne ");
        put("≈", "\\approx ");
        put("∈", "\\in ");
        put("∪", "\\cup ");
        put("∩", "\\cap ");
        put("∖", "\\setminus ");
        put("∉", "\\notin ");
        put("≡", "\\equiv ");
        put("∧", "\\land ");
        put("∨", "\\lor ");
        put("∴✓✔■□", " ");
        put("∅", "\\emptyset ");
        put("ℝ", "\\mathbb{R}");
        put("°º", "^\\circ ");
        put("′’‘", "'");
        put("“”", "\"");
        put("⟨〈", "\\langle ");
        put("⟩〉", "\\rangle ");
        put("⌊", "\\lfloor ");
        put("⌋", "\\rfloor ");
        put("⌈", "\\lceil ");
        put("⌉", "\\rceil ");
        put("½", "\\frac{1}{2}");
        put("⅓", "\\frac{1}{3}");
        put("⅔", "\\frac{2}{3}");
        put("¼", "\\frac{1}{4}");
        put("¾", "\\frac{3}{4}");
        put("∠", "\\angle ");
        put("、", ",");
        put("\u00a0\u2009\u202f\u2002\u2003\u200b", " ");
        String greek =
                "α alpha β beta γ gamma δ delta ε epsilon θ theta λ lambda μ mu ρ rho σ sigma τ tau φ phi ω omega "
                        + "Δ Delta Γ Gamma Σ Sigma Φ Phi Ω Omega";
        String[] names = greek.split(" ");
        for (int i = 0; i < names.length; i += 2) {
            put(names[i], "\\" + names[i + 1] + " ");
        }
    }

    private Characters() {}

    private static void put(String characters, String latex) {
        characters.codePoints().forEach(character -> LATEX.put(character, latex));
    }

    /** A text with all known characters converted to ASCII. */
    static String toLatex(String text) {
        if (text.length() > Parser.MAX_LENGTH) {
            throw new LimitException("has more than " + Parser.MAX_LENGTH + " characters");
        }
        StringBuilder latex = new StringBuilder(text.length() + 16);
        int[] points = text.codePoints().toArray();
        int at = 0;
        while (at < points.length) {
            int point = points[at];
            if (SUPERSCRIPTS.indexOf(point) >= 0 || SUBSCRIPTS.indexOf(point) >= 0) {
                at = script(points, at, latex);
            } else {
                append(point, latex);
                at++;
            }
        }
        return latex.toString();
    }

    private static void append(int point, StringBuilder latex) {
        String known = LATEX.get(point);
        if (known != null) {
            latex.append(known);
        } else if (point > 0xFF00 && point < 0xFF5F) {
            latex.appendCodePoint(point - FULL_WIDTH);
        } else {
            latex.appendCodePoint(point);
        }
    }

    /** Converts superscript or subscript digits; returns their end. */
    private static int script(int[] points, int start, StringBuilder latex) {
        String digits = SUPERSCRIPTS.indexOf(points[start]) >= 0 ? SUPERSCRIPTS : SUBSCRIPTS;
        latex.append(digits.equals(SUPERSCRIPTS) ? "^{" : "_{");
        int at = start;
        while (at < points.length && digits.indexOf(points[at]) >= 0) {
            latex.append(digits.indexOf(points[at]));
            at++;
        }
        latex.append('}');
        return at;
    }
}
