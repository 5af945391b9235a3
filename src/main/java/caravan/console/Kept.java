package caravan.console;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last answers to questions on ledgers: five years are written and packed once, not for each who asks. So many bytes at most,
 * whatever is asked for. Thread-safe.
 */
final class Kept {
    /** All of them. */
    static final long MOST_BYTES = 8 * 1024 * 1024;

    private final Map<String, Made> replies = new LinkedHashMap<>(16, 0.75f, true);
    private final Object oneAtATime = new Object();
    private long bytes;

    private record Made(long version, Reply reply) {}

    interface Making {
        Reply make() throws Refused;
    }

    /** @param version of what it is made from */
    Reply of(String question, long version, Making making) throws Refused {
        Optional<Reply> known = known(question, version);
        if (known.isPresent()) {
            return known.get();
        }
        // What ten years are before they are packed is many times what is kept.
        synchronized (oneAtATime) {
            known = known(question, version);
            if (known.isPresent()) {
                return known.get();
            }
            Reply reply = making.make().packedOnly();
            keep(question, new Made(version, reply));
            return reply;
        }
    }

    private Optional<Reply> known(String question, long version) {
        synchronized (replies) {
            return Optional.ofNullable(replies.get(question))
                    .filter(made -> made.version() == version)
                    .map(Made::reply);
        }
    }

    private void keep(String question, Made made) {
        synchronized (replies) {
            Made before = replies.put(question, made);
            bytes += made.reply().size() - (before == null ? 0 : before.reply().size());
            Iterator<Made> oldest = replies.values().iterator();
            while (bytes > MOST_BYTES) {
                bytes -= oldest.next().reply().size();
                oldest.remove();
            }
        }
    }

    long bytes() {
        synchronized (replies) {
            return bytes;
        }
    }
}
