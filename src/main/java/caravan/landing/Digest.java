package caravan.landing;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;

/**
 * What lines say, whatever their order and however they are split into files: the sum modulo 2^128 of the XXH3 hash of each
 * line. A sum and not an exclusive or, so that a line that is there twice counts twice. It tells whether Amplitude's answer
 * changed between two exports; who can choose lines at will can find two sets of one sum, so it proves nothing against an
 * adversary. What an object holds is told by its SHA-256.
 */
public record Digest(long high, long low) {
    /** Of no lines. */
    public static final Digest NONE = new Digest(0, 0);

    private static final int BYTES = 16;

    public static Digest sum(Collection<Digest> digests) {
        return digests.stream().reduce(NONE, Digest::plus);
    }

    /**
     * @param text 32 lower-case hexadecimal digits
     * @throws IllegalArgumentException for anything else
     */
    public static Digest parse(String text) {
        if (!text.matches("[0-9a-f]{" + 2 * BYTES + "}")) {
            throw new IllegalArgumentException("a digest has " + 2 * BYTES + " lower-case hexadecimal digits");
        }
        ByteBuffer words = ByteBuffer.wrap(HexFormat.of().parseHex(text));
        return new Digest(words.getLong(), words.getLong());
    }

    public Digest plus(Digest other) {
        return plus(other.high, other.low);
    }

    Digest plus(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        long carry = (low & otherLow | (low | otherLow) & ~sum) >>> 63;
        return new Digest(high + otherHigh + carry, sum);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
