package caravan.setup;

/** Whoever was asked has ended the dialogue. Nothing was written. */
public final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered() {
        super("ended before everything was asked; nothing was written");
    }
}
