package caravan.store;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * An object's bytes as they arrive. At their end they have the checksum that the store has of them, or an {@link IOException} says
 * so; closing early drops the connection instead of reading the rest.
 */
final class GcsBody extends FilterInputStream {
    private static final String CRC32C_IS = "crc32c=";

    private final HttpResponse response;
    private final String generation;
    private final String expected;
    private final CRC32C sum = new CRC32C();
    private boolean ended;

    /** @throws IOException where the head of the answer was cut off */
    GcsBody(HttpResponse response) throws IOException {
        super(response.getContent() == null ? InputStream.nullInputStream() : response.getContent());
        this.response = response;
        HttpHeaders head = response.getHeaders();
        generation = head.getFirstHeaderStringValue("x-goog-generation");
        expected = crc32c(head.getHeaderStringValues("x-goog-hash"));
        if (generation == null || expected.isEmpty()) {
            response.disconnect();
            throw new IOException("the reply was cut off before it said which generation it is and what its CRC32C is");
        }
    }

    String generation() {
        return generation;
    }

    /** One header may have several, and there may be several headers. */
    private static String crc32c(List<String> hashes) {
        return hashes.stream()
                .flatMap(header -> List.of(header.split(",")).stream())
                .map(String::strip)
                .filter(hash -> hash.startsWith(CRC32C_IS))
                .map(hash -> hash.substring(CRC32C_IS.length()))
                .findFirst()
                .orElse("");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int from, int atMost) throws IOException {
        int count = super.read(bytes, from, atMost);
        if (count > 0) {
            sum.update(bytes, from, count);
        }
        if (count < 0 && !ended) {
            ended = true;
            if (!Crc32c.spelt(sum).equals(expected)) {
                throw new IOException(
                        "what arrived has the CRC32C " + Crc32c.spelt(sum) + ", the object has " + expected);
            }
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        return readNBytes((int) Math.min(count, 8192)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void close() throws IOException {
        if (!ended) {
            response.disconnect();
        }
        super.close();
    }
}
