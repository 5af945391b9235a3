package caravan.console;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last answers to questions on one ledger: five years are written and packed once, not for each who asks. Thread-safe.
 */
final class Kept {
    private static final int MOST = 32;

    private final Map<String, Made> replies = new LinkedHashMap<>(MOST, 0.75f, true);

    private record Made(long version, Reply reply) {}

    interface Making {
        Reply make() throws Refused;
    }

    /** @param version of what it is made from */
    Reply of(String question, long version, Making making) throws Refused {
        synchronized (replies) {
            Made made = replies.get(question);
            if (made != null && made.version() == version) {
                return made.reply();
            }
        }
        Reply reply = making.make();
        synchronized (replies) {
            replies.put(question, new Made(version, reply));
            while (replies.size() > MOST) {
                replies.remove(replies.keySet().iterator().next());
            }
        }
        return reply;
    }
}
