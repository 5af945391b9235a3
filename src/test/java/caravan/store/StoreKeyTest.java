package caravan.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
