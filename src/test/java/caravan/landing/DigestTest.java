package caravan.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

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
        Digest all = Digest.parse("f".repeat(32));

        assertThat(all.plus(new Digest(0, 1))).isEqualTo(Digest.NONE);
        assertThat(all.plus(all)).hasToString("f".repeat(31) + "e");
    }

    @Test
    void a_sum_of_parts_is_the_sum_of_all() {
        Digest a = new Digest(3, -4);
        Digest b = new Digest(7, -8);

        assertThat(Digest.sum(List.of(a, b)))
                .isEqualTo(Digest.sum(List.of(b, a)))
                .isEqualTo(a.plus(b));
    }

    /** From the reference implementation of xxHash 0.8: another hash would make every record look like another answer. */
    @Test
    void the_hash_of_a_line_is_xxh3_of_128_bits() {
        LineHash lines = new LineHash();
        byte[] abc = "abc".getBytes(StandardCharsets.US_ASCII);
        lines.add(abc, 0, 1);
        lines.add(abc, 1, 3);
        lines.endLine();

        assertThat(lines.sum()).hasToString("06b05ab6733a618578af5f94892f3950");
    }

    @Test
    void what_is_printed_can_be_parsed() {
        Digest digest = new Digest(1, -2);

        assertThat(digest).hasToString("0000000000000001fffffffffffffffe");
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void another_spelling_is_refused() {
        assertThatThrownBy(() -> Digest.parse("F".repeat(32))).isInstanceOf(IllegalArgumentException.class);
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
