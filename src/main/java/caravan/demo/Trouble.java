package caravan.demo;

import java.time.Duration;

/**
 * An answer that a request gets in place of the one it should.
 *
 * @param retryAfter seconds for the header of this name; null for none
 */
public record Trouble(int status, String retryAfter, String text) {
    public static Trouble tooManyRequests(Duration retryAfter) {
        return new Trouble(429, Long.toString(retryAfter.toSeconds()), "Too many requests");
    }

    public static Trouble internalError() {
        return new Trouble(500, null, "Something went wrong on our side");
    }

    public static Trouble gatewayTimeout() {
        return new Trouble(504, null, "The export took too long");
    }

    public static Trouble tooLarge() {
        return new Trouble(400, null, Answer.TOO_LARGE);
    }

    public static Trouble forbidden() {
        return new Trouble(403, null, Answer.FORBIDDEN);
    }

    /** A 404 that does not come from Amplitude, and says nothing about its data. */
    public static Trouble proxyNotFound() {
        return new Trouble(404, null, "<html><head><title>404 Not Found</title></head><body>proxy</body></html>");
    }

    /** Status 200, and no archive. */
    public static Trouble webPage() {
        return new Trouble(200, null, "<!doctype html><html><body>We will be back soon</body></html>");
    }
}
