package caravan.landing;

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

    public Digest plus(Digest other) {
        return plus(other.high, other.low);
    }

    Digest plus(long otherHigh, long otherLow) {
        long sum = low + otherLow;
        long carry = (low & otherLow | (low | otherLow) & ~sum) >>> 63;
        return new Digest(high + otherHigh + carry, sum);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low);
    }
}
