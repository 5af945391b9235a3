package caravan.landing;

import caravan.archive.Sha256;
import java.security.MessageDigest;

/** Sums up the hashes of lines that come in slices. A line ends before its line feed; a carriage return is part of it. */
final class LineHash {
    private final MessageDigest line = Sha256.begin();
    private Digest sum = Digest.NONE;

    void add(byte[] bytes, int from, int to) {
        line.update(bytes, from, to - from);
    }

    void endLine() {
        sum = sum.plus(Digest.of(line.digest()));
    }

    void forgetLine() {
        line.reset();
    }

    Digest sum() {
        return sum;
    }
}
