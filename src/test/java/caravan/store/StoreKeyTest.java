package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreKeyTest {
    @Test
    void keys_stand_in_the_order_of_their_utf_8_bytes() {
        List<String> keys =
                List.of("", "a", "a-b", "a/b", "ab", "ä", "\uffff", "\ue000", "\ud83d\ude00", "\ud83d\ude01", "b");
        Comparator<byte[]> unsigned = Arrays::compareUnsigned;
        Comparator<String> bytes = (one, other) ->
                unsigned.compare(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

        assertThat(keys.stream().sorted(StoreKey.ORDER))
                .containsExactlyElementsOf(keys.stream().sorted(bytes).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/a",
                "a/",
                "a//b",
                "..",
                "../a",
                "a/../b",
                "a/..",
                ".",
                "./a",
                "a/.hidden",
                "a\\b",
                "a\u0000b",
                "a\nb",
                "a\u007fb"
            })
    void what_is_not_a_key_is_refused(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> StoreKey.checked(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "a//", "../", "a/../b", "..", "a\\"})
    void what_no_key_can_begin_with_is_refused(String prefix) {
        assertThatIllegalArgumentException().isThrownBy(() -> StoreKey.beginning(prefix));
        assertThatIllegalArgumentException().isThrownBy(() -> StoreKey.folder(prefix));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a/b=c/2026-11-01_05_0-r0-3f.json", "_caravan/hours", "a b", "ä"})
    void what_is_a_key_stays_as_it_is(String key) {
        assertThat(StoreKey.checked(key)).isEqualTo(key);
        assertThat(StoreKey.beginning(key)).isEqualTo(key);
        assertThat(StoreKey.folder(key + "/")).isEqualTo(key + "/");
        assertThatIllegalArgumentException().isThrownBy(() -> StoreKey.folder(key));
    }
}
