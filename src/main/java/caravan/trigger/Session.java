package caravan.trigger;

import java.time.Instant;

/**
 * A browser that brought the token.
 *
 * @param csrf what each of its calls that act has to bring in a header: no page of another origin can read it
 * @param until it ends then
 */
public record Session(String csrf, Instant until) {
    /** Without what nobody else may know. */
    @Override
    public String toString() {
        return "Session until " + until;
    }
}
