package caravan.bigquery;

import caravan.bigquery.BigQueryServer.Call;
import caravan.bigquery.BigQueryServer.Reply;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sessions of resumable uploads, each of a job that begins with its last byte. */
final class Uploads {
    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d+)-(\\d+)|\\*)/(\\d+|\\*)");

    private final Map<String, Session> sessions = new HashMap<>();
    private final Jobs jobs;
    private URI address;
    private int most = Integer.MAX_VALUE;
    private byte[] uploaded = {};

    private record Session(JsonNode job, ByteArrayOutputStream bytes) {}

    /** Where jobs are begun. */
    interface Jobs {
        Reply begin(JsonNode job, byte[] media);
    }

    Uploads(URI address, Jobs jobs) {
        this.address = address;
        this.jobs = jobs;
    }

    /** The last one that came to its end. */
    byte[] last() {
        return uploaded;
    }

    /** Of a chunk that is not the last one. */
    void takesOfAChunk(int bytes) {
        most = bytes;
    }

    /** Where it says that its sessions are. */
    void areAt(URI other) {
        address = other;
    }

    Reply begin(Call call) throws IOException {
        Project.require(call.path().endsWith("?uploadType=resumable"), "no resumable upload");
        String session =
                "/upload/bigquery/v2/projects/acme-lake/jobs?uploadType=resumable&upload_id=" + sessions.size();
        sessions.put(session, new Session(call.json(), new ByteArrayOutputStream()));
        return new Reply(200, null, address + session, null);
    }

    Reply chunk(Call call) {
        Session session = sessions.get(call.path());
        Matcher range = RANGE.matcher(String.valueOf(call.range()));
        Project.require(session != null && range.matches(), "no session, or no range");
        long have = session.bytes.size();
        if (range.group(1) != null && Long.parseLong(range.group(1)) == have) {
            Project.require(Long.parseLong(range.group(2)) - have + 1 == call.body().length, "another length");
            boolean last = !range.group(3).equals("*");
            Project.require(last || call.body().length % (256 << 10) == 0, "no multiple of 256 KiB");
            int taken = last ? call.body().length : Math.min(most, call.body().length);
            session.bytes.write(call.body(), 0, taken);
            have += taken;
        }
        if (!range.group(3).equals(Long.toString(have))) {
            return new Reply(308, null, null, have == 0 ? null : "bytes=0-" + (have - 1));
        }
        uploaded = session.bytes.toByteArray();
        return jobs.begin(session.job, uploaded);
    }
}
