package caravan.trigger;

import java.util.Locale;
import java.util.Map;

/**
 * A call of somebody who may.
 *
 * @param kind what he wants
 * @param id of the run that he asks of; else empty
 * @param body what he sends, of a few KiB at most
 * @param by whom: a program with the token, a browser with a session, or Pub/Sub, whose body is an envelope
 * @param from his address
 */
public record Call(Kind kind, String id, byte[] body, By by, String from) {
    enum Kind {
        ASK,
        TELL,
        LIST,
        REOPEN,
        LOAD;

        /**
         * @param what is called: runs, one of them, reopenings or loads
         * @throws Refusal where the method is none of what there is
         */
        static Kind of(String method, String what, boolean ofOne) throws Refusal {
            if (!what.startsWith("runs")) {
                if (!method.equals("POST")) {
                    throw new Refusal(405, "accepted here is POST", Map.of("Allow", "POST"));
                }
                return what.equals("loads") ? LOAD : REOPEN;
            }
            if (method.equals("GET")) {
                return ofOne ? TELL : LIST;
            }
            if (method.equals("POST") && !ofOne) {
                return ASK;
            }
            String allowed = ofOne ? "GET" : "GET, POST";
            throw new Refusal(405, "accepted here is " + allowed, Map.of("Allow", allowed));
        }

        boolean acts() {
            return this == ASK || this == REOPEN || this == LOAD;
        }

        /** As the audit has it. */
        String word() {
            return this == ASK ? "sync" : name().toLowerCase(Locale.ROOT);
        }
    }

    enum By {
        TOKEN,
        SESSION,
        PUBSUB;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    boolean isPush() {
        return by == By.PUBSUB;
    }
}
