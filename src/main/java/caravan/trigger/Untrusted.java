package caravan.trigger;

/** Why a token is not Pub/Sub's for us. Its words are for the log, and hold nothing of the token but, once its signature is known to be good, what it claims. */
final class Untrusted extends Exception {
    private static final long serialVersionUID = 1;

    Untrusted(String why) {
        super(why);
    }
}
