package caravan.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "Amplitude answered 400 'too big'|Amplitude answered 400 'too big'",
                "@here and a@b.example|(at)here and a(at)b.example",
                "see https://evil.example|see https: //evil.example",
                "see WWW.evil.example|see www .evil.example",
                "`code`|'code'",
            })
    void words_of_others_are_neither_links_nor_mentions(String said, String told) {
        assertThat(PlainWords.of(said)).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a\rb", "a\u202eb", "a\u0000b", "a\u2028b", "a\u001bb", "a\u00e9b"})
    void what_is_not_printable_ascii_is_a_question_mark(String said) {
        assertThat(PlainWords.of(said)).isEqualTo("a?b");
    }

    @Test
    void long_words_are_cut() {
        assertThat(PlainWords.of("x".repeat(100_000))).hasSize(503).endsWith("...");
    }

    @Test
    void nothing_in_angle_brackets_is_left_for_slack() {
        assertThat(PlainWords.escaped("<!channel> & <http://a|b> &lt;"))
                .isEqualTo("&lt;!channel&gt; &amp; &lt;http://a|b&gt; &amp;lt;");
    }
}
