package caravan.bigquery;

import caravan.warehouse.WarehouseAway;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data of a load job, sent as it is made, in chunks: a session of Google's resumable uploads. It holds one chunk, and asks the
 * session how far it is where an answer is lost. The job begins with {@link #finish}; without it there never is one.
 */
final class Upload extends OutputStream {
    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);
    /** Google takes multiples of 256 KiB. */
    private static final int CHUNK = 4 << 20;

    private static final int GOES_ON = 308;
    private static final Pattern RANGE = Pattern.compile("bytes=0-(\\d{1,18})");

    private final Rest rest;
    private final Repeats repeats;
    private final String doing;
    private final URI session;
    private final byte[] chunk;
    private int filled;
    private long sent;

    private Upload(Rest rest, Repeats repeats, String doing, URI session, int chunk) {
        this.rest = rest;
        this.repeats = repeats;
        this.doing = doing;
        this.session = session;
        this.chunk = new byte[chunk];
    }

    static Upload begin(Rest rest, Repeats repeats, String doing, JsonNode job) throws IOException {
        return begin(rest, repeats, doing, job, CHUNK);
    }

    /** @param job what is to be done with the data */
    static Upload begin(Rest rest, Repeats repeats, String doing, JsonNode job, int chunk) throws IOException {
        Rest.Answer answer = repeats.of(doing, () -> {
            HttpPost post = new HttpPost(rest.uploads());
            post.setEntity(
                    new ByteArrayEntity(job.toString().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
            post.setHeader("X-Upload-Content-Type", "application/octet-stream");
            Rest.Answer begun = rest.send(doing, post);
            if (!begun.isGood()) {
                throw Jobs.refused(doing, begun);
            }
            return begun;
        });
        Optional<URI> session = answer.location().flatMap(Upload::address).filter(rest::isHome);
        if (session.isEmpty()) {
            throw new WarehouseAway(
                    "BigQuery named no place of its own to " + doing + "; nothing was sent elsewhere", null);
        }
        return new Upload(rest, repeats, doing, session.get(), chunk);
    }

    private static Optional<URI> address(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        while (at < offset + length) {
            // Full, and not the last one: more comes.
            if (filled == chunk.length) {
                send(false);
            }
            int count = Math.min(chunk.length - filled, offset + length - at);
            System.arraycopy(bytes, at, chunk, filled, count);
            filled += count;
            at += count;
        }
    }

    /** All is written: the job begins. */
    Rest.Answer finish() throws IOException {
        return send(true);
    }

    /** @return what was answered to the last byte of all */
    private Rest.Answer send(boolean last) throws IOException {
        long end = sent + filled;
        long have = sent;
        boolean ask = false;
        int number = 1;
        while (true) {
            try {
                Rest.Answer answer = ask ? asked(last) : put(have, last);
                if (answer.status() != GOES_ON) {
                    return ended(answer, last);
                }
                long now = received(answer);
                if (now == end && !last) {
                    sent = end;
                    filled = 0;
                    return answer;
                }
                requireProgress(ask || now > have, now < end, now);
                have = now;
                ask = false;
            } catch (WarehouseAway e) {
                if (repeats.isLast(number)) {
                    throw e;
                }
                LOG.info(
                        "try {} to {} failed at byte {}, asked how far it is: {}", number, doing, have, e.getMessage());
                repeats.waitAfter(number++);
                ask = true;
            }
        }
    }

    private void requireProgress(boolean further, boolean more, long have) throws WarehouseAway {
        if (!further || !more) {
            throw new WarehouseAway("BigQuery has " + have + " bytes and no job yet, to " + doing, null);
        }
    }

    private Rest.Answer ended(Rest.Answer answer, boolean last) throws IOException {
        if (answer.isGood() && !last) {
            throw new WarehouseAway("BigQuery took the upload for ended, to " + doing, null);
        }
        if (answer.isGood() || answer.status() == HttpStatus.SC_CONFLICT) {
            return answer;
        }
        if (answer.status() == HttpStatus.SC_NOT_FOUND || answer.status() == HttpStatus.SC_GONE) {
            throw new WarehouseAway("the session to " + doing + " is gone", null);
        }
        throw Said.refusal(doing, answer);
    }

    private Rest.Answer put(long from, boolean last) throws IOException {
        int skipped = (int) (from - sent);
        HttpPut put = new HttpPut(session);
        put.setEntity(new ByteArrayEntity(chunk, skipped, filled - skipped, ContentType.APPLICATION_OCTET_STREAM));
        long end = sent + filled;
        String bytes = from == end ? "*" : from + "-" + (end - 1);
        put.setHeader("Content-Range", "bytes " + bytes + "/" + (last ? end : "*"));
        return rest.send(doing, put);
    }

    private Rest.Answer asked(boolean last) throws IOException {
        HttpPut put = new HttpPut(session);
        put.setHeader("Content-Range", "bytes */" + (last ? sent + filled : "*"));
        put.setEntity(new ByteArrayEntity(new byte[0], ContentType.APPLICATION_OCTET_STREAM));
        return rest.send(doing, put);
    }

    /** How much the session has: something of this chunk, or all that was sent before it. */
    private long received(Rest.Answer answer) throws WarehouseAway {
        Matcher range = RANGE.matcher(answer.range().orElse(""));
        long have = range.matches() ? Long.parseLong(range.group(1)) + 1 : 0;
        if (have < sent || have > sent + filled) {
            throw new WarehouseAway("the session to " + doing + " has " + have + " bytes of " + sent, null);
        }
        return have;
    }
}
