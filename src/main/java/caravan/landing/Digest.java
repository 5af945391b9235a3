package caravan.landing;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;

/**
 * What lines say, whatever their order and however they are split into files: the sum modulo 2^256 of the SHA-256 of each
 * line. A sum and not an exclusive or, so that a line that is there twice counts twice. It tells whether Amplitude's answer
 * changed between two exports; who can choose lines at will can find two sets of one sum, so it proves nothing against an
 * adversary.
 */
public record Digest(long high, long upper, long lower, long low) {
    /** Of no lines. */
    public static final Digest NONE = new Digest(0, 0, 0, 0);

    private static final int BYTES = 32;

    /** @param hash 32 bytes, the hash of one line */
    static Digest of(byte[] hash) {
        ByteBuffer words = ByteBuffer.wrap(hash);
        return new Digest(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    public static Digest sum(Collection<Digest> digests) {
        return digests.stream().reduce(NONE, Digest::plus);
    }

    /**
     * @param text 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException for anything else
     */
    public static Digest parse(String text) {
        if (!text.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits");
        }
        return of(HexFormat.of().parseHex(text));
    }

    public Digest plus(Digest other) {
        long a = low + other.low;
        long carry = carry(low, other.low, a);
        long b = lower + other.lower + carry;
        carry = carry(lower, other.lower, b);
        long c = upper + other.upper + carry;
        carry = carry(upper, other.upper, c);
        return new Digest(high + other.high + carry, c, b, a);
    }

    /** The bit that an addition of two words, and perhaps of one more, has lost. */
    private static long carry(long one, long other, long sum) {
        return (one & other | (one | other) & ~sum) >>> 63;
    }

    @Override
    public String toString() {
        ByteBuffer words = ByteBuffer.allocate(BYTES);
        words.putLong(high).putLong(upper).putLong(lower).putLong(low);
        return HexFormat.of().formatHex(words.array());
    }
}
