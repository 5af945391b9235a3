package caravan.landing;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;

/** Sums up the hashes of lines that come in slices. A line ends before its line feed; a carriage return is part of it. */
final class LineHash {
    private final HashStream128 line = Hashing.xxh3_128().hashStream();
    private Digest sum = Digest.NONE;

    void add(byte[] bytes, int from, int to) {
        line.putBytes(bytes, from, to - from);
    }

    void endLine() {
        HashValue128 hash = line.get();
        sum = sum.plus(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
        line.reset();
    }

    void forgetLine() {
        line.reset();
    }

    Digest sum() {
        return sum;
    }
}
