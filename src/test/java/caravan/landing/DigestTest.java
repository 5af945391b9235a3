package caravan.landing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestTest {
    @Test
    void a_sum_is_taken_modulo_two_to_the_128() {
        Random random = new Random(1);
        BigInteger modulus = BigInteger.ONE.shiftLeft(128);
        for (int i = 0; i < 10_000; i++) {
            Digest one = random(random);
            Digest other = random(random);
            BigInteger sum = number(one).add(number(other)).mod(modulus);

            assertThat(number(one.plus(other))).isEqualTo(sum);
        }
    }

    @Test
    void a_carry_runs_into_the_upper_word() {
        Digest all = new Digest(-1, -1);

        assertThat(all.plus(new Digest(0, 1))).isEqualTo(Digest.NONE);
        assertThat(all.plus(all)).hasToString("f".repeat(31) + "e");
    }

    /** From the reference implementation of xxHash 0.8: another hash would make every record look like another answer. */
    @ParameterizedTest
    @CsvSource({
        "3, 46f66cb93538156515f7093b173d005c",
        "17, 18217300b5132d5a78c349fe81b2f26c",
        "129, 6881633650cd8924c51bc887976aef63",
        "241, 92b991a7192f3f080b3b630948ce4a00",
        "1024, 4c17271c906df79223bc880ebf0d29c6",
        "3000, c3fae71e29f0c4af6eb4b5bfe14d9786"
    })
    void the_hash_of_a_line_is_xxh3_of_128_bits_however_it_is_sliced(int length, String hash) {
        byte[] line = new byte[length];
        for (int i = 0; i < length; i++) {
            line[i] = (byte) (i * 31 + 7);
        }
        for (int slice : new int[] {1, 100, 257, length}) {
            LineHash lines = new LineHash();
            for (int from = 0; from < length; from += slice) {
                lines.add(line, from, Math.min(length, from + slice));
            }
            lines.endLine();

            assertThat(lines.sum()).hasToString(hash);
        }
    }

    @Test
    void a_digest_is_printed_with_all_its_digits() {
        assertThat(new Digest(1, -2)).hasToString("0000000000000001fffffffffffffffe");
    }

    /** Words of few bits too, where carries stop and start. */
    private static Digest random(Random random) {
        return new Digest(word(random), word(random));
    }

    private static long word(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> -1;
            case 1 -> random.nextInt(2);
            default -> random.nextLong();
        };
    }

    private static BigInteger number(Digest digest) {
        return new BigInteger(digest.toString(), 16);
    }
}
