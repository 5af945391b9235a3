package caravan.landing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DigestTest {
    @Test
    void a_sum_is_taken_modulo_two_to_the_256() {
        Random random = new Random(1);
        BigInteger modulus = BigInteger.ONE.shiftLeft(256);
        for (int i = 0; i < 10_000; i++) {
            Digest one = random(random);
            Digest other = random(random);
            BigInteger sum = number(one).add(number(other)).mod(modulus);

            assertThat(number(one.plus(other))).isEqualTo(sum);
        }
    }

    @Test
    void a_carry_runs_through_all_words() {
        Digest all = Digest.parse("f".repeat(64));

        assertThat(all.plus(new Digest(0, 0, 0, 1))).isEqualTo(Digest.NONE);
        assertThat(all.plus(all)).hasToString("f".repeat(63) + "e");
    }

    @Test
    void a_sum_of_parts_is_the_sum_of_all() {
        Digest a = new Digest(1, 2, 3, -4);
        Digest b = new Digest(5, -6, 7, -8);

        assertThat(Digest.sum(List.of(a, b)))
                .isEqualTo(Digest.sum(List.of(b, a)))
                .isEqualTo(a.plus(b));
    }

    @Test
    void what_is_printed_can_be_parsed() {
        Digest digest = new Digest(1, -2, 3, 4);

        assertThat(digest.toString()).hasSize(64).startsWith("0000000000000001ffff");
        assertThat(Digest.parse(digest.toString())).isEqualTo(digest);
    }

    @Test
    void another_spelling_is_refused() {
        assertThatThrownBy(() -> Digest.parse("F".repeat(64))).isInstanceOf(IllegalArgumentException.class);
    }

    /** Words of few bits too, where carries stop and start. */
    private static Digest random(Random random) {
        return new Digest(word(random), word(random), word(random), word(random));
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
